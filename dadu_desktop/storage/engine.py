"""The one way to a ledger file: SQLAlchemy over SQLCipher, always keyed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, Pool, QueuePool
from sqlcipher3 import dbapi2

from dadu_desktop.domain.errors import LedgerDamaged, PlaceUnusable
from dadu_desktop.storage.key_ring import RING

OLDEST_SQLITE = (3, 51, 3)
"""Earlier versions can corrupt a write-ahead log when two connections checkpoint at once."""

_NO_KEY = "file is not a database"
_NO_ROOM = ("disk I/O error", "disk is full")
_ALONE = "mode=ro&immutable=1"
_CACHE = 32_000
_LARGE_CACHE = 128_000
"""Memory for pages in KiB: of any connection, and while very many rows are written."""


def make_engine(
    path: Path, *, write: bool = True, pool: type[Pool] = QueuePool, key: str | None = None
) -> Engine:
    """Give an engine on a ledger file; nothing is opened until it is used.

    Without ``key`` those of the ring are tried; a new file gets the published one.
    """
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise LedgerDamaged("数据库组件版本过旧，请重新安装本程序后再打开台账。")
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        poolclass=pool,
        creator=lambda: _open_as(path, RING if key is None else (key,), write=write),
    )
    event.listen(engine, "connect", _set_up_writer if write else _set_up_reader)
    event.listen(engine, "begin", _begin_writing if write else _begin_reading)
    if write:
        event.listen(engine, "checkin", _usual_cache)
    return engine


def one_time_engine(path: Path, *, write: bool = False, key: str | None = None) -> Engine:
    """Give an engine that keeps no connection open, for copies and checks."""
    return make_engine(path, write=write, pool=NullPool, key=key)


def _open_as(path: Path, keys: Iterable[str], *, write: bool) -> Any:
    """Open a file; on a full disk, where the files beside the log find no room, one without a log can still be read.

    Whoever had it open would have them already, so that nobody writes.
    """
    try:
        return _open(path, _access(path, write=write), keys)
    except dbapi2.OperationalError as error:
        log = path.with_name(f"{path.name}-wal")
        if write or not any(sign in str(error) for sign in _NO_ROOM) or (log.exists() and log.stat().st_size):
            raise
        return _open(path, _ALONE, keys)


def _open(path: Path, access: str, keys: Iterable[str]) -> Any:
    """Open a file with the key that fits; where none does, with the error that SQLCipher has for that."""
    for key in keys:
        connection = dbapi2.connect(
            f"file:{quoted(path)}?{access}", uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            # else a damaged page is told on standard error too
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(f"PRAGMA key = \"x'{key}'\"")
            connection.execute("PRAGMA busy_timeout=3000")
            connection.execute("SELECT count(*) FROM sqlite_master")
        except dbapi2.DatabaseError as error:
            connection.close()
            if _NO_KEY not in str(error):
                raise
        else:
            return connection
    raise dbapi2.DatabaseError(_NO_KEY)


def quoted(path: Path) -> str:
    """Write a path as SQLite reads it; SQLite knows no names that are not text."""
    try:
        return quote(path.resolve().as_posix())
    except UnicodeEncodeError:
        raise PlaceUnusable(f"“{path}”的名称含有不是文字的字节，请改名后再使用。") from None


def _access(path: Path, *, write: bool) -> str:
    """Choose how SQLite opens the file.

    A reader needs the files beside a write-ahead log too, and must be able to tidy them up; where the folder
    cannot be written and no log waits there, nobody else writes either.
    """
    if write:
        return "mode=rwc"
    if os.access(path.resolve().parent, os.W_OK):
        return "mode=rw"
    return "mode=ro" if path.with_name(f"{path.name}-wal").exists() else _ALONE


def _set_up(connection: Any) -> Any:
    """Make a connection strict; returns a cursor on it."""
    cursor = connection.cursor()
    for pragma in ("foreign_keys=ON", "trusted_schema=OFF", f"cache_size=-{_CACHE}"):
        cursor.execute(f"PRAGMA {pragma}")
    return cursor


def enlarge_cache(connection: Connection) -> None:
    """Keep more pages in memory until the connection is given back: one that finds no room is encrypted twice."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{_LARGE_CACHE}")


def _usual_cache(connection: Any, _record: object) -> None:
    """Give the memory of a large transaction back."""
    if connection is not None:
        connection.execute(f"PRAGMA cache_size=-{_CACHE}").close()


def _set_up_reader(connection: Any, _record: object) -> None:
    """Prepare a reading connection: nothing that is written through it arrives."""
    cursor = _set_up(connection)
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _set_up_writer(connection: Any, _record: object) -> None:
    """Prepare a writing connection: WAL with full syncs loses nothing that was committed."""
    cursor = _set_up(connection)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_writing(connection: Connection) -> None:
    """Take the write lock at once, so that no transaction fails half-way for want of it."""
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN"
    )


def _begin_reading(connection: Connection) -> None:
    """Read from one snapshot."""
    connection.exec_driver_sql("BEGIN")
