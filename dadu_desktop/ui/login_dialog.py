"""The dialog that lets a person into a guarded ledger: by name and password, or by the recovery code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.domain.errors import UserProblem
from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.dialog_buttons import Decision
from dadu_desktop.ui.faults import show_fault
from dadu_desktop.ui.parts import fault_label, label, say_fault

WIDTH = 440
_LOST = (
    "文件已损坏，或者设有密码而旁边的密钥文件不见了。设过密码的：输入恢复单上的恢复码，"
    "或取消后把备份旁的密钥文件放回台账旁。没有设过密码的：取消后从备份恢复。"
)


def password_line(name: str) -> QLineEdit:
    """Make a line whose letters nobody sees."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(name)
    line.setMaxLength(200)
    return line


class LoginDialog(QDialog):
    """Asks who it is until the ledger is unlocked or the person gives up."""

    def __init__(
        self, desk: Desk, place: str, unlocked: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        """Build the two lines and read who may come in."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("登录")
        self.setMinimumWidth(WIDTH)
        self._desk, self._place, self._unlocked = desk, Path(place), unlocked
        self.person = QComboBox()
        self.person.setAccessibleName("使用人")
        self.password = password_line("密码")
        self.help = label("忘记密码时，可在密码栏输入恢复单上的恢复码。", "small", wrap=True)
        self.fault = fault_label()
        self.buttons = Decision(self, "登录", self.log_in)
        self.go = self.buttons.go
        self.password.textChanged.connect(self._let)
        self._lay_out()
        self._let("")
        desk.tasks.run(lambda _progress: late.login.people_of(self._place), self._offer, self._show)

    def log_in(self) -> None:
        """Try the password on the worker: it is slow on purpose."""
        person, password = self.person.currentText(), self.password.text()
        self.go.setEnabled(False)
        self._desk.tasks.run(
            lambda _progress: (
                late.login.unlock(self._place, password, person)
                if person
                else late.login.unlock_by_code(self._place, password)
            ),
            self._enter,
            self._show,
        )

    def _lay_out(self) -> None:
        """Name of the ledger, lines, fault, help, buttons."""
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.addRow("使用人", self.person)
        form.addRow("密码", self.password)
        self._form = form
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(label(self._place.stem, "section"))
        column.addLayout(form)
        column.addWidget(self.fault)
        column.addWidget(self.help)
        column.addWidget(self.buttons)

    def _offer(self, people: list[str]) -> None:
        """Offer the persons who have a password; without a key file only the recovery code helps."""
        self.person.addItems(people)
        if not people:
            self._form.setRowVisible(self.person, False)
            self.setWindowTitle("台账打不开")
            self.help.setText(_LOST)
            self.password.setAccessibleName("恢复码")
            label_of = self._form.labelForField(self.password)
            if isinstance(label_of, QLabel):
                label_of.setText("恢复码")
            self.go.setText("打开")
        self.password.setFocus()

    def _enter(self, _person: str) -> None:
        """Close and open the ledger."""
        self.accept()
        self._unlocked()

    def _show(self, fault: Exception) -> None:
        """Say why it did not work, and let the person try again."""
        if not isinstance(fault, UserProblem):
            show_fault(fault)
            return
        say_fault(self.fault, fault.sentence)
        self.password.clear()
        self.password.setFocus()

    def _let(self, password: str) -> None:
        """Allow to go on once something was typed."""
        self.go.setEnabled(bool(password))
