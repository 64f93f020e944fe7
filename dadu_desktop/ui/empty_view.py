"""An empty page: one sentence and the one button that helps."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from dadu_desktop.ui.parts import label, push_button


class EmptyView(QFrame):
    """Stands in the place of a list that has nothing to show."""

    def __init__(self) -> None:
        """Build sentence and button."""
        super().__init__()
        self.setObjectName("card")
        self.words = label("", "muted")
        self.button = push_button("", self._help)
        self._do: Callable[[], None] | None = None
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(12)
        column.addWidget(self.words, 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)

    def say(self, words: str, verb: str, do: Callable[[], None]) -> None:
        """Say why there is nothing, and offer what helps."""
        self._do = do
        self.words.setText(words)
        self.button.setText(verb)
        self.button.setAccessibleName(verb)

    def _help(self) -> None:
        """Do what the button says."""
        if self._do:
            self._do()
