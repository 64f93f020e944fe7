"""Making and opening ledger files, with every way in which that can fail told apart."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import inspect, text

from dadu_desktop.domain.errors import (
    InputProblem,
    KeyMissing,
    LedgerDamaged,
    LedgerNewer,
    PlaceUnusable,
    WrongPassword,
)
from dadu_desktop.storage import backup
from dadu_desktop.storage.engine import make_engine, one_time_engine
from dadu_desktop.storage.failures import READ_ONLY, said
from dadu_desktop.storage.key_ring import RING, key_file
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.lock import LedgerLock
from dadu_desktop.storage.log_file import require_log
from dadu_desktop.storage.server_names import is_named
from dadu_desktop.storage.whole_files import put_in_place

CHECKED_AT_ONCE = 32 * 1024 * 1024
"""Ledgers up to this size have every page checked as they are opened, a fifth of a second; larger ones, and those
with a log that waits, before their first change."""

HEAD = "0001"  # the newest schema; known here so that an ordinary opening need not load Alembic
_PAGE = 4096
_PLAIN_SQLITE = b"SQLite format 3\x00"


def create(path: Path, fill: Callable[[LedgerFile], None] = lambda _: None) -> LedgerFile:
    """Make a ledger and let ``fill`` write its first contents; an existing file is never written over.

    It is made under another name and renamed when whole, so that a half-made ledger never stands in its place.
    """
    _require_free(path)
    with said():
        path.parent.mkdir(parents=True, exist_ok=True)
    lock = _lock(path)
    making = path.with_name(f".{path.name}.making")
    try:
        _require_free(path)  # another program may just have made it
        backup.remove_ledger(making)
        _migrate(making)
        with LedgerFile(making, make_engine(making), None) as made:
            fill(made)
        with said():
            backup.sync(making)
            backup.remove_log(path)  # one left without its ledger would be taken for the new one's
            put_in_place(making, path)
            return LedgerFile(path, make_engine(path), lock)
    except BaseException:
        backup.remove_ledger(making)
        lock.release()
        raise


def open_file(path: Path, *, write: bool = True) -> LedgerFile:
    """Open an existing ledger; without ``write`` neither the file nor its lock is touched."""
    if not path.is_file():
        raise PlaceUnusable(f"找不到台账文件“{path}”，请检查路径，或新建一个台账。")
    if is_named(path):
        return _on_server(path, write=write)
    if write and not os.access(path, os.W_OK):
        raise PlaceUnusable(READ_ONLY)
    lock = _lock(path) if write else None
    try:
        require_log(path)
        check = write and _checked_at_once(path)
        revision = revision_of(path, check=check)
        if revision != HEAD:
            _bring_up_to_date(path, revision, write=write)
        return LedgerFile(path, make_engine(path, write=write), lock, checked=check)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _on_server(path: Path, *, write: bool) -> LedgerFile:
    """Open a ledger of the office's server."""
    from dadu_desktop.storage.server import open_server  # few stations have one

    return open_server(path, HEAD, write=write)


def _require_free(path: Path) -> None:
    """Refuse a name that is taken, and a server's, where the ledger is made by whoever manages it."""
    if is_named(path):
        raise InputProblem("服务器上的台账由管理员用 dadu-desktop server 建立。")
    if path.exists():
        raise InputProblem(f"“{path}”已存在，新建台账不会覆盖原有文件；请换一个文件名。")


def _checked_at_once(path: Path) -> bool:
    """Tell whether every page is looked at now; else that is left for the ledger's first change.

    Where a log waits, the pages that it holds stand for those of the file, which are then not yet whole.
    """
    log = path.with_name(f"{path.name}-wal")
    with said():
        return path.stat().st_size <= CHECKED_AT_ONCE and not (log.exists() and log.stat().st_size)


def _lock(path: Path) -> LedgerLock:
    """Take the lock of a ledger."""
    with said():
        lock = LedgerLock(path)
        lock.acquire()
    return lock


def revision_of(path: Path, *, check: bool = False) -> str:
    """Read the schema of a ledger or backup, telling a foreign file from a damaged one.

    With ``check`` every page is, by the same connection: each one has to learn all tables and triggers first.
    """
    try:
        with said(), one_time_engine(path).connect() as connection:
            if inspect(connection).has_table("alembic_version"):
                revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
                if not check or backup.pages_are_whole(connection):
                    return str(revision)
    except LedgerDamaged:
        if key_file(path).exists() and not RING.has_for(path):
            raise WrongPassword(f"“{path.name}”设有密码，请输入密码后再打开。") from None
        _refuse_foreign(path)
        if not key_file(path).exists() and _may_be_guarded(path):
            raise KeyMissing(
                f"“{path.name}”不完整或已损坏，请从备份恢复；如果设过密码，请把密钥文件“{key_file(path).name}”"
                "放回台账旁，或用恢复单上的恢复码打开。"
            ) from None
    raise LedgerDamaged(f"“{path.name}”不完整或已损坏，请从备份恢复。")


def _may_be_guarded(path: Path) -> bool:
    """Tell whether a file that no key opens may have had passwords: its copies would be openly kept otherwise."""
    return path.stat().st_size % _PAGE == 0 and not any(
        not key_file(one).exists() for one in backup.kept_copies(path)
    )


def _refuse_foreign(path: Path) -> None:
    """Tell a file that never was a ledger by its first bytes.

    Only done when it cannot be read as one: closing a file drops the locks that SQLite holds on it.
    """
    with said(), path.open("rb") as file:
        head = file.read(len(_PLAIN_SQLITE))
    if head == _PLAIN_SQLITE or head[:2] in (b"PK", b"\xd0\xcf") or head[:4] == b"%PDF":
        raise InputProblem(f"“{path.name}”不是本程序的台账文件，请选择正确的文件。")


def _migrate(path: Path) -> None:
    """Bring a file to the newest schema in one transaction."""
    from dadu_desktop.storage.schema import migrate  # Alembic is slow to load and seldom needed

    engine = one_time_engine(path, write=True)
    with said(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        migrate(connection)


def _bring_up_to_date(path: Path, revision: str, *, write: bool) -> None:
    """Migrate an older ledger after a backup; a newer one is refused untouched."""
    from dadu_desktop.storage.schema import known_revisions

    if revision not in known_revisions():
        raise LedgerNewer("该台账由更新版本的程序建立，请升级本程序后再打开；文件未作任何改动。")
    if not write:
        raise LedgerNewer("该台账需要先升级：请以可写方式打开一次，程序会先自动备份再升级。")
    backup.keep(path, "升级前")
    _migrate(path)
