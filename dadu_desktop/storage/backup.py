"""Whole copies of a ledger: made while it is open, read back before they count, and kept in rotation."""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, table
from sqlalchemy.exc import DatabaseError

from dadu_desktop.domain.errors import LedgerDamaged
from dadu_desktop.storage.engine import one_time_engine, quoted
from dadu_desktop.storage.failures import DAMAGED, said
from dadu_desktop.storage.key_ring import OPEN_KEY, RING, key_file
from dadu_desktop.storage.log_file import require_log
from dadu_desktop.storage.server_names import is_named
from dadu_desktop.storage.whole_files import put_in_place, require_file, write_whole

KEPT_WHOLE = timedelta(days=2)
KEPT = (("%Y-%m-%d", 12), ("%G-%V", 10), ("%Y-%m", 9))
"""After two days the last copy of a day, week and month stays: 12 days, 10 weeks, 9 months."""

SUFFIX = ".dadu"
_CUT_OFF = timedelta(minutes=10)
_STAMP = "%Y%m%d-%H%M%S"
_SIDE_FILES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Copy:
    """A finished copy and the hash of its bytes."""

    file: Path
    sha256: str


def copy_ledger(source: Path, output: Path) -> Copy:
    """Copy a ledger that may be in use; ``output`` appears only when the copy was read back whole."""
    require_file(output)
    quoted(output)  # refuses a name that SQLite could not open again
    making = output.with_name(f".{output.name}.making")
    with said():
        output.parent.mkdir(parents=True, exist_ok=True)
        remove_ledger(making)
        try:
            counts = _copy_of(source)(source, making)
            _require_same(verify(making), counts)
            sync(making)
            digest = sha256_of(making)
            _copy_keys(source, output)
            put_in_place(making, output)
        except BaseException:
            remove_ledger(making)
            raise
    return Copy(output, digest)


def _copy_of(source: Path) -> Callable[[Path, Path], dict[str, int] | None]:
    """Choose how a ledger is copied: page by page, or row by row where it is on a server."""
    if not is_named(source):
        return _copy
    from dadu_desktop.storage.transfer import write_file  # few stations have a server

    return write_file


def file_suffix(ledger: Path) -> str:
    """Give the suffix of a ledger's copies, which are files also where the ledger is on a server."""
    return SUFFIX if is_named(ledger) else ledger.suffix


def _copy_keys(source: Path, output: Path) -> None:
    """Put the keys of a ledger beside its copy, which is of no use without them."""
    if key_file(source).exists() and not opens(source, OPEN_KEY):
        write_whole(key_file(output), key_file(source).read_bytes())


def opens(path: Path, key: str) -> bool:
    """Tell whether a key is that of a ledger; a damaged one has none."""
    try:
        with one_time_engine(path, key=key).connect():
            return True
    except DatabaseError:
        return False


def is_locked(path: Path) -> bool:
    """Tell whether a ledger wants a password that this program was not given yet; LedgerDamaged as ``require_log``."""
    if not key_file(path).exists():
        return False
    require_log(path)  # before SQLite tidies up what it cannot read
    return not any(opens(path, key) for key in RING)


def change_key(ledger: Path, key: str) -> None:
    """Encrypt a closed ledger, whose lock is held, with another key; it is replaced by one rename when read back whole."""
    making = ledger.with_name(f".{ledger.name}.making")
    with said():
        remove_ledger(making)
        try:
            _copy(ledger, making)
            with one_time_engine(making, write=True).connect() as connection:
                # a log would keep the former key
                _alone(connection, "PRAGMA journal_mode=DELETE", f"PRAGMA rekey = \"x'{key}'\"")
            _require_same(verify(making, key=key), verify(ledger))
            sync(making)
            fold_in_log(ledger)
            put_in_place(making, ledger)
            remove_log(ledger)
        finally:
            remove_ledger(making)


def _require_same(kept: dict[str, int], counts: dict[str, int] | None) -> None:
    """Refuse a copy that has not the rows of the ledger."""
    if counts is not None and not counts.items() <= kept.items():
        raise LedgerDamaged("备份内容与台账不一致，未保留该备份；请检查磁盘后重试。")


def verify(path: Path, *, key: str | None = None) -> dict[str, int]:
    """Read a whole ledger or backup and count its rows by table; LedgerDamaged when any page is not as written."""
    with said(), one_time_engine(path, key=key).connect() as connection:
        faults = integrity_faults(connection)
        if faults:
            raise LedgerDamaged(DAMAGED, detail="; ".join(faults))
        return _counts(connection)


def require_pages(path: Path) -> None:
    """Raise LedgerDamaged where the hash of a page is not right; what waits in the log is written in its place before.

    Where a reader keeps the log from being emptied the pages in it are left for another time.
    """
    with said():
        fold_in_log(path)
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            return
        with one_time_engine(path).connect() as connection:
            if not pages_are_whole(connection):
                raise LedgerDamaged(DAMAGED)


