"""The usual ways of bringing a workbook into a database, each in a process of its own: seconds and megabytes.

``python -m benchmarks.import_ways WAY WORKBOOK DATABASE`` runs one. What a way has to load first is not timed.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

_KILOBYTES = 1024


def program(workbook: Path, database: Path) -> float:
    """Take the workbook in with every check, history and search, as the window does."""
    from dadu_desktop.services.imports import preview_import, write_import
    from dadu_desktop.services.ledgers import new_ledger

    with new_ledger(database) as opened:
        opened.on_close = None
        begun = time.perf_counter()
        outcome = write_import(opened, preview_import(opened, [workbook]))
        taken = time.perf_counter() - begun
    if any(one.created != one.read for one in outcome.files):
        raise ValueError(outcome.files)
    return taken


def bare(workbook: Path, database: Path) -> float:
    """Read with calamine and write with executemany."""
    from python_calamine import CalamineWorkbook

    begun = time.perf_counter()
    head, *rows = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(0).to_python()
    _insert(database, head, rows)
    return time.perf_counter() - begun


def openpyxl(workbook: Path, database: Path) -> float:
    """Read with openpyxl row by row, in its leanest mode, and write with executemany."""
    from openpyxl import load_workbook

    begun = time.perf_counter()
    sheet = load_workbook(workbook, read_only=True).worksheets[0]
    head = next(sheet.iter_rows(values_only=True))
    _insert(database, head, islice(sheet.iter_rows(values_only=True), 1, None))
    return time.perf_counter() - begun


def pandas(workbook: Path, database: Path) -> float:
    """Read with pandas.read_excel and write with to_sql."""
    from pandas import read_excel
    from sqlalchemy import create_engine

    engine = create_engine("sqlite://", creator=lambda: _connection(database))
    begun = time.perf_counter()
    with engine.begin() as connection:
        read_excel(workbook).to_sql("rows", connection, index=False)
    return time.perf_counter() - begun


def _insert(database: Path, head: Sequence[object], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows in one transaction."""
    connection = _connection(database)
    columns = ", ".join(f"c{at}" for at in range(len(head)))
    connection.execute(f"CREATE TABLE rows (id INTEGER PRIMARY KEY, {columns})")
    marks = ", ".join("?" * len(head))
    connection.executemany(f"INSERT INTO rows VALUES (NULL, {marks})", rows)  # noqa: S608 - only question marks
    connection.commit()
    connection.close()


def _connection(database: Path) -> Any:
    """Open a keyed file that writes as carefully as a ledger."""
    from sqlcipher3 import dbapi2

    from dadu_desktop.storage.key_ring import OPEN_KEY

    connection = dbapi2.connect(str(database))
    for statement in (
        f"PRAGMA key = \"x'{OPEN_KEY}'\"",
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
    ):
        connection.execute(statement)
    return connection


WAYS = {one.__name__: one for one in (program, bare, openpyxl, pandas)}


def main() -> None:
    """Run one way; print its seconds and the most megabytes of its process and of a reading child together."""
    way, workbook, database = sys.argv[1:]
    taken = WAYS[way](Path(workbook), Path(database))
    held = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(taken, held / _KILOBYTES)


if __name__ == "__main__":
    main()
