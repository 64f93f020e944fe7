"""Dialogs of persons and passwords: a new password typed twice, and the recovery code to print or copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.domain.password_rules import RULES, password_fault
from dadu_desktop.ui.dialog_buttons import Decision
from dadu_desktop.ui.file_dialogs import Purpose, ask_target
from dadu_desktop.ui.login_dialog import WIDTH, password_line
from dadu_desktop.ui.parts import fault_label, label, say_fault
from dadu_desktop.ui.theme import set_role

_SHEET = """<h2>台账恢复单</h2>
<p>台账：{ledger}</p>
<p style="font-size: 16pt; font-family: monospace">{code}</p>
<p>忘记密码或密钥文件丢失时，在登录窗口的密码栏输入以上恢复码即可打开台账。</p>
<p>凭此单不需要密码就能打开台账，请装入信封，由负责人锁好；修改密码不影响本单。</p>"""


class NewPasswordDialog(QDialog):
    """Asks for a new password twice, and for the former one where a person changes the own."""

    given = Signal(str, str, str)  # name, new password, former password

    def __init__(self, parent: QWidget, title: str, person: str, rule: str, *, changes: bool = False) -> None:
        """Build the lines; the name can be typed where there is none yet."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self._rule = rule
        self.person = QLineEdit(person)
        self.person.setAccessibleName("姓名")
        self.person.setReadOnly(bool(person))
        self.former = password_line("原密码") if changes else None
        self.first, self.again = password_line("新密码"), password_line("再输一次")
        self.fault = fault_label()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.addRow("姓名", self.person)
        if self.former:
            form.addRow("原密码", self.former)
        form.addRow("新密码", self.first)
        form.addRow("再输一次", self.again)
        buttons = Decision(self, "确定", self.answer)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(label(f"{RULES[rule].words}；不能含姓名。", "small", wrap=True))
        column.addWidget(self.fault)
        column.addWidget(buttons)
        (self.former or self.first if person else self.person).setFocus()

    def answer(self) -> None:
        """Give what was typed, or say what is wrong with it."""
        person, password = self.person.text().strip(), self.first.text()
        fault = "" if person else "请填写姓名。"
        fault = fault or password_fault(self._rule, password, person)
        if not fault and password != self.again.text():
            fault = "两次输入的密码不同，请重新输入。"
        if fault:
            say_fault(self.fault, fault)
            return
        self.accept()
        self.given.emit(person, password, self.former.text() if self.former else "")


class RecoveryDialog(QDialog):
    """Shows the recovery code once, to print, to copy or to write down."""

    def __init__(self, parent: QWidget, ledger: str, code: str) -> None:
        """Build the words and the buttons."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("恢复单")
        self.setMinimumWidth(WIDTH + 120)
        self._ledger, self._words = ledger, code
        self.code = label(_in_lines(code), "section")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setAccessibleName("恢复码")
        self.told = label("", "small", wrap=True)
        self.told.hide()
        words = "忘记密码时，只有恢复码能打开台账，任何人都无法代为找回。请现在打印或抄写，由负责人锁好。"
        buttons = QDialogButtonBox()
        self.printing = buttons.addButton("打印…", QDialogButtonBox.ButtonRole.ActionRole)
        set_role(self.printing, "primary")
        self.saving = buttons.addButton("存为 PDF…", QDialogButtonBox.ButtonRole.ActionRole)
        self.copying = buttons.addButton("复制", QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("已收好", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        self.printing.clicked.connect(self._print)
        self.saving.clicked.connect(self._save)
        self.copying.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._words))
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(label(words, wrap=True))
        column.addWidget(self.code)
        column.addWidget(self.told)
        column.addWidget(buttons)
        self.printing.setDefault(True)  # Enter must not put away what was not kept yet
        self.printing.setFocus()

    def sheet(self) -> QTextDocument:
        """Write the page."""
        document = QTextDocument()
        document.setHtml(
            _SHEET.format(ledger=self._ledger, code=_in_lines(self._words).replace("\n", "<br>"))
        )
        return document

    def save(self, file: Path) -> None:
        """Write the page as PDF; where that fails nobody must believe that the code is safe."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        self.sheet().print_(printer)
        kept = file.is_file() and file.stat().st_size > 0
        self.told.setText(
            f"已存为 {file}，请移到安全的地方。" if kept else "没有存成，请换一个位置，或抄写。"
        )
        self.told.show()

    def _save(self) -> None:
        """Ask where the page shall lie."""
        name = f"{self._ledger}恢复单.pdf"
        if chosen := ask_target(self, "存为 PDF", Purpose.BACKUPS, name, "PDF (*.pdf)"):
            self.save(chosen)

    def _print(self) -> None:
        """Ask for a printer and print the page."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("恢复单")
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印")
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.sheet().print_(printer)


def _in_lines(code: str) -> str:
    """Break a code into lines of seven groups."""
    groups = code.split("-")
    return "\n".join("-".join(groups[start : start + 7]) for start in range(0, len(groups), 7))
