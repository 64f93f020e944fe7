"""An exported list as a person sees it: what it was narrowed to, totals, texts that stay texts."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.exchange.workbook_writer import ExportRow, csv_of, workbook_of
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.services.exports import export_list
from dadu_desktop.services.imports import preview_import
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.query_words import list_note
from dadu_desktop.services.records import save_record
from dadu_desktop.storage.ledger_file import LedgerFile

COLUMNS = ("name", "telephone", "employees", "last_year_sales", "admitted")


def exported(ledger: LedgerFile, query: ListQuery, folder: Path) -> Worksheet:
    """Export some columns and open the sheet."""
    made = export_list(ledger, "enterprises", query, folder / "企业.xlsx", columns=COLUMNS)
    return openpyxl.load_workbook(made.file).worksheets[0]


@pytest.fixture
def three(ledger: LedgerFile) -> LedgerFile:
    """Give a ledger with three enterprises."""
    for at, name in enumerate(("重庆甲商贸有限公司", "重庆乙商贸有限公司", "-丙=")):
        save_record(
            ledger,
            "enterprises",
            0,
            {
                "name": name,
                "telephone": "13800000001",
                "employees": 10 + at,
                "town": "八桥镇" if at else "跳磴镇",
                "last_year_sales": Approximate(Decimal("1234.5")),
                "admitted": PartialDate(2020, 5),
            },
        )
    return ledger


def test_note_below_the_totals_says_what_the_list_was_narrowed_to(three: LedgerFile, tmp_path: Path) -> None:
    query = ListQuery(search="重庆", filters=(Filter("town", "is", "八桥镇"),))
    sheet = exported(three, query, tmp_path)
    assert [sheet.cell(row, 1).value for row in range(4, 8)] == [
        "重庆乙商贸有限公司",
        "合计",
        "注：共 1 条；筛选条件：所属镇街 是 八桥镇；检索：重庆。",
        None,
    ]
    assert sheet.auto_filter.ref == "A3:E4"


def test_list_without_filters_only_counts() -> None:
    assert list_note(RECORD_TYPES["enterprises"], ListQuery(), 1234) == "注：共 1,234 条。"
    assert "回收站" in list_note(RECORD_TYPES["enterprises"], ListQuery(deleted=True), 1)


def test_note_is_no_record_when_the_workbook_comes_back(three: LedgerFile, tmp_path: Path) -> None:
    exported(three, ListQuery(search="重庆"), tmp_path)
    assert preview_import(three, [tmp_path / "企业.xlsx"]).counts() == {"unchanged": 2}


def test_text_like_a_formula_is_marked_as_text(three: LedgerFile, tmp_path: Path) -> None:
    sheet = exported(three, ListQuery(), tmp_path)
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=4, max_row=6)}
    assert rows["-丙="][0].quotePrefix
    assert not rows["重庆甲商贸有限公司"][0].quotePrefix
    assert rows["-丙="][0].border.left.style == rows["重庆甲商贸有限公司"][0].border.left.style == "thin"


def test_negative_amount_stays_a_number_in_workbook_and_text() -> None:
    figures = RECORD_TYPES["figures"]
    fields = [figures.field("indicator"), figures.field("value")]
    rows = [ExportRow({"indicator": "商品销售额", "value": Decimal("-1234.5")})]
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(figures, rows, fields, title="数")))
    cell = book.worksheets[0]["B4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (-1234.5, "n", False)
    assert csv_of(rows, fields).decode("utf-8-sig").splitlines()[1] == '商品销售额,"-1,234.5"'


def test_telephone_is_a_text_and_a_month_keeps_its_precision(three: LedgerFile, tmp_path: Path) -> None:
    sheet = exported(three, ListQuery(), tmp_path)
    assert (sheet["B4"].value, sheet["B4"].number_format) == ("13800000001", "@")
    assert sheet["E4"].value == "2020-05"
