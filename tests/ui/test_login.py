"""First password, log-in, lock screen and persons, as somebody clicks and types them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.roles import Role
from dadu_desktop.services import login, persons
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.storage import backup, keys
from dadu_desktop.storage.key_ring import OPEN_KEY, RING, key_file
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.login_dialog import LoginDialog
from dadu_desktop.ui.login_lock import IdleWatch, LockScreen
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.person_dialog import NewPasswordDialog, RecoveryDialog
from dadu_desktop.ui.person_first import FirstPersonDialog
from dadu_desktop.ui.person_section import AccountSection
from dadu_desktop.ui.start_page import StartPage
from tests.ui.day import press_next
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN

FIRST = "Qx7&大渡口春风"
OTHER = "Mn8%早上去走访"
D = TypeVar("D", bound=QDialog)


@pytest.fixture(autouse=True)
def quick_and_forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stretch passwords only a little, and let no key outlive its test."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    yield
    RING.forget()


@pytest.fixture
def guarded(office: Path) -> Path:
    """Give a closed ledger with the manager 王敏."""
    with open_ledger(office) as ledger:
        persons.give_role(ledger, "王敏", Role.MANAGER)
        ledger.on_close = None
    persons.guard(office, "王敏", FIRST)
    login.lock_out()
    return office


@pytest.fixture
def shown(qtbot: QtBot, window: MainWindow, guarded: Path) -> MainWindow:
    """Show the window with the guarded ledger, logged in."""
    login.unlock(guarded, FIRST)
    opened: list[bool] = []
    window.desk.open_ledger(str(guarded), lambda: opened.append(True))
    qtbot.waitUntil(lambda: bool(opened))
    window.desk.show_page("workbench")
    return window


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """Show the window without a ledger."""
    made = MainWindow(Desk())
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    yield made
    made.close()


def dialog(qtbot: QtBot, window: QWidget, kind: type[D]) -> D:
    """Wait for a dialog to be in sight."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


def section(qtbot: QtBot, window: MainWindow) -> AccountSection:
    """Go to the settings and wait until the persons are there."""
    window.desk.show_page("settings")
    (found,) = window.findChildren(AccountSection)
    qtbot.waitUntil(lambda: bool(found.state.text()))
    return found


