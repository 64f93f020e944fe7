"""A text editor with numbered lines, one of which can be marked as faulty, and a find bar."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.ui.parts import label, push_button
from dadu_desktop.ui.theme import colour, size

_FAMILIES = (
    "Sarasa Mono SC",
    "Noto Sans Mono CJK SC",
    "WenQuanYi Micro Hei Mono",
    "Consolas",
    "DejaVu Sans Mono",
)
"""Type of one width, those with Chinese first; letters that none of them has come from the window's own."""
_MARGIN = 8


class _Numbers(QWidget):
    """The numbers beside the lines."""

    def __init__(self, editor: CodeText) -> None:
        """Stand at the left of an editor."""
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        """Be as wide as the last number."""
        return QSize(self._editor.margin(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the editor paint, which knows where its lines are."""
        self._editor.paint_numbers(self, event.rect())


class CodeText(QPlainTextEdit):
    """The text itself; Tab goes on to the next control, as in every field of the window."""

    edited = Signal()

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._faulty = 0
        self._ours = False
        self._numbers = _Numbers(self)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        font = QFont([*_FAMILIES, QApplication.font().family()])
        font.setPixelSize(size("body"))
        self.setFont(font)
        self.blockCountChanged.connect(self._widen)
        self.updateRequest.connect(self._scroll_numbers)
        self.textChanged.connect(self._notice)
        self._widen()

    @property
    def faulty(self) -> int:
        """The line that is marked, from 1; 0 for none."""
        return self._faulty

    def show_text(self, text: str) -> None:
        """Show a text that no person typed."""
        self._ours = True
        self.setPlainText(text)
        self._ours = False
        self.mark(0)

    def mark(self, line: int) -> None:
        """Mark a line as faulty; 0 marks none."""
        self._faulty = line
        self.setExtraSelections([self._selection(line)] if line else [])
        self._numbers.update()

    def go_to(self, line: int) -> None:
        """Put the cursor into a line."""
        block = self.document().findBlockByNumber(min(line, self.blockCount()) - 1)
        self.setTextCursor(QTextCursor(block))
        self.centerCursor()
        self.setFocus()

    def margin(self) -> int:
        """Tell how wide the numbers are."""
        digits = max(2, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("9") * digits + 2 * _MARGIN

    def paint_numbers(self, beside: QWidget, area: QRect) -> None:
        """Paint the numbers of the lines in sight."""
        painter = QPainter(beside)
        painter.setFont(self.font())
        painter.fillRect(area, colour("surface"))
        block = self.firstVisibleBlock()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset()).toAlignedRect()
            if box.top() > area.bottom():
                return
            number = block.blockNumber() + 1
            painter.setPen(self._number_colour(number))
            line = QRect(0, box.top(), beside.width() - _MARGIN, self.fontMetrics().lineSpacing())
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers at the left."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(inside.left(), inside.top(), self.margin(), inside.height())

    def _number_colour(self, number: int) -> QColor:
        """Show the faulty line in red and the line of the cursor dark."""
        if number == self._faulty:
            return colour("red")
        return colour("text" if number == self.textCursor().blockNumber() + 1 else "muted")

    def _selection(self, line: int) -> QTextEdit.ExtraSelection:
        """Tint a whole line and underline what stands in it: colour alone is not seen by everybody."""
        made = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        form.setBackground(colour("red_tint"))
        form.setProperty(QTextFormat.Property.FullWidthSelection, True)
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(colour("red"))
        made.format = form  # type: ignore[attr-defined]
        cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
        cursor.select(QTextCursor.SelectionType.LineUnderCursor)
        made.cursor = cursor  # type: ignore[attr-defined]
        return made

    def _notice(self) -> None:
        """Tell of a person's change."""
        if not self._ours:
            self.edited.emit()

    def _widen(self) -> None:
        """Make room for the numbers."""
        self.setViewportMargins(self.margin(), 0, 0, 0)

    def _scroll_numbers(self, area: QRect, down: int) -> None:
        """Move the numbers with the text."""
        if down:
            self._numbers.scroll(0, down)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())


class CodeEditor(QWidget):
    """The text with its find bar below, which Ctrl+F opens and Esc closes."""

    def __init__(self, name: str) -> None:
        """Build both; ``name`` is what a screen reader says of the text."""
        super().__init__()
        self.text = CodeText()
        self.text.setAccessibleName(name)
        self.text.setAccessibleDescription("Ctrl+F 查找，Ctrl+Z 撤销")
        self.words = QLineEdit(placeholderText="查找")
        self.words.setAccessibleName("查找的文字")
        self.found = label("", "small")
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.found)
        row.addWidget(push_button("上一处", lambda: self.seek(back=True), role="link"))
        row.addWidget(push_button("下一处", self.seek, role="link"))
        self.bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.text, 1)
        column.addWidget(self.bar)
        self.words.returnPressed.connect(self.seek)
        QShortcut(
            QKeySequence.StandardKey.Find,
            self,
            self.open_find,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        QShortcut(QKeySequence("F3"), self, self.seek, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def open_find(self) -> None:
        """Ask what to find; what is selected is offered."""
        self.bar.show()
        if chosen := self.text.textCursor().selectedText():
            self.words.setText(chosen)
        self.words.selectAll()
        self.words.setFocus()

    def seek(self, *, back: bool = False) -> None:
        """Go to the next place, from the top again after the last."""
        words = self.words.text()
        if not words:
            return
        flags = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        found = self.text.find(words, flags)
        if not found:
            end = QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start
            self.text.moveCursor(end)
            found = self.text.find(words, flags)
        count = self.text.toPlainText().count(words)
        self.found.setText(f"共 {count} 处" if found else "没有找到")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the find bar with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.bar.isVisible():
            self.bar.hide()
            self.text.setFocus()
        else:
            super().keyPressEvent(event)
