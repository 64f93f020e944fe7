"""What stands outside of the ledger unencrypted, as an opened attachment does, goes with the program, however that ends."""

from __future__ import annotations

import atexit
import secrets
import shutil
import tempfile
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

from dadu_desktop.storage.failures import said

PREFIX = "dadu-files-"


@cache
def keep_apart() -> Path:
    """Give every temporary file of this program one folder, which nobody else can read, and remove those of dead programs.

    A lock of the kernel tells which programs live. It lies beside the folder and is taken before the folder is made,
    so that no folder is ever without one.
    """
    with said():
        folder = Path(tempfile.gettempdir()) / f"{PREFIX}{secrets.token_hex(8)}"
        lock = _lock_of(folder)
        lock.acquire()
        folder.mkdir(mode=0o700)
        atexit.register(_remove, folder, lock)
        owner = folder.stat().st_uid
        for left in folder.parent.glob(f"{PREFIX}*"):
            if left != folder and _is_own(left, owner):
                _remove_left(left)
    tempfile.tempdir = str(folder)
    return folder


def _is_own(left: Path, owner: int) -> bool:
    """Tell a folder that this person's programs made from a link and from what others put there."""
    return left.is_dir() and not left.is_symlink() and left.stat().st_uid == owner


def _lock_of(folder: Path) -> FileLock:
    """Name the lock of a folder."""
    return FileLock(folder.with_name(f"{folder.name}.lock"), thread_local=False)


def _remove_left(folder: Path) -> None:
    """Remove a folder whose program has ended."""
    lock = _lock_of(folder)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):  # its program is at work, or somebody else made the lock
        return
    _remove(folder, lock)


def _remove(folder: Path, lock: FileLock) -> None:
    """Remove a folder and then its lock; a file that another program has open stays for the next time."""
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()
    if not folder.exists():
        Path(lock.lock_file).unlink(missing_ok=True)
