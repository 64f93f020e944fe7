"""Cells that are shown as per cent: they hold 0.8 where everybody sees 80%."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from dadu_desktop.domain.money import exact, to_cent
from dadu_desktop.exchange.cells import Place, Sheet, column_number

_CODE = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_NUMBER = re.compile(rb"""\bnumFmtId=["'](\d+)["']""")
_WRITTEN = re.compile(rb"""\bformatCode=["']([^"']*)["']""")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3})(\d+)["']""")
_CELL = re.compile(rb"<(?:\w+:)?c\s")
_QUOTED = re.compile(r'"[^"]*"|\\.')
_BUILT_IN = frozenset({9, 10})
"""Numbers of the formats 0% and 0.00% (ECMA-376 part 1, 18.8.30)."""


def percent_styles(styles: bytes) -> list[int]:
    """List the cell formats of an .xlsx's part of styles that show per cent."""
    codes: dict[int, str] = {}
    for tag in _CODE.findall(styles):
        number, written = _NUMBER.search(tag), _WRITTEN.search(tag)
        if number and written:
            codes[int(number[1])] = unescape(written[1].decode("utf-8", "replace"))
    formats = _CELL_FORMATS.search(styles)
    tags = _FORMAT.findall(formats[0]) if formats else []
    numbers = (_NUMBER.search(tag) for tag in tags)
    used = (int(number[1]) if number else 0 for number in numbers)
    return [at for at, number in enumerate(used) if shows_percent(codes.get(number, ""), number)]


def shows_percent(code: str, number: int = 0) -> bool:
    """Tell whether a format multiplies by a hundred; a quoted % in its code is only written behind the number."""
    return number in _BUILT_IN or "%" in _QUOTED.sub("", code)


def percent_places(xml: bytes, styles: Iterable[int]) -> Iterator[Place]:
    """Find the cells of an .xlsx's sheet that have one of these formats."""
    numbers = b"|".join(b"%d" % one for one in styles)
    if not numbers:
        return
    for found in re.finditer(rb"""\bs=["'](?:%b)["']""" % numbers, xml):
        tag = xml[xml.rfind(b"<", 0, found.start()) : xml.find(b">", found.end())]
        if _CELL.match(tag) and (address := _ADDRESS.search(tag)):
            yield Place(int(address[2]) - 1, column_number(address[1].decode()))


def say_percents(sheet: Sheet, places: Iterable[Place]) -> None:
    """Put what people see into such cells: 80% for 0.8; in place."""
    for row, column in places:
        cells = sheet.rows[row] if row < len(sheet.rows) else []
        value = cells[column] if column < len(cells) else ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            cells[column] = percent_words(value)


def percent_words(share: float) -> str:
    """Say a share as per cent, with no more places than are kept: 0.8 is 80%."""
    return f"{to_cent(exact(share) * 100):f}%"
