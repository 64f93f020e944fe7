"""A locked workbook asks for its password in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from dadu_desktop.ui.import_page import ImportPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.password_dialog import PasswordDialog
from tests.exchange.locked import locked_register
from tests.exchange.spoiled import PASSWORD
from tests.ui.importing import SAMPLES, shown
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ImportPage:
    """Show the page where imports begin."""
    return shown(qtbot, window)


def asked(qtbot: QtBot, page: ImportPage, *files: Path) -> PasswordDialog:
    """Read files and wait for the dialog that comes up."""
    page.read([str(one) for one in files])
    return next_dialog(qtbot, page)


def next_dialog(qtbot: QtBot, page: ImportPage) -> PasswordDialog:
    """Wait for the dialog in sight."""
    qtbot.waitUntil(lambda: bool(visible(page)))
    return visible(page)[0]


def visible(page: ImportPage) -> list[PasswordDialog]:
    """List the dialogs in sight."""
    return [one for one in page.findChildren(PasswordDialog) if one.isVisible()]


def answer(qtbot: QtBot, page: ImportPage, dialog: PasswordDialog, password: str) -> None:
    """Paste a password and press Enter."""
    dialog.password.insert(password)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog not in page.findChildren(PasswordDialog))


def test_locked_workbook_is_previewed_once_the_right_password_was_typed(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    dialog = asked(qtbot, page, locked_register(tmp_path))
    assert "设有打开密码" in dialog.words.text()
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Password
    answer(qtbot, page, dialog, "wrong")
    again = next_dialog(qtbot, page)
    assert "密码不对" in again.words.text()
    answer(qtbot, page, again, PASSWORD)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.review)
    assert page.review.go.text() == "写入 151 条"


def test_person_may_go_on_without_the_locked_workbook(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    dialog = asked(qtbot, page, locked_register(tmp_path), SAMPLES / "一企一策工作台账.xlsx")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.review)
    assert "40" in page.review.go.text()


def test_nothing_typed_cannot_be_confirmed(qtbot: QtBot) -> None:
    dialog = PasswordDialog(None, [f"{number}.xlsx：设有打开密码" for number in range(9)])
    qtbot.addWidget(dialog)
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.password, "1")
    assert dialog.go.isEnabled()
    assert "共 9 个文件" in dialog.words.text()
