"""Records of an .xls ([MS-XLS]) that the reading library leaves out: password, date base, error cells, per cents."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import cached_property

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cells import Place, error_sentence
from dadu_desktop.exchange.percent_cells import shows_percent
from dadu_desktop.exchange.refusals import Refusal

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
"""[MS-XLS] 2.5.10 BErr; .xlsb uses the same."""

_FORMULA, _EOF, _DATE_BASE, _FILE_PASS = 0x0006, 0x000A, 0x0022, 0x002F
_BOUND_SHEET, _STRINGS, _ERROR_OR_TRUTH, _BOF = 0x0085, 0x00FC, 0x0205, 0x0809
_CELL_FORMAT, _NUMBER_FORMAT, _NUMBER, _PACKED, _PACKED_ROW = 0x00E0, 0x041E, 0x0203, 0x027E, 0x00BD
_WORKSHEET = 0
_VERSION_8 = 0x0600
_IS_STYLE = 0x0004
_MAY_HOLD_ERRORS = re.compile(
    rb"\x05\x02\x08\x00.{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01|\x02.[\x00\x07\x0f\x17\x1d\x24\x2a].{3}\xff\xff",
    re.DOTALL,
)
"""A quick look that spares most workbooks the slow walk from record to record."""


class OldWorkbook:
    """The globals of a workbook stream: whether it is locked, counts from 1904, its formats, where sheets begin."""

    def __init__(self, stream: bytes) -> None:
        """Read the globals; InputProblem where they cannot be true."""
        self._stream = stream
        self.locked = False
        self.base_1904 = False
        self._starts: list[int] = []
        self._formats: list[int] = []
        self._codes: dict[int, str] = {}
        (self._version,) = struct.unpack_from("<H", stream, 4)
        for kind, at, length in _records(stream, 0):
            if kind == _EOF:
                break
            if kind == _FILE_PASS:
                self.locked = True
                break
            self._take(kind, at, length)

    def _take(self, kind: int, at: int, length: int) -> None:
        """Take what one record of the globals says."""
        if kind == _DATE_BASE and length >= 2:
            self.base_1904 = self._stream[at] == 1
        elif kind == _BOUND_SHEET and length >= 6 and self._stream[at + 5] == _WORKSHEET:
            self._starts.append(*struct.unpack_from("<L", self._stream, at))
        elif kind == _STRINGS and length >= 8:
            (unique,) = struct.unpack_from("<L", self._stream, at + 4)
            if unique > len(self._stream):
                raise InputProblem(Refusal.DAMAGED, detail="more strings than bytes")
        elif kind == _CELL_FORMAT and length >= 6:
            number, flags = struct.unpack_from("<HH", self._stream, at + 2)
            # Excel always defines a style of per cent, which alone is no reason to walk through all cells
            self._formats.append(0 if flags & _IS_STYLE else number)
        elif kind == _NUMBER_FORMAT and length >= 3:
            (number,) = struct.unpack_from("<H", self._stream, at)
            self._codes[number] = self._code(self._stream[at + 2 : at + length])

    def _code(self, text: bytes) -> str:
        """Read the code of a number format: a length before it, from version 8 on of two bytes and flags."""
        if self._version < _VERSION_8:
            return text[1:].decode("latin-1")
        return text[3:].decode("utf-16-le" if text[2] & 1 else "latin-1", "replace")

    @cached_property
    def faults(self) -> list[dict[Place, str]]:
        """Find the error cells of each worksheet, in their order."""
        if not _MAY_HOLD_ERRORS.search(self._stream):
            return [{} for _ in self._starts]
        return [self._faults(start) for start in self._starts]

    def _faults(self, start: int) -> dict[Place, str]:
        """Find the error cells of the worksheet that begins at an offset."""
        found: dict[Place, str] = {}
        for kind, at, length in self._own_records(start):
            if (code := self._error(kind, at, length)) is not None:
                found[Place(*struct.unpack_from("<HH", self._stream, at))] = error_sentence(code)
        return found

    def _own_records(self, start: int) -> Iterator[tuple[int, int, int]]:
        """Walk through the worksheet that begins at an offset, not through its charts."""
        depth = 0
        for kind, at, length in _records(self._stream, start):
            depth += (kind == _BOF) - (kind == _EOF)
            if depth == 0:
                return
            if depth == 1:
                yield kind, at, length

    def _error(self, kind: int, at: int, length: int) -> str | None:
        """Return the error that a cell's record holds: as its value or as the result of its formula."""
        cell = self._stream[at : at + length]
        if kind == _ERROR_OR_TRUTH and length >= 8 and cell[7] == 1:
            return ERRORS.get(cell[6])
        if kind == _FORMULA and length >= 14 and cell[6] == 2 and cell[12:14] == b"\xff\xff":
            return ERRORS.get(cell[8])
        return None

    @cached_property
    def percents(self) -> list[list[Place]]:
        """Find the cells of each worksheet that are shown as per cent, in the sheets' order."""
        shown = (shows_percent(self._codes.get(number, ""), number) for number in self._formats)
        styles = {at for at, percent in enumerate(shown) if percent}
        return [list(self._percents(start, styles)) if styles else [] for start in self._starts]

    def _percents(self, start: int, styles: set[int]) -> Iterator[Place]:
        """Find the cells of these formats in the worksheet that begins at an offset."""
        for kind, at, length in self._own_records(start):
            if kind in (_NUMBER, _PACKED, _FORMULA) and length >= 6:
                row, column, style = struct.unpack_from("<HHH", self._stream, at)
                if style in styles:
                    yield Place(row, column)
            elif kind == _PACKED_ROW and length >= 6:
                row, first = struct.unpack_from("<HH", self._stream, at)
                for column, (style, _) in enumerate(
                    struct.iter_unpack("<HL", self._stream[at + 4 : at + length - 2]), first
                ):
                    if style in styles:
                        yield Place(row, column)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Walk from record to record: kind, offset and length of its data."""
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length
