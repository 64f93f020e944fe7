"""XML Spreadsheet 2003 (SpreadsheetML of Excel 2002 and 2003), still exported under the name of .xls."""

from __future__ import annotations

import io
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cells import MOST_ROWS, Book, Merge, Place, Sheet, error_sentence, trimmed
from dadu_desktop.exchange.percent_cells import percent_words, shows_percent
from dadu_desktop.exchange.refusals import Refusal

_URN = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{_URN}}}"
_STYLE = f"{_SS}StyleID"
_HEAD = 4_000
_PERCENT = "Percent"
"""0.00% by its name."""


def is_spreadsheet_2003(content: bytes) -> bool:
    """Tell such a file by its namespace."""
    return _URN.encode() in content[:_HEAD] and b"<" in content[:100]


def read_spreadsheet_2003(content: bytes) -> Book:
    """Read its worksheets; InputProblem where the XML is damaged or defines entities."""
    book = Book([])
    percents: set[str] = set()
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end")):
            if event == "start" and element.tag == f"{_SS}Worksheet":
                book.sheets.append(Sheet(element.get(f"{_SS}Name", ""), []))
            elif event == "end" and element.tag == f"{_SS}Row" and book.sheets:
                _add_row(book.sheets[-1], element, percents)
                element.clear()
            elif event == "end" and element.tag == f"{_SS}Styles":
                percents = _percent_styles(element)
            elif event == "end" and element.tag == f"{_SS}Date1904":
                book.base_1904 = True
    except DefusedXmlException as error:
        raise InputProblem(Refusal.ENTITIES, detail=repr(error)) from error
    except ParseError as error:
        raise InputProblem(Refusal.DAMAGED, detail=repr(error)) from error
    for sheet in book.sheets:
        trimmed(sheet.rows)
    if not book.sheets:
        raise InputProblem(Refusal.NO_CELLS)
    return book


def _percent_styles(element: Element) -> set[str]:
    """List the styles that show per cent; a style without a format of its own has that of its parent."""
    found: set[str] = set()
    for style in element.iterfind(f"{_SS}Style"):
        format_said = style.find(f"{_SS}NumberFormat")
        if format_said is None:
            percent = style.get(f"{_SS}Parent") in found
        else:
            code = format_said.get(f"{_SS}Format", "")
            percent = code == _PERCENT or shows_percent(code)
        if percent:
            found.add(style.get(f"{_SS}ID", ""))
    return found


def _add_row(sheet: Sheet, element: Element, percents: set[str]) -> None:
    """Add a row at its index; cells, too, may skip some."""
    at = _number(element, "Index", len(sheet.rows) + 1) - 1
    if at >= MOST_ROWS:
        raise InputProblem(Refusal.TOO_WIDE)
    sheet.rows.extend([] for _ in range(at + 1 - len(sheet.rows)))
    row = sheet.rows[at]
    style = element.get(_STYLE)
    for cell in element.iterfind(f"{_SS}Cell"):
        column = _number(cell, "Index", len(row) + 1) - 1
        across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
        if max(column, across) > 20_000:
            raise InputProblem(Refusal.TOO_WIDE)
        row.extend([""] * (column - len(row)))
        value = _value(sheet, Place(at, column), cell)
        if isinstance(value, float) and cell.get(_STYLE, style) in percents:
            value = percent_words(value)
        row.extend([value, *[""] * across])
        if across or down:
            sheet.merges += (Merge(Place(at, column), Place(at + down, column + across)),)


def _value(sheet: Sheet, place: Place, cell: Element) -> object:
    """Read a cell by the type that it says."""
    data = cell.find(f"{_SS}Data")
    if data is None:
        return ""
    words = "".join(data.itertext())
    match data.get(f"{_SS}Type"):
        case "Number":
            return float(words)
        case "Boolean":
            return words == "1"
        case "DateTime":
            day = datetime.fromisoformat(words)
            return day if day.time() != datetime.min.time() else day.date()
        case "Error":
            sheet.faults[place] = error_sentence(words)
            return ""
    return words


def _number(element: Element, name: str, otherwise: int) -> int:
    """Read an attribute that is a number."""
    return int(element.get(f"{_SS}{name}", otherwise))
