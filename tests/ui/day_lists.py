"""Hands for the lists of the office: headings, funnels, rows, the search, views."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.ui.bulk_dialog import BulkDialog
from dadu_desktop.ui.column_filter import ColumnFilter
from dadu_desktop.ui.columns_dialog import ColumnsDialog
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.table_header import EDGE, FUNNEL
from tests.ui.day import answer_next, button, cells, click, column, rows, seen, settle, take_keyboard
from tests.ui.keyboard import press, press_text

Key = Qt.Key
TOWN = "九宫庙街道"


def header(page: LedgerPage, heading: str, *, funnel: bool = False) -> None:
    """Click a heading, or the funnel at its right end."""
    at, head = column(page, heading), page.table.header
    left, width = head.sectionViewportPosition(at), head.sectionSize(at)
    across = left + width - EDGE - FUNNEL // 2 if funnel else left + 12
    click(head.viewport(), QPoint(across, head.height() // 2))


def row(page: LedgerPage, at: int, *, control: bool = False) -> None:
    """Click a row in its second column."""
    click(page.table.viewport(), page.table.visualRect(page.model.index(at, 1)).center(), control=control)


def opened(qtbot: QtBot, kind: type[QWidget]) -> QWidget:
    """Wait for a window of a kind."""

    def found() -> list[QWidget]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    take_keyboard(qtbot, found()[0])
    return found()[0]


def filter_by_town(qtbot: QtBot, day: MainWindow, page: LedgerPage) -> None:
    """Tick one town in the filter of its column."""
    header(page, "所属镇街", funnel=True)
    popup = opened(qtbot, ColumnFilter)
    assert isinstance(popup, ColumnFilter)
    qtbot.waitUntil(lambda: popup.values.count() > 1)
    place = next(at for at in range(popup.values.count()) if TOWN in popup.values.item(at).text())
    popup.values.setCurrentRow(place)
    QTest.keyClick(popup.values, Key.Key_Space)
    click(button(popup, "筛选 所属镇街"))
    take_keyboard(qtbot, day)
    settle(qtbot, day)


def search(qtbot: QtBot, day: MainWindow, page: LedgerPage, words: str) -> list[str]:
    """Type into the search of the list; name what it shows, which is what the ledger itself finds."""
    press(Key.Key_Slash)
    qtbot.waitUntil(page.bar.search.hasFocus)
    page.bar.search.selectAll()
    press_text(words)
    qtbot.waitUntil(lambda: page.query.search == words)
    settle(qtbot, day)
    names = cells(page, column(page, "企业名称"))
    kept = rows(qtbot, day, "enterprises", ListQuery(search=words, columns=("name",), limit=200)).rows
    assert names == [str(one.values["name"]) for one in kept]
    return names


def keep_view(qtbot: QtBot, day: MainWindow, page: LedgerPage, name: str) -> None:
    """Keep the list in front as a view, and type its name."""

    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, QInputDialog)
        line = dialog.findChild(QLineEdit)
        assert line is not None
        line.setFocus()
        press_text(name)
        assert line.text() == name
        QTest.keyClick(line, Key.Key_Return)

    answer_next(answer)
    action(page, "把当前列表存为视图…")[0].trigger()
    take_keyboard(qtbot, day)
    settle(qtbot, day)


def action(page: LedgerPage, words: str) -> list[QAction]:
    """Find an entry of the menu of views."""
    return [one for one in page.bar.views_menu.actions() if one.text() == words]


def toggle_columns(qtbot: QtBot, day: MainWindow, page: LedgerPage, *headings: str) -> None:
    """Tick or untick columns by the space bar in their dialog."""
    click(button(page, "列"))
    dialog = opened(qtbot, ColumnsDialog)
    assert isinstance(dialog, ColumnsDialog)
    texts = [dialog.list.item(at).text() for at in range(dialog.list.count())]
    for heading in headings:
        dialog.list.setCurrentRow(texts.index(heading))
        QTest.keyClick(dialog.list, Key.Key_Space)
    click(button(dialog, "确定"))
    take_keyboard(qtbot, day)
    settle(qtbot, day)


def give_service_person(
    qtbot: QtBot, day: MainWindow, page: LedgerPage, places: tuple[int, ...], person: str
) -> None:
    """Select several rows and give them another service person by one change."""
    for place in places:
        row(page, place, control=place != places[0])
    qtbot.waitUntil(lambda: f"已选 {len(places)} 条" in seen(page))
    click(button(page, "批量修改"))
    dialog = opened(qtbot, BulkDialog)
    assert isinstance(dialog, BulkDialog)
    dialog.choose("service_person")
    qtbot.waitUntil(dialog.editor.isVisible)
    click(dialog.editor)
    press_text(person)
    click(button(dialog, f"修改 {len(places)} 条"))
    take_keyboard(qtbot, day)
    qtbot.waitUntil(lambda: day.notice.words == f"已修改 {len(places)} 条。")
    settle(qtbot, day)
