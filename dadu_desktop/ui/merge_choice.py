"""Which enterprise is the same as this one: those that look alike, or any other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dadu_desktop.records.fields import Reference
from dadu_desktop.services import merging
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.dialog_buttons import Decision
from dadu_desktop.ui.enterprise_editor import EnterpriseEditor
from dadu_desktop.ui.login_dialog import WIDTH
from dadu_desktop.ui.merge_dialog import MergeDialog
from dadu_desktop.ui.parts import label
from dadu_desktop.ui.quick_capture import enterprise_lookup


class MergeChoice(QDialog):
    """Proposes what looks alike and takes any other enterprise."""

    def __init__(self, desk: Desk, enterprise: int, parent: QWidget) -> None:
        """Build the list and the line."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("合并企业")
        self.setMinimumWidth(WIDTH)
        self._desk, self._enterprise, self._around = desk, enterprise, parent
        self.words = label("正在查找名称或代码相同的企业…", wrap=True)
        self.found = QListWidget()
        self.found.setAccessibleName("可能相同的企业")
        self.found.hide()
        self.line = EnterpriseEditor(enterprise_lookup(desk))
        self.line.setAccessibleName("要并入的企业")
        self.line.setPlaceholderText("输入名称、代码或拼音首字母")
        buttons = Decision(self, "下一步", self.go_on)
        self.go = buttons.go
        self.found.itemActivated.connect(lambda _item: self.go_on())
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self.words)
        column.addWidget(self.found)
        column.addWidget(label("或者选择另一家："))
        column.addWidget(self.line)
        column.addWidget(buttons)
        desk.ask(lambda ledger: merging.alike(ledger, enterprise), self._show)

    def go_on(self) -> None:
        """Put the two side by side."""
        typed, item = self.line.content(), self.found.currentItem()
        chosen = typed if isinstance(typed, Reference) else None
        if chosen is None and not typed and item is not None:
            chosen = item.data(Qt.ItemDataRole.UserRole)
        if chosen is None:
            self.words.setText("请从列表中选择要并入的企业。")
            return
        self.accept()
        MergeDialog(self._desk, self._enterprise, chosen.id, self._around).open()

    def _show(self, found: list[Reference]) -> None:
        """List what looks alike."""
        self.words.setText(
            "下列企业与这家名称或代码相同，选择要并入的一家：" if found else "没有名称或代码相同的企业。"
        )
        for one in found:
            item = QListWidgetItem(one.label, self.found)
            item.setData(Qt.ItemDataRole.UserRole, one)
        self.found.setVisible(bool(found))
        self.found.setCurrentRow(0)
        (self.found if found else self.line).setFocus()
