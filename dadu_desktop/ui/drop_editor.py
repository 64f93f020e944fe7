"""One line with a list or a calendar to drop down: the base of choices, dates and enterprises."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from dadu_desktop.ui.line_editor import LineEditor

_MARK_WIDTH = 24


class DropEditor(LineEditor):
    """A line whose mark at the right, Alt+Down or F4 opens what ``drop`` shows.

    The mark is painted instead of being a button: a form holds dozens of these. ``opens`` tells a screen reader of it.
    """

    opens = "按 F4 打开可选项"

    def __init__(self, parent: QWidget | None = None) -> None:
        """Keep the text clear of the mark."""
        super().__init__(parent)
        self.setTextMargins(0, 0, _MARK_WIDTH - 8, 0)

    def drop(self) -> None:
        """Open the list or calendar."""
        raise NotImplementedError

    def mark_area(self) -> QRect:
        """Say where the mark is."""
        return QRect(self.width() - _MARK_WIDTH, 0, _MARK_WIDTH, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Alt+Down and F4, as combo boxes do."""
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if (alt_down or event.key() == Qt.Key.Key_F4) and not self.isReadOnly():
            self.drop()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open when the mark is clicked."""
        if self.mark_area().contains(event.position().toPoint()) and not self.isReadOnly():
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.drop()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show an arrow over the mark and a text cursor elsewhere."""
        over = self.mark_area().contains(event.position().toPoint())
        self.setCursor(Qt.CursorShape.ArrowCursor if over else Qt.CursorShape.IBeamCursor)
        super().mouseMoveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, then the mark."""
        super().paintEvent(event)
        if self.isReadOnly():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().placeholderText().color(), 1.5))
        self.paint_mark(painter, self.mark_area().center())

    def paint_mark(self, painter: QPainter, centre: QPoint) -> None:
        """Draw a small arrow that points down."""
        painter.drawPolyline([centre + QPoint(-4, -2), centre + QPoint(0, 2), centre + QPoint(4, -2)])
