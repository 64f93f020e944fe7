"""脱敏副本: who is to get a copy of the report on the screen, and the log of those given before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.ui.dialog_buttons import Closing
from dadu_desktop.ui.parts import label, push_button

if TYPE_CHECKING:
    from dadu_desktop.services.redacted_copies import ReportCopy

SIZE = (820, 480)
HEADINGS = ("编号", "时间", "报表", "发给", "登记人", "文件校验码")
WIDTHS = (120, 140, 180, 130, 90, 120)
WORDS = "企业以代号表示，金额以区间表示，企业不足3家的数和可据以推算的数以“＊”代替；每份编号，登记后才能打印、另存。"


class CopiesDialog(QDialog):
    """The receiver above, the log below."""

    wanted = Signal(str)

    def __init__(self, title: str, known: Sequence[ReportCopy], parent: QWidget) -> None:
        """Show the log; ``title`` is the report that a copy can be made of, "" where there is none."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("脱敏副本")
        self.resize(*SIZE)
        self.receiver = QLineEdit(placeholderText="发给哪个单位或哪个人")
        self.receiver.setAccessibleName("发给")
        self.make = push_button("生成副本", self._ask, role="primary")
        self.make.setEnabled(False)
        self.receiver.setEnabled(bool(title))
        self.receiver.textChanged.connect(lambda words: self.make.setEnabled(bool(words.strip())))
        self.receiver.returnPressed.connect(self._ask)
        row = QHBoxLayout()
        row.addWidget(self.receiver, 1)
        row.addWidget(self.make)
        self.table = QTableWidget(len(known), len(HEADINGS))
        self._fill(known)
        buttons = Closing(self)
        column = QVBoxLayout(self)
        column.addWidget(label(title or "请先选择一个报表", "section", wrap=True))
        column.addWidget(label(WORDS, "muted", wrap=True))
        column.addLayout(row)
        column.addWidget(label("副本登记" if known else "还没有发出过脱敏副本。", "section"))
        column.addWidget(self.table, 1)
        column.addWidget(buttons)

    def _fill(self, known: Sequence[ReportCopy]) -> None:
        """Fill the log, the newest copy first."""
        table = self.table
        table.setAccessibleName("副本登记")
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.setHorizontalHeaderLabels(HEADINGS)
        for row, one in enumerate(known):
            cells = (one.number, f"{one.at:%Y-%m-%d %H:%M}", one.title, one.receiver, one.person, one.sha256)
            for place, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                table.setItem(row, place, item)
        for place, width in enumerate(WIDTHS):
            table.setColumnWidth(place, width)
        table.horizontalHeader().setStretchLastSection(True)
        table.setVisible(bool(known))

    def _ask(self) -> None:
        """Say who gets a copy."""
        if words := self.receiver.text().strip():
            self.wanted.emit(words)
            self.accept()
