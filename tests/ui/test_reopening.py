"""A ledger that is opened again, for another person or key: what was shown before is gone for good."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dadu_desktop.ui.app import FURTHER
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import PAGES
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN


def test_pages_of_before_hear_nothing_any_more(qtbot: QtBot, window: MainWindow) -> None:
    for name in (*(page.name for page in PAGES), *FURTHER):
        window.desk.show_page(name)
    for kind in ("enterprises", "problems", "plans", "cases"):
        window.desk.new_record(kind)
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    window.desk.begin_anew("enterprises")
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as raised:
        window.desk.announce({kind: [1] for kind in window.desk.record_types})
        window.desk.begin_anew("workbench")
        qtbot.waitUntil(lambda: window.desk.tasks.idle)
    assert raised == []
