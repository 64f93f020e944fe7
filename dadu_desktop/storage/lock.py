"""The lock of a ledger: held by the kernel, so that it ends with the program however that ends."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path

from filelock import FileLock, Timeout

from dadu_desktop.domain.errors import LedgerBusy, PlaceUnusable


class LedgerLock:
    """A lock file beside the ledger, and a note of who holds it."""

    def __init__(self, ledger: Path) -> None:
        """Name the two files, the same by whichever path the ledger is reached; nothing is touched yet."""
        ledger = ledger.resolve()
        self._lock = FileLock(ledger.with_name(f"{ledger.name}.lock"), thread_local=False)
        self._note = ledger.with_name(f"{ledger.name}.holder")

    def acquire(self) -> None:
        """Take the lock at once or say who has it."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            if not Path(
                self._lock.lock_file
            ).exists():  # the folder takes no files, as /proc: nobody holds it
                raise PlaceUnusable(
                    f"“{self._note.parent}”里不能建立文件，请把台账放到另一个文件夹。"
                ) from None
            raise LedgerBusy(
                f"台账正被另一个程序使用（{self._holder()}），请先关闭那一个程序再打开。"
            ) from None
        try:
            holder = {"host": platform.node(), "process": os.getpid()}
            self._note.write_text(json.dumps(holder), encoding="utf-8")
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let the next program in."""
        try:
            self._note.unlink(missing_ok=True)
        finally:
            self._lock.release()

    def _holder(self) -> str:
        """Say which computer and process hold the lock."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return f"电脑 {note['host']}，进程 {note['process']}"
        except (OSError, ValueError, KeyError):
            return "另一台电脑或另一个窗口"
