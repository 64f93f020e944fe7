"""The reports that were given out: opened, written to files, and compared with what the data say now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.services import exports
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.dialog_buttons import Closing
from dadu_desktop.ui.faults import sentence_of
from dadu_desktop.ui.file_dialogs import Purpose, ask_target
from dadu_desktop.ui.parts import announce, label, push_button
from dadu_desktop.ui.tasks import Task

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.report_changes import ChangedFigure
    from dadu_desktop.services.sent_reports import SentReport

SIZE = (860, 560)
HEADINGS = ("时间", "报表", "页数", "出具人")
WIDTHS = (140, 460, 60, 120)
UNCHANGED = "发出后各项数字没有变化。"
NONE = "还没有发出过报表。打印或另存报表时，系统自动留存一份。"


class SentReportsDialog(QDialog):
    """The list above; below it what has become of the numbers of the chosen report."""

    wanted = Signal(int, str)
    """A report that shall be shown as pages, with its title."""

    def __init__(self, desk: Desk, sent: Sequence[SentReport], parent: QWidget) -> None:
        """Show the list, the newest report chosen."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("已出报告")
        self.resize(*SIZE)
        self._desk, self._sent = desk, list(sent)
        self._task: Task | None = None
        self.table = QTableWidget(len(self._sent), len(HEADINGS))
        self.changes = QPlainTextEdit(readOnly=True)
        self.changes.setAccessibleName("发出后的变化")
        self.opener = push_button("打开", self.open_chosen)
        self.writer = push_button("另存为…", self._ask_file)
        buttons = Closing(self, self.opener, self.writer)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 2)
        column.addWidget(label("发出后的变化", "section"))
        column.addWidget(self.changes, 1)
        column.addWidget(buttons)
        self._fill()

    def _fill(self) -> None:
        """Fill the table; Enter or a double click opens a report."""
        table = self.table
        table.setAccessibleName("已出报告")
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.setHorizontalHeaderLabels(HEADINGS)
        for row, one in enumerate(self._sent):
            cells = (f"{one.at:%Y-%m-%d %H:%M}", one.file_name, str(one.pages or "—"), one.person)
            for place, words in enumerate(cells):
                table.setItem(row, place, QTableWidgetItem(words))
        for place, width in enumerate(WIDTHS):
            table.setColumnWidth(place, width)
        table.horizontalHeader().setStretchLastSection(True)
        table.itemActivated.connect(lambda _item: self.open_chosen())
        table.currentCellChanged.connect(lambda *_: self._compare())
        self._say("" if self._sent else NONE)
        self.opener.setEnabled(False)
        self.writer.setEnabled(False)
        if self._sent:
            table.selectRow(0)

    @property
    def chosen(self) -> SentReport | None:
        """The report that is chosen."""
        row = self.table.currentRow()
        return self._sent[row] if 0 <= row < len(self._sent) else None

    def open_chosen(self) -> None:
        """Ask for the pages of the chosen report; files for Word and Excel have none here."""
        if self.chosen and self.opener.isEnabled():
            self.wanted.emit(self.chosen.id, self.chosen.title)
            self.accept()

    def _compare(self) -> None:
        """Compare the numbers of the chosen report with those of today."""
        one = self.chosen
        if one is None:
            return
        if self._task:
            self._task.drop()
        self.opener.setEnabled(one.file_name.endswith(".pdf"))
        self.writer.setEnabled(True)
        self._say("正在与现在的数据比较…")

        def work(ledger: LedgerFile) -> list[ChangedFigure]:
            from dadu_desktop.services.report_changes import changes_since

            return changes_since(ledger, one.id)

        def show(found: list[ChangedFigure]) -> None:
            self._task = None
            self._say("\n".join(change.sentence() for change in found) or UNCHANGED)

        def fail(fault: Exception) -> None:
            self._task = None
            self._say(sentence_of(fault) or "没有比较成。")

        self._task = self._desk.ask(work, show, fail)

    def _say(self, words: str) -> None:
        """Say what has changed, aloud too."""
        self.changes.setPlainText(words)
        announce(self.changes, words)

    def _ask_file(self) -> None:
        """Ask where the file shall lie."""
        if self.chosen:
            name = Path(self.chosen.file_name)
            kinds = f"*{name.suffix} (*{name.suffix})"
            if target := ask_target(self, "另存已出报告", Purpose.PAPERS, name.name, kinds):
                self.write(target)

    def write(self, file: Path) -> None:
        """Write the chosen report to a file, as it was given out."""
        one = self.chosen
        if one is None:
            return

        def work(ledger: LedgerFile) -> None:
            from dadu_desktop.services.sent_reports import open_report

            exports.write_whole(file, open_report(ledger, one.id).content)

        def done(_nothing: None) -> None:
            self._desk.notify(f"已保存 {file.name}。", place=file)

        self._desk.ask(work, done, label="正在保存…")
