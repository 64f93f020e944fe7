"""A whole import is taken back, except what was edited or is used since."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import delete

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import NotFound
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.import_undo import undo_batch
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import count_records, find_record, get_record, save_record
from dadu_desktop.storage.ledger_file import LedgerFile

SAMPLES = Path(__file__).parents[1] / "samples"


def take(ledger: LedgerFile, path: Path) -> int:
    return write_import(ledger, preview_import(ledger, [path])).batch


def made(path: Path, *rows: list[object]) -> Path:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.worksheets[0].append(row)
    workbook.save(path)
    return path


def test_everything_that_an_import_made_goes_into_the_recycle_bin(ledger: LedgerFile) -> None:
    batch = take(ledger, SAMPLES / "九宫庙街道走访台账.xls")
    outcome = undo_batch(ledger, batch)
    assert not outcome.kept
    assert not any(count_records(ledger).values())


def test_changed_fields_get_their_former_values(ledger: LedgerFile, tmp_path: Path) -> None:
    saved = save_record(
        ledger, "enterprises", 0, {"name": "重庆甲有限公司", "contact": "李静", "employees": 5}
    )
    path = made(
        tmp_path / "a.xlsx",
        ["企业名称", "联系人", "从业人数", "所属镇街"],
        ["重庆甲有限公司", "王芳", 9, "八桥镇"],
    )
    assert len(undo_batch(ledger, take(ledger, path)).taken_back) == 1
    values = get_record(ledger, "enterprises", saved.id).values
    assert (values["contact"], values["employees"], values["town"]) == ("李静", 5, None)


def test_record_that_was_edited_since_is_kept(ledger: LedgerFile, tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.xlsx", ["企业名称", "行业"], ["重庆甲有限公司", "批发业"], ["重庆乙有限公司", "批发业"]
    )
    batch = take(ledger, path)
    edited = find_record(ledger, "enterprises", "重庆甲有限公司")
    save_record(ledger, "enterprises", edited.id, {"contact": "王芳"})
    outcome = undo_batch(ledger, batch)
    assert [one.name.split()[0] for one in outcome.taken_back] == ["重庆乙有限公司"]
    (kept,) = outcome.kept
    assert kept.name.startswith("重庆甲有限公司")
    assert kept.reason.startswith("王敏 在 ")
    names = [row.values["name"] for row in list_records(ledger, "enterprises", ListQuery()).rows]
    assert names == ["重庆甲有限公司"]


def test_enterprise_that_was_visited_since_is_kept(ledger: LedgerFile) -> None:
    batch = take(ledger, SAMPLES / "限上商贸企业基础台账.xlsx")
    take(ledger, SAMPLES / "九宫庙街道走访台账.xls")
    outcome = undo_batch(ledger, batch)
    assert {one.reason for one in outcome.kept} == {"已被其他走访记录引用", "已被其他问题记录引用"}
    assert len(outcome.taken_back) + len(outcome.kept) == 151
    assert count_records(ledger)["enterprises"] == len(outcome.kept)


def test_measures_added_to_a_plan_go_and_the_plan_stays(ledger: LedgerFile, tmp_path: Path) -> None:
    head: list[object] = ["企业名称", "信用代码", "年度", "帮扶措施", "责任人"]
    who: list[object] = ["重庆甲有限公司", "91500104RTYJ6YN8J2", 2022]
    take(ledger, made(tmp_path / "a.xlsx", head, [*who, "协调贷款", "周正"]))
    batch = take(
        ledger, made(tmp_path / "b.xlsx", head, [*who, "协调贷款", "田野"], [*who, "帮助招工", "何晓"])
    )
    plan = list_records(ledger, "plans", ListQuery()).rows[0].id
    assert len(get_record(ledger, "plans", plan).children["measures"]) == 2
    undo_batch(ledger, batch)
    (measure,) = get_record(ledger, "plans", plan).children["measures"]
    assert (measure["measure"], measure["owner"]) == ("协调贷款", "周正")


def test_batch_is_taken_back_only_once(ledger: LedgerFile) -> None:
    batch = take(ledger, SAMPLES / "限上商贸企业基础台账.xlsx")
    undo_batch(ledger, batch)
    with pytest.raises(NotFound):
        undo_batch(ledger, batch)


def test_enterprises_of_a_visit_are_those_before_the_import(ledger: LedgerFile, tmp_path: Path) -> None:
    first, second = (
        Reference(save_record(ledger, "enterprises", 0, {"name": name}).id, name)
        for name in ("重庆甲有限公司", "重庆乙有限公司")
    )
    values = {"date": PartialDate(2022, 5, 8), "form": "实地走访", "enterprises": (first,)}
    saved = save_record(ledger, "visits", 0, values)
    path = made(
        tmp_path / "a.xlsx",
        ["编号", "日期", "形式", "企业"],
        [saved.number, "2022-05-08", "实地走访", second.label],
    )
    batch = take(ledger, path)
    assert get_record(ledger, "visits", saved.id).values["enterprises"] == (second,)
    assert len(undo_batch(ledger, batch).taken_back) == 1
    assert get_record(ledger, "visits", saved.id).values["enterprises"] == (first,)


def test_a_contact_that_an_import_replaced_is_in_office_again(ledger: LedgerFile, tmp_path: Path) -> None:
    saved = save_record(ledger, "enterprises", 0, {"name": "重庆甲有限公司", "contact": "李静"})
    batch = take(ledger, made(tmp_path / "a.xlsx", ["企业名称", "联系人"], ["重庆甲有限公司", "王芳"]))
    assert len(get_record(ledger, "enterprises", saved.id).children["people"]) == 2
    undo_batch(ledger, batch)
    assert get_record(ledger, "enterprises", saved.id).children["people"] == ()


def test_record_whose_former_value_is_gone_is_named_as_failed(ledger: LedgerFile, tmp_path: Path) -> None:
    first, second = (
        Reference(save_record(ledger, "enterprises", 0, {"name": name}).id, name)
        for name in ("重庆甲有限公司", "重庆乙有限公司")
    )
    values = {"date": PartialDate(2022, 5, 8), "form": "实地走访", "enterprises": (first,)}
    saved = save_record(ledger, "visits", 0, values)
    head: list[object] = ["编号", "日期", "形式", "企业"]
    row: list[object] = [saved.number, "2022-05-08", "实地走访", second.label]
    batch = take(ledger, made(tmp_path / "a.xlsx", head, row))
    with ledger.unit(reason="彻底删除") as unit:
        unit.connection.execute(delete(Enterprise).where(Enterprise.id == first.id))
    outcome = undo_batch(ledger, batch)
    assert (outcome.taken_back, outcome.kept) == ((), ())
    (failed,) = outcome.failed
    assert failed.name.startswith(saved.number)
    assert "已不存在" in failed.reason
    assert get_record(ledger, "visits", saved.id).values["enterprises"] == (second,)
