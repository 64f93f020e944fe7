"""Texts with separators, in the encodings of Chinese offices: what many systems export as .csv, .txt or .xls."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.formula_texts import APOSTROPHE, own_text
from dadu_desktop.exchange.cells import Book, Row, Sheet
from dadu_desktop.exchange.refusals import Refusal

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_BINARY = frozenset("\x00\x01\x02\x03\x04\x05\x06\x07\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19")
_SEPARATORS = ",\t;|"
_ROWS_LOOKED_AT = 50
_FIELD_LIMIT = 1_000_000


def decode(content: bytes) -> str:
    """Read bytes as UTF-8 or UTF-16 with or without mark, else as GB18030; InputProblem for anything else."""
    for encoding in _encodings(content):
        text = _decoded(content, encoding)
        if text is not None and _BINARY.isdisjoint(text):
            return text
    raise InputProblem(Refusal.NO_ENCODING)


def read_delimited(text: str) -> Book:
    """Read a text whose columns are separated by commas, tabs, semicolons or bars."""
    said, _, rest = text.partition("\n")
    if said[:4].lower() == "sep=" and len(said.strip()) == 5:  # what Excel writes to tell itself
        separator, text = said[4], rest
    else:
        separator = _separator(text)
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        rows = _rows(text, csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:  # a quotation mark that is never closed swallows what follows
        rows = _rows(text, _line_by_line(text, separator))
    return Book([Sheet("", rows)])


def _line_by_line(text: str, separator: str) -> Iterator[list[str]]:
    """Take quotation marks for such only in lines that close what they open."""
    for line in io.StringIO(text):
        if line.count('"') % 2:
            yield from csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE)
        else:
            yield from csv.reader([line], delimiter=separator)


def _encodings(content: bytes) -> list[str]:
    """List what the bytes may be written in; zeros stand at one side of ASCII in UTF-16."""
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    if marked:
        return [marked]
    if b"\x00" in content[:_FIELD_LIMIT]:
        even, odd = content[0:2000:2].count(0), content[1:2000:2].count(0)
        return ["utf-16-be" if even > odd else "utf-16-le"]
    return ["utf-8", "gb18030"]


def _decoded(content: bytes, encoding: str) -> str | None:
    """Decode, forgiving half a character at the end of a file that was cut."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(content)
    except UnicodeError:
        return None


def _separator(text: str) -> str:
    """Find the separator that cuts most of the first rows into the same number of cells."""
    best = max(_SEPARATORS, key=lambda separator: _evenness(text, separator))
    if _evenness(text, best) == (0, 0):
        raise InputProblem(Refusal.NO_COLUMNS)
    return best


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """Count the rows that have the commonest number of cells, and those cells."""
    head = islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _ROWS_LOOKED_AT)
    widths: Counter[int] = Counter()
    with suppress(csv.Error):  # what came before a cell without end is enough
        widths.update(len(row) for row in head if len(row) > 1)
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))


def _rows(text: str, reader: Iterable[list[str]]) -> list[Row]:
    """Take the cells of a text."""
    if '="' not in text and APOSTROPHE not in text:
        return [list(row) for row in reader]
    return [[_plain(cell) for cell in row] for row in reader]


def _plain(cell: str) -> str:
    """Take a text out of ="…" or from behind an apostrophe, by which systems keep Excel from computing it."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else own_text(cell)
