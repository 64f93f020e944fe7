"""Workbooks with faults given back to those who sent them."""

from __future__ import annotations

from pathlib import Path

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.body import CellProblem
from dadu_desktop.exchange.returned import FaultySheet, mark_returned
from dadu_desktop.services.exports import write_whole
from dadu_desktop.services.import_plan import ImportPreview, SheetPlan
from dadu_desktop.storage.failures import said

_SUFFIX = "（退回）.xlsx"


def write_returned(preview: ImportPreview, output: Path) -> list[Path]:
    """Write a marked copy of every file of which rows were refused: into a folder, or one file to the name given."""
    by_file: dict[Path, list[SheetPlan]] = {}
    for sheet in preview.sheets:
        by_file.setdefault(sheet.path, []).append(sheet)
    faulty = {path: sheets for path, sheets in by_file.items() if any(_problems(sheet) for sheet in sheets)}
    single = len(faulty) == 1 and output.suffix.lower() == ".xlsx"
    written = []
    for path, sheets in faulty.items():
        target = output if single else output / f"{path.stem}{_SUFFIX}"
        if target.resolve() == path.resolve():
            raise InputProblem(f"退回件不能写到来表“{path.name}”自身，请换一个文件名或文件夹。")
        with said():
            target.parent.mkdir(parents=True, exist_ok=True)
            content = path.read_bytes()
        write_whole(target, mark_returned(content, [_faulty(sheet) for sheet in sheets if sheet.source]))
        written.append(target)
    return written


def _faulty(sheet: SheetPlan) -> FaultySheet:
    """Gather what was refused of a sheet that was read."""
    if sheet.source is None:
        raise ValueError(sheet.sheet)
    return FaultySheet(sheet.source.sheet, sheet.header_rows[-1], _problems(sheet))


def _problems(sheet: SheetPlan) -> list[CellProblem]:
    """List the faulty cells of a sheet."""
    return [problem for row in sheet.rows if row.action == "refused" for problem in row.problems]
