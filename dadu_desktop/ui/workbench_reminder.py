"""A new day while the program is open, and the reminder in the tray: at start and once a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.preferences import remembered

REMINDS = "reminder/on"
DEPENDING = ("problems", "enterprises", "plans", "visits")
"""The ledgers whose lights, counts or limits depend on the day."""
_SOON = timedelta(seconds=2)


class DayWatch(QObject):
    """Says when the date has changed: a timer at midnight, and a look at the clock when the window is used again."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, today: Callable[[], date] = date.today) -> None:
        """Remember the day; a machine that slept over midnight is noticed on waking."""
        super().__init__(parent)
        self._today = today
        self._known = today()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self.look)
        self._wait()

    def look(self) -> None:
        """Compare the day with the one that is known."""
        if (now := self._today()) != self._known:
            self._known = now
            self.changed.emit()
        self._wait()

    def _wait(self) -> None:
        """Wake up shortly after midnight."""
        midnight = datetime.combine(date.today() + timedelta(days=1), time())
        self._timer.start(int((midnight + _SOON - datetime.now()).total_seconds() * 1000))


class Reminder(QObject):
    """Reminds in the tray where there is one, and has everything counted anew on a new day."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Begin with the ledger that lies on the desk."""
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._tray: QSystemTrayIcon | None = None
        self.watch = DayWatch(self)
        self.watch.changed.connect(self._renew)
        self.remind()

    def remind(self) -> None:
        """Ask what waits, unless the person switched reminders off."""
        if self._desk.path and remembered(REMINDS, "1") == "1" and QSystemTrayIcon.isSystemTrayAvailable():
            from dadu_desktop.services.workbench import reminder

            today = date.today()
            self._desk.ask(lambda ledger: reminder(ledger, today), self.say)

    def say(self, words: str) -> None:
        """Show a message in the tray; nothing waits, nothing is said."""
        if not words:
            return
        tray = self._made_tray()
        tray.setToolTip(words)
        tray.show()
        tray.showMessage("今日提醒", words, icon("workbench", "accent"))

    def _renew(self) -> None:
        """Have everything that depends on the day read again, and remind."""
        if self._desk.path:
            self._desk.announce({kind: [] for kind in DEPENDING})
            self.remind()

    def _made_tray(self) -> QSystemTrayIcon:
        """Make the tray's icon once; a click on it or its message opens the start page."""
        if self._tray is None:
            self._tray = QSystemTrayIcon(icon("workbench", "accent"), self)
            self._tray.activated.connect(lambda _reason: self._open())
            self._tray.messageClicked.connect(self._open)
        return self._tray

    def _open(self) -> None:
        """Come to the front with the start page."""
        self._window.activateWindow()
        self._desk.show_page("workbench")
