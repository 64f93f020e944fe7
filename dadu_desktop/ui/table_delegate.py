"""How cells are painted: hairlines, tinted pills for lights and states, a ring around the current cell."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.ui.table_model import TableModel
from dadu_desktop.ui.theme import colour, size

LIGHTS = {"绿": "green", "黄": "amber", "红": "red"}
PILL_PADDING = 8
PILL_HEIGHT = 22


class TableDelegate(QStyledItemDelegate):
    """Paints the cells of a ledger."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a pill or a text."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        cell.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]
        words = cell.text  # type: ignore[attr-defined]
        model = index.model()
        pill = bool(words) and isinstance(model, TableModel) and is_pill(model.fields[index.column()])
        if pill:
            cell.text = ""  # type: ignore[attr-defined]
        widget = option.widget  # type: ignore[attr-defined]
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, widget)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if pill:
            paint_pill(painter, rect, words)
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]
            paint_ring(painter, rect)


def paint_ring(painter: QPainter, rect: QRect) -> None:
    """Mark the cell that has the keyboard by a hairline inside of it."""
    painter.save()
    painter.setPen(QPen(colour("accent"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0, 0, -1, -1))
    painter.restore()


def is_pill(field: Field) -> bool:
    """Tell whether a field is shown as a pill: lights, and the state of a record."""
    return field.kind is Kind.LIGHT or (field.kind is Kind.CHOICE and field.key in {"status", "state"})


def paint_pill(painter: QPainter, rect: QRect, words: str) -> None:
    """Paint a word on its tint, at the left of the cell."""
    light = LIGHTS.get(words[:1]) if "·" in words else None
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(size("small"))
    painter.setFont(font)
    wide = painter.fontMetrics().horizontalAdvance(words) + 2 * PILL_PADDING
    high = min(PILL_HEIGHT, rect.height() - 4)
    box = QRectF(rect.x() + 6, rect.center().y() - high / 2 + 1, min(wide, rect.width() - 8), high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(f"{light}_tint" if light else "line"))
    painter.drawRoundedRect(box, high / 2, high / 2)
    painter.setPen(colour(light or "text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()
