"""The report of a fault that is ours: what happened, what is safe, and 复制."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout

from dadu_desktop.ui.dialog_buttons import Closing
from dadu_desktop.ui.parts import label, push_button


class FaultDialog(QDialog):
    """Says what happened and what is safe; the report can be copied for whoever mends the program."""

    def __init__(self, fault: BaseException) -> None:
        """Show the report over the window in front."""
        super().__init__(QApplication.activeWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("程序出错")
        self.resize(640, 360)
        title = label("程序遇到意外问题，刚才的操作没有写入。", "section")
        help_words = "已保存的内容不受影响。请点“复制”，把下面的内容发给维护人员，然后重试或重新启动程序。"
        words = label(help_words, wrap=True)
        self._text = QPlainTextEdit(report_of(fault), readOnly=True)
        self._text.setAccessibleName("错误报告")
        buttons = Closing(self, push_button("复制", self._copy))
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
