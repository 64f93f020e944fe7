"""How the cells of the entry grid are painted and typed in; the small line of the months before."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dadu_desktop.ui.entry_lines import AMOUNTS, FIELDS
from dadu_desktop.ui.entry_model import EntryModel
from dadu_desktop.ui.entry_table import COLUMNS, Look
from dadu_desktop.ui.line_editor import LineEditor
from dadu_desktop.ui.table_delegate import paint_ring
from dadu_desktop.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
_PADDING = 7
_MARK = 3
_DOT = 1.6
_LINE = 1.4
_AIR = 8
_TOKENS = ("text", "muted", "accent", "accent_tint", "surface", "red", "red_tint", "amber", "amber_tint")
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_RECENT, _FINDING, _CHECKED = COLUMNS["recent"], COLUMNS["finding"], COLUMNS["checked"]
_CUMULATIVE = COLUMNS["cumulative"]
_FAINT = (COLUMNS["indicator"], COLUMNS["base"])
_SHORT = frozenset(COLUMNS[key] for key in (*AMOUNTS, "base"))
_NUMERIC = _SHORT | {COLUMNS["growth"]}
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class EntryDelegate(QStyledItemDelegate):
    """Paints without asking the model role by role: a screen of cells is painted for every step of the wheel."""

    climbed = Signal(int)  # rows to go down, after what was typed is written
    stepped = Signal(int)  # cells to go right

    def __init__(self, model: EntryModel, parent: QObject) -> None:
        """Keep the model whose lines are painted."""
        super().__init__(parent)
        self._model = model
        self._colours: dict[str, QColor] = {}
        self._chosen: list[tuple[int, int, int, int]] = []
        self._current = (-1, -1)

    def refresh(self, selection: QItemSelectionModel, *, focused: bool) -> None:
        """Take colours and selection as they are; called before each painting of the view.

        Asked here once, as every flag that Qt hands over with a cell costs more than the cell.
        """
        self._colours = {token: colour(token) for token in _TOKENS}
        chosen: Any = selection.selection()  # a list, which the stubs of Qt forget
        self._chosen = [(one.top(), one.bottom(), one.left(), one.right()) for one in chosen]
        current = selection.currentIndex()
        self._current = (current.row(), current.column()) if focused else (-1, -1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, words or the small line, the mark of what is not saved, and the ring."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        row, column = index.row(), index.column()
        look = self._model.look(row)
        if ground := self._ground(look, row, column):
            painter.fillRect(rect, ground)
        if column == _RECENT:
            self._paint_months(painter, rect, look.months)
        elif words := look.words[column]:
            painter.setPen(self._ink(look, column))
            self._paint_words(painter, rect, words, column)
        if look.typed[column]:
            painter.fillRect(rect.x(), rect.y(), _MARK, rect.height(), self._colours["accent"])
        if (row, column) == self._current:
            paint_ring(painter, rect)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the editor; the growth beside it follows every key."""
        field = FIELDS[index.column()]
        editor = LineEditor(parent, numeric=field.key in AMOUNTS)
        cell = QPersistentModelIndex(index)
        editor.edited.connect(lambda: self._model.open(cell, editor.text()))
        editor.setAccessibleName(f"{self._model.line(index.row()).row.enterprise.label} {field.label}")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the text once, ready to be typed over."""
        if not editor.property("shown"):
            cast(LineEditor, editor).set_content(index.data(Qt.ItemDataRole.EditRole))
            cast(LineEditor, editor).selectAll()
            editor.setProperty("shown", True)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Write what was typed."""
        self._model.setData(index, cast(LineEditor, editor).text())

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget what the editor held."""
        self._model.close()
        super().destroyEditor(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Fill the cell."""
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go down by Enter, right by Tab, as on a sheet; Esc gives up."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if key in _ENTER or key in _STEPS:
                self.finish(cast(QWidget, watched))
                self.climbed.emit(_STEPS.get(key, -1 if backwards else 1))
                return True
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.finish(cast(QWidget, watched))
                self.stepped.emit(-1 if key is Qt.Key.Key_Backtab else 1)
                return True
        return super().eventFilter(watched, event)

    def finish(self, editor: QWidget) -> None:
        """Write what an editor holds and close it."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _ground(self, look: Look, row: int, column: int) -> QColor | None:
        """Choose the ground: wrong, doubtful, selected, not to be typed in."""
        if any(top <= row <= bottom and left <= column <= right for top, bottom, left, right in self._chosen):
            return self._colours["accent_tint"]
        if look.wrong == column:
            return self._colours["amber_tint" if column == _CHECKED else "red_tint"]
        return self._colours["surface"] if look.fixed[column] else None

    def _ink(self, look: Look, column: int) -> QColor:
        """Choose the colour of the words."""
        if column == _FINDING:
            return self._colours["amber" if look.wrong in (_CHECKED, -1) else "red"]
        faint = column in _FAINT or (column == _CUMULATIVE and look.follows)
        return self._colours["muted" if faint else "text"]

    def _paint_words(self, painter: QPainter, rect: QRect, words: str, column: int) -> None:
        """Paint words on one line, shortened where they do not fit."""
        room = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        if column not in _SHORT:
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _RIGHT if column in _NUMERIC else _LEFT, words)

    def _paint_months(self, painter: QPainter, rect: QRect, months: tuple[Decimal | None, ...]) -> None:
        """Paint the months before as a line; a month without a figure leaves a gap."""
        strokes, dots = _drawn(months, rect.width() - 2 * _PADDING, rect.height() - 2 * _AIR)
        painter.save()
        painter.translate(rect.x() + _PADDING, rect.y() + _AIR)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colours["accent"], _LINE))
        for stroke in strokes:
            painter.drawPolyline(stroke)
        painter.setBrush(self._colours["accent"])
        for dot in dots:
            painter.drawEllipse(dot, _DOT, _DOT)
        painter.restore()


@lru_cache(maxsize=8192)
def _drawn(
    months: tuple[Decimal | None, ...], width: int, height: int
) -> tuple[tuple[QPolygonF, ...], tuple[QPointF, ...]]:
    """Give lines and dots of the months in a box of pixels; the newest month, and any between gaps, is a dot."""
    known = [float(one) for one in months if one is not None]
    low, span = min(known, default=0.0), (max(known, default=0.0) - min(known, default=0.0)) or 1.0
    runs: list[list[QPointF]] = [[]]
    for at, one in enumerate(months):
        if one is None:
            runs.append([])
        else:
            high = height - (float(one) - low) / span * height
            runs[-1].append(QPointF(at * width / max(len(months) - 1, 1), high))
    alone = [one[0] for one in runs if len(one) == 1]
    newest = [runs[-1][-1]] if len(runs[-1]) > 1 else []
    return tuple(QPolygonF(one) for one in runs if len(one) > 1), (*alone, *newest)
