"""Workbooks taken into the ledger: looked at first, then written as one batch that can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, insert

from dadu_desktop.domain.errors import InputProblem, PlaceUnusable, WrongPassword
from dadu_desktop.exchange.cells import Book, Place
from dadu_desktop.exchange.form_keys import take_keys
from dadu_desktop.exchange.reader_process import ReaderProcess, check_size
from dadu_desktop.exchange.targets import SALES
from dadu_desktop.records.papers import ImportBatch
from dadu_desktop.services.backups import keep_backup
from dadu_desktop.services.collection_pause import collection_paused
from dadu_desktop.services.import_folders import workbooks_in
from dadu_desktop.services.import_plan import (
    USUAL,
    ImportOptions,
    ImportOutcome,
    ImportPreview,
    SheetPlan,
    Unreadable,
    outcome_of,
)
from dadu_desktop.services.import_planning import Planner
from dadu_desktop.services.import_registry import read_official, read_registry
from dadu_desktop.services.import_sheets import reading_for, sheet_plans
from dadu_desktop.services.import_undo import UndoOutcome, undo_batch
from dadu_desktop.services.import_writing import BulkWriter
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.ledger_file import LedgerFile

__all__ = [
    "ImportOptions",
    "ImportOutcome",
    "ImportPreview",
    "UndoOutcome",
    "preview_import",
    "undo_batch",
    "workbooks_in",
    "write_import",
]

Progress = Callable[[int, int, str], None]
"""Told how many of how many are done, with words; may raise Cancelled."""

_FIRST = {"enterprises": 0, "figures": 1}
"""The register before those who point to it, the statistics before what towns report."""


def silent(_done: int, _total: int, _words: str) -> None:
    """Tell nobody."""


def preview_import(
    ledger: LedgerFile,
    paths: Sequence[Path],
    *,
    kind: str | None = None,
    options: ImportOptions = USUAL,
    passwords: Sequence[str] = (),
    progress: Progress = silent,
    today: date | None = None,
    unreadable: list[Unreadable] | None = None,
) -> ImportPreview:
    """Read workbooks and work out what taking them in would do; nothing is written.

    ``kind`` says what they hold where that is known; ``passwords`` are tried on locked files. Raises InputProblem
    where a file cannot be read or where no heading is made out, WrongPassword where it is locked; with a
    list ``unreadable`` such files are noted there and the others looked at.
    """
    preview = ImportPreview([], options=options)
    reading = reading_for(ledger, kind, today or date.today())
    with ReaderProcess() as reader, collection_paused():
        for done, path in enumerate(paths):
            words = f"正在读取 {path.name}"
            progress(done, len(paths), words)
            try:
                book = _read(reader, path, partial(progress, done, len(paths), words), passwords)
            except (InputProblem, PlaceUnusable, WrongPassword) as problem:
                if unreadable is None:
                    raise
                locked = isinstance(problem, WrongPassword)
                unreadable.append(Unreadable(path, problem.sentence, locked))
            else:
                told = replace(reading, own=take_keys(book))
                for sheet in book.sheets:
                    preview.sheets += sheet_plans(path, sheet, base_1904=book.base_1904, reading=told)
    if unreadable is None and not any(sheet.kind for sheet in preview.sheets):
        names = "、".join(dict.fromkeys(sheet.file for sheet in preview.sheets))
        raise InputProblem(f"“{names}”里没有找到可识别的表头，请确认表头含企业名称或信用代码等栏目。")
    plan_again(ledger, preview, progress)
    return preview


def put_cell(sheet: SheetPlan, row: int, path: str, text: str) -> None:
    """Put a text into the cells that were read; InputProblem where there is no such cell."""
    source = sheet.source
    column = source.header.column_of(path) if source else None
    if source is None or column is None or not any(one.row <= row <= one.last_row for one in sheet.rows):
        raise InputProblem(f"“{sheet.file}”第 {row} 行没有这一栏，请重新选择。")
    cells = source.sheet.rows[row - 1]
    cells.extend([""] * (column.index + 1 - len(cells)))
    cells[column.index] = text
    source.sheet.faults.pop(Place(row - 1, column.index), None)


def write_import(ledger: LedgerFile, preview: ImportPreview, progress: Progress = silent) -> ImportOutcome:
    """Write what a preview shows, all of it or nothing; refused and excluded rows stay out."""
    if preview.revision != ledger.revision:
        plan_again(ledger, preview, progress)
    rows = [row for sheet in preview.sheets for row in sheet.rows if row.action in ("created", "updated")]
    records = [record for row in rows for record in row.records if record.action != "unchanged"]
    files = [outcome_of(sheet) for sheet in preview.sheets]
    if not records:
        return ImportOutcome(files)
    title = "、".join(dict.fromkeys(sheet.file for sheet in preview.sheets))
    progress(0, len(records), "正在备份")
    keep_backup(ledger, "导入前")
    done = 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        progress(min(done, len(records)), len(records), "正在写入")

    with collection_paused(), ledger.unit(reason=f"导入 {title}", large=True) as unit:
        counts = json.dumps(dict(preview.counts()), ensure_ascii=False)
        row = {"at": unit.at, "person": ledger.person, "title": title, "counts": counts}
        batch = unit.connection.scalars(insert(ImportBatch).values(row).returning(ImportBatch.id)).one()
        unit.set_batch(batch)
        BulkWriter(unit, step).write(records, preview.newcomers)
    return ImportOutcome(files, batch, unit.changed)


def _read(
    reader: ReaderProcess, path: Path, alive: Callable[[], None], passwords: Sequence[str] = ()
) -> Book:
    """Read one file, naming it in what is said about it."""
    try:
        with said():
            check_size(path.stat().st_size)
            content = path.read_bytes()
        return reader.read(content, alive, passwords=passwords)
    except (InputProblem, WrongPassword) as problem:
        raise type(problem)(f"{path.name}：{problem.sentence}", detail=problem.detail) from problem


def plan_again(ledger: LedgerFile, preview: ImportPreview, progress: Progress = silent) -> None:
    """Work out anew what becomes of every row, the register first."""
    preview.newcomers.clear()
    preview.revision = -1  # until all of it is planned
    with ledger.read() as connection, collection_paused():
        _plan_on(connection, preview, progress)
    preview.revision = ledger.revision


def _plan_on(connection: Connection, preview: ImportPreview, progress: Progress) -> None:
    """Plan the sheets against one snapshot."""
    registry = read_registry(connection)
    registry.answers = preview.answers
    if any(column.path == SALES for sheet in preview.sheets for column in sheet.columns):
        registry.official = read_official(connection)
    planner = Planner(connection, registry, preview.newcomers, preview.options)
    planned = sorted(
        (one for one in preview.sheets if one.kind), key=lambda one: _FIRST.get(one.kind, len(_FIRST))
    )
    for done, sheet in enumerate(planned):
        progress(done, len(planned), f"正在核对 {sheet.file}")
        excluded = {row for path, name, row in preview.excluded if (path, name) == (sheet.path, sheet.sheet)}
        planner.plan(sheet, frozenset(excluded))
