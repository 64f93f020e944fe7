"""The window's start: paint first, read behind it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QObject, Qt, QThread, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from dadu_desktop.rooms import room
from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.faults import catch_faults
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import LEDGERS, PAGES, Place, warm_up
from dadu_desktop.ui.preferences import recent_ledgers, remembered
from dadu_desktop.ui.theme import dress
from dadu_desktop.ui.translation import speak_chinese

EXIT_AFTER_PAINT = "DADU_EXIT_AFTER_PAINT"
SHOT_SIZE = (1366, 768)
FURTHER = (
    "visit-planning",
    "agenda",
    "minutes",
    "rates",
    "handover",
    "district-figures",
    "teams",
    "projects",
    "activities",
    "report-definitions",
)
"""Pages that no entry of the navigation opens: other pages and the search lead there."""
QUIET_MS = 300
PAINTED_SECONDS = 1  # a window out of sight paints nothing

_log = logging.getLogger(__name__)


class _AfterPaint(QObject):
    """Does something once a widget has painted."""

    def __init__(self, widget: QWidget, do: Callable[[], object]) -> None:
        """Watch the widget."""
        super().__init__(widget)
        self._do = do
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint, then leave the event loop its turn."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._do)
        return False


def fit_screen(window: QWidget) -> None:
    """Take the whole screen where the window with its frame is larger, as on small or strongly scaled screens."""
    free = window.screen().availableSize()
    if window.width() >= free.width() or window.height() >= free.height():
        window.setWindowState(Qt.WindowState.WindowMaximized)


def run_window(argv: Sequence[str], place: str | None = None) -> int:
    """Open the window on a ledger, on the last one, or on the start page; return the exit status."""
    application = make_application(argv)
    catch_faults()
    window = MainWindow(Desk(application))
    start(window, window.close if os.environ.get(EXIT_AFTER_PAINT) else partial(begin, window, place))
    return application.exec()


def start(window: QWidget, do: Callable[[], object]) -> None:
    """Show a window, and do the rest once it has painted."""
    _AfterPaint(window, do)
    fit_screen(window)
    window.show()


def make_application(argv: Sequence[str]) -> QApplication:
    """Make the one application object, dressed; give the one there is."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    # said here, as setStyle would make Python know all the enumerations of styles before the first paint
    application = QApplication([*argv, "-style", "Fusion"])
    application.setApplicationName("dadu-desktop")
    application.setApplicationDisplayName("")
    application.setWindowIcon(QIcon(str(room("resources") / "app.svg")))
    speak_chinese()
    dress(application)
    application.styleHints().colorSchemeChanged.connect(lambda _scheme: dress(application))
    return application


def begin(window: MainWindow, place: str | None) -> None:
    """Open the ledger asked for, or the last one that is still there, else show the start page."""
    last = next((one for one in recent_ledgers() if Path(one).is_file()), None)
    chosen = place or last
    if chosen is None:
        window.go(Place("start"))
        window.desk.tasks.run(lambda _progress: late.ledgers, lambda _module: None)
        _tidy(window)
        return

    page = remembered("window/page")

    def opened() -> None:
        if not window.place.page:
            window.go(Place(page if page in {one.name for one in PAGES} else "workbench"))
        window.desk.tasks.run(lambda _progress: warm_up(), lambda _nothing: None)

    def failed(fault: Exception) -> None:
        window.go(Place("start"))
        window.tell(fault)

    painted = Event()
    glance = late.glances.glance_of(Path(chosen), page)
    if glance:  # what is imported to open the ledger would hold up the painting of the list
        window.desk.tasks.run(lambda _progress: painted.wait(PAINTED_SECONDS), lambda _painted: None)
    window.desk.open_ledger(chosen, opened, failed)
    if glance:
        window.desk.foresee(chosen, glance)
        window.go(Place(page))
        _AfterPaint(window.stack.currentWidget(), painted.set)
    _tidy(window)


def _tidy(window: MainWindow) -> None:
    """Remove what a killed program left in the temporary folder, when the first page has been asked for."""
    window.desk.tasks.run(
        lambda _progress: late.temporary_files.keep_apart(),
        lambda _folder: None,
        lambda fault: _log.warning("temporary files: %s", fault),
    )


def take_screenshots(ledger: Path, folder: Path) -> list[str]:
    """Open every page of the window on a ledger and one record of each kind; return the names of the pictures."""
    window = MainWindow(Desk(make_application(["dadu-desktop"])))
    window.resize(*SHOT_SIZE)
    window.show()
    window.go(Place("start"))
    taken = [_grab(window, folder, "00-start")]
    faults: list[Exception] = []
    window.desk.open_ledger(str(ledger), lambda: None, faults.append)
    _settle(window)
    if faults:
        window.close()
        raise faults[0]
    for number, page in enumerate(PAGES, 1):
        window.desk.show_page(page.name)
        taken.append(_grab(window, folder, f"{number:02}-{page.name}"))
        if page.name in LEDGERS:
            taken += _grab_first(window, folder, f"{number:02}-{page.name}-record")
    for number, name in enumerate(FURTHER, len(PAGES) + 1):
        window.desk.show_page(name)
        taken.append(_grab(window, folder, f"{number:02}-{name}"))
    window.close()
    return taken


def _grab_first(window: MainWindow, folder: Path, name: str) -> list[str]:
    """Open the first record of the list in front, if it has one."""
    place = window.place
    getattr(window.page, "open_row", lambda _row: None)(0)
    _settle(window)
    return [_grab(window, folder, name)] if window.place != place else []


def _grab(window: MainWindow, folder: Path, name: str) -> str:
    """Wait until the page has all it asked for, then take its picture."""
    _settle(window)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.png"
    window.grab().save(str(file))
    return file.name


def _settle(window: MainWindow) -> None:
    """Let the event loop run until the worker has been idle for a moment."""
    loop, idle = QEventLoop(), QElapsedTimer()
    idle.start()
    while idle.elapsed() < QUIET_MS:
        loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        QThread.msleep(5)
        if not window.desk.tasks.idle:
            idle.restart()
