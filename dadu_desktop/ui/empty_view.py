"""An empty page: one sentence and the button that helps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from dadu_desktop.ui.parts import label, push_button

Way = tuple[str, Callable[[], None]]
"""What a button says and does."""


class EmptyView(QFrame):
    """Stands in the place of a list that has nothing to show."""

    def __init__(self) -> None:
        """Build sentence and buttons; the second is there where two ways lead on."""
        super().__init__()
        self.setObjectName("card")
        self.words = label("", "muted")
        self.button, self.other = (push_button("", partial(self._help, at)) for at in range(2))
        self._ways: tuple[Way | None, Way | None] = (None, None)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self.other)
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(12)
        column.addWidget(self.words, 0, Qt.AlignmentFlag.AlignCenter)
        column.addLayout(row)
        column.setAlignment(row, Qt.AlignmentFlag.AlignCenter)
        self.other.hide()

    def say(self, words: str, way: Way | None = None, other: Way | None = None) -> None:
        """Say why there is nothing, and offer what helps."""
        self._ways = way, other
        self.words.setText(words)
        for button, offered in zip((self.button, self.other), self._ways, strict=True):
            button.setVisible(offered is not None)
            button.setText(offered[0] if offered else "")
            button.setAccessibleName(button.text())

    def _help(self, at: int) -> None:
        """Do what one of the buttons says."""
        if way := self._ways[at]:
            way[1]()
