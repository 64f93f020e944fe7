"""What a person decides in the review of an import, as changes of the preview; planning follows."""

from __future__ import annotations

from collections.abc import Iterable

from dadu_desktop.services.import_answers import Answer
from dadu_desktop.services.import_headers import HeadingChoice, correct_heading, forget_heading
from dadu_desktop.services.import_plan import ImportOptions, ImportPreview, RowPlan, SheetPlan
from dadu_desktop.services.import_review import Change
from dadu_desktop.services.imports import put_cell
from dadu_desktop.storage.ledger_file import LedgerFile


def mend_cell(sheet: SheetPlan, row: int, path: str, text: str) -> Change:
    """Put another text into a cell, not into the file."""
    return lambda _ledger, _preview: put_cell(sheet, row, path, text)


def take_rows(sheet: SheetPlan, rows: Iterable[int], *, taken: bool) -> Change:
    """Leave rows out of the import, or take them in after all."""
    keys = {(sheet.path, sheet.sheet, row) for row in rows}

    def change(_ledger: LedgerFile, preview: ImportPreview) -> None:
        (preview.excluded.difference_update if taken else preview.excluded.update)(keys)

    return change


def choose_enterprise(row: RowPlan, answer: Answer) -> Change:
    """Say which enterprise a row means; every row that gives the same code and name means it, too."""
    return lambda _ledger, preview: preview.answers.update({row.said: answer})


def choose_options(options: ImportOptions) -> Change:
    """Change how the workbooks meet the ledger."""
    return lambda _ledger, preview: setattr(preview, "options", options)


def choose_heading(sheet: SheetPlan, choice: HeadingChoice, *, remember: bool) -> Change:
    """Read a sheet as the person says."""
    return lambda ledger, _preview: correct_heading(ledger, sheet, choice, remember=remember)


def find_heading_anew(sheet: SheetPlan) -> Change:
    """Forget how a person once said that headings of this shape are to be read."""
    return lambda ledger, _preview: forget_heading(ledger, sheet)
