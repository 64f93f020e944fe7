"""Widgets one after another, broken into lines as words are."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets one after another, broken into lines as words are."""

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(4)

    def addItem(self, item: QLayoutItem) -> None:
        """Keep an item."""
        self._items.append(item)

    def count(self) -> int:
        """Say how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Say that lines break by width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Say how high the lines are together."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """Ask for the widest item."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Need the widest item, and the height that the highest asks for: it is placed with that."""
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize()).expandedTo(QSize(0, item.sizeHint().height()))
        return size

    def setGeometry(self, area: QRect) -> None:
        """Place the items."""
        super().setGeometry(area)
        self._arrange(area, move=True)

    def _arrange(self, area: QRect, *, move: bool) -> int:
        """Go through the lines; give their height."""
        x, y, line = area.x(), area.y(), 0
        for item in (one for one in self._items if not one.isEmpty()):
            size = item.sizeHint().expandedTo(item.minimumSize())
            if x > area.x() and x + size.width() > area.right() + 1:
                x, y, line = area.x(), y + line + self.spacing(), 0
            if move:
                lower = (self.minimumSize().height() - size.height()) // 2
                item.setGeometry(QRect(QPoint(x, y + lower), size))
            x, line = x + size.width() + self.spacing(), self.minimumSize().height()
        return y + line - area.y()
