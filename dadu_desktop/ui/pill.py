"""A tinted word: a light, a status, a trade; never a colour alone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from dadu_desktop.ui.table_delegate import LIGHTS, PILL_PADDING
from dadu_desktop.ui.theme import size, tokens


class Pill(QLabel):
    """One word on a tinted ground; hidden while there is no word."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        """Show a word."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.say(words)

    def say(self, words: str) -> None:
        """Show another word; 绿·期内, 黄·临近 and 红·超期 have their colours, a state is grey as in lists."""
        colour = LIGHTS.get(words[:1] if "·" in words else "", "")
        known = tokens()
        ink, ground = (known[colour], known[f"{colour}_tint"]) if colour else (known["text"], known["line"])
        self.setText(words)
        if self.parent() is not None or not words:  # shown alone it would be a window, and take the keyboard
            self.setVisible(bool(words))
        self.setStyleSheet(
            f"color: {ink}; background: {ground}; border-radius: {size('corner')}px;"
            f" padding: 2px {PILL_PADDING}px; font-size: {size('small')}px"
        )


class LightEditor(Pill):
    """A light in a form: shown among the editors, changed by nobody."""

    edited = Signal()
    left = Signal()

    def content(self) -> object:
        """Give the word."""
        return self.text()

    def set_content(self, content: object) -> None:
        """Show a word."""
        self.say(str(content or ""))
