"""How faults reach the person: a sentence for what they can mend, a report for what is our fault."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.domain.errors import UserProblem
from dadu_desktop.ui.theme import set_role

_log = logging.getLogger(__name__)


class FaultDialog(QDialog):
    """Says what happened and what is safe; the report can be copied for whoever mends the program."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        """Show the report."""
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.resize(640, 360)
        title = QLabel("程序遇到意外问题，刚才的操作没有写入。")
        set_role(title, "section")
        words = QLabel("已保存的内容不受影响。请点“复制”，把下面的内容发给维护人员，然后重试或重新启动程序。")
        words.setWordWrap(True)
        self._text = QPlainTextEdit(report, readOnly=True)
        self._text.setAccessibleName("错误报告")
        buttons = QDialogButtonBox()
        copy = buttons.addButton("复制", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (title, words, self._text, buttons):
            column.addWidget(widget)

    def _copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._text.toPlainText())


def report_of(fault: BaseException) -> str:
    """Write what whoever mends the program needs to know."""
    machine = f"{platform.platform()} · Python {platform.python_version()} · Qt {qVersion()}"
    return machine + "\n\n" + "".join(traceback.format_exception(fault))


def sentence_of(fault: BaseException) -> str:
    """Return the sentence for the person, "" where the fault is ours."""
    return fault.sentence if isinstance(fault, UserProblem) else ""


def show_fault(fault: BaseException) -> None:
    """Log a fault of ours and show its report without stopping the window."""
    _log.error("unexpected", exc_info=fault)
    dialog = FaultDialog(report_of(fault), QApplication.activeWindow())
    dialog.open()


def catch_faults() -> None:
    """Show every fault that nobody caught instead of losing it."""

    def caught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
        else:
            show_fault(fault)

    sys.excepthook = caught
