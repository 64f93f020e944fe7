"""The fast reading library: opens most workbooks, many times faster than any other."""

from __future__ import annotations

import io
from typing import cast

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    WorksheetNotFound,
)

from dadu_desktop.domain.errors import InputProblem, WrongPassword
from dadu_desktop.exchange.cells import MOST_CELLS, MOST_ROWS, Book, Merge, Place, Row, Sheet, trimmed
from dadu_desktop.exchange.refusals import Refusal


def read_with_calamine(content: bytes) -> Book:
    """Read all sheets of cells; InputProblem where the library cannot."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return Book(_sheets(workbook))
    except PasswordError as error:
        raise WrongPassword(Refusal.LOCKED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise InputProblem(Refusal.DAMAGED, detail=repr(error)) from error
    except BaseException as error:  # a panic of the reading library is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise InputProblem(Refusal.DAMAGED, detail=repr(error)) from error


def _sheets(workbook: CalamineWorkbook) -> list[Sheet]:
    """Read the sheets of cells, not those of charts and macros; one that the package lacks is left out."""
    names = [one.name for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if not names:
        raise InputProblem(Refusal.NO_CELLS)
    sheets: list[Sheet] = []
    room, missing = MOST_CELLS, None
    for name in names:
        try:
            sheet = workbook.get_sheet_by_name(name)
        except WorksheetNotFound as error:
            missing = error
            continue
        if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > room:
            raise InputProblem(Refusal.TOO_WIDE)
        sheets.append(_sheet(sheet))
        room -= sum(map(len, sheets[-1].rows))
    if missing and not sheets:
        raise missing
    return sheets


def _sheet(sheet: CalamineSheet) -> Sheet:
    """Read one sheet from its first cell A1 on."""
    rows = trimmed(cast("list[Row]", sheet.to_python(skip_empty_area=False)))
    merges = (Merge(Place(*first), Place(*last)) for first, last in sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, rows, tuple(merge for merge in merges if merge.first.row < len(rows)))
