"""Cells of an .xlsx that are shown as per cent: they hold 0.8 where everybody sees 80%."""

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
_BUILT_IN = {b"9", b"10"}
"""0% and 0.00% (ECMA-376 part 1, 18.8.30)."""


def percent_styles(styles: bytes) -> list[int]:
    """List the cell formats of a part of styles that show per cent."""
    codes = set(_BUILT_IN)
    for tag in _CODE.findall(styles):
        number, written = _NUMBER.search(tag), _WRITTEN.search(tag)
        if number and written and shows_percent(unescape(written[1].decode("utf-8", "replace"))):
            codes.add(number[1])
    formats = _CELL_FORMATS.search(styles)
    tags = _FORMAT.findall(formats[0]) if formats else []
    numbers = [_NUMBER.search(tag) for tag in tags]
    return [at for at, number in enumerate(numbers) if number and number[1] in codes]


def shows_percent(code: str) -> bool:
    """Tell whether a format code multiplies by a hundred; a quoted % is only written behind the number."""
    return "%" in _QUOTED.sub("", code)


def percent_places(xml: bytes, styles: Iterable[int]) -> Iterator[Place]:
    """Find the cells of a sheet that have one of these formats."""
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
        if isinstance(value, float):
            cells[column] = percent_words(value)


def percent_words(share: float) -> str:
    """Say a share as per cent, with no more places than are kept: 0.8 is 80%."""
    return f"{to_cent(exact(share) * 100):f}%"
