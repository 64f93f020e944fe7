"""Workbooks as plain data: sheets of cells, merged ranges and cells that hold an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Row = list[object]
"""One row of cells: str, float, bool, date, datetime, time or timedelta; "" where a cell is empty."""


ERROR_WORDS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"}
)
DITTO = frozenset({"同上", "〃", "″", "同前", "同日"})
"""What stands in a cell that says the same as the one above it."""
MOST_ROWS = 1_048_576
"""What spreadsheet programs themselves allow."""
MOST_CELLS = 20_000_000
"""What a sheet may span, and all sheets of a workbook hold."""


_WIDE = 100
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


class Place(NamedTuple):
    """A cell by row and column, both from 0."""

    row: int
    column: int

    @property
    def address(self) -> str:
        """Return the address that a spreadsheet program shows, such as C5."""
        return f"{column_letters(self.column)}{self.row + 1}"


class Merge(NamedTuple):
    """A merged range; both corners are part of it."""

    first: Place
    last: Place


@dataclass(slots=True)
class Sheet:
    """One sheet from its first cell A1 on; ``faults`` are sentences about cells without a usable value.

    Where records did not stand one below the other, the rows are those of the table made of them: ``moved`` says
    where a cell stood, ``original`` is the sheet as it came.
    """

    name: str
    rows: list[Row]
    merges: tuple[Merge, ...] = ()
    faults: dict[Place, str] = field(default_factory=dict)
    moved: Mapping[Place, Place] = field(default_factory=dict)
    original: Sheet | None = None

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell in the sheet as it came."""
        place = Place(row, column)
        return self.moved.get(place, place).address

    def words_above(self, row: int) -> list[str]:
        """List what stands above a row (from 0), as text."""
        return [str(cell) for cells in self.rows[:row] for cell in cells if not is_blank(cell)]

    def where(self, row: int) -> str:
        """Say where a row stands in the sheet as it came, as people count: 5; of a table made of it 2—4 or C列."""
        if not self.moved:
            return str(row + 1)
        cells = (Place(row, column) for column in range(len(self.rows[row])))
        places = [self.moved[one] for one in cells if one in self.moved]
        rows = sorted({one.row + 1 for one in places})
        if len(rows) > 1 and len({one.column for one in places}) == 1:
            return f"{column_letters(places[0].column)}列"
        return "—".join(map(str, dict.fromkeys((rows[0], rows[-1])))) if rows else str(row + 1)


@dataclass(slots=True)
class Book:
    """A workbook; serial numbers of its dates count from 1904 where ``base_1904``."""

    sheets: list[Sheet]
    base_1904: bool = False


def row_said(where: str) -> str:
    """Say in a sentence where a row stands: 第 5 行, C列."""
    return where if where.endswith("列") else f"第 {where} 行"


def trimmed(rows: list[Row]) -> list[Row]:
    """Cut off the blank rows below and, of wide sheets, the blank columns to the right; in place."""
    while rows and rows[-1].count("") == len(rows[-1]):
        rows.pop()
    if rows and len(rows[0]) > _WIDE:
        width = 0
        for row in rows:
            if row[width:].count("") < len(row) - width:
                width = len(row) - next(at for at, cell in enumerate(reversed(row)) if cell != "")
        for row in rows:
            del row[width:]
    return rows


def error_sentence(error: str) -> str:
    """Say that a cell holds an error value such as #REF!."""
    return f"单元格是错误值 {error}，请改正公式或直接填写。"


def set_errors_apart(sheet: Sheet) -> None:
    """Turn the words of error values, which are all that a text keeps of them, into faults; in place."""
    for at, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            if cell in ERROR_WORDS:
                sheet.faults[Place(at, column)] = error_sentence(str(cell))
                row[column] = ""


def column_letters(column: int) -> str:
    """Return A, B, ..., Z, AA for a column from 0."""
    letters = ""
    rest = column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the column from 0 for its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def place_of(address: str) -> Place:
    """Read an address such as C5."""
    found = _ADDRESS.match(address)
    return Place(int(found[2]) - 1, column_number(found[1])) if found else Place(0, 0)


def cell_words(value: object) -> str:
    """Say a cell as text; a whole number loses the .0 that workbooks give it."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def cell_at(row: Row, column: int) -> object:
    """Return a cell of a row that may be short."""
    return row[column] if column < len(row) else ""


def is_blank(value: object) -> bool:
    """Tell whether a cell shows nothing."""
    return value is None or (isinstance(value, str) and not value.strip())
