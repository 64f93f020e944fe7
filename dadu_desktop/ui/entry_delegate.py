"""How the cells of the entry grid are painted and typed in; the small line of the months before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dadu_desktop.ui.entry_lines import AMOUNTS, FIELDS, TYPED, EntryLine
from dadu_desktop.ui.entry_model import EntryModel
from dadu_desktop.ui.line_editor import LineEditor
from dadu_desktop.ui.table_delegate import paint_ring
from dadu_desktop.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
_PADDING = 7
_MARK = 3
_DOT = 1.6
_TOKENS = ("text", "muted", "accent", "accent_tint", "surface", "red", "red_tint", "amber", "amber_tint")
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NUMERIC = (*AMOUNTS, "base", "growth")


class EntryDelegate(QStyledItemDelegate):
    """Paints without asking the model role by role: a screen of cells is painted for every step of the wheel."""

    climbed = Signal(int)  # rows to go down, after what was typed is written
    stepped = Signal(int)  # cells to go right

    def __init__(self, model: EntryModel, parent: QObject) -> None:
        """Keep the model whose lines are painted."""
        super().__init__(parent)
        self._model = model
        self._colours: dict[str, QColor] = {}

    def refresh(self) -> None:
        """Take the colours in force; called before each painting of the view."""
        self._colours = {token: colour(token) for token in _TOKENS}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, words or the small line, the mark of what is not saved, and the ring."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        line, key = self._model.line(index.row()), FIELDS[index.column()].key
        if ground := self._ground(line, key, selected=bool(state & QStyle.StateFlag.State_Selected)):
            painter.fillRect(rect, ground)
        if key == "recent":
            self._paint_months(painter, rect, line.recent.months if line.recent else ())
        elif words := line.shown(key):
            self._paint_words(painter, rect, words, self._ink(line, key), right=key in _NUMERIC)
        if key in line.typed:
            painter.fillRect(rect.x(), rect.y(), _MARK, rect.height(), self._colours["accent"])
        if state & QStyle.StateFlag.State_HasFocus:
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

    def _ground(self, line: EntryLine, key: str, *, selected: bool) -> QColor | None:
        """Choose the ground: wrong, doubtful, selected, not to be typed in."""
        if selected:
            return self._colours["accent_tint"]
        if line.wrong and line.wrong == key:
            doubtful = key == "checked"
            return self._colours["amber_tint" if doubtful else "red_tint"]
        fixed = key not in TYPED or self._model.closed or not line.may_edit(key)
        return self._colours["surface"] if fixed else None

    def _ink(self, line: EntryLine, key: str) -> QColor:
        """Choose the colour of the words."""
        if key == "finding":
            return self._colours["amber" if line.wrong in {"checked", ""} else "red"]
        faint = key in {"indicator", "base"} or (key == "cumulative" and line.follows)
        return self._colours["muted" if faint else "text"]

    def _paint_words(self, painter: QPainter, rect: QRect, words: str, ink: QColor, *, right: bool) -> None:
        """Paint words on one line, shortened where they do not fit."""
        room = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        painter.setPen(ink)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), fitting)

    def _paint_months(self, painter: QPainter, rect: QRect, months: Sequence[Decimal | None]) -> None:
        """Paint the months before as a line; a month without a figure leaves a gap."""
        known = [float(one) for one in months if one is not None]
        if not known:
            return
        room = rect.adjusted(_PADDING, 8, -_PADDING, -8)
        low, span = min(known), (max(known) - min(known)) or 1.0
        step = room.width() / max(len(months) - 1, 1)
        places = [
            None if one is None else QPointF(room.x() + at * step, room.bottom() - (float(one) - low) / span * room.height())
            for at, one in enumerate(months)
        ]  # fmt: skip
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colours["accent"], 1.4))
        for before, now in pairwise(places):
            if before is not None and now is not None:
                painter.drawLine(before, now)
        painter.setBrush(self._colours["accent"])
        for before, now, after in zip([None, *places], places, [*places[1:], None], strict=False):
            # The newest month ends in a dot, and so is a month shown whose neighbours are gaps.
            if now is not None and after is None and (before is None or now is places[-1]):
                painter.drawEllipse(now, _DOT, _DOT)
        painter.restore()
