"""The grid of an import preview: tints, a ring around the current cell, tick boxes by the space bar."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dadu_desktop.ui.choice_editor import ChoiceEditor
from dadu_desktop.ui.import_model import FATE, NUMBER, REMARK, TAKEN, ImportModel
from dadu_desktop.ui.table_delegate import paint_ring
from dadu_desktop.ui.theme import size

WIDTHS = {TAKEN: 44, NUMBER: 52, FATE: 64, REMARK: 260}
WIDEST = 260
NARROWEST = 140
SAMPLE = 40

Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    """Paints the tints under the selection, edits with a line that offers the words a cell may say."""

    def __init__(self, model: ImportModel, parent: QObject) -> None:
        """Take the model, which knows those words."""
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Keep the colours of the words on selected rows, too."""
        cell = QStyleOptionViewItem(option)
        cell.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        cell.palette.setColor(QPalette.ColorRole.HighlightedText, ink)  # type: ignore[attr-defined]
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if ground is not None:
            painter.fillRect(rect, ground)
        super().paint(painter, cell, index)
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]
            paint_ring(painter, rect)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Edit what stands in the workbook."""
        line: QLineEdit
        if choices := self._model.choices(index.column()):
            line = listed = ChoiceEditor(lambda: choices, parent)
            listed.entered.connect(partial(self._close, listed))
            QTimer.singleShot(0, listed, listed.drop)
        else:
            line = QLineEdit(parent)
        line.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        return line

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Give a word room beside the mark that opens the list, however narrow its column is."""
        area: QRect = option.rect  # type: ignore[attr-defined]
        area.setWidth(max(area.width(), NARROWEST))
        editor.setGeometry(area)

    def _close(self, line: QWidget) -> None:
        """Take what was picked."""
        self.commitData.emit(line)
        self.closeEditor.emit(line)


class ImportGrid(QTableView):
    """Shows an ImportModel."""

    answer_wanted = Signal()  # the person wants to answer what the row asks, or to mend it
    edited = Signal()  # an editor was closed

    def __init__(self, model: ImportModel) -> None:
        """Set manners and widths."""
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(model, self))
        self.itemDelegate().closeEditor.connect(lambda *_: QTimer.singleShot(0, self.edited.emit))
        self.setAccessibleName("将要导入的行")
        self.setAccessibleDescription(
            "空格选择是否导入所选的行，回车或 F2 修改单元格、在说明里选择企业，N 到下一处问题"
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(size("row"))
        self.verticalHeader().setDefaultSectionSize(size("row"))

    def fit(self) -> None:
        """Give the columns widths by their first rows."""
        measure = self.fontMetrics()
        rows = range(min(SAMPLE, self.model().rowCount()))
        said = any(self.model().index(row, REMARK).data() for row in rows)
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column == REMARK and not said)
            if column in WIDTHS and column != NUMBER:  # of pages it says 102—104
                self.setColumnWidth(column, WIDTHS[column])
                continue
            texts = [str(self.model().index(row, column).data()) for row in rows]
            heading = str(self.model().headerData(column, Qt.Orientation.Horizontal))
            wide = max(measure.horizontalAdvance(one) for one in (heading, *texts)) + 24
            self.setColumnWidth(column, max(WIDTHS.get(column, 80), min(WIDEST, wide)))

    @property
    def editing(self) -> bool:
        """Tell whether a cell is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def next_fault(self) -> None:
        """Go to the first faulty cell of this row, from there to that of the next row to be looked at."""
        here = self.currentIndex()
        row = self._model.next_doubtful(max(here.row(), 0) - 1)
        if 0 <= row == here.row() and here.column() >= self._model.first_fault(row):
            row = self._model.next_doubtful(row)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, self._model.first_fault(row)))
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take or leave rows with the space bar; F2 or Enter answers in the remark, edits in other cells."""
        here, key = self.currentIndex(), event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not here.isValid():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            rows = sorted({one.row() for one in self.selectedIndexes()} | {here.row()})
            self._model.take(rows, taken=not self._model.is_taken(self._model.line(here.row())))
        elif key not in {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif here.column() <= REMARK:
            self.answer_wanted.emit()
        elif not self.editing:  # Enter comes here, too, from the line that it closes
            self.edit(here)
