"""The dialog that asks for the password of locked workbooks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from dadu_desktop.ui.dialog_buttons import Decision
from dadu_desktop.ui.parts import label

_NAMED = 5


class PasswordDialog(QDialog):
    """Asks for one password, tried on every locked file; an empty one cannot be given."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None, sentences: Sequence[str]) -> None:
        """Show what was said about the locked files, the first few of them."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("输入打开密码")
        shown = list(sentences[:_NAMED])
        if len(sentences) > _NAMED:
            shown.append(f"……共 {len(sentences)} 个文件")
        self.words = label("\n".join(shown), wrap=True)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName("打开密码")
        self.buttons = Decision(self, "打开", self.accept, "跳过")
        self.go = self.buttons.go
        self.accepted.connect(lambda: self.given.emit(self.password.text()))
        self.password.textChanged.connect(self._let)
        form = QFormLayout()
        form.addRow("打开密码", self.password)
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addLayout(form)
        column.addWidget(self.buttons)
        self.setMinimumWidth(480)
        self._let("")

    def _let(self, password: str) -> None:
        """Allow to go on once something was typed."""
        self.go.setEnabled(bool(password))
