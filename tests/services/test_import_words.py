"""Words of workbooks that the office's code lists have not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl

from dadu_desktop.services.choices import save_code_items
from dadu_desktop.services.code_lists import CodeEntry
from dadu_desktop.services.import_plan import RowPlan
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.storage.ledger_file import LedgerFile


def planned(ledger: LedgerFile, folder: Path, *rows: Sequence[object]) -> list[RowPlan]:
    """Preview a small workbook."""
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.worksheets[0].append(list(row))
    workbook.save(folder / "来表.xlsx")
    return preview_import(ledger, [folder / "来表.xlsx"]).sheets[0].rows


def told(row: RowPlan) -> list[tuple[str, str]]:
    """Give place and sentence of what is pointed out in a row."""
    return [(one.address, one.reason) for one in row.warnings]


def test_each_cell_with_an_unknown_word_is_pointed_out_and_kept(ledger: LedgerFile, tmp_path: Path) -> None:
    rows = planned(
        ledger,
        tmp_path,
        ["企业名称", "所属镇街", "重点标签"],
        ["重庆甲公司", "九宫庙", "首店、百年老店"],
        ["重庆乙公司", "XX镇", "无"],
        ["重庆丙公司", "XX镇", ""],
    )
    unknown = "所属镇街“XX镇”不在代码表中，请核对。"
    assert list(map(told, rows)) == [
        [("C2", "重点标签“百年老店”不在代码表中，请核对。")],
        [("B3", unknown)],
        [("B4", unknown)],
    ]
    assert [row.values["town"] for row in rows] == ["九宫庙街道", "XX镇", "XX镇"]


def test_rows_inside_a_record_are_looked_at_in_their_own_line(ledger: LedgerFile, tmp_path: Path) -> None:
    head = ["信用代码", "企业名称", "走访日期", "反映问题", "问题类别"]
    first = ["91512081MA62K0260E", "重庆甲公司", "2022.5.8", "停车难", "停车交通"]
    second = ["91512081MA62K0260E", "重庆甲公司", "2022.5.8", "灯太暗", "灯光"]
    (row,) = planned(ledger, tmp_path, head, first, second)
    assert told(row) == [("E3", "类别“灯光”不在代码表中，请核对。")]


def test_a_list_that_the_office_extended_knows_the_word(ledger: LedgerFile, tmp_path: Path) -> None:
    save_code_items(ledger, "towns", [CodeEntry("XX镇")])
    (row,) = planned(ledger, tmp_path, ["企业名称", "所属镇街"], ["重庆甲公司", "XX镇"])
    assert told(row) == []


def test_a_refused_row_is_not_pointed_out_as_well(ledger: LedgerFile, tmp_path: Path) -> None:
    (row,) = planned(
        ledger, tmp_path, ["企业名称", "所属镇街", "入库时间"], ["重庆甲公司", "XX镇", "2022年2月30日"]
    )
    assert (row.action, told(row)) == ("refused", [])


def test_a_code_of_another_length_is_taken_with_a_warning(ledger: LedgerFile, tmp_path: Path) -> None:
    (row,) = planned(ledger, tmp_path, ["企业名称", "统一社会信用代码"], ["重庆甲公司", "500104000012345"])
    assert [("15位" in sentence) for _, sentence in told(row)] == [True]
    write_import(ledger, preview_import(ledger, [tmp_path / "来表.xlsx"]))
    (kept,) = list_records(ledger, "enterprises", ListQuery()).rows
    assert kept.values["credit_code"] == "500104000012345"


def test_number_of_a_formula_is_rounded_to_what_is_kept(ledger: LedgerFile, tmp_path: Path) -> None:
    (row,) = planned(ledger, tmp_path, ["企业名称", "营业面积"], ["重庆甲公司", 1000 / 9])
    assert row.values["floor_area"] == Decimal("111.111111")
    write_import(ledger, preview_import(ledger, [tmp_path / "来表.xlsx"]))
    (kept,) = list_records(ledger, "enterprises", ListQuery()).rows
    assert kept.values["floor_area"] == Decimal("111.111111")
