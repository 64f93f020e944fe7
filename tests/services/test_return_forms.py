"""Workbooks to fill in come back into the very fields."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.imports import preview_import, workbooks_in, write_import
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import save_record
from dadu_desktop.services.return_forms import write_blank_form, write_forms_each
from dadu_desktop.storage.ledger_file import LedgerFile

SAMPLES = Path(__file__).parents[1] / "samples"


def form(path: Path) -> tuple[openpyxl.Workbook, Worksheet, dict[str, int]]:
    """Open a form with the columns of its headings."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    return book, sheet, {str(cell.value): cell.column or 0 for cell in sheet[3]}


@pytest.fixture
def enterprise(ledger: LedgerFile) -> Reference:
    """Give an enterprise with figures of two months."""
    name = "重庆甲商贸有限公司"
    values = {"name": name, "trade": "批发业", "town": "八桥镇"}
    own = Reference(save_record(ledger, "enterprises", 0, values).id, name)
    for year, month, value, total in ((2022, 11, "31.5", "300"), (2021, 12, "28", "280")):
        figure = {
            "enterprise": own,
            "month": PartialDate(year, month),
            "indicator": "商品销售额",
            "value": Decimal(value),
            "cumulative": Decimal(total),
        }
        save_record(ledger, "figures", 0, figure)
    return own


@pytest.mark.parametrize("kind", list(RECORD_TYPES))
def test_empty_form_of_every_kind_says_that_nothing_was_filled_in(
    kind: str, ledger: LedgerFile, tmp_path: Path
) -> None:
    (file,) = write_blank_form(ledger, kind, tmp_path / "填报.xlsx").files
    preview = preview_import(ledger, [file])
    assert [(sheet.kind, sheet.rows) for sheet in preview.sheets] == [(kind, [])]


def test_form_has_drop_downs_locked_headings_and_explanations(ledger: LedgerFile, tmp_path: Path) -> None:
    (file,) = write_blank_form(ledger, "enterprises", tmp_path / "填报.xlsx").files
    book, sheet, columns = form(file)
    assert book.sheetnames == ["企业", "填表说明", "选项", "填报键"]
    assert [one.sheet_state for one in book.worksheets] == ["visible", "visible", "veryHidden", "veryHidden"]
    assert sheet.protection.sheet
    assert sheet.cell(3, columns["企业名称"]).protection.locked
    assert not sheet.cell(4, columns["企业名称"]).protection.locked
    number = RECORD_TYPES["enterprises"].field("number").heading
    assert sheet.column_dimensions[sheet.cell(3, columns[number]).coordinate.rstrip("0123456789")].hidden
    lists = {str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation}
    town = lists[sheet.cell(4, columns["所属镇街"]).coordinate]
    assert (town.type, town.errorStyle) == ("list", "warning")
    assert town.formula1
    names = [cell.value for row in book["选项"][town.formula1.split("!")[1].replace("$", "")] for cell in row]
    assert "八桥镇" in names
    assert any(row[0].value == "企业名称" and row[1].value == "是" for row in book["填表说明"])


def test_form_is_read_by_its_hidden_keys_whatever_the_headings_would_mean(
    ledger: LedgerFile, enterprise: Reference, tmp_path: Path
) -> None:
    (file,) = write_blank_form(ledger, "problems", tmp_path / "填报.xlsx").files
    book, sheet, columns = form(file)
    sheet.cell(4, columns["企业"], enterprise.label)
    sheet.cell(4, columns[RECORD_TYPES["problems"].field("description").heading], "门前道路积水")
    book.save(file)
    preview = preview_import(ledger, [file])
    (plan,) = preview.sheets
    assert [one.path for one in plan.columns] == [
        *(one.key for one in RECORD_TYPES["problems"].fields if not one.computed),
        "number",
    ]
    assert not plan.remembered


def test_every_enterprise_gets_its_form_with_the_values_of_last_month(
    ledger: LedgerFile, enterprise: Reference, tmp_path: Path
) -> None:
    (file,) = write_forms_each(ledger, "figures", tmp_path / "填报", month=Month(2022, 12)).files
    assert file.name.endswith("重庆甲商贸有限公司 月度数据.xlsx")
    _book, sheet, columns = form(file)
    row = {name: sheet.cell(4, column).value for name, column in columns.items()}
    assert (row["企业"], row["指标"], row["上月（对照）"], row["上月累计（对照）"]) == (
        enterprise.label, "商品销售额", 31.5, 300,
    )  # fmt: skip
    assert (row["上年同月（万元）"], row["上年累计（万元）"], row["本月（万元）"]) == (28, 280, None)
    assert sheet.max_row == 3 + 5


def test_filled_in_form_brings_exactly_what_was_filled_in(
    ledger: LedgerFile, enterprise: Reference, tmp_path: Path
) -> None:
    (file,) = write_forms_each(ledger, "figures", tmp_path / "填报", month=Month(2022, 12)).files
    book, sheet, columns = form(file)
    sheet.cell(4, columns["本月（万元）"], 33.25)
    book.save(file)
    preview = preview_import(ledger, [file])
    assert preview.counts() == {"created": 1}, preview.sheets[0].rows
    write_import(ledger, preview)
    rows = list_records(ledger, "figures", ListQuery(search="")).rows
    (made,) = [one.values for one in rows if one.values["month"] == PartialDate(2022, 12)]
    assert (made["enterprise"], made["value"], made["base"]) == (enterprise, Decimal("33.25"), Decimal(28))


@pytest.mark.parametrize("kind", ["visits", "problems", "plans", "cases"])
def test_forms_for_each_enterprise_know_it_and_are_empty(
    kind: str, ledger: LedgerFile, enterprise: Reference, tmp_path: Path
) -> None:
    (file,) = write_forms_each(ledger, kind, tmp_path / "填报").files
    assert form(file)[1]["A4"].value == enterprise.label
    assert not preview_import(ledger, [file]).counts()


def test_register_goes_out_to_every_enterprise_and_comes_back_unchanged(
    ledger: LedgerFile, tmp_path: Path
) -> None:
    write_import(ledger, preview_import(ledger, workbooks_in(SAMPLES / "限上商贸企业基础台账.xlsx")))
    made = write_forms_each(ledger, "enterprises", tmp_path / "填报")
    assert len(made.files) == len(set(made.files)) == 151
    preview = preview_import(ledger, workbooks_in(tmp_path / "填报")[:20])
    assert preview.counts() == {"unchanged": 20}


def test_form_is_refused_where_it_has_no_sense(ledger: LedgerFile, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="不按企业填报"):
        write_forms_each(ledger, "district-figures", tmp_path)
    with pytest.raises(InputProblem, match="还没有企业"):
        write_forms_each(ledger, "figures", tmp_path)
    with pytest.raises(InputProblem, match="xlsx"):
        write_blank_form(ledger, "figures", tmp_path / "填报.csv")