def pages_are_whole(connection: Connection) -> bool:
    """Let SQLCipher compare every page of the file that a connection reads with its hash."""
    return connection.exec_driver_sql("PRAGMA cipher_integrity_check").first() is None


def integrity_faults(connection: Connection) -> list[str]:
    """Let SQLCipher check the hash of every page and, if all are right, SQLite the structure."""
    faults = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
    faults = faults or connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return [str(one) for one in faults if one != "ok"]


def keep(ledger: Path, occasion: str, at: datetime | None = None, *, folder: Path | None = None) -> Copy:
    """Put a copy into the ledger's backup folder, or another, and thin out the old ones there."""
    at = at or datetime.now()
    folder = folder or folder_of(ledger)
    _tidy(folder)
    made = copy_ledger(
        ledger, folder / f"{ledger.stem}_{at.strftime(_STAMP)}_{occasion}{file_suffix(ledger)}"
    )
    with said():
        for one in superfluous(kept_copies(ledger, folder), at):
            one.unlink(missing_ok=True)
            key_file(one).unlink(missing_ok=True)
    return made


def _tidy(folder: Path) -> None:
    """Remove what copies that were cut off left, unless one may just be making it."""
    with said():
        for left in folder.glob(".*.making*"):
            if datetime.now().timestamp() - left.stat().st_mtime > _CUT_OFF.total_seconds():
                left.unlink(missing_ok=True)


def folder_of(ledger: Path) -> Path:
    """Name the folder of the copies that are kept automatically."""
    return ledger.parent / f"{ledger.stem}备份"


def kept_copies(ledger: Path, folder: Path | None = None) -> dict[Path, datetime]:
    """List the copies in the backup folder, or another, with the time that each name tells."""
    found = {}
    for one in (folder or folder_of(ledger)).glob(f"{glob.escape(ledger.stem)}_*{file_suffix(ledger)}"):
        try:
            found[one] = datetime.strptime(one.stem.removeprefix(f"{ledger.stem}_")[:15], _STAMP)
        except ValueError:
            continue
    return found


def superfluous(copies: dict[Path, datetime], at: datetime) -> set[Path]:
    """Choose the copies that the rotation no longer keeps."""
    newest_first = sorted(copies, key=lambda one: copies[one], reverse=True)
    stay = {one for one in newest_first if at - copies[one] <= KEPT_WHOLE}
    for period, count in KEPT:
        last_of = {copies[one].strftime(period): one for one in reversed(newest_first)}
        stay.update(_newest(last_of.values(), copies, count))
    return set(copies) - stay


def _newest(some: Iterable[Path], copies: dict[Path, datetime], count: int) -> list[Path]:
    """Take the newest of some copies."""
    return sorted(some, key=lambda one: copies[one], reverse=True)[:count]


def fold_in_log(path: Path) -> None:
    """Write what waits in the log of a ledger that nobody has open into the file itself, if it can be read."""
    if path.with_name(f"{path.name}-wal").exists():
        with one_time_engine(path, write=True).connect() as connection:
            _alone(connection, "PRAGMA wal_checkpoint(TRUNCATE)")


def _alone(connection: Connection, *statements: str) -> None:
    """Run statements that stand outside of transactions."""
    with closing(connection.connection.cursor()) as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove_ledger(path: Path) -> None:
    """Remove an unfinished file with what SQLite put beside it."""
    path.unlink(missing_ok=True)
    remove_log(path)


def remove_log(path: Path) -> None:
    """Remove what SQLite put beside a file that is not there any more."""
    for ending in _SIDE_FILES:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Make sure that a file that nobody has open lies on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sha256_of(path: Path) -> str:
    """Hash a file that nobody has open."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(source: Path, output: Path) -> dict[str, int] | None:
    """Write one consistent state of a ledger into a new file; count its rows unless others wrote meanwhile."""
    with one_time_engine(source).connect() as connection:
        state, counts = _state(connection), _counts(connection)
        connection.rollback()  # VACUUM stands outside of transactions
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute("PRAGMA query_only=OFF")  # it would hold for the new file too
            cursor.execute("VACUUM INTO ?", (str(output.resolve()),))
        return counts if _state(connection) == state else None


def _state(connection: Connection) -> object:
    """Give a value that changes when another connection has committed."""
    return connection.exec_driver_sql("PRAGMA data_version").scalar_one()


def _counts(connection: Connection) -> dict[str, int]:
    """Count the rows of every table that the file has, whatever its schema."""
    names = [name for name in inspect(connection).get_table_names() if not name.startswith("search_index")]
    return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}
