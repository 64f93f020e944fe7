"""A table of rows that are not records of a ledger: candidates for a visit, work to hand over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from dadu_desktop.records.fields import Field
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.table_delegate import TableDelegate
from dadu_desktop.ui.table_model import TableModel
from dadu_desktop.ui.theme import size

_PIXELS_EACH = 8
_PADDING = 16


class RowsTable(QTableView):
    """Whole rows are selected, several by Ctrl and Shift; the space bar adds the current row or takes it out."""

    opened = Signal(int)  # place of the row
    picked = Signal()  # the selection is another

    def __init__(self, name: str, fields: Sequence[Field], *, whole: bool = False) -> None:
        """Show the columns, no rows yet; a ``whole`` table is as high as its rows, and what is around it scrolls."""
        super().__init__()
        self._whole = whole
        self.rows = TableModel()
        self.rows.setParent(self)
        self._fields = tuple(fields)
        self.setModel(self.rows)
        self.setItemDelegate(TableDelegate(self))
        self.setAccessibleName(name)
        self.setAccessibleDescription("空格选中或取消当前行，回车打开，Ctrl+A 全选")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(size("row"))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit())
        self.horizontalScrollBar().rangeChanged.connect(lambda *_: self._fit())
        self.show_rows(())

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; nothing is selected."""
        self.show_page(rows, len(rows))

    def show_lines(self, lines: Iterable[Mapping[str, object]]) -> None:
        """Show values by the keys of the fields, numbered from 0."""
        self.show_rows([Row(at, dict(one)) for at, one in enumerate(lines)])

    def show_each(self, found: Iterable[object]) -> None:
        """Show objects that have an attribute for each field."""
        keys = [one.key for one in self._fields]
        self.show_lines({key: getattr(one, key) for key in keys} for one in found)

    def show_page(self, rows: Sequence[Row], total: int) -> None:
        """Show the first rows of a longer list; nothing is selected."""
        self.rows.set_rows(self._fields, rows, total)
        for column, field in enumerate(self._fields):
            self.setColumnWidth(column, field.width * _PIXELS_EACH + _PADDING)
        self._narrow_last()
        self.setCurrentIndex(self.rows.index(0, 0))
        self.clearSelection()
        self._fit()

    def _narrow_last(self) -> None:
        """Ask for no more room in the last column than its words take; it gets what is left over anyway."""
        last, header = len(self._fields) - 1, self.horizontalHeader()
        needed = max(header.sectionSizeHint(last), self.sizeHintForColumn(last) + _PADDING)
        self.setColumnWidth(last, min(self.columnWidth(last), needed))

    def _fit(self) -> None:
        """Be as high as the rows, at least one line, with the scroll bar below them only where it is needed."""
        if self._whole:
            bar = self.horizontalScrollBar()
            foot = bar.sizeHint().height() if bar.maximum() else 0
            lines = max(self.rows.rowCount(), 1) * size("row")
            self.setFixedHeight(
                self.horizontalHeader().sizeHint().height() + lines + foot + 2 * self.frameWidth()
            )

    def chosen(self) -> list[int]:
        """Give the places of the selected rows."""
        return sorted({one.row() for one in self.selectionModel().selectedRows()})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            flag = self.selectionModel().SelectionFlag
            self.selectionModel().select(self.currentIndex(), flag.Toggle | flag.Rows)
        else:
            super().keyPressEvent(event)
