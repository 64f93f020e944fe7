"""A line that opens something, as wide as there is room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton

from dadu_desktop.ui.parts import PushButton
from dadu_desktop.ui.theme import set_role


class LineButton(PushButton):
    """A link of one line; words that find no room end in …, and are whole in the tip."""

    def __init__(self, words: str, do: Callable[[], object], tip: str, name: str) -> None:
        """Take as much of a row as there is."""
        super().__init__(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip)
        self.setAccessibleName(name)
        # of a widget without a description Qt reads the tip, and so the words of the name a second time
        self.setAccessibleDescription("打开记录" if tip in name else tip)
        self.clicked.connect(lambda _checked=False: do())
        set_role(self, "link")

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Shorten the words that are painted."""
        super().initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        option.text = words  # type: ignore[attr-defined]
