"""The sheet 退回原因: every fault of a returned workbook with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from dadu_desktop.exchange.body import CellProblem
from dadu_desktop.exchange.cells import Place, Sheet
from dadu_desktop.exchange.patching.book import BookPatch
from dadu_desktop.exchange.patching.rows import SheetPatch

LIST = "退回原因"
_FIRST_LINE = "以下 {} 处未能导入，请在标红的单元格改正后重新报送。{}"
_KNOWN_BY = "处未能导入，请在标红的单元格改正后重新报送。"
_HEADINGS = (
    ("工作表", 16),
    ("行", 8),
    ("栏目", 20),
    ("原内容", 30),
    ("原因", 70),
    ("单元格", 8),
    ("原底色", 8),
)
_ROW_COLUMN, _ADDRESS_COLUMN, _COLOUR_COLUMN = 1, 5, 6

Colours = dict[tuple[str, str], dict[str, str]]
"""Colours that red marks cover, as attributes of their element, by sheet and address."""


class Listed(NamedTuple):
    """A fault, the cell that was marked for it and the colour that it had."""

    sheet: str
    problem: CellProblem
    address: str
    colour: Mapping[str, str]


def list_of(book: BookPatch, lines: Sequence[Listed], remark: str) -> bytes:
    """Write the sheet: where, what stands there, and why it was not taken."""
    space = etree.QName(book.root).namespace or ""
    sheet = SheetPatch(
        f'<worksheet xmlns="{space}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        '<sheetData/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'.encode()
    )
    bold, wrapped = book.styles.made(bold=True), book.styles.made(wrap=True)
    sheet.set_text(sheet.cell(Place(0, 0)), _FIRST_LINE.format(len(lines), remark))
    for column, (words, width) in enumerate(_HEADINGS):
        cell = sheet.cell(Place(1, column))
        sheet.set_text(cell, words)
        cell.set("s", str(bold))
        sheet.set_width(column, width)
    for one in list(sheet.part("cols"))[_ADDRESS_COLUMN:]:
        one.set("hidden", "1")
    for row, line in enumerate(lines, 2):
        _write_line(sheet, row, line, str(wrapped))
    return sheet.save()


def _write_line(sheet: SheetPatch, row: int, line: Listed, style: str) -> None:
    """Write one fault, linked to its cell."""
    one = line.problem
    colour = ";".join(f"{key}={value}" for key, value in line.colour.items())
    words = (line.sheet, str(one.row), one.column, one.value, one.reason, line.address, colour)
    for column, each in enumerate(words):
        cell = sheet.cell(Place(row, column))
        (sheet.set_number if column == _ROW_COLUMN else sheet.set_text)(cell, each)
        cell.set("s", style)
    quoted = line.sheet.replace("'", "''")
    said = {"ref": Place(row, _ROW_COLUMN).address, "location": f"'{quoted}'!{line.address}"}
    etree.SubElement(sheet.part("hyperlinks"), sheet.name("hyperlink"), said)


def is_list(sheet: Sheet) -> bool:
    """Tell whether a sheet is such a list of an earlier round."""
    return bool(sheet.name.startswith(LIST) and sheet.rows and _KNOWN_BY in str(sheet.rows[0][0]))


def colours_of(sheet: Sheet) -> Colours:
    """Read from such a list which colours the marks cover."""
    return {
        (str(row[0]), str(row[_ADDRESS_COLUMN])): dict(
            pair.split("=", 1) for pair in str(row[_COLOUR_COLUMN]).split(";") if "=" in pair
        )
        for row in sheet.rows[2:]
        if len(row) > _COLOUR_COLUMN
    }
