"""Open Document spreadsheets (.ods, ODF 1.2): repetition without end, error cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cells import MOST_CELLS, Place
from dadu_desktop.exchange.packages import Package
from dadu_desktop.exchange.refusals import Refusal
from dadu_desktop.exchange.xlsx import Look, error_sentence

_TYPE = b"opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_CONTENT = "content.xml"
_PARTS = re.compile(
    rb"<(?P<tag>/?table:(?:table|table-row|table-cell|covered-table-cell))(?P<attributes>\s[^>]*)?>"
    rb"(?:<text:p>(?P<words>[^<]*))?"
)
_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="(\d+)"')
_MANY_ROWS = re.compile(
    rb'<table:table-row\s[^>]*number-rows-repeated="(\d{4,})"[^>]*[^/]>(.*?)</table:table-row>', re.DOTALL
)
_FULL_CELL = re.compile(rb"<table:table-cell(?:\s[^>]*)?[^/]>")
_MANY_CELLS = re.compile(rb'<table:table-cell\s[^>]*number-columns-repeated="(\d{4,})"[^>]*[^/]>')
_NAME = re.compile(rb'table:name="([^"]*)"')
_ERROR = b'calcext:value-type="error"'


def is_one(package: Package) -> bool:
    """Tell a spreadsheet from other documents."""
    return _TYPE in package.read("mimetype") or (_CONTENT in package and _TYPE in package.read(_MANIFEST))


def look_at(package: Package) -> Look:
    """Find error cells; InputProblem where cells with content are repeated beyond what can be laid out."""
    xml = package.read_xml(_CONTENT)
    if not xml:
        raise InputProblem(Refusal.DAMAGED, detail="no content.xml")
    _check_repetition(xml)
    look = Look()
    if _ERROR in xml:
        for name, place, words in _error_cells(xml):
            look.faults.setdefault(name, {})[place] = error_sentence(words)
    return look


def _check_repetition(xml: bytes) -> None:
    """Refuse cells with content that stand for more than can be laid out."""
    widest = max((int(one) for one in _MANY_CELLS.findall(xml)), default=1)
    tallest = max((int(one) for one, cells in _MANY_ROWS.findall(xml) if _FULL_CELL.search(cells)), default=1)
    if widest * tallest > MOST_CELLS:
        raise InputProblem(Refusal.TOO_WIDE, detail=f"{tallest} x {widest} repeated")


def _error_cells(xml: bytes) -> Iterator[tuple[str, Place, str]]:
    """Walk over all cells, counting repeated ones, and give those that hold an error."""
    name, row, column, rows = "", 0, 0, 1
    for part in _PARTS.finditer(xml):
        tag, attributes = part["tag"], part["attributes"] or b""
        times = _times(attributes)
        if tag == b"table:table":
            named = _NAME.search(attributes)
            name, row = unescape(named[1].decode()) if named else "", 0
        elif tag == b"table:table-row":
            column, rows = 0, times
            if attributes.endswith(b"/"):
                row += times
        elif tag == b"/table:table-row":
            row += rows
        elif tag in (b"table:table-cell", b"table:covered-table-cell"):
            if _ERROR in attributes:
                yield name, Place(row, column), unescape((part["words"] or b"").decode("utf-8", "replace"))
            column += times


def _times(attributes: bytes) -> int:
    """Tell how many rows or cells an element stands for."""
    repeated = _REPEATED.search(attributes)
    return int(repeated[1]) if repeated else 1
