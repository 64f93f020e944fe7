"""Cells shown as per cent are read as people see them, and written so that people see what is meant."""

from __future__ import annotations

import io
import struct
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.exchange.patching.book import BookPatch
from dadu_desktop.exchange.percent_cells import percent_words, shows_percent
from dadu_desktop.exchange.workbooks import read_workbook
from tests.exchange.spoiled import packed, parts_of
from tests.exchange.spoiled_old import binary_workbook, open_document, record


def workbook(*formats: str, second: bool = False) -> list[list[object]]:
    """Give the cells of a workbook that holds 0.8 in each of these formats."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(["进度"] * len(formats))
    sheet.append([0.8] * len(formats))
    for at, code in enumerate(formats, 1):
        sheet.cell(2, at).number_format = code
    content = io.BytesIO()
    made.save(content)
    return read_workbook(content.getvalue(), second=second).sheets[0].rows


@pytest.mark.parametrize("second", [False, True])
def test_cell_is_read_as_it_is_shown(second: bool) -> None:
    formats = ("0%", "0.00%", '0.0"%"', "General", "0.00", "0%;[Red]-0%", r"0\%")
    shown = workbook(*formats, second=second)[1]
    assert shown == ["80%", "80%", 0.8, 0.8, 0.8, "80%", 0.8]


@given(st.decimals(-100, 100, places=6))
def test_share_is_said_without_the_noise_of_binary_numbers(share: Decimal) -> None:
    assert Decimal(percent_words(float(share)).rstrip("%")) == share * 100


def test_formula_gives_no_more_places_than_are_kept() -> None:
    assert percent_words(1 / 9) == "11.111111%"


def test_quoted_sign_multiplies_nothing() -> None:
    assert not shows_percent('0"%"')
    assert shows_percent("0.0%")


def test_per_cents_of_an_open_document_are_read_as_they_are_shown() -> None:
    cell = '<table:table-cell office:value-type="percentage" office:value="0.8"><text:p>80%</text:p></table:table-cell>'
    (sheet,) = read_workbook(open_document(rows=f"<table:table-row>{cell}</table:table-row>")).sheets
    assert sheet.rows == [["80%"]]


def old_workbook(*cells: tuple[object, str]) -> bytes:
    """Make an .xls of one row of cells, each in its format."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for column, (value, code) in enumerate(cells):
        sheet.write(0, column, value, xlwt.easyxf(num_format_str=code))
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def test_per_cents_of_an_old_workbook_are_read_as_they_are_shown() -> None:
    """Numbers alone, packed ones, rows of packed ones; an own code with Chinese signs."""
    cells = [
        (0.8, "0%"),
        ("进度", "0%"),
        (0.8, "General"),
        (1, "0.00%"),
        (2, "0%"),
        (3, "0"),
        (0.123, '0.0%"■"'),
    ]
    (sheet,) = read_workbook(old_workbook(*cells)).sheets
    assert sheet.rows == [["80%", "进度", 0.8, "100%", "200%", 3, "12.3%"]]


def test_sign_that_only_looks_like_one_of_per_cent_multiplies_nothing_in_an_old_workbook() -> None:
    (sheet,) = read_workbook(old_workbook((0.8, '0.0"■"'), (0.8, '0.0"%"'))).sheets
    assert sheet.rows == [[0.8, 0.8]]


@pytest.mark.parametrize("second", [False, True])
def test_per_cents_of_a_binary_workbook_are_read_as_they_are_shown(second: bool) -> None:
    """Styles 1 and 2 show per cent: by the number of their format, by its code."""
    code = "0.0%"
    formats = struct.pack("<HL", 164, len(code)) + code.encode("utf-16-le")
    styles = struct.pack("<HH", 0, 0), struct.pack("<HH", 0, 9), struct.pack("<HH", 0, 164)
    cells = [struct.pack("<LLd", column, style, 0.8) for column, style in enumerate([0, 1, 2])]
    packed_one = struct.pack("<LLl", 3, 1, 1 << 2 | 2)
    records = {
        "xl/styles.bin": [(44, formats), (617, b""), *((47, style) for style in styles), (618, b"")],
        "xl/worksheets/sheet1.bin": [
            (0, struct.pack("<L", 0)),
            *((5, cell) for cell in cells),
            (2, packed_one),
        ],
    }
    parts = parts_of(binary_workbook())
    for part, content in records.items():
        parts[part] = b"".join(record(kind, data) for kind, data in content)
    head, tail = (
        record(129) + record(148, struct.pack("<LLLL", 0, 0, 0, 3)) + record(145),
        record(146) + record(130),
    )
    parts["xl/worksheets/sheet1.bin"] = head + parts["xl/worksheets/sheet1.bin"] + tail
    (sheet,) = read_workbook(packed(parts), second=second).sheets
    assert sheet.rows == [[0.8, "80%", "80%", "100%"]]


def test_per_cents_of_a_spreadsheet_2003_are_read_as_they_are_shown() -> None:
    """A named format, a code, the format of a parent and that of the row."""
    cells = "".join(
        f'<Cell{style}><Data ss:Type="Number">0.8</Data></Cell>'
        for style in (' ss:StyleID="a"', ' ss:StyleID="b"', ' ss:StyleID="c"', ' ss:StyleID="d"', "")
    )
    xml = f"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="a"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="b"><NumberFormat ss:Format="0.0%"/></Style><Style ss:ID="c" ss:Parent="b"/>
<Style ss:ID="d"><NumberFormat ss:Format="0.0"/></Style></Styles>
<Worksheet ss:Name="表"><Table><Row ss:StyleID="a">{cells}</Row><Row>{cells}</Row></Table></Worksheet></Workbook>"""
    (sheet,) = read_workbook(xml.encode()).sheets
    assert sheet.rows == [["80%", "80%", "80%", 0.8, "80%"], ["80%", "80%", "80%", 0.8, 0.8]]


def test_formats_of_a_workbook_are_told_apart(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.worksheets[0]["A1"].number_format = "0.0%"
    made.save(tmp_path / "表.xlsx")
    book = BookPatch((tmp_path / "表.xlsx").read_bytes())
    assert [book.styles.percent_format(style) for style in (0, 1)] == [False, True]
