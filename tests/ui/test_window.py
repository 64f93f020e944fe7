"""The window is driven by keys: pages, history, palette, help; files are dropped on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from dadu_desktop.services import choices, settings
from dadu_desktop.services.records import save_record
from dadu_desktop.storage import opening
from dadu_desktop.ui.app import begin
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.fault_dialog import FaultDialog
from dadu_desktop.ui.keys import HelpDialog, KeysDialog
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.palette import Palette
from dadu_desktop.ui.parts import push_button, tool_button
from dadu_desktop.ui.preferences import recent_ledgers, remember_ledger
from dadu_desktop.ui.record_page import RecordPage
from dadu_desktop.ui.restore_dialog import RestoreDialog
from dadu_desktop.ui.settings_page import SettingsPage
from dadu_desktop.ui.settings_section import Section
from dadu_desktop.ui.start_page import StartPage
from dadu_desktop.ui.workbench_page import WorkbenchPage
from tests.ui.day import answer_file, forget, press_next
from tests.ui.keyboard import OFFSCREEN, press_text
from tests.ui.office import asked

pytestmark = OFFSCREEN

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def test_ctrl_and_a_digit_open_the_pages(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_2, CONTROL)
    assert window.place == Place("enterprises")
    QTest.keyClick(window, Key.Key_0, CONTROL)
    assert window.place == Place("settings")
    assert window.navigation.currentItem().text() == "设置"


def test_alt_and_arrows_go_back_and_forth(window: MainWindow) -> None:
    for name in ("enterprises", "visits", "settings"):
        window.desk.show_page(name)
    QTest.keyClick(window, Key.Key_Left, ALT)
    QTest.keyClick(window, Key.Key_Left, ALT)
    assert window.place.page == "enterprises"
    QTest.keyClick(window, Key.Key_Right, ALT)
    assert window.place.page == "visits"


def test_the_palette_finds_an_enterprise_by_initials_and_opens_it(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.show_page("settings")
    QTest.keyClick(window, Key.Key_K, CONTROL)
    palette = window.findChild(Palette)
    assert palette is not None
    QTest.keyClicks(palette.line, "wdgc")
    qtbot.waitUntil(lambda: "万达广场" in palette.found.item(0).text())
    QTest.keyClick(palette.line, Key.Key_Return)
    assert (window.place.page, window.place.kind) == ("record", "enterprises")


def test_the_palette_knows_pages_and_actions(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_K, CONTROL)
    palette = window.findChild(Palette)
    assert palette is not None
    palette.line.setFocus()
    qtbot.waitUntil(palette.line.hasFocus)
    press_text("设置")
    qtbot.waitUntil(lambda: palette.found.item(0).text() == "打开 设置")
    QTest.keyClick(palette.line, Key.Key_Return)
    assert window.place == Place("settings")


def test_f1_says_what_the_page_is_for_and_a_question_mark_shows_the_keys(window: MainWindow) -> None:
    window.desk.show_page("enterprises")
    QTest.keyClick(window, Key.Key_F1)
    help_dialog = window.findChild(HelpDialog)
    assert help_dialog is not None
    QTest.keyClick(help_dialog, Key.Key_Escape)
    QTest.keyClick(window, Key.Key_Question)
    assert window.findChild(KeysDialog) is not None


def test_dropped_workbooks_go_to_the_import_page(window: MainWindow, tmp_path: Path) -> None:
    wanted: list[Place] = []
    window.desk.wanted.disconnect(window.go)
    window.desk.wanted.connect(wanted.append)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "台账.xlsx"))])
    action, nothing = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), action, dropped, Qt.MouseButton.LeftButton, nothing))
    assert wanted == [Place("exchange", argument=[str(tmp_path / "台账.xlsx")])]


@pytest.mark.parametrize(("answer", "leaves"), [("取消", False), ("不保存", True)])
def test_a_page_with_unsaved_changes_asks_before_it_is_left(
    qtbot: QtBot, window: MainWindow, answer: str, *, leaves: bool
) -> None:
    window.activateWindow()
    window.desk.new_record("problems")
    page = window.page
    assert isinstance(page, RecordPage)
    qtbot.waitUntil(lambda: page.editor.data is not None and window.desk.tasks.idle)
    line = page.editor.form.part("appeal")
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    press_text("协调停车位")
    assert page.editor.is_changed
    press_next(answer)
    QTest.keyClick(window, Key.Key_3, CONTROL)
    assert (window.place.page == "visits") is leaves
    assert window.navigation.currentItem().text() == ("服务台账" if leaves else "问题诉求")
    assert page.editor.is_changed is not leaves
    forget(window)


def test_a_change_elsewhere_reaches_the_list_in_front(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.show_page("enterprises")
    page = window.page
    assert isinstance(page, LedgerPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    saved = asked(
        qtbot,
        window.desk,
        lambda ledger: save_record(ledger, "enterprises", 0, {"name": "重庆新店商贸有限公司"}),
    )
    window.desk.announce(saved.changed)
    qtbot.waitUntil(lambda: page.model.rowCount() == 6)


def test_the_cards_of_the_workbench_open_their_lists(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.show_page("workbench")
    page = window.page
    assert isinstance(page, WorkbenchPage)
    qtbot.waitUntil(lambda: page.cards.count() > 0)
    card = next(one for one in page.findChildren(QAbstractButton) if one.accessibleName() == "在库企业 0")
    card.click()
    assert window.place.page == "enterprises"
    assert isinstance(window.page, LedgerPage)
    assert [one.key for one in window.page.query.filters] == ["status"]


def test_the_name_of_who_works_is_kept_in_the_ledger(qtbot: QtBot, window: MainWindow) -> None:
    page = settings_page(qtbot, window)
    office = page.sections[0]
    office.lines["operator"].setText("王敏")  # type: ignore[attr-defined]
    office.save_button.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.notice.words == "设置已保存。")
    assert asked(qtbot, window.desk, settings.get_settings)["operator"] == "王敏"
    assert window.desk.person == "王敏"


def section_of(page: SettingsPage, name: str) -> Section:
    """Find a section of the settings."""
    return next(one for one in page.sections if one.accessibleName() == name)


def test_a_person_is_added_to_the_office(qtbot: QtBot, window: MainWindow) -> None:
    section = section_of(settings_page(qtbot, window), "人员")
    section.list.set_lines([(("王敏", "商贸科", "023-68901234"), True, 0)])  # type: ignore[attr-defined]
    section.save()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.notice.words == "人员名单已保存。")
    people = asked(qtbot, window.desk, choices.persons)
    assert [(one.name, one.department, one.active) for one in people] == [("王敏", "商贸科", True)]


def test_a_code_list_is_edited(qtbot: QtBot, window: MainWindow) -> None:
    section = section_of(settings_page(qtbot, window), "代码表")
    qtbot.waitUntil(lambda: bool(section.list.lines()))  # type: ignore[attr-defined]
    lines = section.list.lines()  # type: ignore[attr-defined]
    name = section.box.currentData()  # type: ignore[attr-defined]
    section.list.set_lines([*lines, (("新地方", "", ""), True, 0)])  # type: ignore[attr-defined]
    section.save()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.notice.words == "代码表已保存。")
    kept = asked(qtbot, window.desk, lambda ledger: choices.code_items(ledger, name))
    assert [one.label for one in kept] == [*[texts[0] for texts, _, _ in lines], "新地方"]


def test_settings_are_found_by_words(qtbot: QtBot, window: MainWindow) -> None:
    page = settings_page(qtbot, window)
    page.search.setText("备份")
    assert [one.accessibleName() for one in page.sections if one.isVisible()] == ["台账文件", "第二备份地点"]


def test_a_backup_is_made_and_put_back(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    section = section_of(settings_page(qtbot, window), "台账文件")
    section.back_up(tmp_path / "备份.dadu")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: (tmp_path / "备份.dadu").is_file() and window.desk.tasks.idle)
    section.restore(tmp_path / "备份.dadu")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.place.page == "workbench" and window.desk.tasks.idle)
    window.desk.show_page("enterprises")
    page = window.page
    assert isinstance(page, LedgerPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)


def test_without_a_ledger_the_window_begins_on_the_start_page(qtbot: QtBot) -> None:
    window = MainWindow(Desk())
    qtbot.addWidget(window)
    begin(window, None)
    assert isinstance(window.page, StartPage)
    assert not window.navigation.isVisibleTo(window)
    window.close()


def test_the_last_ledger_is_opened_again(qtbot: QtBot, office: Path) -> None:
    remember_ledger(str(office))
    window = MainWindow(Desk())
    qtbot.addWidget(window)
    begin(window, None)
    qtbot.waitUntil(lambda: window.place.page == "workbench")
    assert recent_ledgers() == [str(office)]
    window.close()


def test_a_ledger_that_is_none_is_told_and_the_start_page_shown(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "坏.dadu").write_bytes(b"no ledger at all" * 500)
    window = MainWindow(Desk())
    qtbot.addWidget(window)
    begin(window, str(tmp_path / "坏.dadu"))
    qtbot.waitUntil(lambda: bool(window.findChildren(RestoreDialog)))
    (dialog,) = window.findChildren(RestoreDialog)
    qtbot.waitUntil(lambda: "“坏.dadu”已损坏" in dialog.words.text())
    assert isinstance(window.page, StartPage)
    window.close()


def test_a_ledger_in_use_is_told_until_the_sentence_is_closed_or_a_ledger_opened(
    qtbot: QtBot, office: Path
) -> None:
    window = MainWindow(Desk())
    qtbot.addWidget(window)
    with opening.open_file(office):
        begin(window, str(office))
        qtbot.waitUntil(lambda: "台账正被另一个程序使用" in window.notice.words)
    assert not window.notice._timer.isActive()
    assert isinstance(window.page, StartPage)
    assert not window.notice.isHidden()
    window.desk.open_ledger(str(office), lambda: None)
    qtbot.waitUntil(window.notice.isHidden)
    window.close()


def test_the_notice_stays_within_a_page_that_becomes_narrower(qtbot: QtBot, window: MainWindow) -> None:
    window.navigation.hide()
    qtbot.waitUntil(lambda: window.stack.width() == window.width())
    window.notice.say("请把台账移到本机普通文件夹再打开。" * 20)
    window.navigation.show()
    qtbot.waitUntil(lambda: window.notice.geometry().right() < window.stack.width() < window.width())


def test_a_new_ledger_is_made_from_the_start_page(qtbot: QtBot, tmp_path: Path) -> None:
    answer_file(tmp_path / "新台账")
    window = MainWindow(Desk())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    begin(window, None)
    (new,) = (one for one in window.findChildren(QAbstractButton) if one.text() == "新建台账")
    qtbot.waitUntil(new.hasFocus)  # the button that a first start is for has the keyboard
    QTest.keyClick(new, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.place.page == "workbench")
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    assert (tmp_path / "新台账.dadu").is_file()
    assert not window.navigation.isHidden()
    window.close()


def test_a_fault_of_ours_is_reported_with_a_copy_button(window: MainWindow) -> None:
    window.tell(ZeroDivisionError("secret"))
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, FaultDialog))
    button = next(one for one in dialog.findChildren(QAbstractButton) if one.text() == "复制")
    button.click()
    assert "ZeroDivisionError: secret" in QApplication.clipboard().text()
    dialog.reject()


def test_every_control_has_a_name_for_screen_readers(qtbot: QtBot, window: MainWindow) -> None:
    for name in ("workbench", "enterprises", "problems", "settings"):
        window.desk.show_page(name)
        qtbot.waitUntil(lambda: window.desk.tasks.idle)
        page = window.page
        assert page is not None
        controls = [*page.findChildren(QAbstractButton), *page.findChildren(QLineEdit)]
        controls += [*page.findChildren(QComboBox), *page.findChildren(QTableView)]
        nameless = [
            one.objectName() or type(one).__name__
            for one in controls
            if one.isVisible() and not one.accessibleName() and not one.objectName().startswith("qt_")
        ]
        assert nameless == []


def settings_page(qtbot: QtBot, window: MainWindow) -> SettingsPage:
    """Show the settings and wait until they are read."""
    window.desk.show_page("settings")
    page = window.page
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    return page


def test_enter_presses_the_button_in_front(window: MainWindow) -> None:
    pressed: list[bool] = []
    buttons = [
        push_button("按我", lambda: pressed.append(True)),
        tool_button("按我", "add", lambda: pressed.append(True)),
    ]
    for button in buttons:
        button.setParent(window)
        button.show()
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [True, True]


def test_no_page_opens_before_a_ledger_does(qtbot: QtBot) -> None:
    alone = MainWindow(Desk())
    qtbot.addWidget(alone)
    alone.go(Place("start"))
    alone.go(Place("exchange"))
    assert alone.place == Place("start")
    assert "新建或打开" in alone.notice.words
    alone.desk.close()
