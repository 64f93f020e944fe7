"""Workbooks with faults given back to those who sent them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dadu_desktop.domain.errors import InputProblem, WrongPassword
from dadu_desktop.exchange import compound
from dadu_desktop.exchange.body import CellProblem
from dadu_desktop.exchange.returned import FaultySheet, Returned, mark_returned
from dadu_desktop.services.exports import write_whole
from dadu_desktop.services.import_plan import ImportPreview, SheetPlan
from dadu_desktop.storage.failures import said

_SUFFIXES = (".xlsx", ".xlsm")
_COMPOUND = b"\xd0\xcf\x11\xe0"


def write_returned(preview: ImportPreview, output: Path, passwords: Sequence[str] = ()) -> list[Path]:
    """Write a marked copy of every file of which rows were refused: into a folder, or one file to the name given.

    A workbook that one of the ``passwords`` opens comes back without a password.
    """
    by_file: dict[Path, list[SheetPlan]] = {}
    for sheet in preview.sheets:
        by_file.setdefault(sheet.path, []).append(sheet)
    faulty = {path: sheets for path, sheets in by_file.items() if any(_problems(sheet) for sheet in sheets)}
    single = len(faulty) == 1 and output.suffix.lower() in _SUFFIXES
    written: list[Path] = []
    for path, sheets in faulty.items():
        made = _marked(path, sheets, passwords)
        target = output.with_suffix(made.suffix) if single else _free(output, path.stem, made.suffix, written)
        if target.resolve() == path.resolve():
            raise InputProblem(f"退回件不能写到来表“{path.name}”自身，请换一个文件名或文件夹。")
        with said():
            target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, made.content)
        written.append(target)
    return written


def _free(folder: Path, stem: str, suffix: str, written: Sequence[Path]) -> Path:
    """Name a returned file; two files of one name from different folders do not meet in one."""
    names = (f"{stem}（退回）{suffix}", *(f"{stem}（退回{at}）{suffix}" for at in range(2, len(written) + 3)))
    return next(folder / name for name in names if folder / name not in written)


def _marked(path: Path, sheets: Sequence[SheetPlan], passwords: Sequence[str]) -> Returned:
    """Mark one file; one that stays locked comes back as a new workbook of its cells."""
    with said():
        content = path.read_bytes()
    faulty = [one for sheet in sheets if (one := _faulty(sheet))]
    if not _is_locked(content):
        return mark_returned(content, faulty)
    try:
        return mark_returned(compound.unlocked(content, passwords), faulty, unlocked=True)
    except (InputProblem, WrongPassword):
        return mark_returned(content, faulty, locked=True)


def _is_locked(content: bytes) -> bool:
    """Tell a workbook that lies encrypted in a file of the old kind."""
    if not content.startswith(_COMPOUND):
        return False
    with compound.opened(content) as container:
        return compound.is_locked(container)


def _faulty(sheet: SheetPlan) -> FaultySheet | None:
    """Gather what was refused of a sheet; one without a heading only keeps its place."""
    if sheet.source:
        return FaultySheet(sheet.source.sheet, sheet.header_rows[-1], _problems(sheet))
    return FaultySheet(sheet.cells, 1, ()) if sheet.cells else None


def _problems(sheet: SheetPlan) -> list[CellProblem]:
    """List the faulty cells of a sheet."""
    return [problem for row in sheet.rows if row.action == "refused" for problem in row.problems]
