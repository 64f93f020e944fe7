"""What each role finds in the window: a leader reads and prints, an auditor sees the log, nobody meets a dead end."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.roles import Act, Role, may
from dadu_desktop.services import persons
from dadu_desktop.services.settings import save_settings
from dadu_desktop.storage import opening
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.import_page import ImportPage
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.month_page import MonthPage
from dadu_desktop.ui.pages import PAGES, Place
from dadu_desktop.ui.record_page import RecordPage
from dadu_desktop.ui.settings_page import SettingsPage
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN

PEOPLE = {Role.MANAGER: "王敏", Role.CLERK: "李四", Role.LEADER: "赵六", Role.AUDITOR: "孙七"}


@pytest.fixture(params=Role)
def role(request: pytest.FixtureRequest) -> Role:
    """Give each role in turn."""
    found: Role = request.param
    return found


@pytest.fixture
def shown(qtbot: QtBot, office: Path, role: Role) -> MainWindow:
    """Show the window on a ledger with persons in which one of that role works."""
    with opening.open_file(office) as ledger:
        for one, name in PEOPLE.items():
            persons.give_role(ledger, name, one)
        save_settings(ledger, {"operator": PEOPLE[role]})
    window = MainWindow(Desk())
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.desk.open_ledger(str(office), lambda: window.desk.show_page("workbench"))
    qtbot.waitUntil(lambda: bool(window.place.page) and window.desk.tasks.idle)
    return window


def at(qtbot: QtBot, window: MainWindow, place: Place) -> QWidget | None:
    """Go to a place and give the page that came."""
    window.go(place)
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    return window.page


def test_a_page_is_shown_to_the_roles_that_may_see_it(qtbot: QtBot, shown: MainWindow, role: Role) -> None:
    for page in PAGES:
        before = shown.place.page
        shown.go(Place(page.name))
        needed = Place(page.name).act
        allowed = needed is None or may(role, needed)
        assert shown.place.page == (page.name if allowed else before), page.name
        assert allowed or f"“{role}”" in shown.notice.words
    qtbot.waitUntil(lambda: shown.desk.tasks.idle)
    shown.close()


def test_only_who_may_write_can_make_and_change_records(qtbot: QtBot, shown: MainWindow, role: Role) -> None:
    writes = may(role, Act.WRITE)
    if may(role, Act.READ):
        page = at(qtbot, shown, Place("enterprises"))
        assert isinstance(page, LedgerPage)
        assert page.bar.new.isEnabled() == writes
        assert (page.bar.new.toolTip() == "") == writes
        page.table.selectRow(0)
        page.deeds.show_selection()
        bar = page.deeds.bar
        assert bar.open.isVisible()
        assert bar.export.isVisible()
        assert (bar.change.isVisible(), bar.delete.isVisible()) == (writes, writes)
    shown.desk.new_record("enterprises")
    assert (shown.place.page == "record") == writes
    shown.capture()
    qtbot.waitUntil(lambda: shown.desk.tasks.idle)
    assert writes or "不能" in shown.notice.words
    for dialog in [one for one in shown.children() if isinstance(one, QWidget) and one.isWindow()]:
        dialog.close()
    shown.close()


def test_a_record_is_for_reading_where_the_role_only_reads(
    qtbot: QtBot, shown: MainWindow, role: Role
) -> None:
    if not may(role, Act.READ):
        shown.close()
        return
    page = at(qtbot, shown, Place("record", "enterprises", 1))
    assert isinstance(page, RecordPage)
    writes = may(role, Act.WRITE)
    fields = [one for one in page.editor.form.fields.values() if not one.field.computed]
    typed = [one.editor for one in fields if isinstance(one.editor, QLineEdit | QPlainTextEdit)]
    assert typed
    assert all(one.isReadOnly() != writes for one in typed)
    assert page.head.buttons["打印"].isEnabled()
    assert {page.head.buttons[words].isEnabled() for words in ("保存", "删除", "新增走访")} == {writes}
    page.tabs.setCurrentWidget(page.attachments)
    qtbot.waitUntil(lambda: shown.desk.tasks.idle)
    assert page.attachments.add.isVisible() == writes
    page.editor.discard()
    shown.close()


@pytest.mark.parametrize("role", [Role.LEADER])
def test_the_ledgers_behind_tabs_make_no_records_either(qtbot: QtBot, shown: MainWindow) -> None:
    for name in ("visits", "plans", "clusters"):
        page = at(qtbot, shown, Place(name))
        assert page is not None
        ledgers = [one for one in (page, *page.findChildren(LedgerPage)) if isinstance(one, LedgerPage)]
        assert ledgers
        assert not any(one.bar.new.isEnabled() for one in ledgers)
    shown.close()


def test_imports_and_the_entry_of_figures_are_for_who_may_write(
    qtbot: QtBot, shown: MainWindow, role: Role
) -> None:
    if may(role, Act.READ):
        page = at(qtbot, shown, Place("exchange"))
        assert isinstance(page, ImportPage)
        assert page.home.zone.isEnabled() == may(role, Act.WRITE)
        assert page.home.export.isEnabled()
        figures = at(qtbot, shown, Place("figures"))
        assert isinstance(figures, MonthPage)
        assert figures.entry.isEnabled() == may(role, Act.WRITE)
    shown.close()


def test_the_settings_show_what_concerns_the_role(qtbot: QtBot, shown: MainWindow, role: Role) -> None:
    page = at(qtbot, shown, Place("settings"))
    assert isinstance(page, SettingsPage)
    seen = {one.accessibleName() for one in page.sections if one.isVisibleTo(page)}
    assert {"单位与使用人", "外观", "使用人与密码"} <= seen
    assert ("操作日志" in seen) == may(role, Act.READ_LOG)
    assert ("台账文件" in seen) == may(role, Act.BACK_UP)
    assert ("代码表" in seen) == may(role, Act.WRITE)
    office = page.sections[0]
    lines = {one.accessibleName(): one.isEnabled() for one in office.findChildren(QLineEdit)}
    assert lines["当前使用人"], "without passwords anybody may say who works"
    assert lines["单位名称"] == may(role, Act.SETTINGS)
    shown.close()


@pytest.mark.parametrize("role", [Role.LEADER])
def test_who_takes_over_finds_the_pages_of_the_own_role(qtbot: QtBot, shown: MainWindow) -> None:
    page = at(qtbot, shown, Place("settings"))
    assert isinstance(page, SettingsPage)
    line = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "当前使用人")
    line.setText("李四")
    next(one for one in page.findChildren(QPushButton) if one.accessibleName() == "保存单位与使用人").click()
    qtbot.waitUntil(lambda: shown.desk.person == "李四" and shown.desk.tasks.idle)
    shown.desk.new_record("visits")
    assert shown.place.page == "record"
    shown.close()
