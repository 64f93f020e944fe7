"""The editors of one line and of several: a field's words as they are typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

_MOST_LINES = 12
_PADDING = 8


class LineEditor(QLineEdit):
    """One line; its content is the text as typed, and only a person's change counts as edited."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, numeric: bool = False) -> None:
        """Align numbers to the right, as in the lists."""
        super().__init__(parent)
        if numeric:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._ours = False
        self.textChanged.connect(self._notice)

    def content(self) -> object:
        """Give what is typed."""
        return self.text()

    def set_content(self, content: object) -> None:
        """Show a text."""
        if (text := str(content or "")) != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def setText(self, text: str | None, /) -> None:
        """Show a text that no person typed."""
        self._ours = True
        super().setText(text)
        self._ours = False

    def note_change(self) -> None:
        """Tell that somebody changed the text."""
        self.edited.emit()

    def _notice(self) -> None:
        """Mind what comes from outside: keys, and a screen reader or dictation, for which Qt has no signal."""
        if not self._ours:
            self.note_change()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the form, which then shows the value in its usual writing."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class LongEditor(QPlainTextEdit):
    """Several lines; grows with its text and lets Tab go on to the next field."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with two lines."""
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shown = ""
        self._fewest, self._padding = 2, _PADDING
        self._grow()
        self.textChanged.connect(self._notice)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def content(self) -> object:
        """Give what is typed."""
        return self.toPlainText()

    def set_content(self, content: object) -> None:
        """Show a text."""
        self._shown = str(content or "")
        if self._shown != self.toPlainText():
            self.setPlainText(self._shown)

    def fit_cell(self) -> None:
        """Begin with one line, as high as the row of a table: more would hide the row above."""
        self._fewest, self._padding = 1, 0
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the lines to another type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the form that the field is done with."""
        super().focusOutEvent(event)
        self.left.emit()

    def _notice(self) -> None:
        """Report a person's change only: Qt reports changes of format and of our own alike."""
        if (text := self.toPlainText()) != self._shown:
            self._shown = text
            self.edited.emit()

    def _grow(self) -> None:
        """Be as high as the text, within reason."""
        needed = int(self.document().size().height())
        lines = min(max(needed, self._fewest), _MOST_LINES)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if needed > _MOST_LINES else policy.ScrollBarAlwaysOff
        )
        margins = int(2 * self.document().documentMargin()) + 2 * self.frameWidth() + self._padding
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + margins)
