"""The readers that step in where the fast library fails give the same cells as it does."""

from __future__ import annotations

import io
import struct
from datetime import date, datetime

import pytest
import xlsxwriter

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.calamine_reader import read_with_calamine
from dadu_desktop.exchange.cells import MOST_ROWS, Merge, Place, Row, trimmed
from dadu_desktop.exchange.open_document import read_open_document
from dadu_desktop.exchange.openpyxl_reader import read_with_openpyxl
from dadu_desktop.exchange.packages import Package
from dadu_desktop.exchange.workbooks import read_workbook
from dadu_desktop.exchange.xlsb_reader import read_xlsb
from tests.exchange.conftest import SAMPLES
from tests.exchange.spoiled import ROWS, packed, parts_of
from tests.exchange.spoiled_old import binary_workbook, open_document

SHEET = "xl/worksheets/sheet1.bin"


def every_kind() -> bytes:
    """Make an .xlsx with a cell of every kind."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("各种")
        sheet.write_row(0, 0, ["甲", 1, 2.5, True])
        sheet.write_datetime(1, 0, datetime(2022, 5, 1), day)
        sheet.write_datetime(1, 1, datetime(2022, 5, 1, 9, 30), day)
        sheet.write_formula(1, 2, "=1+1", None, 2)
    return output.getvalue()


def test_both_libraries_give_the_same_cells_of_every_kind() -> None:
    content = every_kind()
    expected = [["甲", 1.0, 2.5, True], [date(2022, 5, 1), datetime(2022, 5, 1, 9, 30), 2.0, ""]]
    assert read_with_calamine(content).sheets[0].rows == expected
    assert read_with_openpyxl(content).sheets[0].rows == [expected[0], expected[1][:3]]


@pytest.mark.parametrize("name", ["限上商贸企业基础台账.xlsx", "一企一策工作台账.xlsx"])
def test_both_libraries_give_the_same_samples(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    first, second = read_with_calamine(content), read_with_openpyxl(content)
    assert [sheet.name for sheet in first.sheets] == [sheet.name for sheet in second.sheets]
    for one, other in zip(first.sheets, second.sheets, strict=True):
        width = max(map(len, one.rows), default=0)
        assert one.rows == [row + [""] * (width - len(row)) for row in other.rows]


def test_a_child_after_a_crash_reads_without_the_fast_library() -> None:
    content = (SAMPLES / "一企一策工作台账.xlsx").read_bytes()
    assert [sheet.name for sheet in read_workbook(content, second=True).sheets] == [
        sheet.name for sheet in read_workbook(content).sheets
    ]
    assert read_workbook(binary_workbook(), second=True).sheets[0].rows == ROWS


def test_our_reader_of_xlsb_unfolds_numbers_days_and_merged_ranges() -> None:
    parts = parts_of(binary_workbook())
    hundredth = struct.pack("<LLl", 0, 0, 1250 << 2 | 3)
    day = struct.pack("<LLd", 1, 1, 44682.0)
    truth, merged = struct.pack("<LLB", 2, 0, 1), struct.pack("<LLLL", 0, 0, 0, 2)
    parts[SHEET] = b"".join(
        bytes([*kind, len(data)]) + data
        for kind, data in (
            ((0,), struct.pack("<L", 0)),
            ((2,), hundredth),
            ((5,), day),
            ((4,), truth),
            ((0xB0, 0x01), merged),
        )
    )
    parts["xl/styles.bin"] = b"\xe9\x04\x00" + b"\x2f\x04\0\0\0\0" + b"\x2f\x04\0\0\x0e\0" + b"\xea\x04\x00"
    sheet = read_xlsb(Package(packed(parts))).sheets[0]
    assert sheet.rows == [[12.5, date(2022, 5, 1), True]]
    assert sheet.merges == (Merge(Place(0, 0), Place(0, 2)),)


def test_our_reader_of_xlsb_refuses_a_cell_too_far_away() -> None:
    parts = parts_of(binary_workbook())
    far = b"\0\x04" + struct.pack("<L", MOST_ROWS)
    with pytest.raises(InputProblem, match="两千万"):
        read_xlsb(Package(packed({**parts, SHEET: far})))


def test_our_reader_of_open_documents_reads_days_hours_spaces_and_merged_cells() -> None:
    cells = (
        '<table:table-cell office:value-type="date" office:date-value="2022-05-01" table:number-rows-spanned="2"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell office:value-type="string"><text:p>甲<text:s text:c="2"/>乙</text:p><text:p>丙</text:p>'
        "</table:table-cell>"
    )
    xml = parts_of(open_document(f"<table:table-row>{cells}</table:table-row>"))["content.xml"]
    sheet = read_open_document(xml).sheets[0]
    assert sheet.rows == [[date(2022, 5, 1), True, "甲  乙\n丙"]]
    assert sheet.merges == (Merge(Place(0, 0), Place(1, 0)),)


def test_blank_rows_and_columns_at_the_end_are_cut_off() -> None:
    wide: list[Row] = [["a", *[""] * 300], ["", "b", *[""] * 299], [""] * 301]
    assert trimmed(wide) == [["a", ""], ["", "b"]]
    assert trimmed([["", ""], ["", "x"], ["", ""]]) == [["", ""], ["", "x"]]
    assert trimmed([]) == []
