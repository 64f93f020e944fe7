"""The head of a record's page: its name, number, pills, facts and buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dadu_desktop.ui.parts import label, push_button, tool_button
from dadu_desktop.ui.pill import Pill

_LONGEST = 36
Action = tuple[str, str, Callable[[], object]]


class RecordHead(QWidget):
    """Two lines and, for an enterprise, its facts; buttons at the right."""

    def __init__(
        self,
        actions: Sequence[Action],
        further: Sequence[Action],
        copied: Callable[[str], None],
        back: tuple[str, Callable[[], object]],
        parent: QWidget | None = None,
    ) -> None:
        """Build the head, ``further`` actions on its second line; ``copied`` hears what went to the clipboard.

        ``back`` says where the arrow before the title leads, and goes there.
        """
        super().__init__(parent)
        self._copied = copied
        where, go_back = back
        self._back = tool_button("", "back", go_back, role="quiet", asks=True)
        self._back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._back.setToolTip(f"返回{where}（Esc）")
        self._back.setAccessibleName(f"返回{where}")
        self._title = label("", "title")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._number = push_button("", self._copy, picture="copy", role="link", tip="点击复制")
        self._pills = [Pill(parent=self) for _ in range(3)]
        self._owner = label("", "muted")
        self._owner.setMinimumWidth(0)
        self._owner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        first, second = (
            [push_button(words, act, picture=picture) for words, picture, act in part]
            for part in (actions, further)
        )
        self.buttons = {button.text(): button for button in (*first, *second)}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(4)
        layout.addLayout(_line(self._back, self._title, after=first))
        layout.addLayout(_line(self._number, *self._pills, self._owner, after=second))

    def say(self, title: str, number: str, pills: Sequence[str], owner: str) -> None:
        """Show the words of a record."""
        self._title.setText(title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…")
        self._title.setToolTip(title)
        self._number.setText(number)
        self._number.setMinimumWidth(self._number.sizeHint().width())
        self._number.setVisible(bool(number))
        self._number.setAccessibleName(f"复制 {number}")
        for pill, words in zip(self._pills, [*pills, "", "", ""], strict=False):
            pill.say(words)
        self._owner.setText(owner)
        self._owner.setToolTip(owner)

    @property
    def words(self) -> str:
        """What one hears of the record on coming to it: title, number and pills."""
        shown = (self._title.text(), self._number.text(), *(pill.text() for pill in self._pills))
        return "，".join(filter(None, shown))

    @property
    def last_stop(self) -> QWidget:
        """The last one that Tab goes through here."""
        return self._number

    def _copy(self) -> None:
        """Put number or code on the clipboard."""
        QGuiApplication.clipboard().setText(self._number.text())
        self._copied(f"已复制 {self._number.text()}")


def _line(*widgets: QWidget, after: Sequence[QWidget]) -> QHBoxLayout:
    """Put widgets side by side; the last before ``after`` has the room that is left."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for widget in widgets:
        line.addWidget(widget, int(widget is widgets[-1]), Qt.AlignmentFlag.AlignVCenter)
    for widget in after:
        line.addWidget(widget)
    return line
