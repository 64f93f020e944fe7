"""Choose the columns of a list and their order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.records.fields import RecordType
from dadu_desktop.ui.dialog_buttons import Decision
from dadu_desktop.ui.parts import announce, say_ticks
from dadu_desktop.ui.theme import set_role

_IN_LIST = Qt.ShortcutContext.WidgetShortcut


class ColumnsDialog(QDialog):
    """Ticked fields are shown, in the order of the list; the first one stays while scrolling."""

    chosen = Signal(tuple)

    def __init__(self, record_type: RecordType, columns: Sequence[str], parent: QWidget) -> None:
        """List the shown columns first."""
        super().__init__(parent)
        self.setWindowTitle("选择列")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(360, 520)
        words = QLabel(
            "打勾的列会显示；拖动或按 Alt+↑、Alt+↓ 可调整先后，第一列横向滚动时不动。", wordWrap=True
        )
        set_role(words, "small")
        self.list = QListWidget()
        self.list.setAccessibleName("列")
        self.list.setAccessibleDescription("空格勾选，Alt+↑、Alt+↓ 调整先后")
        say_ticks(self.list)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(QKeySequence(keys), self.list, partial(self._move, step), context=_IN_LIST)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        others = [field.key for field in record_type.fields if field.key not in columns]
        for key in (*columns, *others):
            item = QListWidgetItem(record_type.field(key).heading, self.list)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setCheckState(Qt.CheckState.Checked if key in columns else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        buttons = Decision(self, "确定", self._choose)
        column = QVBoxLayout(self)
        for widget in (words, self.list, buttons):
            column.addWidget(widget)

    def _move(self, step: int) -> None:
        """Put the current column before or behind its neighbour, and say where it is."""
        place = self.list.currentRow() + step
        if 0 <= place < self.list.count():
            item = self.list.takeItem(self.list.currentRow())
            self.list.insertItem(place, item)
            self.list.setCurrentRow(place)
            announce(self.list, f"{item.text()}，第 {place + 1} 列")

    def _choose(self) -> None:
        """Say the ticked columns; none leaves the list as it was."""
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = [one for one in items if one.checkState() == Qt.CheckState.Checked]
        if ticked:
            self.chosen.emit(tuple(one.data(Qt.ItemDataRole.UserRole) for one in ticked))
        self.accept()
