"""What opens over a page is heard: lists under a line, the calendar, the search over everything, choices."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QKeySequence,
    QShortcut,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.ui.choice_editor import ChoiceEditor
from dadu_desktop.ui.columns_dialog import ColumnsDialog
from dadu_desktop.ui.date_editor import DateEditor
from dadu_desktop.ui.editable_list import EditableList
from dadu_desktop.ui.empty_view import EmptyView
from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.import_page import ImportPage
from dadu_desktop.ui.keys import HelpDialog, KeysDialog
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import house_of
from dadu_desktop.ui.palette import Palette
from dadu_desktop.ui.parts import PushButton
from dadu_desktop.ui.plan_panel import MEASURE, PanelPlace, PlanPanel
from dadu_desktop.ui.record_page import RecordPage
from dadu_desktop.ui.settings_file import FileSection
from dadu_desktop.ui.status import StatusLine
from dadu_desktop.ui.tasks import Tasks
from tests.ui.accessible import silent
from tests.ui.day import window_on
from tests.ui.importing import REGISTER, read
from tests.ui.keyboard import MEANS, OFFSCREEN, focus

pytestmark = OFFSCREEN
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut


@pytest.fixture
def bare(qtbot: QtBot, template: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """Show the window on a ledger that nothing has been put into yet."""
    with window_on(qtbot, Path(shutil.copyfile(template, tmp_path / "新台账.dadu"))) as shown:
        yield shown


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """Show a page with nothing on it."""
    page = QWidget()
    QVBoxLayout(page)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def put(qtbot: QtBot, page: QWidget, editor: QWidget) -> None:
    """Put an editor on the page and give it the keyboard."""
    layout = page.layout()
    assert layout is not None
    layout.addWidget(editor)
    editor.show()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)


def test_escape_closes_the_list_of_a_choice_and_leaves_the_page_alone(qtbot: QtBot, page: QWidget) -> None:
    left: list[bool] = []
    QShortcut(QKeySequence("Esc"), page, lambda: left.append(True), context=WITHIN)
    editor = ChoiceEditor(lambda: ["登记", "受理", "交办"])
    put(qtbot, page, editor)
    QTest.keyClick(editor, Key.Key_F4)
    qtbot.waitUntil(editor.is_open)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Key.Key_Escape)
    qtbot.waitUntil(lambda: not editor.is_open())
    assert left == []
    QTest.keyClick(editor, Key.Key_Escape)
    assert left == [True]


def test_the_calendar_names_its_parts_and_says_the_whole_day(
    qtbot: QtBot, page: QWidget, said: list[str]
) -> None:
    editor = DateEditor(date(2022, 11, 23))
    put(qtbot, page, editor)
    editor.setText("2022-11-23")
    QTest.keyClick(editor, Key.Key_F4)
    calendar = editor.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    qtbot.waitUntil(calendar.isVisible)
    assert silent(calendar) == []
    QTest.keyClick(calendar.focusWidget(), Key.Key_Right)
    assert said[-1] == "2022年11月24日 星期四"


@pytest.mark.parametrize("kind", RECORD_TYPES)
@pytest.mark.usefixtures("qapp")
def test_every_kind_of_record_that_is_found_has_an_icon(kind: str) -> None:
    assert not icon(house_of(kind)).isNull()


def test_the_search_says_the_line_that_enter_takes_and_of_what_kind_it_is(
    qtbot: QtBot, window: MainWindow, said: list[str]
) -> None:
    window.search()
    palette = window.findChild(Palette)
    assert palette is not None
    palette.line.setText("万达")
    qtbot.waitUntil(lambda: said[-1].startswith("企业：重庆大渡口万达广场商业管理有限公司"))
    palette.line.clear()
    qtbot.waitUntil(lambda: said[-1].startswith("打开 工作台，1 / "))
    QTest.keyClick(palette.line, Key.Key_Down)
    assert said[-1].startswith("打开 企业，2 / ")


def test_what_a_notice_tells_is_undone_by_keys_while_it_is_seen(window: MainWindow, said: list[str]) -> None:
    undone: list[bool] = []
    window.notice.say("已删除 1 条。", lambda: undone.append(True))
    assert said[-1] == "已删除 1 条。按 Ctrl+Shift+Z 撤销。"
    for _ in range(2):
        QTest.keyClick(window, Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert undone == [True]
    assert not window.notice.isVisible()


def test_a_record_that_cannot_be_saved_says_why_where_the_keyboard_stays(
    qtbot: QtBot, window: MainWindow, said: list[str]
) -> None:
    window.desk.new_record("problems")
    page = window.page
    assert isinstance(page, RecordPage)
    qtbot.waitUntil(lambda: page.editor.data is not None and window.desk.tasks.idle)
    assert not page.editor.save()
    assert said[-1] == "有 2 处要改：请填写企业。请填写问题描述。"


def test_work_that_takes_its_time_is_told(qtbot: QtBot, said: list[str]) -> None:
    tasks = Tasks()
    line = StatusLine(tasks)
    qtbot.addWidget(line)
    go = Event()
    tasks.run(lambda _progress: go.wait(), lambda _answer: None, label="正在读取台账")
    qtbot.waitUntil(lambda: line.working)
    go.set()
    qtbot.waitUntil(lambda: tasks.idle)
    tasks.close(lambda: None)
    assert said == ["正在读取台账"]


@pytest.mark.parametrize(
    ("name", "label", "begins"),
    [
        ("reports", "报表", "报表列表"),
        ("figures", "月度数据", "月份"),
        ("visit-planning", "安排走访", "查找企业"),
        ("report-definitions", "报表模板", "报表模板列表"),
        ("exchange", "导入导出", "选择文件…"),
    ],
)
def test_a_page_is_told_and_begins_at_what_it_is_for(
    qtbot: QtBot, window: MainWindow, said: list[str], name: str, label: str, begins: str
) -> None:
    window.activateWindow()
    window.desk.show_page("settings")
    window.desk.show_page(name)
    qtbot.waitUntil(lambda: focus().accessibleName() == begins)
    assert label in said
    assert window.page is not None
    assert window.page.accessibleName() == label


def test_a_record_says_what_it_is_when_it_is_opened(
    qtbot: QtBot, window: MainWindow, said: list[str]
) -> None:
    window.desk.open_record("enterprises", 1)
    qtbot.waitUntil(lambda: any(words.startswith("重庆") for words in said))
    window.desk.new_record("visits")
    qtbot.waitUntil(lambda: "新增走访" in said)


def test_columns_are_ordered_and_ticked_by_keys_and_heard(
    qtbot: QtBot, page: QWidget, said: list[str]
) -> None:
    record_type = RECORD_TYPES["enterprises"]
    dialog = ColumnsDialog(record_type, ("name", "trade", "town"), page)
    chosen: list[tuple[str, ...]] = []
    dialog.chosen.connect(chosen.append)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.list.hasFocus)
    QTest.keyClick(dialog.list, Key.Key_Down)
    QTest.keyClick(dialog.list, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert said[-1] == "行业，第 3 列"
    QTest.keyClick(dialog.list, Key.Key_Up)
    QTest.keyClick(dialog.list, Key.Key_Space)
    assert said[-1] == "所属镇街，未勾选"
    dialog._choose()
    assert chosen == [("name", "trade")]


def test_the_menu_of_views_opens_for_a_screen_reader(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.show_page("enterprises")
    list_page = window.page
    assert isinstance(list_page, LedgerPage)
    qtbot.waitUntil(lambda: any(one.text() == "全部记录" for one in list_page.bar.views_menu.actions()))
    views = QAccessible.queryAccessibleInterface(list_page.bar.views)
    views.actionInterface().doAction(QAccessibleActionInterface.pressAction())
    qtbot.waitUntil(list_page.bar.views_menu.isVisible)
    assert QApplication.activePopupWidget() is list_page.bar.views_menu
    list_page.bar.views_menu.close()


def test_an_entry_of_a_list_in_the_settings_says_its_column(qtbot: QtBot, said: list[str]) -> None:
    edited = EditableList("镇街", ("名称", "代码"))
    qtbot.addWidget(edited)
    edited.set_lines([(("跳磴镇", ""), True, 1)])
    edited.show()
    edited.activateWindow()
    edited.table.setFocus()
    qtbot.waitUntil(edited.table.hasFocus)
    heard = [edited.table.model().index(0, at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(2)]
    assert heard == ["名称：跳磴镇", "代码：空"]
    edited.table.setCurrentCell(0, 1)
    QTest.keyClick(edited.table, Key.Key_F2)
    qtbot.waitUntil(lambda: focus().accessibleName() == "第1行 代码")
    QTest.keyClick(focus(), Key.Key_Escape)
    qtbot.waitUntil(edited.table.hasFocus)
    edited.table.setCurrentCell(0, 2)
    QTest.keyClick(edited.table, Key.Key_Space)
    assert said[-1] == "在用，未勾选"


@pytest.mark.parametrize(
    ("name", "tab", "words", "ways"),
    [
        ("workbench", "", "台账还是空的", ("导入表格", "新增企业")),
        ("enterprises", "", "还没有企业记录。", ("导入表格", "新增企业")),
        ("plans", "总表", "台账里还没有在库企业", ("去导入",)),
        ("plans", "符合情况", "还没有可以对照的政策", ("新增政策",)),
        ("figures", "", "台账里还没有月度数据", ("去导入", "逐家录入")),
        ("visit-planning", "", "台账里还没有企业", ("去导入",)),
        ("handover", "", "还没有登记人员", ("去登记人员",)),
    ],
)
def test_an_empty_ledger_says_on_every_page_what_to_do_next(
    qtbot: QtBot, bare: MainWindow, name: str, tab: str, words: str, ways: tuple[str, ...]
) -> None:
    bare.desk.show_page(name)
    tabs = bare.page.findChild(QTabWidget) if bare.page and tab else None
    if isinstance(tabs, QTabWidget):
        tabs.setCurrentIndex([tabs.tabText(at) for at in range(tabs.count())].index(tab))

    def told() -> EmptyView | None:
        views = bare.findChildren(EmptyView)
        return next((one for one in views if one.isVisible() and words in one.words.text()), None)

    qtbot.waitUntil(lambda: told() is not None)
    view = told()
    assert view is not None
    assert tuple(one.text() for one in (view.button, view.other) if one.isVisible()) == ways
    assert silent(view) == []


def test_an_empty_list_leads_to_the_import_and_to_a_new_record(qtbot: QtBot, bare: MainWindow) -> None:
    bare.desk.show_page("enterprises")
    list_page = bare.page
    assert isinstance(list_page, LedgerPage)
    qtbot.waitUntil(list_page.empty.other.isVisible)
    QTest.keyClick(list_page.empty.button, Key.Key_Return)
    assert bare.place.page == "exchange"
    bare.back()
    QTest.keyClick(list_page.empty.other, Key.Key_Return)
    assert (bare.place.page, bare.place.kind, bare.place.id) == ("record", "enterprises", 0)


def test_an_import_says_what_was_read_and_what_became_of_it(
    qtbot: QtBot, bare: MainWindow, said: list[str]
) -> None:
    bare.desk.show_page("exchange")
    imports = bare.page
    assert isinstance(imports, ImportPage)
    read(qtbot, imports, REGISTER)
    assert any(words.startswith("已读取，请核对。工作表“基础台账”是企业") for words in said)
    imports.review.go.click()
    qtbot.waitUntil(lambda: any(words.startswith("导入完成：新增 151 条。") for words in said))


def test_where_the_ledger_lies_and_what_a_check_found_is_heard(
    qtbot: QtBot, window: MainWindow, said: list[str]
) -> None:
    section = FileSection(window.desk)
    qtbot.addWidget(section)
    section.load()
    place = QAccessible.queryAccessibleInterface(section.place)
    assert place.text(QAccessible.Text.Name) == str(window.desk.path)
    section.check()
    qtbot.waitUntil(lambda: bool(section.outcome.text()))
    assert said[-1] == section.outcome.text()


def test_a_panel_left_by_escape_gives_the_keyboard_back(qtbot: QtBot, page: QWidget) -> None:
    button, place = PushButton("记进展"), PanelPlace()
    layout = page.layout()
    assert layout is not None
    layout.addWidget(place)
    put(qtbot, page, button)
    place.open(PlanPanel("记进展", "写明进展。", MEASURE, MEANS, {}))
    qtbot.waitUntil(lambda: focus().accessibleName() == "帮扶措施")
    QTest.keyClick(focus(), Key.Key_Escape)
    qtbot.waitUntil(button.hasFocus)
    assert place.panel is None


def test_help_is_heard_when_it_opens(window: MainWindow) -> None:
    window.desk.show_page("enterprises")
    window.help()
    dialog = window.findChild(HelpDialog)
    assert dialog is not None
    assert window.page is not None
    heard = QAccessible.queryAccessibleInterface(dialog)
    assert heard.text(QAccessible.Text.Description) == window.page.help
    dialog.close()
    window.show_keys()
    keys = window.findChild(KeysDialog)
    assert keys is not None
    assert "Ctrl+K：到处查找" in keys.accessibleDescription()
