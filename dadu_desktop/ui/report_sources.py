"""The records behind a number of a report: rule above, records below, each opens its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from dadu_desktop.ui.dialog_buttons import Closing
from dadu_desktop.ui.parts import label, push_button

if TYPE_CHECKING:
    from dadu_desktop.services.figure_sources import Sources

IdRole = Qt.ItemDataRole.UserRole
SIZE = (760, 480)


class SourcesDialog(QDialog):
    """Shows where a number comes from."""

    record_wanted = Signal(str, int)

    def __init__(self, sources: Sources, parent: QWidget) -> None:
        """Show rule and records."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("数据来源")
        self.resize(*SIZE)
        self._kind = sources.kind
        more = (
            f"（列出前 {len(sources.lines)} 条，共 {sources.total} 条）"
            if sources.total > len(sources.lines)
            else ""
        )
        self.rule = label(f"{sources.rule}{more}", wrap=True)
        self.table = QTableWidget(len(sources.lines), len(sources.headings) + 1)
        self._fill(sources)
        self.opener = push_button("打开记录", self._open)
        buttons = Closing(self, self.opener)
        column = QVBoxLayout(self)
        for widget in (label(sources.title, "section", wrap=True), self.rule, self.table, buttons):
            column.addWidget(widget)

    def _fill(self, sources: Sources) -> None:
        """Fill the table; Enter or a double click opens a record."""
        self.table.setAccessibleName("背后的记录")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalHeaderLabels([*sources.headings, "计入"])
        for row, line in enumerate(sources.lines):
            for column, words in enumerate((*line.texts, "是" if line.part else "仅作比较")):
                item = QTableWidgetItem(words)
                item.setData(IdRole, line.id)
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        self.table.itemActivated.connect(lambda _item: self._open())
        if sources.lines:
            self.table.selectRow(0)

    def _open(self) -> None:
        """Open the record that is chosen."""
        item = self.table.currentItem()
        if item is not None:
            self.record_wanted.emit(self._kind, int(item.data(IdRole)))
            self.accept()
