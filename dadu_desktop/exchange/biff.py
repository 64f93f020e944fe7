"""Records of an .xls ([MS-XLS]): password, date base and error cells, which the reading library leaves out."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import cached_property

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cells import Place, error_sentence
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
_WORKSHEET = 0
_MAY_HOLD_ERRORS = re.compile(
    rb"\x05\x02\x08\x00.{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01|\x02.[\x00\x07\x0f\x17\x1d\x24\x2a].{3}\xff\xff",
    re.DOTALL,
)
"""A quick look that spares most workbooks the slow walk from record to record."""


class OldWorkbook:
    """The globals of a workbook stream: whether it is locked, counts from 1904, and where its sheets begin."""

    def __init__(self, stream: bytes) -> None:
        """Read the globals; InputProblem where they cannot be true."""
        self._stream = stream
        self.locked = False
        self.base_1904 = False
        self._starts: list[int] = []
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

    @cached_property
    def faults(self) -> list[dict[Place, str]]:
        """Find the error cells of each worksheet, in their order."""
        if not _MAY_HOLD_ERRORS.search(self._stream):
            return [{} for _ in self._starts]
        return [self._faults(start) for start in self._starts]

    def _faults(self, start: int) -> dict[Place, str]:
        """Find the error cells of the worksheet that begins at an offset, not those of its charts."""
        found: dict[Place, str] = {}
        depth = 0
        for kind, at, length in _records(self._stream, start):
            depth += (kind == _BOF) - (kind == _EOF)
            if depth == 0:
                break
            if depth == 1 and (code := self._error(kind, at, length)) is not None:
                found[Place(*struct.unpack_from("<HH", self._stream, at))] = error_sentence(code)
        return found

    def _error(self, kind: int, at: int, length: int) -> str | None:
        """Return the error that a cell's record holds: as its value or as the result of its formula."""
        cell = self._stream[at : at + length]
        if kind == _ERROR_OR_TRUTH and length >= 8 and cell[7] == 1:
            return ERRORS.get(cell[6])
        if kind == _FORMULA and length >= 14 and cell[6] == 2 and cell[12:14] == b"\xff\xff":
            return ERRORS.get(cell[8])
        return None


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Walk from record to record: kind, offset and length of its data."""
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length
