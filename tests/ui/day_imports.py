"""Hands for the first morning: a new ledger is made, workbooks are dropped, looked at and taken in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dadu_desktop.ui.import_page import ImportPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.person_first import FirstPersonDialog
from tests.ui.day import CONTROL, answer_file, button, click, seen, settle, take_keyboard, window_on
from tests.ui.importing import drop
from tests.ui.keyboard import press

Key = Qt.Key


@contextmanager
def first_morning(qtbot: QtBot, place: Path) -> Iterator[MainWindow]:
    """Start for the first time and make a ledger by the first button."""
    with window_on(qtbot, None) as shown:
        assert {"新建台账", "打开演示台账", "打开…", "从备份恢复…"} <= seen(shown)
        answer_file(place)
        click(button(shown, "新建台账"))
        qtbot.waitUntil(lambda: shown.place.page == "workbench")
        settle(qtbot, shown)
        qtbot.waitUntil(lambda: shown.findChild(FirstPersonDialog) is not None)
        asked = shown.findChild(FirstPersonDialog)
        assert isinstance(asked, FirstPersonDialog)
        asked.person.setText("王敏")
        click(button(asked, "开始使用"))
        qtbot.waitUntil(lambda: shown.desk.person == "王敏")
        settle(qtbot, shown)
        take_keyboard(qtbot, shown)
        yield shown


def exchange(qtbot: QtBot, window: MainWindow) -> ImportPage:
    """Go to the page of imports, where they begin."""
    press(Key.Key_9, CONTROL)
    page = window.page
    assert isinstance(page, ImportPage)
    settle(qtbot, window)
    return page


def preview(qtbot: QtBot, window: MainWindow, file: Path) -> ImportPage:
    """Drop a workbook and wait for what it would do."""
    page = exchange(qtbot, window)
    drop(page.home.zone, file)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.review)
    settle(qtbot, window)
    return page


def write(qtbot: QtBot, page: ImportPage) -> None:
    """Press the one button and wait until it is done."""
    click(page.review.go)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.outcome)
