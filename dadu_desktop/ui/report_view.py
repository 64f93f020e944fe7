"""The right of the report page: pages with a bar to turn and enlarge them, print them and write them to files."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dadu_desktop.ui.page_preview import STEP, PagePreview
from dadu_desktop.ui.paper import Paper
from dadu_desktop.ui.parts import label, push_button, tool_button
from dadu_desktop.ui.report_orders import EXCEL, PDF, WORD
from dadu_desktop.ui.tasks import Tasks

SKELETON_MS = 150


class ReportView(QWidget):
    """Says which file is wanted, or that pages shall be printed."""

    print_wanted = Signal()
    file_wanted = Signal(str)

    def __init__(self, tasks: Tasks) -> None:
        """Build the bar and the pages."""
        super().__init__()
        self.pages = PagePreview(tasks)
        self.pages.moved.connect(self._say_page)
        self.pages.zoomed.connect(self._say_zoom)
        self.words = label("", "muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page = label()
        self._percent: QLabel = label()
        self.back = tool_button("上一页", "chevron-up", lambda: self._turn(-1), role="quiet")
        self.forth = tool_button("下一页", "chevron-down", lambda: self._turn(1), role="quiet")
        self.printer = push_button("打印…", self.print_wanted, picture="print", role="primary")
        self.pdf = push_button("存为 PDF…", lambda: self.file_wanted.emit(PDF), picture="pdf")
        self.excel = push_button("存为 Excel…", lambda: self.file_wanted.emit(EXCEL), picture="excel")
        self.word = push_button("存为 Word…", lambda: self.file_wanted.emit(WORD), picture="save")
        self._patience = QTimer(self, singleShot=True, interval=SKELETON_MS)
        self._patience.timeout.connect(lambda: self.say("正在生成报表…"))
        self._lay_out()
        self.say("")

    def _lay_out(self) -> None:
        """Bar above the pages."""
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for widget in (self.back, self._page, self.forth):
            bar.addWidget(widget)
        bar.addSpacing(8)
        for words, name, do in (
            ("－", "缩小", lambda: self.pages.zoom(1 / STEP)),
            ("＋", "放大", lambda: self.pages.zoom(STEP)),
            ("适合宽度", "适合宽度", self.pages.fit_width),
        ):
            bar.addWidget(push_button(words, do, role="link", name=name))
        bar.addWidget(self._percent)
        bar.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.pages)
        self.stack.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.stack, 1)

    @property
    def deeds(self) -> tuple[QPushButton, ...]:
        """The buttons for the head of the page, from left to right."""
        return self.excel, self.word, self.pdf, self.printer

    def wait(self) -> None:
        """Say after a moment that pages are on the way."""
        self._enable(pages=False)
        self._patience.start()

    def say(self, words: str) -> None:
        """Show words in the place of pages."""
        self._patience.stop()
        self._enable(pages=False)
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.pages.show_paper(None)
        self.stack.setCurrentWidget(self.words)

    def show_paper(self, paper: Paper, *, formats: Collection[str]) -> None:
        """Show the pages."""
        self._patience.stop()
        self.stack.setCurrentWidget(self.pages)
        self.pages.show_paper(paper)
        self._enable(pages=True)
        self.excel.setVisible(EXCEL in formats)
        self.word.setVisible(WORD in formats)

    def _enable(self, *, pages: bool) -> None:
        """Offer only what can be done."""
        for button in (self.printer, self.pdf, self.excel, self.word, self.back, self.forth):
            button.setEnabled(pages)

    def _turn(self, step: int) -> None:
        """Go some pages on or back."""
        self.pages.go(self.pages.page + step)

    def _say_page(self, page: int, pages: int) -> None:
        """Say which page is in sight."""
        self._page.setText(f"第 {page} / {pages} 页" if pages else "")

    def _say_zoom(self, percent: int) -> None:
        """Say how large the pages are."""
        self._percent.setText(f"{percent}%")
