"""The first person of a new ledger: a name, and a password where the office wants one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from dadu_desktop.domain.password_rules import RULES, password_fault
from dadu_desktop.domain.roles import Role
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.dialog_buttons import Decision
from dadu_desktop.ui.login_dialog import WIDTH, password_line
from dadu_desktop.ui.parts import fault_label, label, say_fault
from dadu_desktop.ui.person_keys import guard

_WORDS = (
    "谁来使用这本台账？姓名记在每次改动里。设了密码，台账和备份都会加密，并给出恢复单；"
    "不设也可以，以后在“设置→使用人与密码”里再设、再添加其他人。"
)


class FirstPersonDialog(QDialog):
    """Asks once; who has no time goes on without an answer."""

    given = Signal(str, str)  # name and password, "" where none is wanted

    def __init__(self, parent: QWidget, rule: str) -> None:
        """Build the three lines."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("第一位使用人")
        self.setMinimumWidth(WIDTH)
        self._rule = rule
        self.person = QLineEdit()
        self.person.setAccessibleName("姓名")
        self.first, self.again = password_line("密码"), password_line("再输一次密码")
        self.first.setPlaceholderText("可不填")
        self.fault = fault_label()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.addRow("姓名", self.person)
        form.addRow("密码", self.first)
        form.addRow("再输一次", self.again)
        buttons = Decision(self, "开始使用", self.answer, "以后再说")
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(label(_WORDS, wrap=True))
        column.addLayout(form)
        column.addWidget(label(f"密码规则：{RULES[rule].words}；不能含姓名。", "small", wrap=True))
        column.addWidget(self.fault)
        column.addWidget(buttons)

    def answer(self) -> None:
        """Give what was typed, or say what is wrong with it."""
        if fault := self._fault():
            say_fault(self.fault, fault)
            return
        self.accept()
        self.given.emit(self.person.text().strip(), self.first.text())

    def _fault(self) -> str:
        """Say what keeps the answer from being used; "" where nothing does."""
        person, password = self.person.text().strip(), self.first.text()
        if not person:
            return "请填写姓名，或点“以后再说”。"
        if password != self.again.text():
            return "两次输入的密码不同，请重新输入。"
        return password_fault(self._rule, password, person) if password else ""


def ask_first_person(desk: Desk, window: QWidget) -> None:
    """Ask who works in a new ledger and make that person its manager."""
    rule = late.persons.DEFAULT_RULE

    def take(person: str, password: str) -> None:
        if password:
            guard(desk, window, person, password, rule, "workbench")
            return

        def name(ledger: LedgerFile) -> None:
            late.persons.give_role(ledger, person, Role.MANAGER)
            late.settings.save_settings(ledger, {"operator": person})

        desk.ask(name, lambda _nothing: desk.begin_anew("workbench"))

    dialog = FirstPersonDialog(window, rule)
    dialog.given.connect(take)
    dialog.open()
