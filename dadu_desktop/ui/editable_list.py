"""A small table of texts that is typed in directly: persons of the office, entries of a code list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.ui.parts import push_button, say_ticks
from dadu_desktop.ui.theme import size

Line = tuple[str, ...]


class _Cell(QTableWidgetItem):
    """A text that a screen reader can read where there is none, too."""

    def data(self, role: int) -> Any:
        """Say of which column a cell is, and that it is empty."""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            heading = self.tableWidget().model().headerData(self.column(), Qt.Orientation.Horizontal)
            return f"{heading}：{self.text() or '空'}"
        return super().data(role)


class _Delegate(QStyledItemDelegate):
    """Tells a screen reader which cell is being typed in."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Name the editor by its row and column."""
        editor = super().createEditor(parent, option, index)
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(f"第{index.row() + 1}行 {heading}")
        return editor


class EditableList(QWidget):
    """Rows of texts, the last column a tick for 在用; every row keeps the key it came with."""

    saved = Signal()

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        """Build an empty list."""
        super().__init__()
        self.table = QTableWidget(0, len(headings) + 1)
        self.table.setAccessibleName(name)
        self.table.setHorizontalHeaderLabels([*headings, "在用"])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(size("row"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleDescription("方向键选格，直接输入或按 F2 修改，Tab 离开")
        self.table.setMinimumHeight(size("row") * 8)
        self.table.setItemDelegate(_Delegate(self.table))
        say_ticks(self.table)
        row = QHBoxLayout()
        for words, do in (
            ("新增一行", self.add_line),
            ("删除所选", self._remove),
            ("上移", lambda: self._move(-1)),
            ("下移", lambda: self._move(1)),
        ):
            row.addWidget(push_button(words, do, name=f"{name} {words}"))
        row.addStretch(1)
        row.addWidget(push_button("保存", self.saved, role="primary", name=f"保存{name}"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addLayout(row)

    def set_lines(self, lines: Sequence[tuple[Line, bool, int]]) -> None:
        """Show texts, whether each is in use, and its key."""
        self.table.setRowCount(0)
        for texts, active, key in lines:
            self._put(self.table.rowCount(), texts, key, active=active)

    def lines(self) -> list[tuple[Line, bool, int]]:
        """Give what stands there, without empty rows."""
        every = [self._line(row) for row in range(self.table.rowCount())]
        return [one for one in every if one[0][0].strip()]

    def add_line(self) -> None:
        """Add an empty row and type in it."""
        row = self.table.rowCount()
        self._put(row, ("",) * (self.table.columnCount() - 1), 0, active=True)
        self.table.setCurrentCell(row, 0)
        self.table.edit(self.table.model().index(row, 0))

    def _put(self, row: int, texts: Line, key: int, *, active: bool) -> None:
        """Insert one row."""
        self.table.insertRow(row)
        for column, text in enumerate(texts):
            self.table.setItem(row, column, _Cell(text))
        tick = QTableWidgetItem()
        tick.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
        )
        tick.setCheckState(Qt.CheckState.Checked if active else Qt.CheckState.Unchecked)
        tick.setData(Qt.ItemDataRole.UserRole, key)
        tick.setData(Qt.ItemDataRole.AccessibleTextRole, "在用")
        self.table.setItem(row, len(texts), tick)

    def _line(self, row: int) -> tuple[Line, bool, int]:
        """Read one row."""
        last = self.table.columnCount() - 1
        model = self.table.model()
        texts = tuple(model.index(row, column).data() or "" for column in range(last))
        tick = model.index(row, last)
        ticked = Qt.CheckState(tick.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        return texts, ticked, tick.data(Qt.ItemDataRole.UserRole)

    def _remove(self) -> None:
        """Take the selected rows out."""
        rows = {one.row() for one in self.table.selectedIndexes()}
        for row in sorted(rows, reverse=True):
            self.table.removeRow(row)

    def _move(self, step: int) -> None:
        """Move the current row up or down."""
        row, column = self.table.currentRow(), self.table.currentColumn()
        target = row + step
        if row >= 0 and 0 <= target < self.table.rowCount():
            texts, active, key = self._line(row)
            self.table.removeRow(row)
            self._put(target, texts, key, active=active)
            self.table.setCurrentCell(target, column)
