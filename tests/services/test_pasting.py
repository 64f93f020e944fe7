"""Cells copied from a spreadsheet program become a workbook that is taken in."""

from __future__ import annotations

from pathlib import Path

import pytest

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.pasting import MOST_CELLS, pasted_workbook
from dadu_desktop.storage.ledger_file import LedgerFile

COLUMNS = ("name", "telephone", "employees", "note")


def pasted(ledger: LedgerFile, text: str, folder: Path) -> list[dict[str, object]]:
    """Take copied cells in and return what is kept."""
    write_import(ledger, preview_import(ledger, [pasted_workbook("enterprises", text, COLUMNS, folder)]))
    rows = list_records(ledger, "enterprises", ListQuery(columns=COLUMNS)).rows
    return [row.values for row in rows]


def test_cells_with_their_heading_are_read_by_it(ledger: LedgerFile, tmp_path: Path) -> None:
    text = "联系电话\t企业名称\r\n13800000001\t重庆甲有限公司\r\n"
    (kept,) = pasted(ledger, text, tmp_path)
    assert (kept["name"], kept["telephone"]) == ("重庆甲有限公司", "13800000001")


def test_cells_without_heading_are_for_the_columns_from_the_current_one_on(
    ledger: LedgerFile, tmp_path: Path
) -> None:
    text = '重庆甲有限公司\t13800000001\t1,200\t"第一行\n第二行"\n重庆乙有限公司\t\t7\n'
    first, second = pasted(ledger, text, tmp_path)
    assert (first["employees"], first["note"]) == (1200, "第一行\n第二行")
    assert (second["name"], second["telephone"], second["employees"]) == ("重庆乙有限公司", None, 7)


def test_apostrophe_that_kept_a_text_from_being_a_formula_is_taken_off(
    ledger: LedgerFile, tmp_path: Path
) -> None:
    text = "企业名称\t备注\n重庆甲有限公司\t'=1+1\n重庆乙有限公司\t'引号\n"
    assert [one["note"] for one in pasted(ledger, text, tmp_path)] == ["=1+1", "'引号"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" \n\t\n", "没有表格"),
        ("岫云\n", "一个单元格"),
        ("甲\t1\t2\t3\t4", "连同表头"),
        ("甲\n" * (MOST_CELLS + 1), "太多"),
    ],
)
def test_what_cannot_be_pasted_is_said(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=words):
        pasted_workbook("enterprises", text, COLUMNS, tmp_path)
