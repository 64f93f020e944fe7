"""A copy of the ledger every half hour in which somebody wrote something."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk

EVERY_MS = 30 * 60_000


class BackupTimer(QObject):
    """Has the worker keep a copy now and then; one that fails is told, and tried again next time."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Begin to count with the ledger that is opened."""
        super().__init__(parent)
        self._desk = desk
        self._kept = 0
        self.timer = QTimer(self, interval=EVERY_MS)
        self.timer.timeout.connect(self.keep)

    def begin(self) -> None:
        """Count anew for another ledger."""
        self._kept = 0
        self.timer.start()

    def keep(self) -> None:
        """Keep a copy if there is something new."""
        if self._desk.path is not None:
            since = self._kept
            self._desk.ask(lambda ledger: late.backups.keep_periodic_copy(ledger, since), self._note)

    def _note(self, revision: int) -> None:
        """Remember up to where copies were kept."""
        self._kept = revision
