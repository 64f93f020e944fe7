"""One line typed in a hurry becomes a visit and a problem."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.records.fields import Reference
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.quick_capture import QuickCapture
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import asked, opened_desk, wanda

pytestmark = OFFSCREEN

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, place: Path) -> Iterator[Desk]:
    """Open a new ledger."""
    with opened_desk(qtbot, place) as opened:
        yield opened


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    """Give the window that the dialog opens over."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


def capture(qtbot: QtBot, desk: Desk, around: QWidget, line: str) -> QuickCapture:
    """Type a line and wait until it is understood."""
    dialog = QuickCapture(desk, around)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.show()
    dialog.line.setText(line)
    dialog.read()
    qtbot.waitUntil(lambda: desk.tasks.idle)
    return dialog


def count(qtbot: QtBot, desk: Desk, kind: str) -> int:
    """Count the records of a ledger."""
    return asked(qtbot, desk, lambda ledger: list_records(ledger, kind, ListQuery())).total


def test_enter_keeps_a_visit_and_a_problem(qtbot: QtBot, desk: Desk, around: QWidget) -> None:
    mall = wanda(qtbot, desk)
    notices: list[str] = []
    desk.noticed.connect(lambda words, _undo: notices.append(words))
    dialog = capture(qtbot, desk, around, "万达 2022年5月8日 走访 停车位不足")
    shown = {key: one.editor.content() for key, one in dialog.form.fields.items()}
    assert shown["enterprise"] == mall
    assert (shown["date"], shown["form"], shown["description"]) == ("2022-05-08", "实地走访", "停车位不足")
    QTest.keyClick(dialog.line, Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert (count(qtbot, desk, "visits"), count(qtbot, desk, "problems")) == (1, 1)
    assert notices[-1].endswith("和 1 个问题。")


def test_a_line_without_an_enterprise_is_not_kept_but_asked_about(
    qtbot: QtBot, desk: Desk, around: QWidget
) -> None:
    wanda(qtbot, desk)
    dialog = capture(qtbot, desk, around, "查无此店 停车位不足")
    assert "没有认准是哪家企业" in dialog.words.text()
    QTest.keyClick(dialog.line, Key.Key_Return)
    assert dialog.isVisible()
    assert count(qtbot, desk, "visits") == 0


def test_what_was_understood_can_be_corrected_before_it_is_kept(
    qtbot: QtBot, desk: Desk, around: QWidget
) -> None:
    mall = wanda(qtbot, desk)
    dialog = capture(qtbot, desk, around, "查无此店 停车位不足")
    dialog.form.fill({"enterprise": Reference(mall.id, mall.label), "form": "电话"})
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    rows = asked(
        qtbot, desk, lambda ledger: list_records(ledger, "visits", ListQuery(columns=("form",)))
    ).rows
    assert [row.values["form"] for row in rows] == ["电话"]


def test_ctrl_and_j_open_the_line_from_every_page(window: MainWindow) -> None:
    window.desk.show_page("settings")
    QTest.keyClick(window, Key.Key_J, CONTROL)
    assert window.findChild(QuickCapture) is not None
