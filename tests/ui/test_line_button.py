"""A link on one line says by … that it has more words than room."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QStyleOptionButton
from pytestqt.qtbot import QtBot

from dadu_desktop.ui.line_button import LineButton
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN

WORDS = "WT-2022-0037 门头店招更换审批手续不清楚"


def painted(button: LineButton) -> str:
    """Give the words that are painted."""
    option = QStyleOptionButton()
    button.initStyleOption(option)
    return str(option.text)  # type: ignore[attr-defined]


def test_words_without_room_end_in_dots_and_are_whole_in_the_tip(qtbot: QtBot) -> None:
    opened: list[str] = []
    button = LineButton(WORDS, lambda: opened.append(WORDS), WORDS, WORDS)
    qtbot.addWidget(button)
    button.resize(800, 30)
    assert painted(button) == WORDS
    button.resize(150, 30)
    assert painted(button).startswith("WT-2022")
    assert painted(button).endswith("…")
    assert (button.toolTip(), button.accessibleName(), button.text()) == (WORDS, WORDS, WORDS)
    button.click()
    assert opened == [WORDS]


def test_a_line_is_not_read_twice(qtbot: QtBot) -> None:
    line = LineButton("停车位不足", lambda: None, "停车位不足", "停车位不足 红·超期")
    qtbot.addWidget(line)
    heard = QAccessible.queryAccessibleInterface(line)
    assert heard.text(QAccessible.Text.Name) == "停车位不足 红·超期"
    assert heard.text(QAccessible.Text.Description) == "打开记录"
