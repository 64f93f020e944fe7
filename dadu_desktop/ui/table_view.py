"""The table of a ledger: first column frozen, whole rows selected, wide as the window."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from dadu_desktop.ui.table_delegate import TableDelegate
from dadu_desktop.ui.table_header import TableHeader
from dadu_desktop.ui.table_model import IdRole, Index, TableModel
from dadu_desktop.ui.theme import size


class Held(NamedTuple):
    """Where a person is in a list: the record and column, the records selected, whether these are all."""

    record: int | None
    column: int
    records: frozenset[int]
    whole: bool


class TableView(QTableView):
    """Shows a table model; a second view of the same model lies over the first column and stays."""

    record_wanted = Signal(int)  # row whose record is to be opened
    delete_wanted = Signal()
    copy_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        """Show the model."""
        super().__init__(parent)
        self.setModel(model)
        self._model = model
        self.header = TableHeader(self)
        self.setHorizontalHeader(self.header)
        self._frozen = QTableView(self)
        self._frozen_header = TableHeader(self._frozen)
        self._prepare(self)
        self._freeze()
        for header in (self.header, self._frozen_header):
            # whole columns are never selected; asking for each would walk through every row of a long list
            header.setSelectionModel(QItemSelectionModel(model, header))
        self.setAccessibleName("记录列表")
        self.setAccessibleDescription("回车打开记录，Alt+↓ 筛选当前列")
        self.doubleClicked.connect(self._open)
        self._frozen.doubleClicked.connect(self._open)

    def mark_filtered(self, columns: frozenset[int]) -> None:
        """Show which columns have a filter."""
        if columns == self.header.filtered:
            return
        self.header.filtered = self._frozen_header.filtered = columns
        self.header.viewport().update()
        self._frozen_header.viewport().update()

    def mark_sort(self, column: int, *, descending: bool) -> None:
        """Show the sort arrow; -1 for none."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        for header in (self.header, self._frozen_header):
            header.setSortIndicator(column, order)

    def set_widths(self, widths: list[int]) -> None:
        """Give the columns their widths, in pixels."""
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self.fit_frozen()

    def selected_rows(self) -> list[int]:
        """Return the selected rows in their order."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})

    def held(self) -> Held:
        """Tell where the person is and what is selected, before the rows are read anew."""
        rows, known = self.selected_rows(), self._model.rows_by_place
        return Held(
            self.currentIndex().data(IdRole),
            max(self.currentIndex().column(), 0),
            frozenset(known[row].id for row in rows if row in known),
            whole=bool(rows) and len(rows) == self._model.rowCount(),
        )

    def hold(self, held: Held) -> None:
        """Go back there and select the same records as far as they are there; all where all were selected."""
        flag = QItemSelectionModel.SelectionFlag
        places = {row.id: place for place, row in self._model.rows_by_place.items()}
        column = min(held.column, self._model.columnCount() - 1)
        here = self._model.index(places.get(held.record or 0, 0), column)
        self.selectionModel().setCurrentIndex(here, flag.NoUpdate)
        if held.whole:
            self.selectAll()
            return
        selection = QItemSelection()
        for record in held.records & places.keys():
            index = self._model.index(places[record], 0)
            selection.select(index, index)
        self.selectionModel().select(selection, flag.ClearAndSelect | flag.Rows)

    def fit_frozen(self) -> None:
        """Lay the frozen column over the first one."""
        for column in range(1, self.model().columnCount()):
            self._frozen.setColumnHidden(column, True)
        if self.model().columnCount():
            self._frozen.setColumnHidden(0, False)
            self._frozen.setColumnWidth(0, self.columnWidth(0))
        edge = self.frameWidth()
        # not asked of the viewport: PySide would load every kind of widget for it
        bar = self.horizontalScrollBar()
        height = self.height() - 2 * edge - (bar.height() if bar.isVisible() else 0)
        self._frozen_header.setFixedHeight(self.header.height())
        self._frozen.setGeometry(edge, edge, self.columnWidth(0), height)
        self._frozen.setVisible(self.model().columnCount() > 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the frozen column as high as the table."""
        super().resizeEvent(event)
        self.fit_frozen()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll so that a cell is not under the frozen column."""
        if index.column() > 0:
            super().scrollTo(index, hint)
            covered = self.columnWidth(0) - self.visualRect(index).left()
            if covered > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - covered)
        else:
            super().scrollTo(index.sibling(index.row(), 0), hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, delete, copy, paste and filter by keys."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.currentIndex().isValid():
            self.record_wanted.emit(self.currentIndex().row())
        elif key == Qt.Key.Key_Down and alt and self.currentIndex().isValid():
            self.header.ask_filter(self.currentIndex().column())
        elif key == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        """Open the record that was double-clicked."""
        self.record_wanted.emit(index.row())

    def _prepare(self, view: QTableView) -> None:
        """Set what both views have in common."""
        view.setItemDelegate(TableDelegate(view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setWordWrap(False)
        view.setShowGrid(True)
        view.verticalHeader().hide()
        view.verticalHeader().setMinimumSectionSize(size("row"))
        view.verticalHeader().setDefaultSectionSize(size("row"))
        view.setTabKeyNavigation(False)

    def _freeze(self) -> None:
        """Set up the view over the first column."""
        frozen = self._frozen
        frozen.setObjectName("frozen")
        frozen.setModel(self.model())
        frozen.setSelectionModel(self.selectionModel())
        frozen.setHorizontalHeader(self._frozen_header)
        self._prepare(frozen)
        frozen.setAccessibleName("首列")
        frozen.setFocusProxy(self)
        frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        frozen.setVerticalScrollMode(self.verticalScrollMode())
        self.verticalScrollBar().valueChanged.connect(frozen.verticalScrollBar().setValue)
        frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.header.sectionResized.connect(lambda *_: self.fit_frozen())
        self._frozen_header.sectionResized.connect(
            lambda column, _old, new: self.setColumnWidth(column, new) if column == 0 and new else None
        )
        self._frozen_header.filter_wanted.connect(self.header.filter_wanted)
        self._frozen_header.sectionClicked.connect(self.header.sectionClicked)
        self.model().modelReset.connect(self.fit_frozen)
