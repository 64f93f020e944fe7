"""What safety costs: import with history and seal, opening a large ledger, a page of a list with a key."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from benchmarks.figures import Measured
from benchmarks.importing import ROWS, write_workbook
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.ledgers import new_ledger, open_ledger
from dadu_desktop.storage.engine import one_time_engine
from dadu_desktop.storage.history import sqlite_triggers
from dadu_desktop.storage.key_ring import OPEN_KEY

_PAGES = 40
_PAGE = "SELECT * FROM enterprises WHERE deleted_at IS NULL ORDER BY id LIMIT 200 OFFSET ?"


def measure(folder: Path) -> Iterator[Measured]:
    """Import twice, then open and read what was imported."""
    workbook = folder / "留痕.xlsx"
    write_workbook(workbook)
    rounds = [
        (
            _import(folder / f"bare{one}.dadu", workbook, history=False),
            _import(folder / f"kept{one}.dadu", workbook, history=True),
        )
        for one in range(2)
    ]
    bare, kept = (min(taken) for taken in zip(*rounds, strict=True))
    yield Measured(f"computing for {ROWS} rows with history and seal, beside triggers off", kept, bare, 1.5)
    yield from _opening(folder / "bare1.dadu")
    yield _keyed_page(folder / "kept1.dadu", folder / "plain.db")


def _import(place: Path, workbook: Path, *, history: bool) -> float:
    """Import into a new ledger, with the triggers or without; give the seconds of computing."""
    with new_ledger(place) as ledger:
        ledger.on_close = None
        if not history:
            with one_time_engine(place, write=True).connect() as connection:
                for name in sqlite_triggers():
                    connection.exec_driver_sql(f"DROP TRIGGER {name}")
                connection.commit()
        begun = _computed()
        write_import(ledger, preview_import(ledger, [workbook]))
        return _computed() - begun


def _computed() -> float:
    """Give the computing time of this program and of those it started: others on the machine do not count."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _opening(place: Path) -> Iterator[Measured]:
    """Open a ledger of more than 50 MB to write, and check every page of it, as is done before its first change."""
    size = place.stat().st_size
    begun = time.perf_counter()
    with open_ledger(place) as ledger:
        ledger.on_close = None
        opened, begun_check = time.perf_counter(), _computed()
        ledger.require_pages()
        checked = _computed() - begun_check
    yield Measured(f"open a ledger of {size / 1e6:.0f} MB to write", opened - begun, 0, 0.5)
    yield Measured("check every page of it, once before its first change", checked, 0, 1.0)


def _keyed_page(place: Path, plain: Path) -> Measured:
    """Read pages of the list from the ledger and from the same rows without a key."""
    with closing(_raw(place)) as source:
        source.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        source.execute("SELECT sqlcipher_export('plain')")
    with closing(_raw(place)) as keyed, closing(dbapi2.connect(str(plain))) as bare:
        return Measured("pages of a list with a key, beside without", _read(keyed), _read(bare), 1.3)


def _raw(place: Path) -> dbapi2.Connection:
    """Open a ledger without the program's own layers."""
    connection = dbapi2.connect(str(place))
    connection.execute(f"PRAGMA key = \"x'{OPEN_KEY}'\"")
    return connection


def _read(connection: dbapi2.Connection) -> float:
    """Read pages from all over the list; the best of three rounds."""
    rounds = []
    for _ in range(3):
        begun = _computed()
        for page in range(_PAGES):
            connection.execute(_PAGE, (page * 200,)).fetchall()
        rounds.append(_computed() - begun)
    return min(rounds)
