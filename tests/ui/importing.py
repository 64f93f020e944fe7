"""Workbooks dropped onto the import page, and what a test asks of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import QLibraryInfo, QMimeData, QPointF, Qt, QUrl, QVersionNumber
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.services import lists
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.ui.import_page import ImportPage
from dadu_desktop.ui.main_window import MainWindow
from tests.ui.office import asked

SAMPLES = Path(__file__).parents[1] / "samples"
REGISTER = SAMPLES / "限上商贸企业基础台账.xlsx"
KNOWN = 5
"""Enterprises that stand in the ledger before."""
_IN_FRACTIONS = QLibraryInfo.version() >= QVersionNumber(6, 12)
"""Whether Qt tells where a drag enters in fractions of a pixel, as it tells of a drop in every version."""


def shown(qtbot: QtBot, window: MainWindow) -> ImportPage:
    """Show the page where imports begin."""
    window.desk.show_page("exchange")
    page = window.page
    assert isinstance(page, ImportPage)
    settle(qtbot, page)
    return page


def settle(qtbot: QtBot, page: ImportPage) -> None:
    """Wait until the worker has nothing to do."""
    qtbot.waitUntil(lambda: page.desk.tasks.idle)


def drop(widget: QWidget, *files: Path) -> None:
    """Drag files over a widget and let them go."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    middle = widget.rect().center()
    enter: Callable[..., QDragEnterEvent] = QDragEnterEvent
    entering = enter(QPointF(middle) if _IN_FRACTIONS else middle, *how)
    assert QApplication.sendEvent(widget, entering)
    assert entering.isAccepted()
    assert QApplication.sendEvent(widget, QDropEvent(QPointF(middle), *how))


def read(qtbot: QtBot, page: ImportPage, *files: Path) -> None:
    """Drop files onto the page and wait for the preview."""
    drop(page.home.zone, *files)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.review)
    settle(qtbot, page)


def write(qtbot: QtBot, page: ImportPage) -> None:
    """Press the one button and wait for what it did."""
    QTest.mouseClick(page.review.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.outcome)


def kept(qtbot: QtBot, page: ImportPage, kind: str) -> int:
    """Count the records in the ledger."""
    return asked(qtbot, page.desk, lambda ledger: lists.list_records(ledger, kind, ListQuery())).total


def button(page: ImportPage, name: str) -> QPushButton:
    """Find a button in sight by what a screen reader says."""
    found = [
        one for one in page.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()
    ]
    assert len(found) == 1, name
    return found[0]


def small_register(file: Path, *rows: tuple[object, ...]) -> Path:
    """Write a workbook with a heading and some enterprises."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("统一社会信用代码", "企业名称", "行业", "从业人数（人）"), *rows):
        sheet.append(list(row))
    book.save(file)
    return file
