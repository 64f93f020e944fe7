"""Reports: chosen at the left, told what they are about in the middle, shown as pages at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dadu_desktop.records.fields import Reference
from dadu_desktop.services import exports, records
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.report_kinds import LEDGERS
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.faults import sentence_of
from dadu_desktop.ui.file_dialogs import Purpose, ask_target
from dadu_desktop.ui.pages import DEFINITIONS, Page, Place
from dadu_desktop.ui.paper import Paper
from dadu_desktop.ui.parts import label, push_button
from dadu_desktop.ui.printing import ask_printer, print_paper
from dadu_desktop.ui.report_batch import BatchDialog
from dadu_desktop.ui.report_list import ReportList
from dadu_desktop.ui.report_orders import (
    EXCEL,
    PDF,
    WORD,
    CopyOrder,
    ListOrder,
    Order,
    ReportOrder,
    SentOrder,
    order_of_record,
)
from dadu_desktop.ui.report_pane import ParameterPane
from dadu_desktop.ui.report_questions import wanted_though_old, wanted_with_findings
from dadu_desktop.ui.report_sources import SourcesDialog
from dadu_desktop.ui.report_view import ReportView
from dadu_desktop.ui.sent_reports_dialog import SentReportsDialog
from dadu_desktop.ui.tasks import Progress, Task

if TYPE_CHECKING:
    from dadu_desktop.services.figure_sources import Sources
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.reports import MadeReport, ReportInfo
    from dadu_desktop.services.sent_reports import SentReport

SETTLED_MS = 200
FILES = {PDF: "PDF 文件 (*.pdf)", EXCEL: "Excel 工作簿 (*.xlsx)", WORD: "Word 文档 (*.docx)"}


class ReportPage(Page):
    """Makes a report as soon as it is known what it is about."""

    help = (
        "左边选报表，中间选期间、企业或编号，右边就是打印出来的样子。"
        "PageUp、PageDown 翻页，Ctrl+滚轮缩放，Ctrl+P 打印；也可以存为 PDF，台账类还可以存为 Excel，文书类还可以存为 Word。点简报中的数字可看背后的记录和算法。企业、编号填“全部”再点“生成预览”，就把全部合成一份。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the three parts."""
        super().__init__(desk, name)
        self.reports = ReportList()
        self.pane = ParameterPane(desk)
        self.view = ReportView(desk.tasks)
        self.sent = push_button(
            "已出报告…", self.show_sent, picture="history", tip="发出过的报表和此后的变化"
        )
        self.own = push_button(
            "报表模板…",
            lambda: desk.show_page(DEFINITIONS),
            picture="edit",
            tip="本单位自己的报表定义",
        )
        self.batch = push_button(
            "成批生成…",
            lambda: BatchDialog(
                desk, self.reports.info, self.pane.form.values().get("period", ""), self
            ).open(),
            picture="folder",
            tip="每家一个文件，或月报一套",
        )
        self.order: Order | None = None
        self.made: MadeReport | None = None
        self.paper: Paper | None = None
        self._wanted: Callable[[], None] | None = None
        self._task: Task | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        """Put the parts beside each other."""
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.reports)
        self.begins_at = self.reports
        row.addWidget(self.pane)
        row.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("报表", "title"), 1)
        for button in (self.own, self.sent, self.batch, *self.view.deeds):
            head.addWidget(button)
        column.addLayout(head)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        """Join the parts."""
        self.reports.chosen.connect(self._choose)
        self.pane.form.changed.connect(self._settled.start)
        self.pane.wanted.connect(self.make)
        self.pane.copy_wanted.connect(self._run)
        self._settled.timeout.connect(self._make_if_ready)
        self.view.print_wanted.connect(self._ask_printer)
        self.view.file_wanted.connect(self._ask_file)
        self.view.pages.pointed.connect(self.show_sources)
        self.desk.changed.connect(self._follow)
        QShortcut(QKeySequence.StandardKey.Print, self, self._ask_printer)
        QShortcut(QKeySequence.StandardKey.Refresh, self, self.make)

    def enter(self, place: Place) -> None:
        """Show the report that a page asks for, else the one that was shown."""
        self._wanted = partial(self._begin, place)
        if self.reports.known:
            self._start()
        elif self._task is None:
            self._task = self.desk.tasks.run(partial(_read_reports, self.desk.path), self._list)

    def _follow(self, kind: str, _ids: list[int]) -> None:
        """Read the list of reports anew when a definition was changed; else say that the pages are old.

        Those given out are to be so, numbered copies too.
        """
        if kind == DEFINITIONS:
            self._drop()
            self.reports.known = ()
        elif self.made and not isinstance(self.order, CopyOrder | SentOrder):
            self.pane.say_stale()

    def _list(self, known: Sequence[ReportInfo]) -> None:
        """List the reports, then go where the person wanted to."""
        self._task = None
        self.reports.show_reports(known)
        self._start()

    def _start(self) -> None:
        """Go where the person wanted to, once."""
        wanted, self._wanted = self._wanted, None
        if wanted:
            wanted()

    def _begin(self, place: Place) -> None:
        """Print a list, a record, or what is chosen at the left."""
        if isinstance(place.argument, ListQuery):
            title = f"当前列表：{self.desk.record_types[place.kind].label}"
            self._show_order(ListOrder(place.kind, place.argument), title)
        elif isinstance(place.argument, ReportOrder):
            self.reports.choose(place.argument.report)
            self.pane.form.fill(place.argument.parameters)
            self.make()
        elif place.id:
            self._begin_record(place.kind, place.id)
        elif self.order is None and not self.reports.current:
            self.reports.choose(self.reports.known[0].id)

    def _begin_record(self, kind: str, record: int) -> None:
        """Print the sheet of a record, or the list that it stands in."""
        asked = {ledger: one for one, ledger in LEDGERS.items()}.get(kind, "")
        sheet = next(
            (one for one in self.reports.known for parameter in one.parameters if parameter.kind == asked),
            None,
        )
        if sheet is None:
            words = f"{self.desk.record_types[kind].record_label}"
            self.desk.ask(
                lambda ledger: order_of_record(ledger, kind, record),
                lambda order: self._show_order(order, words),
            )
            return
        title = self.desk.record_types[kind].title

        def name(ledger: LedgerFile) -> Reference:
            data = records.get_record(ledger, kind, record)
            words = str(data.values[title]) if kind == "enterprises" else data.number
            return Reference(record, words)

        def show(reference: Reference) -> None:
            self.reports.choose(sheet.id)
            self.pane.form.choose(asked, reference)
            self.make()

        self.desk.ask(name, show)

    def _show_order(self, order: Order, title: str) -> None:
        """Show what is no report of the list."""
        self.reports.choose("")
        self.pane.show_report(None, title)
        self._run(order)

    def _choose(self, info: ReportInfo) -> None:
        """Ask for the parameters of a report, and make it where none is needed."""
        self.pane.show_report(info, info.name)
        self._make_if_ready()

    def _make_if_ready(self) -> None:
        """Make the report unless something is still missing, or it is there already."""
        if not self.reports.current:
            return
        missing = self.pane.form.missing
        if missing:
            self._drop()
            self.view.say(f"请先选择{missing}。")
        elif self.order != ReportOrder(self.reports.current, self.pane.form.values()):
            self.make()

    def make(self) -> None:
        """Make the report with what is chosen now."""
        report = self.reports.current
        if report:
            self._run(ReportOrder(report, self.pane.form.values()))
        elif self.order:
            self._run(self.order)

    def _run(self, order: Order) -> None:
        """Make the pages on the worker; what was asked before is forgotten."""
        self._drop()
        self.order = order
        self.pane.say([])
        self.view.wait()

        def work(ledger: LedgerFile, progress: Progress) -> tuple[MadeReport, Paper]:
            made = order.make(ledger, progress)
            return made, Paper(made.content)

        self._task = self.desk.labour(work, self._show, self._fail, label="正在生成报表…")

    def _drop(self) -> None:
        """Forget the report in the making and the one made."""
        if self._task:
            self._task.drop()
        self._task = self.order = self.made = self.paper = None

    def _show(self, made: tuple[MadeReport, Paper]) -> None:
        """Show the pages and what preflight found."""
        self._task = None
        self.made, self.paper = made
        info = self.reports.info
        fixed = isinstance(self.order, CopyOrder | SentOrder)
        formats = (PDF,) if fixed else info.formats if info else (PDF, EXCEL)
        self.view.show_paper(self.paper, formats=formats)
        if isinstance(self.order, SentOrder):
            self.pane.say_sent(self.made.preflight)
        else:
            self.pane.say(self.made.preflight, made=True, substituted=self.made.substituted)

    def show_sent(self) -> None:
        """List the reports that were given out."""

        def work(ledger: LedgerFile) -> Sequence[SentReport]:
            from dadu_desktop.services.sent_reports import sent_reports

            return sent_reports(ledger)

        def show(found: Sequence[SentReport]) -> None:
            dialog = SentReportsDialog(self.desk, found, self)
            dialog.wanted.connect(lambda one, title: self._show_order(SentOrder(one), f"已出：{title}"))
            dialog.open()

        self.desk.ask(work, show, label="正在读取已出报告…")

    def show_sources(self, page: int, x: float, y: float) -> None:
        """Show the records behind the number at a point of a page."""
        number = self.made.number_at(page, x, y) if self.made else None
        if number is None:
            return

        def work(ledger: LedgerFile) -> Sources:
            from dadu_desktop.services.figure_sources import sources_of

            return sources_of(ledger, number)

        def show(found: Sources) -> None:
            dialog = SourcesDialog(found, self)
            dialog.record_wanted.connect(self.desk.open_record)
            dialog.open()

        self.desk.ask(work, show, label="正在查数据来源…")

    def _fail(self, fault: Exception) -> None:
        """Say in the place of the pages why there are none."""
        self._task = None
        sentence = sentence_of(fault)
        self.view.say(sentence or "报表没有生成。")
        if not sentence:
            self.desk.tasks.failed.emit(fault)

    def _ask_printer(self) -> None:
        """Ask for a printer and print."""
        if self.paper is None or self.made is None:
            return
        if not self._may_give_out(self.made, "仍按预览打印", "仍然打印"):
            return
        if printer := ask_printer(self.paper, self.made.file_name, self):
            self.print_on(printer)

    def _may_give_out(self, made: MadeReport, old: str, deed: str) -> bool:
        """Ask about pages older than the ledger, which are made anew on request, and about what preflight found."""
        if self.pane.stale and not wanted_though_old(old, self):
            self.make()
            return False
        return isinstance(self.order, SentOrder) or wanted_with_findings(made.preflight, deed, self)

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages."""
        paper = self.paper
        if paper is None:
            return

        def work(progress: Progress) -> int:
            return print_paper(paper, printer, progress)

        def done(pages: int) -> None:
            file = printer.outputFileName()
            if file:
                self.desk.notify(f"已写入 {file}，共 {pages} 页。", place=Path(file))
            else:
                self.desk.notify(f"已送打印机 {pages} 页。")
            self._keep()

        self.desk.tasks.run(work, done, label="正在打印…")

    def _keep(self) -> None:
        """Keep the report that is shown as it was given out; one that was kept before stays as it is."""
        made = self.made
        if made is None or isinstance(self.order, SentOrder):
            return

        def work(ledger: LedgerFile) -> None:
            from dadu_desktop.services.sent_reports import keep_report

            keep_report(ledger, made)

        self.desk.ask(work, lambda _nothing: None)

    def _ask_file(self, suffix: str) -> None:
        """Ask where the file shall lie."""
        old = "仍按预览保存" if suffix == PDF else "按现在的数据保存"
        if self.made is None or not self._may_give_out(self.made, old, "仍然保存"):
            return
        name = str(Path(self.made.file_name).with_suffix(f".{suffix}"))
        if chosen := ask_target(self, "保存报表", Purpose.PAPERS, name, FILES[suffix]):
            self.write(chosen, suffix)

    def write(self, file: Path, suffix: str) -> None:
        """Write the report to a file."""
        order, made = self.order, self.made
        if order is None or made is None:
            return

        def work(ledger: LedgerFile) -> None:
            if suffix == PDF:
                exports.write_whole(file, made.content)
            else:
                order.write(ledger, file, suffix)

        def done(_nothing: None) -> None:
            self.desk.notify(f"已保存 {file.name}。", place=file)
            if suffix == PDF:
                self._keep()

        self.desk.ask(work, done, label="正在保存…")


def _read_reports(ledger: Path | None, _progress: Progress) -> Sequence[ReportInfo]:
    """Read which reports there are; the library that prints them is imported on the way."""
    from dadu_desktop.services import reports

    return reports.available_reports(ledger)
