"""Keys as a person presses them, Chinese included, and forms to press them in."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.form import Form

OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support")
"""What the platform without a screen says of every window."""

TODAY = date(2022, 5, 12)
WANDA = Reference(7, "重庆大渡口万达广场商业管理有限公司")
KNOWN = (WANDA, Reference(8, "重庆市大渡口区新天泽商贸有限公司"))
LISTS = {
    "towns": ("九宫庙街道", "春晖路街道"),
    "tags": ("龙头", "纳税大户", "外贸"),
    "departments": ("商贸科", "外贸科"),
}
MEANS = Means(TODAY, LISTS, lambda text, found: found([one for one in KNOWN if text in one.label]))


def press_text(text: str) -> None:
    """Press the keys of a text in whatever has the keyboard; QtTest itself knows Latin letters only."""
    for letter in text:
        QApplication.sendEvent(
            focus(), QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        )


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key where the keyboard is: in an open list or in the focused widget."""
    QTest.keyClick(QApplication.activePopupWidget() or focus(), key, modifier)


def pick() -> None:
    """Click the line that an open list proposes, which stays in the field; Enter in a cell would go on."""
    shown = QApplication.activePopupWidget()
    if isinstance(shown, QAbstractItemView):
        place = shown.visualRect(shown.currentIndex()).center()
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)


def focus() -> QWidget:
    """Give the widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def opened(qtbot: QtBot, kind: str) -> Form:
    """Show an empty form of a kind."""
    form = Form(RECORD_TYPES[kind], MEANS)
    qtbot.addWidget(form)
    form.resize(1000, 900)
    form.load({}, {})
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def typed(form: Form, key: str, text: str) -> None:
    """Go to a field and type."""
    form.part(key).setFocus()
    press_text(text)
