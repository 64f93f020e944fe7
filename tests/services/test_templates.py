"""A superior's template is filled in; what stands in it stays."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.exports import export_list
from dadu_desktop.services.import_headers import correct_heading, heading_of
from dadu_desktop.services.imports import preview_import
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.records import save_record
from dadu_desktop.services.templates import export_to_template, template_sheet
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.exchange.rich_workbook import converted, picture

NAMES = [f"重庆{one}商贸有限公司" for one in "甲乙丙丁戊己庚"]
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture
def seven(ledger: LedgerFile) -> LedgerFile:
    """Give a ledger with seven enterprises."""
    for at, name in enumerate(NAMES):
        values = {
            "name": name,
            "employees": 10 + at,
            "admitted": PartialDate(2020, 5, 1 + at),
            "contact": "=1+1",
        }
        save_record(
            ledger, "enterprises", 0, values | {"last_year_sales": Approximate(Decimal("1234.5") + at)}
        )
    return ledger


def write_template(path: Path, ready: int = 3) -> Path:
    """Write a template: title, two-level heading in 亿元, ready rows with a formula, totals, notes, chart, names."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("报表")
        bold = book.add_format({"bold": True, "border": 1})
        cell = book.add_format({"border": 1, "bg_color": "#DDEBF7"})
        day = book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
        sheet.merge_range("A1:F1", "商贸企业情况表", bold)
        sheet.write_row(
            "A3", ["序号", "企业名称", "从业人数", "上年销售额（亿元）", "人均", "入库时间"], bold
        )
        last = 3 + ready
        for row in range(4, last + 1):
            for column in range(4):
                sheet.write_blank(row - 1, column, None, cell)
            sheet.write_formula(row - 1, 4, f"=D{row}/C{row}", cell, 0)
            sheet.write_blank(row - 1, 5, None, day)
        sheet.write(last, 1, "合计", bold)
        sheet.write_formula(last, 2, f"=SUM(C4:C{last})", bold, 0)
        sheet.merge_range(last + 1, 0, last + 1, 5, "注：本表由商务委填报。")
        sheet.conditional_format(f"C4:C{last}", {"type": "data_bar"})
        sheet.data_validation(f"C4:C{last}", {"validate": "integer", "criteria": ">", "value": 0})
        sheet.write_comment(last, 2, "合计说明", {"author": "上级"})
        sheet.insert_image(last + 3, 0, "图.png", {"image_data": picture()})
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": f"=报表!$C$4:$C${last}"})
        sheet.insert_chart(last + 5, 2, chart)
        sheet.print_area(0, 0, last + 1, 5)
        other = book.add_worksheet("引用")
        other.write_formula("A1", f"=报表!C{last + 1}*2+SUM(报表!C4:C{last})", None, 0)
        book.define_name("人数", f"=报表!$C$4:$C${last}")
    return path


def filled(seven: LedgerFile, folder: Path, ready: int = 3) -> Path:
    """Fill the template in."""
    template = write_template(folder / "模板.xlsx", ready)
    return export_to_template(seven, "enterprises", ListQuery(), template, folder / "填好.xlsx").file


def opened(path: Path, sheet: str = "报表") -> Worksheet:
    """Open a sheet."""
    found = openpyxl.load_workbook(path)[sheet]
    assert isinstance(found, Worksheet)
    return found


def test_rows_come_below_the_heading_and_totals_move_down(seven: LedgerFile, tmp_path: Path) -> None:
    sheet = opened(filled(seven, tmp_path))
    assert [sheet.cell(row, 2).value for row in range(4, 12)] == [*NAMES, "合计"]
    assert [sheet.cell(row, 1).value for row in range(4, 11)] == list(range(1, 8))
    assert [sheet.cell(row, 3).value for row in range(4, 11)] == list(range(10, 17))
    assert sheet["C11"].value == "=SUM(C4:C10)"
    assert sheet["A12"].value == "注：本表由商务委填报。"
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:F1", "A12:F12"}


def test_formulas_and_formats_of_the_ready_row_go_with_every_row(seven: LedgerFile, tmp_path: Path) -> None:
    sheet = opened(filled(seven, tmp_path))
    assert [sheet.cell(row, 5).value for row in range(4, 11)] == [f"=D{row}/C{row}" for row in range(4, 11)]
    assert {sheet.cell(row, 2).fill.fgColor.rgb for row in range(4, 11)} == {"FFDDEBF7"}
    assert {sheet.cell(row, 6).number_format for row in range(4, 11)} == {"yyyy-mm-dd"}
    assert [sheet.cell(row, 6).value.day for row in range(4, 11)] == list(range(1, 8))  # type: ignore[union-attr]


def test_amounts_come_in_the_unit_of_the_template(seven: LedgerFile, tmp_path: Path) -> None:
    assert opened(filled(seven, tmp_path))["D4"].value == 0.12345


def test_everything_that_points_below_follows(seven: LedgerFile, tmp_path: Path) -> None:
    path = filled(seven, tmp_path)
    book, sheet = openpyxl.load_workbook(path), opened(path)
    assert book["引用"]["A1"].value == "=报表!C11*2+SUM(报表!C4:C10)"
    assert book.defined_names["人数"].attr_text == "报表!$C$4:$C$10"
    assert sheet.print_area == "'报表'!$A$1:$F$12"
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["C4:C10"]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["C4:C10"]
    assert sheet["C11"].comment
    with zipfile.ZipFile(path) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
        drawing = package.read("xl/drawings/drawing1.xml").decode()
        assert any(name.startswith("xl/media/") for name in package.namelist())
    assert "报表!$C$4:$C$10" in chart
    assert "<xdr:row>13</xdr:row>" in drawing


