"""What goes on behind the pages of an open ledger: the log-in, the lock, the copies; loaded after the first paint."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from dadu_desktop.ui.pages import Place

if TYPE_CHECKING:
    from dadu_desktop.ui.main_window import MainWindow

REMINDER_MS = 4000
"""After so long the window has read what it shows first."""


def ask_password(window: MainWindow, place: str, again: Callable[[], object]) -> None:
    """Let a person log in to a guarded ledger; who gives up comes to the start page."""
    from dadu_desktop.ui.login_dialog import LoginDialog

    dialog = LoginDialog(window.desk, place, again, window)
    dialog.rejected.connect(lambda: window.go(Place("start")))
    dialog.open()


def watch(window: MainWindow) -> None:
    """Lock the window of a guarded ledger when nobody works in it, and keep copies of what is written."""
    from dadu_desktop.ui.backup_timer import BackupTimer
    from dadu_desktop.ui.login_lock import IdleWatch

    idle, copies = window.findChildren(IdleWatch), window.findChildren(BackupTimer)
    (idle[0] if idle else IdleWatch(window.desk, window)).begin()
    (copies[0] if copies else BackupTimer(window.desk, window)).begin()
    if window.desk.path is not None:
        QTimer.singleShot(REMINDER_MS, window, partial(_remind, window, window.desk.path))


def _remind(window: MainWindow, place: Path) -> None:
    """Remind of the second place for copies, if the same ledger is still open."""
    from dadu_desktop.ui.backup_section import remind

    if window.desk.path == place:
        remind(window.desk)
