"""The bar that comes with a selection: n 条 · 批量修改 · 导出 · 打印 · 删除."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.theme import set_role


class SelectionBar(QFrame):
    """Says what is to be done with the selected records."""

    change_wanted = Signal()
    export_wanted = Signal()
    print_wanted = Signal()
    delete_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self) -> None:
        """Build the buttons."""
        super().__init__()
        self.setObjectName("selection")
        self._count = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 8, 2)
        row.addWidget(self._count)
        row.addSpacing(16)
        self.change = self._button("批量修改", "edit", self.change_wanted)
        self.export = self._button("导出所选", "export", self.export_wanted)
        self.print = self._button("打印所选", "print", self.print_wanted)
        self.delete = self._button("删除", "delete", self.delete_wanted)
        self.restore = self._button("恢复", "undo", self.restore_wanted)
        row.addStretch(1)
        self.hide()

    def say(self, count: int, *, deleted: bool) -> None:
        """Show the bar for a number of records, in the ledger or in its recycle bin."""
        self._count.setText(f"已选 {count:,} 条")
        self._count.setAccessibleName(self._count.text())
        for button in (self.change, self.export, self.print, self.delete):
            button.setVisible(not deleted)
        self.restore.setVisible(deleted)
        self.setVisible(count > 0)

    def _button(self, words: str, picture: str, signal: object) -> QToolButton:
        """Add one button."""
        button = QToolButton(icon=icon(picture), text=words)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(words)
        button.clicked.connect(signal)
        set_role(button, "quiet")
        self.layout().addWidget(button)
        return button
