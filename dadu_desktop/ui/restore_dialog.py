"""The ledger is damaged: its newest copies, one of which takes its place; the damaged file is kept aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.domain.errors import UserProblem
from dadu_desktop.services.backups import KeptCopy
from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.dialog_buttons import Decision
from dadu_desktop.ui.faults import show_fault
from dadu_desktop.ui.login_dialog import WIDTH
from dadu_desktop.ui.parts import fault_label, label, say_fault

_WORDS = "“{}”已损坏，没有再写入任何内容。可以用下面一份备份恢复；损坏的文件另名保留在同一文件夹。"
_NONE = "“{}”已损坏，没有再写入任何内容；旁边没有找到备份。请在开始页用“从备份恢复…”选择别处的备份。"


class RestoreDialog(QDialog):
    """Offers the copies that lie beside a ledger, the newest first."""

    def __init__(self, desk: Desk, place: Path, again: Callable[[], object], parent: QWidget) -> None:
        """Build the list and read it."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("台账已损坏")
        self.setMinimumWidth(WIDTH + 80)
        self._desk, self._place, self._again = desk, place, again
        self.words = label("正在查找备份…", wrap=True)
        self.copies = QListWidget()
        self.copies.setAccessibleName("备份")
        self.fault = fault_label()
        buttons = Decision(self, "用这份恢复", self.restore)
        self.go = buttons.go
        self.go.setEnabled(False)
        self.copies.itemActivated.connect(lambda _item: self.restore())
        column = QVBoxLayout(self)
        column.setSpacing(12)
        for widget in (self.words, self.copies, self.fault, buttons):
            column.addWidget(widget)
        desk.tasks.run(lambda _progress: late.backups.copies_of(place), self._show, self._refused)

    def restore(self) -> None:
        """Put the chosen copy in the ledger's place and open it."""
        if not self.go.isEnabled():
            return
        chosen, place = Path(self.copies.currentItem().data(Qt.ItemDataRole.UserRole)), self._place
        self.go.setEnabled(False)
        self._desk.tasks.run(
            lambda _progress: late.backups.restore_backup(chosen, place),
            lambda _source: self._restored(),
            self._refused,
            label="正在恢复备份…",
        )

    def _show(self, copies: list[KeptCopy]) -> None:
        """List the copies."""
        self.words.setText((_WORDS if copies else _NONE).format(self._place.name))
        for one in copies:
            item = QListWidgetItem(f"{one.at:%Y-%m-%d %H:%M}　{one.occasion}", self.copies)
            item.setData(Qt.ItemDataRole.UserRole, str(one.file))
        self.copies.setVisible(bool(copies))
        self.copies.setCurrentRow(0)
        self.go.setEnabled(bool(copies))
        self.copies.setFocus()

    def _restored(self) -> None:
        """Close and open the ledger."""
        self.accept()
        self._again()
        self._desk.notify("已从备份恢复；损坏的台账另存在同一文件夹。")

    def _refused(self, fault: Exception) -> None:
        """Say why this copy could not be used; another can be chosen."""
        self.go.setEnabled(self.copies.count() > 0)
        if not isinstance(fault, UserProblem):
            show_fault(fault)
            return
        say_fault(self.fault, fault.sentence)