def press(qtbot: QtBot, parent: QWidget, words: str) -> None:
    """Click the button that says so, once it is in sight."""

    def found() -> list[QPushButton]:
        return [one for one in parent.findChildren(QPushButton) if one.text() == words and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    found()[0].click()


def test_a_guarded_ledger_asks_who_it_is_and_opens_after_a_wrong_try(
    qtbot: QtBot, window: MainWindow, guarded: Path
) -> None:
    opened: list[bool] = []
    window.desk.open_ledger(str(guarded), lambda: opened.append(True))
    asked = dialog(qtbot, window, LoginDialog)
    qtbot.waitUntil(lambda: asked.person.currentText() == "王敏")
    assert not asked.go.isEnabled()
    asked.password.setText("错")
    QTest.keyClick(asked.password, Qt.Key.Key_Return)
    qtbot.waitUntil(asked.fault.isVisible)
    assert "再错 4 次" in asked.fault.text()
    asked.password.setText(FIRST)
    QTest.keyClick(asked.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    assert (window.desk.person, window.desk.guarded) == ("王敏", True)


def test_who_gives_up_comes_to_the_start_page(qtbot: QtBot, window: MainWindow, guarded: Path) -> None:
    window.desk.open_ledger(str(guarded), lambda: None)
    dialog(qtbot, window, LoginDialog).reject()
    assert window.place.page == "start"
    assert not window.notice.isVisible()


def test_the_recovery_code_opens_it_too(qtbot: QtBot, window: MainWindow, guarded: Path) -> None:
    login.unlock(guarded, FIRST)
    with open_ledger(guarded) as ledger:
        ledger.on_close = None
        code = persons.recovery_sheet(ledger)
    login.lock_out()
    opened: list[bool] = []
    window.desk.open_ledger(str(guarded), lambda: opened.append(True))
    asked = dialog(qtbot, window, LoginDialog)
    asked.password.setText(code)
    asked.log_in()
    qtbot.waitUntil(lambda: bool(opened))
    assert window.desk.person == login.RECOVERY


def test_a_lost_key_file_asks_for_the_recovery_code(qtbot: QtBot, window: MainWindow, guarded: Path) -> None:
    login.unlock(guarded, FIRST)
    with open_ledger(guarded) as ledger:
        ledger.on_close = None
        code = persons.recovery_sheet(ledger)
    login.lock_out()
    key_file(guarded).unlink()
    opened: list[bool] = []
    window.desk.open_ledger(str(guarded), lambda: opened.append(True))
    asked = dialog(qtbot, window, LoginDialog)
    qtbot.waitUntil(lambda: asked.windowTitle() == "台账打不开")
    assert not asked.person.isVisible()
    asked.password.setText("AAAA-BBBB")
    asked.log_in()
    qtbot.waitUntil(asked.fault.isVisible)
    assert "恢复码不对" in asked.fault.text()
    asked.password.setText(code.lower().replace("-", " "))
    asked.log_in()
    qtbot.waitUntil(lambda: bool(opened))
    window.desk.ask(
        lambda one: persons.set_password(one, "王敏", OTHER), lambda _nothing: opened.append(True)
    )
    qtbot.waitUntil(lambda: len(opened) == 2)
    assert login.people_of(guarded) == ["王敏"]


def test_the_first_password_encrypts_the_ledger_and_shows_the_recovery_code(
    qtbot: QtBot, window: MainWindow, office: Path
) -> None:
    opened: list[bool] = []
    window.desk.open_ledger(str(office), lambda: opened.append(True))
    qtbot.waitUntil(lambda: bool(opened))
    found = section(qtbot, window)
    assert "谁拿到文件都能打开" in found.state.text()
    found.name.setText("王敏")
    found.add.click()
    qtbot.waitUntil(
        lambda: any(one.accessibleName() == "王敏 的角色" for one in found.findChildren(QComboBox)),
    )
    found.first.click()
    asked = dialog(qtbot, window, NewPasswordDialog)
    asked.person.setText("王敏")
    asked.first.setText("short")
    asked.answer()
    assert "至少" in asked.fault.text()
    asked.first.setText(FIRST)
    asked.again.setText(OTHER)
    asked.answer()
    assert "两次" in asked.fault.text()
    assert asked.first.height() >= asked.first.sizeHint().height()
    asked.again.setText(FIRST)
    press(qtbot, asked, "确定")
    code = dialog(qtbot, window, RecoveryDialog)
    assert code.code.text().replace("\n", "-").count("-") == 13
    assert code.printing.isDefault()
    assert code.focusWidget() is code.printing
    assert "恢复单" in code.sheet().toPlainText()
    code.copying.click()
    code.save(office.with_name("恢复单.pdf"))
    assert "已存为" in code.told.text()
    assert office.with_name("恢复单.pdf").stat().st_size > 1000
    press(qtbot, code, "已收好")
    qtbot.waitUntil(lambda: window.desk.guarded)
    assert not backup.opens(office, OPEN_KEY)


def test_an_idle_window_shows_nothing_until_the_password_is_typed(qtbot: QtBot, shown: MainWindow) -> None:
    (watch,) = shown.findChildren(IdleWatch)
    assert watch.timer.isActive()
    watch.timer.timeout.emit()
    screen = dialog(qtbot, shown, LockScreen)
    assert not shown.centralWidget().isVisible()
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert screen.isVisible()
    screen.password.setText("wrong")
    QTest.keyClick(screen.password, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.fault.isVisible)
    screen.password.setText(FIRST)
    screen.go.click()
    qtbot.waitUntil(shown.centralWidget().isVisible)
    assert watch.timer.isActive()


def test_a_hand_on_the_keyboard_puts_the_lock_off(qtbot: QtBot, shown: MainWindow) -> None:
    (watch,) = shown.findChildren(IdleWatch)
    watch.timer.setTimerType(Qt.TimerType.PreciseTimer)
    watch.timer.start(60_000)
    qtbot.wait(300)
    before = watch.timer.remainingTime()
    QTest.keyClick(shown, Qt.Key.Key_Shift)
    assert not watch.eventFilter(shown, QEvent(QEvent.Type.KeyPress))
    assert watch.timer.remainingTime() > before


def test_a_ledger_without_a_password_is_never_locked(qtbot: QtBot, window: MainWindow, office: Path) -> None:
    opened: list[bool] = []
    window.desk.open_ledger(str(office), lambda: opened.append(True))
    qtbot.waitUntil(lambda: bool(opened))
    (watch,) = window.findChildren(IdleWatch)
    watch.lock()
    assert (watch.timer.isActive(), watch.screen) == (False, None)


def test_the_manager_gives_roles_and_passwords(qtbot: QtBot, shown: MainWindow, guarded: Path) -> None:
    found = section(qtbot, shown)
    found.name.setText("李四")
    found.add.click()
    qtbot.waitUntil(
        lambda: any(one.accessibleName() == "李四 的角色" for one in found.findChildren(QComboBox)),
    )
    press(qtbot, found, "设密码…")
    asked = dialog(qtbot, shown, NewPasswordDialog)
    assert (asked.person.text(), asked.former) == ("李四", None)
    asked.first.setText(OTHER)
    asked.again.setText(OTHER)
    press(qtbot, asked, "确定")
    qtbot.waitUntil(lambda: login.people_of(guarded) == ["王敏", "李四"])


def test_the_last_manager_cannot_be_taken_away_by_the_list(qtbot: QtBot, shown: MainWindow) -> None:
    found = section(qtbot, shown)
    told: list[str] = []
    shown.desk.tasks.failed.connect(lambda fault: told.append(str(fault)))
    found.give("王敏", Role.CLERK)
    qtbot.waitUntil(lambda: bool(told))
    assert "管理员" in told[0]


def test_protection_is_given_up_in_the_settings_after_one_question(
    qtbot: QtBot, shown: MainWindow, guarded: Path
) -> None:
    found = section(qtbot, shown)
    press_next("取消")
    found.open.click()
    assert shown.desk.guarded
    press_next("取消密码保护")
    found.open.click()
    qtbot.waitUntil(lambda: backup.opens(guarded, OPEN_KEY) and not shown.desk.guarded)


@pytest.fixture
def begun(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> FirstPersonDialog:
    """Make a new ledger from the start page and wait for its only question."""
    window.go(Place("start"))
    assert isinstance(window.page, StartPage)
    window.page.make_new(str(tmp_path / "新台账.dadu"))
    asked = dialog(qtbot, window, FirstPersonDialog)
    assert window.place.page == "workbench"
    return asked


def test_a_new_ledger_asks_for_its_first_person_once(
    qtbot: QtBot, window: MainWindow, begun: FirstPersonDialog
) -> None:
    press(qtbot, begun, "开始使用")
    assert "请填写姓名" in begun.fault.text()
    begun.person.insert("王敏")
    press(qtbot, begun, "开始使用")
    qtbot.waitUntil(lambda: window.desk.person == "王敏" and window.desk.tasks.idle)
    assert (window.desk.guarded, window.place.page) == (False, "workbench")
    assert window.desk.ledger.role is Role.MANAGER


def test_the_first_person_may_set_a_password_at_once(
    qtbot: QtBot, window: MainWindow, begun: FirstPersonDialog
) -> None:
    begun.person.setText("王敏")
    begun.first.setText(FIRST)
    press(qtbot, begun, "开始使用")
    assert "两次" in begun.fault.text()
    begun.again.setText(FIRST)
    press(qtbot, begun, "开始使用")
    sheet = dialog(qtbot, window, RecoveryDialog)
    press(qtbot, sheet, "已收好")
    qtbot.waitUntil(lambda: window.desk.guarded and window.desk.tasks.idle)
    assert window.desk.person == "王敏"


def test_who_has_no_time_works_without_persons(
    qtbot: QtBot, window: MainWindow, begun: FirstPersonDialog
) -> None:
    press(qtbot, begun, "以后再说")
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    assert (window.desk.person, window.desk.ledger.role) == ("", None)
