"""The grid in which a month is typed: number pad down the column, blocks from a workbook, undo."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from dadu_desktop.ui.entry_blocks import copied, pasted
from dadu_desktop.ui.entry_delegate import EntryDelegate
from dadu_desktop.ui.entry_lines import AMOUNTS, FIELDS, IMPORTED, STATES, TYPED, YES
from dadu_desktop.ui.entry_model import EntryModel
from dadu_desktop.ui.entry_table import COLUMNS
from dadu_desktop.ui.theme import size

_PIXELS_EACH = 8
_PADDING = 14
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = (
    "直接输入数字，回车到下一行；输入时按 Tab 到右边一格，Esc 放弃；不在输入时 Tab 离开表格；"
    "F2 修改，Delete 清空，空格标记跟进，菜单键改状态，Ctrl+Z 撤销；可粘贴 Excel 区域"
)
_ASKED = ("checked", "correction")
_CLOSED = "本月已锁定，只能查看；要改先到“月结”说明理由解锁。"


class EntryGrid(QTableView):
    """Keys of a sheet; columns that ask for a reason are in sight once a line needs one."""

    told = Signal(str)  # a sentence about what could not be done
    moved = Signal()  # another cell is current
    figure_wanted = Signal(int)  # id of a figure whose record is to be opened

    def __init__(self, model: EntryModel) -> None:
        """Build the view over the lines."""
        super().__init__()
        self.entries = model
        self.painter_of_cells = EntryDelegate(model, self)
        self._return_to = QPersistentModelIndex()
        self.setModel(model)
        self.setItemDelegate(self.painter_of_cells)
        self.painter_of_cells.climbed.connect(self._climb)
        self.painter_of_cells.stepped.connect(self._step)
        self._set_up()
        model.dataChanged.connect(lambda *_: self._show_asked())
        model.modelReset.connect(self._show_asked)
        self._show_asked()
        self.show_column("reported", shown=False)

    def _set_up(self) -> None:
        """Choose how cells are selected, opened and measured."""
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAccessibleName("月度数据录入表")
        self.setAccessibleDescription(_KEYS)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(size("row"))
        self.horizontalHeader().setHighlightSections(False)
        for column in COLUMNS.values():
            self.setColumnWidth(column, _width(column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of a sheet, leave the others to Qt, which opens a cell by the first of them."""
        if not self._take_key(event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Say why nothing is typed, where Qt would look for a line that begins like this."""
        index = self.currentIndex()
        if not index.isValid():
            return
        key = FIELDS[index.column()].key
        if self.entries.closed:
            self.told.emit(_CLOSED)
        elif key in AMOUNTS:
            self.told.emit(IMPORTED)
        elif key == "checked":
            self.told.emit("这一行没有需要核实的提示，不用写核实说明。")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Take the colours in force before cells are painted."""
        self.painter_of_cells.refresh(self.selectionModel(), focused=self.hasFocus())
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words about a line the room that is left."""
        super().resizeEvent(event)
        self._fit()

    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex) -> None:  # fmt: skip
        """Tell whoever explains the current line."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Paint what the selection leaves."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    def show_column(self, key: str, shown: bool) -> None:  # noqa: FBT001  # Qt hands over the tick
        """Show or hide a column that not everybody needs."""
        self.finish()
        self.setColumnHidden(COLUMNS[key], not shown)
        self._leave_hidden()
        self._fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the record behind the line and the states for those selected; the menu key opens it too."""
        menu = self._menu()
        if not menu.actions():
            self.told.emit(_CLOSED if self.entries.closed else "先选中要改状态的行。")
            return
        at = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.exec(at)
        menu.deleteLater()

    def _menu(self) -> QMenu:
        """Put together what can be done with the lines selected."""
        menu = QMenu(self)
        menu.setAccessibleName("录入行")
        rows = sorted({one.row() for one in self.selectedIndexes()})
        for state in STATES if rows and not self.entries.closed else ():
            menu.addAction(f"状态改为“{state}”", partial(self.entries.set_state, rows, state))
        current = self.currentIndex()
        figure = self.entries.line(current.row()).row.figure if current.isValid() else 0
        if figure:
            menu.addSeparator()
            menu.addAction("打开记录（来源、历史）", partial(self.figure_wanted.emit, figure))
        return menu

    def finish(self) -> None:
        """Write what an open cell holds."""
        editor = self._editor()
        if editor is not None:
            self.painter_of_cells.finish(editor)

    def go_to(self, row: int, key: str, *, edit: bool = False) -> None:
        """Make a cell current, bring it in sight, and open it where that is wanted."""
        index = self.entries.index(row, COLUMNS[key])
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if edit and self.entries.may_edit(row, COLUMNS[key]):
            self.edit(index)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Copy, paste, undo, empty, mark, go down, correct."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(copied(self))
        elif event.matches(QKeySequence.StandardKey.Paste):
            if words := pasted(self, QGuiApplication.clipboard().text()):
                self.told.emit(words)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.entries.stack.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.entries.stack.redo()
        elif event.key() in _ENTER and index.isValid():
            self._climb(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.entries.clear(self.selectedIndexes())
        else:
            return self._take_cell_key(event, index)
        return True

    def _take_cell_key(self, event: QKeyEvent, index: QModelIndex) -> bool:
        """Mark a line by the space bar; ask for the reason of a correction by F2."""
        if not index.isValid():
            return False
        key = FIELDS[index.column()].key
        if key == "follow_up" and event.text():
            if event.key() == Qt.Key.Key_Space:
                self._mark(index)
            return event.key() != Qt.Key.Key_F2
        if event.key() == Qt.Key.Key_F2 and key in AMOUNTS and not self._may_edit(index):
            self._ask_reason(index)
            return True
        return False

    def mouseDoubleClickEvent(self, event: object) -> None:
        """Mark a line, ask for the reason of a correction, or open the cell."""
        index = self.indexAt(event.position().toPoint())  # type: ignore[attr-defined]
        key = FIELDS[index.column()].key if index.isValid() else ""
        if key == "follow_up":
            self._mark(index)
        elif key in AMOUNTS and not self._may_edit(index):
            self._ask_reason(index)
        else:
            super().mouseDoubleClickEvent(event)  # type: ignore[arg-type]

    def _mark(self, index: QModelIndex) -> None:
        """Set or take away the mark of a line."""
        if self._may_edit(index):
            marked = index.data(Qt.ItemDataRole.EditRole) == YES
            self.entries.setData(index, "" if marked else YES)

    def _ask_reason(self, index: QModelIndex) -> None:
        """Go to the reason first; Enter there comes back to the number."""
        if self.entries.closed:
            self.told.emit(_CLOSED)
            return
        self._return_to = QPersistentModelIndex(index)
        self._show_asked()
        self.go_to(index.row(), "correction", edit=True)
        self.told.emit("先写明更正原因，回车后再改数。")

    def _climb(self, rows: int) -> None:
        """Go down the column, or back to the number whose correction has its reason now."""
        index = self.currentIndex()
        back, self._return_to = self._return_to, QPersistentModelIndex()
        if back.isValid() and FIELDS[index.column()].key == "correction" and index.data():
            self.go_to(back.row(), FIELDS[back.column()].key, edit=True)
            return
        row = min(max(index.row() + rows, 0), self.entries.rowCount() - 1)
        self.setCurrentIndex(self.entries.index(row, index.column()))

    def _step(self, cells: int) -> None:
        """Open the next cell to the right that can be typed in, from the end of a line the first of the next."""
        index = self.currentIndex()
        columns = [at for at, one in enumerate(FIELDS) if one.key in TYPED and not self.isColumnHidden(at)]
        row, column = index.row(), index.column()
        for _ in range(2 * len(columns)):
            further = [one for one in columns if (one > column if cells > 0 else one < column)]
            if further:
                column = further[0] if cells > 0 else further[-1]
            else:
                row, column = row + cells, columns[0] if cells > 0 else columns[-1]
            if not 0 <= row < self.entries.rowCount():
                return
            if self.entries.may_edit(row, column):
                self.go_to(row, FIELDS[column].key, edit=FIELDS[column].key != "follow_up")
                return

    def _show_asked(self) -> None:
        """Show the columns of reasons where a line needs one or has one."""
        lines = self.entries.changed()
        asked = {one.wrong for one in lines} | {key for one in lines for key in one.typed}
        # hiding it would close the cell at the first letter
        asked |= {one.opened[0] for one in lines if one.opened}
        if self._return_to.isValid():
            asked.add("correction")
        for key in _ASKED:
            if self.isColumnHidden(COLUMNS[key]) is (key in asked):
                self.setColumnHidden(COLUMNS[key], key not in asked)
                self._leave_hidden()
                self._fit()

    def _leave_hidden(self) -> None:
        """Go to the number of the line where the current cell is out of sight, so that nothing is typed unseen."""
        index = self.currentIndex()
        if index.isValid() and self.isColumnHidden(index.column()):
            self.setCurrentIndex(self.entries.index(index.row(), COLUMNS["value"]))

    def _fit(self) -> None:
        """Fill the width by the column of the findings, which is the longest."""
        column = COLUMNS["finding"]
        taken = sum(self.columnWidth(one) for one in COLUMNS.values() if one != column)
        self.setColumnWidth(column, max(_width(column), self.viewport().width() - taken))

    def _may_edit(self, index: QModelIndex) -> bool:
        """Tell whether a cell can be typed in."""
        return self.entries.may_edit(index.row(), index.column())

    def _editor(self) -> QWidget | None:
        """Give the open editor."""
        return self.indexWidget(self.currentIndex())


def _width(column: int) -> int:
    """Give the pixels that the words of a column need."""
    return FIELDS[column].width * _PIXELS_EACH + _PADDING
