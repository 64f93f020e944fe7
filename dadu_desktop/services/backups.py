"""Safe copies of the ledger, putting one back, and checking that everything is whole."""

from __future__ import annotations

import logging
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dadu_desktop.domain.errors import InputProblem, LedgerNewer, NotFound, UserProblem
from dadu_desktop.domain.roles import Act
from dadu_desktop.storage import backup, carrying, check, opening
from dadu_desktop.storage.backup import Copy as BackupMade
from dadu_desktop.storage.check import Finding
from dadu_desktop.storage.engine import make_engine
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.key_ring import OPEN_KEY, RING, key_file
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.lock import LedgerLock
from dadu_desktop.storage.log_file import require_log
from dadu_desktop.storage.server_names import is_named
from dadu_desktop.storage.whole_files import put_in_place, require_file

PACKED = carrying.SUFFIX

__all__ = [
    "PACKED",
    "BackupMade",
    "Finding",
    "KeptCopy",
    "back_up",
    "check_ledger",
    "copies_of",
    "keep_backup",
    "keep_closing_copy",
    "keep_periodic_copy",
    "restore_backup",
]

CLOSING_PAUSE = timedelta(minutes=10)
"""Closing copies are at least so far apart, so that a script of many small commands does not fill the disk."""


@dataclass(frozen=True)
class KeptCopy:
    """A copy in the backup folder: when it was made, on which occasion."""

    file: Path
    at: datetime
    occasion: str


def copies_of(place: Path) -> list[KeptCopy]:
    """List the copies that lie beside a ledger, the newest first."""
    with said():
        found = backup.kept_copies(place)
    newest = sorted(found, key=lambda one: found[one], reverse=True)
    return [KeptCopy(one, found[one], one.stem.rpartition("_")[2]) for one in newest]


def back_up(ledger: LedgerFile, output: Path) -> BackupMade:
    """Write a copy of the open ledger that has been read back; an older file of that name is replaced.

    With the suffix of a pack it is one file with the keys in it, to be carried away and opened elsewhere.
    """
    ledger.require(Act.BACK_UP)
    if output.exists() and output.samefile(ledger.path):
        raise InputProblem("备份不能写到台账自身，请换一个文件名。")
    if output.is_dir():
        output = (
            output / f"{ledger.path.stem}备份{datetime.now():%Y%m%d-%H%M%S}{backup.file_suffix(ledger.path)}"
        )
    packs = output.suffix.lower() == carrying.SUFFIX
    made = carrying.pack(ledger.path, output) if packs else backup.copy_ledger(ledger.path, output)
    ledger.note("backup", made.file.name)
    return made


def keep_backup(ledger: LedgerFile, occasion: str) -> BackupMade:
    """Put a copy into the backup folder beside the ledger; ``occasion`` (导入前, 关闭) becomes part of its name."""
    ledger.require(Act.BACK_UP)
    made = backup.keep(ledger.path, occasion)
    ledger.note("backup", made.file.name)
    return made


def keep_closing_copy(ledger: LedgerFile) -> None:
    """Keep a copy of a ledger that was written to; where that fails the ledger is closed all the same."""
    last = max(backup.kept_copies(ledger.path).values(), default=datetime.min)
    if ledger.revision == 0 or timedelta(0) <= datetime.now() - last < CLOSING_PAUSE:
        return
    try:
        keep_backup(ledger, "关闭")
    except UserProblem as problem:
        logging.getLogger(__name__).warning(
            "no closing copy of %s: %s %s", ledger.path, problem, problem.detail
        )


def keep_periodic_copy(ledger: LedgerFile, since: int) -> int:
    """Keep a copy where something was written since a count of commits; give the count to go on from."""
    revision = ledger.revision
    if revision > since:
        keep_backup(ledger, "定时")
    return revision


