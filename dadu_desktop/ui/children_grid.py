"""The grid in which the rows inside a record are typed: measures, members, milestones."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollBar,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.records.fields import Children
from dadu_desktop.ui.children_model import LOCKED_WORDS, ChildrenModel, Content
from dadu_desktop.ui.choice_editor import ChoicesEditor, ListEditor
from dadu_desktop.ui.editors import Editor, Means, make_editor
from dadu_desktop.ui.line_editor import LongEditor
from dadu_desktop.ui.parts import follow_selection, label, push_button, say_focus
from dadu_desktop.ui.theme import colour, size

Index = QModelIndex | QPersistentModelIndex
_ROWS_SHOWN = 8
_PIXELS_EACH = 8
_KEYS = "回车到下一格；在最后的空行输入即添加一行；Ctrl+Delete 删除该行；可粘贴 Excel 区域"


class CellDelegate(QStyledItemDelegate):
    """Edits a cell with the very editors of the form."""

    stepped = Signal(int)  # cells to go on
    entered = Signal()  # Enter: to the next cell, or out of the grid
    climbed = Signal(int)  # rows to go down
    turned = Signal()  # the list under a cell opened or closed

    def __init__(
        self, model: ChildrenModel, means: Means, take_key: Callable[[QKeyEvent], bool], parent: QObject
    ) -> None:
        """Keep what the editors need; ``take_key`` has the first choice of every key."""
        super().__init__(parent)
        self._model = model
        self._means = means
        self._take_key = take_key

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the editor of the field; what is typed is written at once, so that no key is ever lost."""
        field = self._model.fields[index.column()]
        editor = make_editor(field, self._means, parent)
        cell = QPersistentModelIndex(index)
        editor.edited.connect(lambda: self._model.setData(cell, editor.content()))
        editor.setAccessibleName(f"第{index.row() + 1}行 {field.label}")
        if isinstance(editor, ListEditor):
            editor.turned.connect(self.turned)
            if not isinstance(editor, ChoicesEditor):
                editor.entered.connect(self.entered)  # as in a form: Enter picks and goes on at once
        elif isinstance(editor, LongEditor):
            editor.fit_cell()
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's content, ready to be typed over."""
        known = cast(Editor, editor)
        if not known.property("shown"):
            known.set_content(index.data(Qt.ItemDataRole.EditRole))
            known.setProperty("shown", True)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Write what was typed, in its usual writing."""
        content = cast(Editor, editor).content()
        self._model.setData(index, self._model.tidied(index.column(), content))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Fill the cell; a long text gets more lines than its row has."""
        area = option.rect  # type: ignore[attr-defined]
        if isinstance(editor, LongEditor):
            room = cast("QWidget", editor.parent()).height()
            area.moveTop(max(0, min(area.top(), room - editor.height())))
            area.setHeight(editor.height())
        editor.setGeometry(area)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from cell to cell by Enter, Tab and the arrows, as in a workbook."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
        ):
            listing = isinstance(watched, ListEditor) and watched.is_open()
            if self._take_key(event) or (not listing and self._moves(watched, event)):
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return False
        return super().eventFilter(watched, event)

    def _moves(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Ask to go to another cell if the key means that."""
        long = isinstance(editor, LongEditor)
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shifted:
            self.entered.emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.stepped.emit(1 if key is Qt.Key.Key_Tab else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not long and not event.modifiers():
            self.climbed.emit(1 if key is Qt.Key.Key_Down else -1)
        else:
            return False
        return True


class PassingBar(QScrollBar):
    """A bar under the grid that leaves the wheel to the page: the page is what the person scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Take a wheel that goes sideways only."""
        if event.angleDelta().x():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChildrenGrid(QWidget):
    """A heading with its buttons over the table of rows; for the form one more editor.

    The editor of the current cell is always open: an input method composes in the widget that has the keyboard,
    and were the editor opened by the first key, that key would be lost to it.
    """

    edited = Signal()
    left = Signal()  # a cell was left
    undone = Signal()
    passed = Signal()  # Enter in the empty row: on to the next field
    turned = Signal()  # the list under a cell opened or closed

    def __init__(self, children: Children, means: Means, parent: QWidget | None = None) -> None:
        """Build heading and table."""
        super().__init__(parent)
        self.setAccessibleName(children.label)
        self.setAccessibleDescription(_KEYS)
        self.model = ChildrenModel(children, means)
        self.model.setParent(self)
        self.table = self._table(children, means)
        self._fault = label("", "fault")
        self._locked = label(LOCKED_WORDS, "small")
        self._verbs: list[QPushButton] = []
        self.model.edited.connect(self.edited)
        for signal in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            signal.connect(self._fit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(self._heading(children.label))
        layout.addWidget(self.table)
        self._fit()

    def load(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Show rows as they are kept."""
        self._replace(lambda: self.model.show_values(rows))

    def content(self) -> object:
        """Give all rows as typed."""
        return self.model.contents()

    def set_content(self, content: object) -> None:
        """Show rows as typed before."""
        if content != self.model.contents():
            self._replace(lambda: self.model.set_contents(cast(Sequence[Content], content)))

    def doubt(self) -> str:
        """Point out a word that is in no code list, once nothing is being picked from a list any more."""
        editor = self.table.indexWidget(self.table.currentIndex())
        return "" if isinstance(editor, ListEditor) and editor.picking() else self.model.doubt()

    def say(self, fault: str, warning: str = "") -> None:
        """Show over the table what is wrong, else what to look at again."""
        self._fault.setText(fault or warning)
        self._fault.setStyleSheet(f"color: {colour('amber').name()}" if warning and not fault else "")
        self.table.setAccessibleDescription(fault or warning or _KEYS)

    def only_read(self) -> None:
        """Show the rows for reading only."""
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for button in self._verbs:
            button.hide()

    def _replace(self, show: Callable[[], None]) -> None:
        """Show other rows and stay in the cell where one is."""
        index = self.table.currentIndex()
        here = self.isAncestorOf(QApplication.focusWidget() or self)
        show()
        if here and index.isValid():
            self._go_to(min(index.row(), self.model.rowCount() - 1), index.column())

    def rows(self) -> tuple[dict[str, object], ...]:
        """Give the rows as values."""
        return self.model.values()

    def add_row(self) -> None:
        """Go to the empty row at the end."""
        self._go_to(self.model.rowCount() - 1, 0)

    def remove_row(self) -> None:
        """Take the current row out; the form's 撤销 brings it back."""
        index = self.table.currentIndex()
        if index.isValid():
            row, column = index.row(), index.column()
            self.model.remove(row)
            self._go_to(min(row, self.model.rowCount() - 1), column)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Open the first cell, or the last when one comes from behind; a refused save leads to the faulty one."""
        if event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._go_to(self.model.rowCount() - 1, self.model.columnCount() - 1)
        else:
            refused = event.reason() == Qt.FocusReason.OtherFocusReason and self.model.faulty()
            self._go_to(*(refused or (0, 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the grid when no cell is open."""
        if not self._take_key(event):
            super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Undo in the whole form, remove a row by Ctrl+Delete, begin one by Ctrl+Enter, paste a block."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undone.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            return self._paste(QGuiApplication.clipboard().text())
        elif control and event.key() == Qt.Key.Key_Delete:
            self.remove_row()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add_row()
        else:
            return False
        return True

    def _table(self, children: Children, means: Means) -> QTableView:
        """Build the table."""
        table = QTableView(self)
        table.setModel(self.model)
        table.setAccessibleName(children.label)
        table.setAccessibleDescription(_KEYS)
        table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        for corner in table.findChildren(QAbstractButton):
            corner.setAccessibleName(f"{children.label}左上角")
        table.setHorizontalScrollBar(PassingBar(Qt.Orientation.Horizontal))
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setDefaultSectionSize(size("row"))
        table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        widths = [(max(one.width, 2 * len(one.heading) + 2) + 2) * _PIXELS_EACH for one in self.model.fields]
        for column, width in enumerate(widths):
            table.setColumnWidth(column, width)
        self._needed = sum(widths)
        self._delegate = delegate = CellDelegate(self.model, means, self._take_key, table)
        delegate.entered.connect(self._enter)
        delegate.turned.connect(self.turned)
        delegate.stepped.connect(self._step)
        delegate.climbed.connect(self._climb)
        delegate.closeEditor.connect(lambda _editor: self.left.emit())
        table.setItemDelegate(delegate)
        follow_selection(table)
        table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return table

    def _heading(self, words: str) -> QHBoxLayout:
        """Build the line over the table."""
        line = QHBoxLayout()
        line.addWidget(label(words))
        line.addWidget(self._fault)
        line.addWidget(self._locked)
        line.addStretch()
        for verb, act in (("添加一行", self.add_row), ("删除该行", self.remove_row)):
            button = push_button(verb, act, role="link", name=f"{words}{verb}")
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            line.addWidget(button)
            self._verbs.append(button)
        return line

    def _fit(self) -> None:
        """Be as high as the rows, up to a limit from which on the table scrolls."""
        rows = min(self.model.rowCount(), _ROWS_SHOWN)
        scrolls = self._needed > self.width() - self.table.verticalHeader().width()
        bar = self.table.horizontalScrollBar().sizeHint().height() if scrolls else 0
        self.table.setFixedHeight(rows * size("row") + size("row") + bar + 4)
        self._locked.setVisible(self.model.has_locked())

    def finish(self) -> None:
        """Close the open cell and show its content in the usual writing."""
        editor = self.table.indexWidget(self.table.currentIndex())
        if editor is not None:
            self._delegate.commitData.emit(editor)
            self._delegate.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the scroll bar only where the columns need it."""
        super().resizeEvent(event)
        self._fit()

    def _enter(self) -> None:
        """Go to the next cell; Enter where the empty row should begin leaves the grid."""
        self.finish()
        index = self.table.currentIndex()
        required = [column for column, field in enumerate(self.model.fields) if field.required]
        begins = index.column() == next(iter(required), 0)
        if begins and index.row() == self.model.rowCount() - 1:
            self.passed.emit()
        else:
            self._step(1)

    def _step(self, step: int) -> None:
        """Go to the next cell in reading order, and beyond the last one out of the grid."""
        self.finish()
        index = self.table.currentIndex()
        columns = self.model.columnCount()
        place = index.row() * columns + index.column() + step
        while 0 <= place < columns * self.model.rowCount() and self.model.is_locked(*divmod(place, columns)):
            place += step
        if 0 <= place < columns * self.model.rowCount():
            self._go_to(*divmod(place, columns))
        else:
            self._leave(forward=step > 0)

    def _leave(self, *, forward: bool) -> None:
        """Go to the stop before or behind the grid; Qt's own step back would end in the grid again."""
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        further = QWidget.nextInFocusChain if forward else QWidget.previousInFocusChain
        stop = further(self)
        while stop is not None and stop is not self:
            keyed = stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.isVisible() and stop.isEnabled()
            if keyed and not self.isAncestorOf(stop):
                stop.setFocus(reason)
                return
            stop = further(stop)

    def _climb(self, step: int) -> None:
        """Go up or down a row."""
        index = self.table.currentIndex()
        row = min(max(index.row() + step, 0), self.model.rowCount() - 1)
        if not self.model.is_locked(row, index.column()):
            self._go_to(row, index.column())

    def _go_to(self, row: int, column: int) -> None:
        """Make a cell current and open its editor."""
        self.finish()
        index = self.model.index(row, column)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.setCurrentIndex(index)
        if self.table.indexWidget(index) is None:
            self.table.edit(index)
        QTimer.singleShot(0, self, say_focus)

    def _paste(self, text: str) -> bool:
        """Spread a block of cells from the current cell on; a single one is left to the cell's editor."""
        index = self.table.currentIndex()
        block = list(csv.reader(text.splitlines(), delimiter="\t"))
        if not index.isValid() or ("\t" not in text and len(block) < 2):
            return False
        row, column = index.row(), index.column()
        self.model.paste(row, column, block)
        self._go_to(row, column)
        return True
