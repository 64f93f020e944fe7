"""Open Document spreadsheets (.ods, .fods; ODF 1.2): repetition without end, and a second reader."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cells import MOST_CELLS, MOST_ROWS, Book, Merge, Place, Row, Sheet, error_sentence
from dadu_desktop.exchange.packages import Package
from dadu_desktop.exchange.percent_cells import percent_words
from dadu_desktop.exchange.refusals import Refusal

CONTENT = "content.xml"
_TYPE = b"opendocument.spreadsheet"
_HEAD = 4_000
_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE, _TEXT = (_SPACE % name for name in ("office", "table", "text"))
_EXTENSION = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_SPELT = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_MANY_ROWS = re.compile(
    rb'<table:table-row\s[^>]*number-rows-repeated="(\d{4,})"[^>]*(?<!/)>(.*?)</table:table-row>', re.DOTALL
)
_FULL_CELL = re.compile(rb"<table:table-cell(?:\s[^>]*)?(?<!/)>")
_MANY_CELLS = re.compile(rb'<table:table-cell\s[^>]*number-columns-repeated="(\d{4,})"[^>]*(?<!/)>')
_PERCENT = b'office:value-type="percentage"'
_ERROR = b'calcext:value-type="error"'
_MERGED = re.compile(rb'number-(?:rows|columns)-spanned="(?!1")')
_LARGE = 50_000_000
"""Bytes of XML that only the fast library reads in reasonable time; nobody merges cells by hand in so many."""


def is_one(package: Package) -> bool:
    """Tell a spreadsheet from other documents."""
    return _TYPE in package.read("mimetype") or (
        CONTENT in package and _TYPE in package.read("META-INF/manifest.xml")
    )


def is_flat(content: bytes) -> bool:
    """Tell a spreadsheet kept as one XML file."""
    head = content[:_HEAD]
    return b"office:document" in head and _TYPE in head


def suits_first_reader(xml: bytes) -> bool:
    """Tell whether the fast reading library, which knows no error cells, per cents and merged cells, reads all that there is.

    Raises InputProblem where cells with content are repeated beyond what can be laid out.
    """
    widest = max((int(one) for one in _MANY_CELLS.findall(xml)), default=1)
    tallest = max((int(one) for one, cells in _MANY_ROWS.findall(xml) if _FULL_CELL.search(cells)), default=1)
    if widest * tallest > MOST_CELLS:
        raise InputProblem(Refusal.TOO_WIDE, detail=f"{tallest} x {widest} repeated")
    told_apart = _MERGED.search(xml) or _PERCENT in xml
    return _ERROR not in xml and not (told_apart and len(xml) < _LARGE)


def read_open_document(xml: bytes) -> Book:
    """Read the tables of a content.xml or flat file; InputProblem where the XML is damaged."""
    book = Book([])
    above: list[str] = []
    table: _Table | None = None
    try:
        for event, element in iterparse(io.BytesIO(xml), events=("start", "end")):
            if event == "start":
                if element.tag == f"{_TABLE}table" and above[-1:] == [f"{_OFFICE}spreadsheet"]:
                    table = _Table(element.get(f"{_TABLE}name", ""))
                    book.sheets.append(table.sheet)
                above.append(element.tag)
                continue
            above.pop()
            if element.tag == f"{_TABLE}table-row" and table and above.count(f"{_TABLE}table") == 1:
                table.add(element)
                element.clear()
    except DefusedXmlException as error:
        raise InputProblem(Refusal.ENTITIES, detail=repr(error)) from error
    except ParseError as error:
        raise InputProblem(Refusal.DAMAGED, detail=repr(error)) from error
    if not book.sheets:
        raise InputProblem(Refusal.NO_CELLS)
    return book


class _Table:
    """A table whose rows are laid out one after the other; blank ones only before one with content."""

    def __init__(self, name: str) -> None:
        """Begin without rows."""
        self.sheet = Sheet(name, [])
        self._blank = 0
        self._room = MOST_CELLS

    def add(self, element: Element) -> None:
        """Add a row as often as it is repeated; InputProblem for more than can be laid out."""
        times = _number(element, "rows-repeated")
        rows = self.sheet.rows
        row = self._row([child for child in element if child.tag in _CELLS], len(rows) + self._blank)
        if not row:
            self._blank += times
            return
        self._room -= times * len(row)
        if self._room < 0 or len(rows) + self._blank + times > MOST_ROWS:
            raise InputProblem(Refusal.TOO_WIDE)
        rows.extend([] for _ in range(self._blank))
        rows.extend(list(row) for _ in range(times))
        self._blank = 0

    def _row(self, cells: Iterable[Element], at: int) -> Row:
        """Read a row's cells, without the blank ones at its end."""
        row: Row = []
        blank = 0
        for cell in cells:
            times = _number(cell, "columns-repeated")
            place = Place(at, len(row) + blank)
            value = _value(cell)
            if cell.get(f"{_EXTENSION}value-type") == "error":
                self.sheet.faults[place] = error_sentence(str(value))
                value = ""
            self._merge(cell, place)
            if value == "" and place not in self.sheet.faults:
                blank += times
                continue
            if blank + times > self._room:
                raise InputProblem(Refusal.TOO_WIDE)
            row.extend([""] * blank)
            row.extend([value] * times)
            blank = 0
        return row

    def _merge(self, cell: Element, first: Place) -> None:
        """Note what a cell covers."""
        rows, columns = _number(cell, "rows-spanned"), _number(cell, "columns-spanned")
        if rows > 1 or columns > 1:
            last = Place(first.row + rows - 1, first.column + columns - 1)
            self.sheet.merges += (Merge(first, last),)


def _value(cell: Element) -> object:
    """Read a cell by the type that it says."""
    match cell.get(f"{_OFFICE}value-type"):
        case "float" | "currency":
            return float(cell.get(f"{_OFFICE}value", "nan"))
        case "percentage":
            return percent_words(float(cell.get(f"{_OFFICE}value", "0")))
        case "boolean":
            return cell.get(f"{_OFFICE}boolean-value") == "true"
        case "date":
            return _day(cell.get(f"{_OFFICE}date-value", ""))
        case "time":
            return _duration(cell.get(f"{_OFFICE}time-value", ""))
    return "\n".join("".join(_words(paragraph)) for paragraph in cell.iterfind(f"{_TEXT}p"))


def _words(element: Element) -> Iterable[str]:
    """Give the words of a paragraph; several spaces, tabs and breaks are elements."""
    yield _SPELT.get(element.tag, "") * int(element.get(f"{_TEXT}c", 1))
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


def _day(text: str) -> date | datetime | str:
    """Read a day, or a day and an hour."""
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text


def _duration(text: str) -> timedelta | str:
    """Read a time of day or a duration."""
    found = _DURATION.fullmatch(text)
    if not found:
        return text
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _number(element: Element, name: str) -> int:
    """Read how many rows or columns are meant, one where nothing is said."""
    return int(element.get(f"{_TABLE}number-{name}", 1))
