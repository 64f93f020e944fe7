"""Every page, form and dialog says what it has to a screen reader, and Tab goes round in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.services.demo import make_demo
from dadu_desktop.ui.cluster_tabs import ClustersPage
from dadu_desktop.ui.columns_dialog import ColumnsDialog
from dadu_desktop.ui.conflict_dialog import Clash, ConflictDialog
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.fault_dialog import FaultDialog
from dadu_desktop.ui.import_page import ImportPage
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.month_page import MonthPage
from dadu_desktop.ui.pages import LEDGERS, PAGES, Place
from dadu_desktop.ui.password_dialog import PasswordDialog
from dadu_desktop.ui.plan_tabs import PlansPage
from dadu_desktop.ui.record_page import RecordPage
from dadu_desktop.ui.table_model import TableModel
from tests.ui.accessible import missed, silent, tabbed, vague
from tests.ui.day import answer_next
from tests.ui.importing import REGISTER, read
from tests.ui.keyboard import OFFSCREEN, press
from tests.ui.office import button

pytestmark = OFFSCREEN

Opener = Callable[[MainWindow], object]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demonstration ledger once."""
    return make_demo(tmp_path_factory.mktemp("demonstration") / "演示.dadu").file


@pytest.fixture
def full(qtbot: QtBot, demonstration: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """Show the window with a copy of the demonstration."""
    shown = MainWindow(Desk())
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    shown.activateWindow()
    shown.go(Place("start"))
    opened: list[bool] = []
    place = shutil.copy(demonstration, tmp_path / "演示.dadu")
    shown.desk.open_ledger(str(place), lambda: opened.append(True))
    qtbot.waitUntil(lambda: bool(opened))
    yield shown
    shown.close()


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the page has what it asked for, and what it asks for a moment later."""
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    qtbot.wait(200)
    qtbot.waitUntil(lambda: window.desk.tasks.idle)


def check(window: QWidget) -> None:
    """Listen to everything in a window, then go round by Tab and back by Shift+Tab."""
    assert silent(window) == []
    assert vague(window) == []
    assert missed(window, tabbed(window)) == []
    assert missed(window, tabbed(window, back=True)) == []


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_a_page_is_heard_and_gone_round_by_tab(qtbot: QtBot, full: MainWindow, name: str) -> None:
    full.desk.show_page(name)
    settle(qtbot, full)
    check(full)


@pytest.mark.parametrize("kind", LEDGERS)
def test_an_empty_form_is_heard_and_gone_round_by_tab(qtbot: QtBot, full: MainWindow, kind: str) -> None:
    full.desk.new_record(kind)
    settle(qtbot, full)
    check(full)


@pytest.mark.parametrize("kind", LEDGERS)
def test_every_tab_of_a_record_is_heard_and_gone_round(qtbot: QtBot, full: MainWindow, kind: str) -> None:
    full.desk.show_page(kind)
    settle(qtbot, full)
    assert isinstance(full.page, LedgerPage | PlansPage | ClustersPage)
    full.page.open_row(0)
    settle(qtbot, full)
    assert full.page is not None
    tabs = full.page.findChild(QTabWidget)
    assert isinstance(tabs, QTabWidget)
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        settle(qtbot, full)
        check(full)


@pytest.mark.parametrize("kind", ["teams", "projects", "activities"])
def test_a_record_behind_a_tab_is_heard_and_gone_round(qtbot: QtBot, full: MainWindow, kind: str) -> None:
    full.desk.open_record(kind, 1)
    settle(qtbot, full)
    assert full.page is not None
    tabs = full.page.findChild(QTabWidget)
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(0)
    settle(qtbot, full)
    check(full)


def test_every_tab_of_clusters_and_projects_is_heard_and_gone_round(qtbot: QtBot, full: MainWindow) -> None:
    full.desk.show_page("clusters")
    settle(qtbot, full)
    assert isinstance(full.page, ClustersPage)
    for place in range(full.page.tabs.count()):
        full.page.tabs.setCurrentIndex(place)
        settle(qtbot, full)
        check(full)


def test_every_tab_of_the_month_is_heard_and_gone_round(qtbot: QtBot, full: MainWindow) -> None:
    full.desk.show_page("figures")
    settle(qtbot, full)
    assert isinstance(full.page, MonthPage)
    for place in range(full.page.tabs.count()):
        full.page.tabs.setCurrentIndex(place)
        settle(qtbot, full)
        check(full)


def test_figures_typed_bring_the_save_bar_into_the_round(qtbot: QtBot, full: MainWindow) -> None:
    full.desk.show_page("figures")
    settle(qtbot, full)
    assert isinstance(full.page, MonthPage)
    page = full.page
    page.bar.month.setCurrentIndex(0)
    page.tabs.setCurrentWidget(page.entry)
    settle(qtbot, full)
    page.entry.grid.setFocus()
    QTest.keyClick(page.entry.grid, Qt.Key.Key_7)
    press(Qt.Key.Key_Return)
    settle(qtbot, full)
    assert page.entry.bar.isVisible()
    check(full)
    page.entry.discard()


def test_selected_records_bring_bar_and_summary_into_the_round(qtbot: QtBot, full: MainWindow) -> None:
    page = enterprises(qtbot, full)
    flag = QItemSelectionModel.SelectionFlag
    page.table.selectionModel().select(page.model.index(1, 0), flag.Select | flag.Rows)
    qtbot.waitUntil(page.detail.isVisible)
    settle(qtbot, full)
    assert page.deeds.bar.isVisible()
    check(full)


def test_a_search_without_result_is_heard_and_gone_round(qtbot: QtBot, full: MainWindow) -> None:
    page = enterprises(qtbot, full)
    page.bar.searched.emit("查无此店")
    qtbot.waitUntil(lambda: page.body.currentWidget() is page.empty)
    check(full)


def test_the_start_page_is_heard_and_gone_round(qtbot: QtBot) -> None:
    window = MainWindow(Desk())
    qtbot.addWidget(window)
    window.show()
    window.go(Place("start"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    check(window)
    window.close()


def test_the_review_of_an_import_is_heard_and_gone_round(qtbot: QtBot, full: MainWindow) -> None:
    full.desk.show_page("exchange")
    settle(qtbot, full)
    assert isinstance(full.page, ImportPage)
    read(qtbot, full.page, REGISTER)
    settle(qtbot, full)
    check(full)


DIALOGS: dict[str, Opener] = {
    "filter": lambda window: list_of(window).columns.open_filter(1, QPoint(100, 100)),
    "bounds": lambda window: list_of(window).columns.open_filter(9, QPoint(100, 100)),
    "columns": lambda window: ColumnsDialog(RECORD_TYPES["plans"], ("number",), window).open(),
    "bulk": lambda window: list_of(window).deeds.change(),
    "help": MainWindow.help,
    "keys": MainWindow.show_keys,
    "search": MainWindow.search,
    "fault": lambda window: FaultDialog(ValueError(window.windowTitle())).open(),
    "password": lambda window: PasswordDialog(window, ["台账.xlsx 有打开密码。"]).open(),
    "conflict": lambda window: conflict(window).open(),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_is_heard_and_gone_round_by_tab(qtbot: QtBot, full: MainWindow, name: str) -> None:
    enterprises(qtbot, full)
    DIALOGS[name](full)
    settle(qtbot, full)
    dialog = QApplication.activePopupWidget() or QApplication.activeWindow()
    assert dialog is not None
    assert dialog is not full
    assert dialog.windowTitle() or dialog.accessibleName()
    check(dialog)
    dialog.close()


def test_no_part_of_a_page_is_a_window_of_its_own(qtbot: QtBot, full: MainWindow) -> None:
    for name in LEDGERS:
        full.desk.new_record(name)
        settle(qtbot, full)
        full.desk.show_page("workbench")
        settle(qtbot, full)
        assert full.isActiveWindow()


def test_a_cell_is_read_with_the_name_of_its_column(qtbot: QtBot, full: MainWindow) -> None:
    page = enterprises(qtbot, full)
    table = QAccessible.queryAccessibleInterface(page.table)
    heard = [table.child(place) for place in range(40)]
    cells = [one.text(QAccessible.Text.Name) for one in heard if one.role() is QAccessible.Role.Cell]
    assert cells[0].startswith("企业名称：重庆")
    assert cells[1].startswith("统一社会信用代码：91")


def test_a_cell_that_is_not_read_yet_is_heard_as_empty() -> None:
    model = TableModel()
    field = RECORD_TYPES["enterprises"].field("contact")
    model.set_rows([field], [], 1)
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "联系人：空"


def test_an_enterprise_is_entered_by_a_screen_reader_without_a_key(qtbot: QtBot, full: MainWindow) -> None:
    full.desk.new_record("enterprises")
    settle(qtbot, full)
    page = full.page
    assert isinstance(page, RecordPage)
    name = QAccessible.queryAccessibleInterface(page.editor.form.part("name"))
    name.setText(QAccessible.Text.Value, "重庆读屏测试商贸有限公司")
    page.editor.save()
    settle(qtbot, full)
    assert page.editor.data is not None
    assert page.editor.data.values["name"] == "重庆读屏测试商贸有限公司"


def test_a_search_put_in_by_a_screen_reader_is_done_and_its_cross_is_heard(
    qtbot: QtBot, full: MainWindow
) -> None:
    page = enterprises(qtbot, full)
    QAccessible.queryAccessibleInterface(page.bar.search).setText(QAccessible.Text.Value, "wdgc")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert silent(page.bar) == []


def test_a_screen_reader_that_asked_for_a_dialog_does_not_wait_for_its_end(
    qtbot: QtBot, full: MainWindow
) -> None:
    page = enterprises(qtbot, full)
    pressed = QAccessible.queryAccessibleInterface(button(page.bar, "导出")).actionInterface()
    closed: list[bool] = []
    answer_next(lambda dialog: closed.append(dialog.close()))
    pressed.doAction(QAccessibleActionInterface.pressAction())
    assert closed == []
    qtbot.waitUntil(lambda: closed == [True])


def test_a_page_selected_by_a_screen_reader_is_opened(qtbot: QtBot, full: MainWindow) -> None:
    enterprises(qtbot, full)
    entries = full.navigation
    entries.selectionModel().select(
        entries.model().index(len(PAGES) - 1, 0), QItemSelectionModel.SelectionFlag.Select
    )
    qtbot.waitUntil(lambda: full.place == Place("settings"))
    assert [item.text() for item in entries.selectedItems()] == ["设置"]


def test_arrows_look_along_the_pages_and_open_none(qtbot: QtBot, full: MainWindow) -> None:
    page = enterprises(qtbot, full)
    full.navigation.setFocus()
    QTest.keyClick(full.navigation, Qt.Key.Key_Down)
    assert full.place == Place("enterprises")
    page.table.setFocus()
    assert full.navigation.currentItem().text() == "企业"


def test_the_arrow_before_the_title_leads_back_to_the_list(qtbot: QtBot, full: MainWindow) -> None:
    enterprises(qtbot, full).open_row(0)
    settle(qtbot, full)
    assert full.page is not None
    QTest.keyClick(button(full.page, "返回企业"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: full.place == Place("enterprises"))


def enterprises(qtbot: QtBot, window: MainWindow) -> LedgerPage:
    """Show the list of enterprises."""
    window.desk.show_page("enterprises")
    settle(qtbot, window)
    return list_of(window)


def list_of(window: MainWindow) -> LedgerPage:
    """Give the list in front."""
    assert isinstance(window.page, LedgerPage)
    return window.page


def conflict(window: MainWindow) -> QDialog:
    """Show what two people wrote in one field."""
    field = RECORD_TYPES["enterprises"].field("contact")
    return ConflictDialog([Clash(field, "王敏", "李强", "赵洁")], window)
