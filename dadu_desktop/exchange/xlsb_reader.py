"""The second reader for .xlsb, of our own: slow, but it reads what the fast library dies of ([MS-XLSB])."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import datetime, time

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cells import MOST_CELLS, MOST_ROWS, Book, Merge, Place, Sheet, trimmed
from dadu_desktop.exchange.packages import Package
from dadu_desktop.exchange.refusals import Refusal
from dadu_desktop.exchange.xlsb import ROW, base_1904, cell_formats, records, sheet_parts, style_at, wide_text

_RK, _TRUTH, _REAL, _TEXT, _SHARED, _RICH = 2, 4, 5, 6, 7, 62
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_TRUTH = 8, 9, 10
_STRING, _MERGE = 19, 176
_HEAD = 8
"""Column, style and flags stand before every value."""

Value = Callable[[bytes, int], object]


def read_xlsb(package: Package) -> Book:
    """Read all sheets that the package has; InputProblem where there is none or one is too wide."""
    cells = _Cells(package)
    sheets = [
        _sheet(name, package.read(part), cells) for name, part in sheet_parts(package) if part in package
    ]
    if not sheets:
        raise InputProblem(Refusal.NO_CELLS)
    return Book(sheets)


class _Cells:
    """Reads cells by the kind of their record; texts, and whether a number is a day, stand in other parts."""

    def __init__(self, package: Package) -> None:
        """Read texts and styles."""
        strings = package.read("xl/sharedstrings.bin")
        self._strings = [wide_text(strings, at + 1)[0] for kind, at, _ in records(strings) if kind == _STRING]
        codes = (code or BUILTIN_FORMATS.get(number, "General") for number, code in cell_formats(package))
        self._days = {at for at, code in enumerate(codes) if is_date_format(code)}
        self._epoch = CALENDAR_MAC_1904 if base_1904(package) else CALENDAR_WINDOWS_1900
        self._readers: dict[int, Value] = {
            _RK: lambda part, at: _compressed(*struct.unpack_from("<l", part, at)),
            _TRUTH: lambda part, at: part[at] == 1,
            _REAL: lambda part, at: struct.unpack_from("<d", part, at)[0],
            _TEXT: lambda part, at: wide_text(part, at)[0],
            _RICH: lambda part, at: wide_text(part, at + 1)[0],
            _SHARED: lambda part, at: self._strings[struct.unpack_from("<L", part, at)[0]],
        }
        for formula, plain in ((_FORMULA_TEXT, _TEXT), (_FORMULA_REAL, _REAL), (_FORMULA_TRUTH, _TRUTH)):
            self._readers[formula] = self._readers[plain]

    def read(self, kind: int, part: bytes, at: int) -> object:
        """Read one cell, an empty text for records that are none."""
        reader = self._readers.get(kind)
        value = reader(part, at + _HEAD) if reader else ""
        if not isinstance(value, float) or style_at(part, at) not in self._days:
            return value
        day = from_excel(value, self._epoch)
        return day.date() if isinstance(day, datetime) and day.time() == time() else day


def _sheet(name: str, part: bytes, cells: _Cells) -> Sheet:
    """Read one sheet row by row; each row is as long as its last cell demands."""
    sheet = Sheet(name, [])
    merges = []
    room = MOST_CELLS
    for kind, at, length in records(part):
        if kind == ROW and length >= 4:
            (row,) = struct.unpack_from("<L", part, at)
            if row >= MOST_ROWS:
                raise InputProblem(Refusal.TOO_WIDE)
            sheet.rows.extend([] for _ in range(len(sheet.rows), row + 1))
        elif kind == _MERGE and length >= 16:
            top, bottom, left, right = struct.unpack_from("<LLLL", part, at)
            merges.append(Merge(Place(top, left), Place(bottom, right)))
        elif (value := cells.read(kind, part, at)) != "":
            (column,) = struct.unpack_from("<L", part, at)
            missing = range(len(sheet.rows[-1]), column)
            room -= len(missing) + 1
            if room < 0:
                raise InputProblem(Refusal.TOO_WIDE)
            sheet.rows[-1].extend([*("" for _ in missing), value])
    trimmed(sheet.rows)
    sheet.merges = tuple(merge for merge in merges if merge.first.row < len(sheet.rows))
    return sheet


def _compressed(number: int) -> float:
    """Unfold a number of 30 bits, [MS-XLSB] 2.5.123: whole or the head of a long one, perhaps in hundredths."""
    if number & 2:
        value = float(number >> 2)
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (number & ~3 & 0xFFFFFFFF) << 32))
    return value / 100 if number & 1 else value
