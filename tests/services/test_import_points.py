"""Visits whose cell of problems holds several under numbers, taken into a real ledger and out again."""

from __future__ import annotations

from pathlib import Path

from dadu_desktop.services.exports import export_list
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import save_record
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.services.conftest import MadeFile

STORE = "重庆星桥百货有限公司"
TWO = "1.停车难；2.租金高"
HEADING: list[object] = ["走访日期", "企业名称", "走访方式", "存在问题", "问题类别", "办理情况"]


def descriptions(ledger: LedgerFile) -> list[str]:
    """List the problems that are kept."""
    rows = list_records(ledger, "problems", ListQuery(limit=100)).rows
    return sorted(str(one.values["description"]) for one in rows)


def assert_nothing_new(ledger: LedgerFile, file: Path) -> None:
    """Look at a workbook of one visit: it says what the ledger says."""
    preview = preview_import(ledger, [file])
    assert preview.counts() == {"unchanged": 1}


def test_visit_brings_each_numbered_problem_once(ledger: LedgerFile, made: MadeFile, tmp_path: Path) -> None:
    save_record(ledger, "enterprises", 0, {"name": STORE})
    row: list[object] = ["2022-05-01", STORE, "电话", TWO, "1.停车交通；2.租金成本", "1.已协调物业"]
    path = made(HEADING, row, name="走访.xlsx")
    preview = preview_import(ledger, [path])
    assert "分成 2 个问题" in preview.sheets[0].rows[0].warnings[0].reason
    write_import(ledger, preview)
    assert descriptions(ledger) == ["停车难", "租金高"]
    assert_nothing_new(ledger, path)
    assert_nothing_new(ledger, export_list(ledger, "visits", ListQuery(), tmp_path / "导出.xlsx").file)


def test_problem_kept_as_one_stays_one(ledger: LedgerFile, made: MadeFile, tmp_path: Path) -> None:
    save_record(ledger, "enterprises", 0, {"name": STORE})
    path = made(HEADING, ["2022-05-01", STORE, "电话", "停车难", "", ""], name="走访.xlsx")
    write_import(ledger, preview_import(ledger, [path]))
    (visit,) = list_records(ledger, "visits", ListQuery()).rows
    save_record(ledger, "visits", visit.id, {}, {"problems": [{"description": TWO, "status": "登记"}]})
    assert TWO in descriptions(ledger)
    exported = export_list(ledger, "visits", ListQuery(), tmp_path / "导出.xlsx").file
    assert_nothing_new(ledger, exported)
    office = made(HEADING, ["2022-05-01", STORE, "电话", TWO, "", ""], name="走访.xlsx")
    assert_nothing_new(ledger, office)
    assert descriptions(ledger).count(TWO) == 1