def restore_backup(file: Path, place: Path) -> Path:
    """Put a backup in the place of a ledger that is not open; returns the backup it came from.

    The backup is read through first; the ledger that stood there stays beside it under another name. Of a file to
    carry away with passwords the hash is checked, as only its password lets it be read.
    """
    require_file(place)
    if is_named(place):
        raise InputProblem("服务器上的台账由管理员恢复；备份可以先恢复成本机的台账文件查看。")
    if not file.is_file():
        raise NotFound(f"找不到备份文件“{file}”，请检查路径。")
    if place.exists() and place.samefile(file):
        raise InputProblem("备份文件与台账是同一个文件，无需恢复。")
    packed = carrying.is_packed(file)
    if not packed:
        _refuse_newer(file)
    with said():
        place.parent.mkdir(parents=True, exist_ok=True)
        lock = LedgerLock(place)
        lock.acquire()
        try:
            _put_back(file, place, packed=packed)
        finally:
            lock.release()
    return file


def check_ledger(ledger: LedgerFile, repair: bool = False) -> list[Finding]:  # noqa: FBT001, FBT002 - the second word of every call is what it says
    """Check pages, structure, links, attachments, history, numbers and search; repair, after a backup, what can be."""
    ledger.require(Act.BACK_UP)
    return check.check(ledger, repair=repair, before=lambda: keep_backup(ledger, "修复前"))


def _refuse_newer(file: Path) -> None:
    """Refuse a backup that this program could not open."""
    revision = opening.revision_of(file)
    if revision != opening.HEAD:
        from dadu_desktop.storage.schema import known_revisions  # Alembic is slow to load and seldom needed

        if revision not in known_revisions():
            raise LedgerNewer("该备份由更新版本的程序建立，请升级本程序后再恢复；文件未作任何改动。")


def _put_back(file: Path, place: Path, *, packed: bool) -> None:
    """Copy the backup beside the place, keep the present ledger under another name and rename.

    Until that one rename the present ledger stays where it is, so that a power cut leaves the one or the other.
    """
    coming = place.with_name(f".{place.name}.restoring")
    try:
        if packed:
            _take_out(file, coming)
        else:
            backup.copy_ledger(file, coming)
        if not backup.is_locked(coming):
            _note_restore(coming, file)
        _keep_present(place)
        if (key := key_file(coming)).exists():
            put_in_place(key, key_file(place))
        put_in_place(coming, place)
        if backup.opens(place, OPEN_KEY) or backup.is_locked(place):
            RING.leave(place)
    finally:
        backup.remove_ledger(coming)
        with said():
            key_file(coming).unlink(missing_ok=True)


def _take_out(file: Path, coming: Path) -> None:
    """Unpack a file that was carried away, and read it through where no password is needed for that."""
    carrying.unpack(file, coming)
    if not backup.is_locked(coming):
        _refuse_newer(coming)
        backup.verify(coming)


def _note_restore(coming: Path, file: Path) -> None:
    """Let the history tell where it was put back; one of an older schema learns it by its migration."""
    if opening.revision_of(coming) == opening.HEAD:
        with LedgerFile(coming, make_engine(coming), None) as ledger:
            ledger.note("restore", file.name)


def _keep_present(place: Path) -> None:
    """Give what stands there, readable or not, a second name, and take its log away.

    Another ledger would take that log for its own; what waits in it is folded into the ledger before it goes.
    """
    aside = place.with_name(f"{place.stem}_恢复前_{datetime.now():%Y%m%d-%H%M%S-%f}{place.suffix}")
    log = aside.with_name(f"{aside.name}-wal")
    kept = ((place, aside), (place.with_name(f"{place.name}-wal"), log), (key_file(place), key_file(aside)))
    for part, name in kept:
        if part.exists():
            _second_name(part, name)
    with suppress(UserProblem), said():  # of a damaged ledger the log stays as it was under its second name
        require_log(place)
        backup.fold_in_log(place)
    if log.exists() and not log.stat().st_size:
        log.unlink()
    backup.remove_log(place)


def _second_name(part: Path, name: Path) -> None:
    """Link a file to another name; where the disk knows no links, as a USB stick, copy it."""
    try:
        name.hardlink_to(part)
    except OSError:
        shutil.copyfile(part, name)