@pytest.mark.parametrize(("ready", "total_row"), [(1, 11), (7, 11), (10, 14)])
def test_template_with_few_or_many_ready_rows_is_filled(
    ready: int, total_row: int, seven: LedgerFile, tmp_path: Path
) -> None:
    sheet = opened(filled(seven, tmp_path, ready))
    assert [sheet.cell(row, 2).value for row in range(4, 11)] == NAMES
    assert sheet.cell(total_row, 2).value == "合计"
    assert sheet.cell(total_row, 3).value == f"=SUM(C4:C{total_row - 1})"


def test_last_months_file_serves_as_template(seven: LedgerFile, tmp_path: Path) -> None:
    first = filled(seven, tmp_path)
    query = ListQuery(search="甲")
    made = export_to_template(seven, "enterprises", query, first, tmp_path / "再填.xlsx")
    sheet = opened(made.file)
    assert made.rows == 1
    assert [sheet.cell(row, 2).value for row in range(4, 12)] == [NAMES[0], *[None] * 6, "合计"]


def test_what_looks_like_a_formula_is_a_text_in_a_template(seven: LedgerFile, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["企业名称", "联系人"])
    book.save(path)
    made = export_to_template(seven, "enterprises", ListQuery(), path, tmp_path / "填好.xlsx")
    cell = openpyxl.load_workbook(made.file).worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_filled_template_comes_back_unchanged(seven: LedgerFile, tmp_path: Path) -> None:
    path = filled(seven, tmp_path)
    saved = converted(path, "xlsx", tmp_path)  # another program computes the formulas
    preview = preview_import(seven, [saved])
    assert preview.counts() == {"unchanged": 7}
    assert openpyxl.load_workbook(saved, data_only=True)["引用"]["A1"].value == 3 * sum(range(10, 17))


def test_headings_are_matched_once_by_hand_and_remembered(seven: LedgerFile, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["对象", "人手"])
    book.save(path)
    with pytest.raises(InputProblem, match="没有找到"):
        export_to_template(seven, "enterprises", ListQuery(), path, tmp_path / "填好.xlsx")
    plan = template_sheet(seven, "enterprises", path)
    choice = heading_of(plan, "enterprises", (1,))
    columns = tuple(
        replace(one, path=field) for one, field in zip(choice.columns, ("name", "employees"), strict=True)
    )
    correct_heading(seven, plan, replace(choice, columns=columns))
    made = export_to_template(seven, "enterprises", ListQuery(), path, tmp_path / "填好.xlsx")
    sheet = openpyxl.load_workbook(made.file).worksheets[0]
    assert [sheet.cell(2, column).value for column in (1, 2)] == [NAMES[0], 10]


def test_statistics_template_takes_a_row_for_each_enterprise(seven: LedgerFile, tmp_path: Path) -> None:
    own = Reference(1, NAMES[0])
    for indicator, value in (("商品销售额", "12.5"), ("零售额", "3")):
        figure = {
            "enterprise": own,
            "month": PartialDate(2022, 11),
            "indicator": indicator,
            "value": Decimal(value),
        }
        save_record(seven, "figures", 0, figure)
    path = tmp_path / "模板.xlsx"
    book = openpyxl.Workbook()
    head = ["单位详细名称", "商品销售额;本年-本月", "其中：零售额;本年-本月"]
    for row in (["2022年11月（单位：千元）"], head):
        book.worksheets[0].append(row)
    book.save(path)
    made = export_to_template(seven, "figures", ListQuery(), path, tmp_path / "填好.xlsx")
    sheet = openpyxl.load_workbook(made.file).worksheets[0]
    assert [cell.value for cell in sheet[3]] == [NAMES[0], 125, 30]
    assert preview_import(seven, [made.file]).counts() == {"unchanged": 1}


def test_template_that_cannot_be_filled_is_refused(seven: LedgerFile, tmp_path: Path) -> None:
    template = write_template(tmp_path / "模板.xlsx")
    with pytest.raises(InputProblem, match="自身"):
        export_to_template(seven, "enterprises", ListQuery(), template, template)
    with pytest.raises(InputProblem, match="同为"):
        export_to_template(seven, "enterprises", ListQuery(), template, tmp_path / "填好.csv")
    old = export_list(seven, "enterprises", ListQuery(), tmp_path / "旧.csv").file
    with pytest.raises(InputProblem, match="另存为"):
        export_to_template(seven, "enterprises", ListQuery(), old, tmp_path / "填好.csv")
    assert io.BytesIO(template.read_bytes()).read(2) == b"PK"


def test_per_cent_comes_as_the_cells_of_the_template_show_it(seven: LedgerFile, tmp_path: Path) -> None:
    enterprise = Reference(1, NAMES[0])
    values = {"round": "上半年", "enterprise": enterprise, "date": PartialDate(2022, 5, 1)}
    save_record(seven, "trade-surveys", 0, values | {"growth": Decimal("73.3"), "markets": "东盟"})
    template = tmp_path / "外贸.xlsx"
    with xlsxwriter.Workbook(template) as book:
        sheet = book.add_worksheet("外贸")
        sheet.write_row("A1", ["企业名称", "调研日期", "调研轮次", "主要市场", "同比"])
        for column in range(5):
            sheet.write_blank(1, column, None, book.add_format({"num_format": "0.0%"}))
    made = export_to_template(seven, "trade-surveys", ListQuery(), template, tmp_path / "填好.xlsx")
    assert opened(made.file, "外贸")["E2"].value == 0.733
    assert preview_import(seven, [made.file]).counts() == {"unchanged": 1}
