"""The second reading library for .xlsx: slow, but it reads some workbooks that the first one does not."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from datetime import datetime, time
from typing import cast

import openpyxl
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cells import MOST_CELLS, Book, Sheet, trimmed
from dadu_desktop.exchange.refusals import Refusal


def read_with_openpyxl(content: bytes) -> Book:
    """Read all sheets of cells, without merged ranges; anything may be raised where the library cannot."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it leaves out are styles and drawings
        workbook = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        sheets = [_sheet(cast("ReadOnlyWorksheet", sheet)) for sheet in workbook.worksheets]
    if not sheets:
        raise InputProblem(Refusal.NO_CELLS)
    return Book(sheets)


def _sheet(source: ReadOnlyWorksheet) -> Sheet:
    """Read one sheet; what it says of its own size is not believed."""
    source.reset_dimensions()
    sheet = Sheet(source.title, [])
    room = MOST_CELLS
    for cells in cast("Iterator[tuple[ReadOnlyCell | EmptyCell, ...]]", source.rows):
        room -= len(cells)
        if room < 0:
            raise InputProblem(Refusal.TOO_WIDE)
        sheet.rows.append([_value(cell) for cell in cells])
    trimmed(sheet.rows)
    return sheet


def _value(cell: ReadOnlyCell | EmptyCell) -> object:
    """Give a value as the first library does."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
