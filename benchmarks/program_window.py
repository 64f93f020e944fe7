"""The program's own window on a ledger: says when the list of enterprises is painted, and its memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QTableView

from benchmarks.children import since_start
from dadu_desktop.__main__ import calm_collector
from dadu_desktop.ui.app import begin, make_application, start
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import Place

LIST = Place("enterprises")
_HEARTBEAT_MS = 10
_REST = 0.5


def main() -> None:
    """Start on the ledger named, show the list, and print: start, opening of the list, memory in MB.

    With a second argument what is measured is the opening of the list in a window at rest, not what goes on before.
    """
    calm_collector()
    window = MainWindow(Desk(make_application(sys.argv)))
    start(window, partial(begin, window, sys.argv[1]))
    wait(lambda: bool(window.place.page))
    if len(sys.argv) > 2:
        window.desk.show_page("workbench")
        rest(window)
    begun = time.perf_counter()
    if window.place != LIST:
        window.go(LIST)
    wait(lambda: shown(window))
    found = (since_start(), time.perf_counter() - begun)
    wait(lambda: window.desk.ready and window.desk.tasks.idle)
    scroll(window)
    sys.stdout.write(f"{found[0]} {found[1]} {resident()}\n")
    window.close()


def wait(until: Callable[[], bool]) -> None:
    """Let the window work until something is so; asleep in between, as its own event loop is."""
    loop, heart = QEventLoop(), QTimer()
    heart.start(_HEARTBEAT_MS)
    while not until():
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def rest(window: MainWindow) -> None:
    """Wait until the worker has had nothing to do for a while."""
    busy = [time.perf_counter()]

    def rested() -> bool:
        if not window.desk.tasks.idle:
            busy.append(time.perf_counter())
        return time.perf_counter() - busy[-1] > _REST

    wait(rested)


def shown(window: MainWindow) -> bool:
    """Paint the window as soon as its table has rows, and tell so."""
    for table in window.findChildren(QTableView):
        model = table.model()
        if model.rowCount() and table.isVisible():
            window.repaint()
            return True
    return False


def scroll(window: MainWindow) -> None:
    """Look at a hundred places of the list."""
    table = next(one for one in window.findChildren(QTableView) if one.isVisible() and one.model().rowCount())
    bar = table.verticalScrollBar()
    for step in range(101):
        bar.setValue(bar.maximum() * step // 100)
        wait(lambda: window.desk.tasks.idle)


def resident() -> float:
    """Read the memory now in use in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
