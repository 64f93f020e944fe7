"""成批生成: one file for each record of a document, or the set of a month, into a folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.domain.errors import Cancelled, InputProblem
from dadu_desktop.domain.periods import Month
from dadu_desktop.services.report_kinds import LEDGERS
from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.dialog_buttons import Closing, Decision
from dadu_desktop.ui.file_dialogs import Purpose, ask_folder
from dadu_desktop.ui.parts import fault_label, label, open_place, push_button, say_fault

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.report_batches import Written
    from dadu_desktop.services.reports import ReportInfo
    from dadu_desktop.ui.tasks import Progress

    Batch = Callable[[LedgerFile, Path, Progress], Written]

WIDTH, HEIGHT = 560, 360
_SET = "月报一套：简报、月度运行分析、月度数据、催报单、数据核查、更正清单"
_ONE_FILE = "要合成一个文件，请在报表页的企业或编号栏填“全部”。"
_STOPPED = "已停止，已生成的文件都完整；再做一次时，逐份的接着做，月报一套从头做起。"


def is_for_many(info: ReportInfo) -> bool:
    """Tell whether a report is a document about one record, which can be made for each of them."""
    return any(one.required and one.kind in LEDGERS for one in info.parameters)


class BatchDialog(QDialog):
    """Asks what is to be made, and then where the files shall lie."""

    def __init__(self, desk: Desk, info: ReportInfo | None, month: str, parent: QWidget) -> None:
        """Build the choices; ``info`` is the report chosen on the page, ``month`` the one proposed, "" for the last."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("成批生成")
        self.setMinimumWidth(WIDTH)
        self._desk, self._page = desk, parent
        self._document = info if info and is_for_many(info) else None
        self.each = QRadioButton(f"{self._document.name}，每份一个文件" if self._document else "每份一个文件")
        self.each.setEnabled(self._document is not None)
        self.each.setToolTip("" if self._document else "请先在左边选一企一档、一企一策工作表等逐条的文书")
        self.whole = QRadioButton(_SET)
        (self.each if self._document else self.whole).setChecked(True)
        self.month = QLineEdit(month or str(Month.of(date.today()).previous()))
        self.month.setAccessibleName("月份")
        self.month.setEnabled(self.whole.isChecked())
        self.whole.toggled.connect(self.month.setEnabled)
        self.fault = fault_label()
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the choices above each other."""
        buttons = Decision(self, "选择文件夹…", self.ask_folder)
        self.go = buttons.go
        form = QFormLayout()
        form.addRow("月份", self.month)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self.each)
        column.addWidget(self.whole)
        column.addLayout(form)
        column.addWidget(self.fault)
        column.addWidget(label(_ONE_FILE, "muted", wrap=True))
        column.addWidget(buttons)

    def ask_folder(self) -> None:
        """Ask where the files shall lie, and make them."""
        try:
            batch = self._batch()
        except InputProblem as problem:
            say_fault(self.fault, problem.sentence)
            self.month.setFocus()
            return
        if chosen := ask_folder(self, "文件存到哪个文件夹", Purpose.PAPERS):
            self.accept()
            _make(self._desk, batch, chosen, self._page)

    def _batch(self) -> Batch:
        """Give what was chosen; InputProblem where the month cannot be read."""
        if self.whole.isChecked() or self._document is None:
            month = str(Month.parse(self.month.text()))
            return lambda ledger, folder, progress: late.report_batches.write_set(
                ledger, month, folder, progress
            )
        report = self._document.id
        return lambda ledger, folder, progress: late.report_batches.write_each(
            ledger, report, folder, progress
        )


class BatchOutcome(QDialog):
    """How many files a batch made, where they lie, and what to look at before they are given out."""

    def __init__(self, words: str, written: Written, folder: Path, parent: QWidget) -> None:
        """List the findings by file, where there are any."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("成批生成")
        self.setMinimumWidth(WIDTH)
        self.findings = QListWidget()
        self.findings.setWordWrap(True)
        self.findings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.findings.setAccessibleName("印前检查")
        self.findings.addItems(
            [f"{file}：{one}" for file, found in written.preflight.items() for one in found]
        )
        buttons = Closing(self, push_button("打开文件夹", lambda: open_place(folder)))
        column = QVBoxLayout(self)
        column.setSpacing(12)
        self.words = label(words, wrap=True)
        column.addWidget(self.words)
        if written.preflight:
            column.addWidget(label("印前检查发现：", "section"))
            column.addWidget(self.findings, 1)
            self.resize(WIDTH, HEIGHT)
        column.addWidget(buttons)


def _make(desk: Desk, batch: Batch, folder: Path, parent: QWidget) -> None:
    """Make the files on the worker, with progress and 取消; say afterwards what there is."""

    def done(written: Written) -> None:
        kept = f"，沿用以前的 {len(written.kept)} 份" if written.kept else ""
        words = f"已生成 {len(written.made)} 份{kept}：{folder}"
        BatchOutcome(words, written, folder, parent).open()

    def failed(fault: Exception) -> None:
        if isinstance(fault, Cancelled):
            desk.notify(_STOPPED)
        else:
            desk.tasks.failed.emit(fault)

    desk.labour(lambda ledger, progress: batch(ledger, folder, progress), done, failed, label="正在成批生成…")
