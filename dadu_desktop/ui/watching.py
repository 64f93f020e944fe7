"""What goes on behind the pages of an open ledger: the log-in, the lock, the copies; loaded after the first paint."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from dadu_desktop.ui.pages import Place

if TYPE_CHECKING:
    from dadu_desktop.ui.desk import Desk
    from dadu_desktop.ui.main_window import MainWindow

SETTLED_MS = 4000
"""After so long the window has read what it shows first."""


def ask_password(window: MainWindow, place: str, again: Callable[[], object]) -> None:
    """Let a person log in to a guarded ledger; who gives up comes to the start page."""
    from dadu_desktop.ui.login_dialog import LoginDialog

    dialog = LoginDialog(window.desk, place, again, window)
    dialog.rejected.connect(lambda: window.go(Place("start")))
    dialog.open()


def offer_copies(window: MainWindow, place: str, again: Callable[[], object]) -> None:
    """Offer the copies of a damaged ledger, over the start page."""
    from dadu_desktop.ui.restore_dialog import RestoreDialog

    if window.desk.path is None:
        window.go(Place("start"))
    RestoreDialog(window.desk, Path(place), again, window).open()


def watch(window: MainWindow) -> None:
    """Lock the window of a guarded ledger when nobody works in it, and keep copies of what is written."""
    from dadu_desktop.ui.backup_timer import BackupTimer
    from dadu_desktop.ui.login_lock import IdleWatch

    idle, copies = window.findChildren(IdleWatch), window.findChildren(BackupTimer)
    (idle[0] if idle else IdleWatch(window.desk, window)).begin()
    (copies[0] if copies else BackupTimer(window.desk, window)).begin()
    if window.desk.path is not None:
        QTimer.singleShot(SETTLED_MS, window, partial(look_after, window.desk, window.desk.path))


def look_after(desk: Desk, place: Path) -> None:
    """Check the pages of a large ledger, and remind of the second place for copies, if it is still open."""
    from dadu_desktop.ui.backup_section import remind

    if desk.path == place:
        desk.ask(lambda ledger: ledger.require_pages(), lambda _nothing: None)
        remind(desk)
