"""The bar that comes with a selection: n 条 · 打开 · 批量修改 · 导出 · 打印 · 删除."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from dadu_desktop.ui.parts import Do, label, tool_button


class SelectionBar(QFrame):
    """Says what is to be done with the selected records."""

    open_wanted = Signal()
    change_wanted = Signal()
    export_wanted = Signal()
    print_wanted = Signal()
    delete_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self) -> None:
        """Build the buttons."""
        super().__init__()
        self.setObjectName("selection")
        self._count = label()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 8, 2)
        row.addWidget(self._count)
        row.addSpacing(16)
        self.open = tool_button("打开", "forward", self.open_wanted, role="quiet")
        self.open.setAccessibleName("打开所选记录")
        self.change = tool_button("批量修改", "edit", self.change_wanted, role="quiet")
        self.export = tool_button("导出所选", "export", self.export_wanted, role="quiet", asks=True)
        self.print = tool_button("打印所选", "print", self.print_wanted, role="quiet")
        self.delete = tool_button("删除", "delete", self.delete_wanted, role="quiet")
        self.restore = tool_button("恢复", "undo", self.restore_wanted, role="quiet")
        for button in (self.open, self.change, self.export, self.print, self.delete, self.restore):
            row.addWidget(button)
        row.addStretch(1)
        self._row = row
        self._deeds: list[QToolButton] = []
        self.hide()

    def add_deed(self, words: str, picture: str, do: Do) -> None:
        """Add what only one ledger's records can do, after 打开."""
        self._deeds.append(tool_button(words, picture, do, role="quiet"))
        self._row.insertWidget(self._row.indexOf(self.change), self._deeds[-1])

    def say(self, count: int, *, deleted: bool, numbered: bool, writes: bool) -> None:
        """Show the bar for a number of records, in the ledger or in its recycle bin.

        Who may not write sees nothing that changes records. Records without numbers of their own, such as monthly figures, are exported and printed by the list only.
        """
        self._count.setText(f"已选 {count:,} 条")
        self._count.setAccessibleName(self._count.text())
        self.open.setVisible(count == 1 and not deleted)
        for button in (*self._deeds, self.change, self.delete):
            button.setVisible(writes and not deleted)
        for button in (self.export, self.print):
            button.setVisible(numbered and not deleted)
        self.restore.setVisible(writes and deleted)
        self.setVisible(count > 0)
