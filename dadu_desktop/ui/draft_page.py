"""改稿: the clauses of a drafted document left, one of them in an officer's own words in the middle, the pages right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from dadu_desktop.domain.sentences import lint_sentence
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.page_preview import PagePreview
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.paper import Paper
from dadu_desktop.ui.parts import card, fault_label, follow_selection, label, push_button
from dadu_desktop.ui.report_orders import ReportOrder
from dadu_desktop.ui.tasks import Task
from dadu_desktop.ui.theme import colour

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.report_drafting import DraftClause, DraftText

MIDDLE = 320
_LEAST = 340
_Role = Qt.ItemDataRole.UserRole
_LEFT_OUT = "（不印）"


class DraftPage(Page):
    """Keeps an officer's words clause by clause; those that are older than the data are marked, never rewritten."""

    help = (
        "左边是起草的每一句，选一句在中间改，改好按 Ctrl+S 或选下一句就保存；清空就不印这一句，“恢复起草的话”回到程序起草的文字。"
        "数据变了，改过的话不会动，只标“⚠”并写明新的数；核对后点“仍用我的话”。右边是打印出来的样子。Ctrl+↑、Ctrl+↓ 到上一句、下一句。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the three parts."""
        super().__init__(desk, name)
        self._order = ReportOrder("", {})
        self._draft: DraftText | None = None
        self._at = -1
        self._task: Task | None = None
        self.title = label("改稿", "title")
        self.state = label("", "muted")
        self.clauses = QListWidget()
        self.clauses.setAccessibleName("起草的各句")
        self.clauses.setWordWrap(True)
        self.clauses.setMinimumWidth(_LEAST)
        self.clauses.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        follow_selection(self.clauses)
        self.drafted = label("", wrap=True)
        self.news = label("", wrap=True)
        self.text = QPlainTextEdit(placeholderText="清空则不印这一句")
        self.text.setAccessibleName("我的写法")
        self.text.setTabChangesFocus(True)
        self.faults = fault_label()
        self.back = push_button("恢复起草的话", lambda: self._keep(None), picture="undo")
        self.confirm = push_button("仍用我的话", lambda: self._keep(self.text.toPlainText()), picture="check")
        self.save = push_button("保存", self.keep, picture="save", role="primary", tip="保存（Ctrl+S）")
        self.pages = PagePreview(desk.tasks)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        """Head above, the three parts below."""
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(push_button("返回报表", self._return, picture="back"))
        head.addWidget(self.title)
        head.addWidget(self.state, 1)
        frame = card()
        frame.setFixedWidth(MIDDLE)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(16, 12, 16, 16)
        inside.setSpacing(8)
        deeds = QHBoxLayout()
        deeds.addWidget(self.back)
        deeds.addWidget(self.confirm)
        for widget in (label("程序起草", "small"), self.drafted, self.news, label("我的写法", "small")):
            inside.addWidget(widget)
        inside.addWidget(self.text, 1)
        inside.addWidget(self.faults)
        inside.addLayout(deeds)
        inside.addWidget(self.save)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.clauses, 3)
        row.addWidget(frame)
        row.addWidget(self.pages, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        """Join the parts."""
        self.clauses.currentItemChanged.connect(self._choose)
        self.text.textChanged.connect(self._look)
        QShortcut(QKeySequence.StandardKey.Save, self, self.keep)
        for keys, step in (("Ctrl+Up", -1), ("Ctrl+Down", 1)):
            QShortcut(QKeySequence(keys), self, lambda by=step: self._step(by))

    def writers(self) -> Iterable[QWidget]:
        """Give what keeps words in the ledger."""
        return self.text, self.save, self.back, self.confirm

    def enter(self, place: Place) -> None:
        """Draft the document that the page of reports asks for, else the last one anew."""
        if isinstance(place.argument, ReportOrder) and place.argument != self._order:
            self._order = place.argument
            self._forget()
        if self._order.report:
            self._read()

    def _forget(self) -> None:
        """Show nothing of the document before, until the new one is drafted."""
        self._draft, self._at = None, -1
        self.clauses.clear()
        self.pages.show_paper(None)
        self.title.setText("改稿")
        for one in (self.drafted, self.news, self.state):
            one.clear()
        self.text.clear()
        self.text.setReadOnly(True)

    def may_leave(self) -> bool:
        """Keep what was typed: nobody has to be asked."""
        self.keep()
        return True

    def keep(self) -> None:
        """Keep what is typed where it differs from what is printed now."""
        clause = self._clause
        if clause and self.text.isEnabled() and self.text.toPlainText() != clause.text:
            self._keep(self.text.toPlainText())

    @property
    def _clause(self) -> DraftClause | None:
        """The clause that is shown in the middle."""
        known = self._draft.clauses if self._draft else ()
        return known[self._at] if 0 <= self._at < len(known) else None

    def _keep(self, words: str | None) -> None:
        """Keep words for the clause; 撤销 brings back those before."""
        draft, clause = self._draft, self._clause
        if draft is None or clause is None:
            return

        def write(ledger: LedgerFile, own: str | None) -> None:
            from dadu_desktop.services.report_drafting import keep_own_words

            keep_own_words(ledger, draft, clause, own)

        def undo() -> None:
            self.desk.ask(lambda ledger: write(ledger, clause.words), lambda _nothing: self._kept())

        def done(_nothing: None) -> None:
            self._kept()
            self.desk.notify("已改。" if words is not None else "已恢复起草的话。", undo)

        self.desk.ask(lambda ledger: write(ledger, words), done)

    def _kept(self) -> None:
        """Let the page of reports know, and draft anew."""
        self.desk.announce({"report-edits": []})
        self._read()

    def _read(self) -> None:
        """Draft the document and print it as it stands, on the worker."""
        order = self._order

        def work(ledger: LedgerFile) -> tuple[DraftText, Paper]:
            from dadu_desktop.services.report_drafting import print_draft, read_draft

            found = read_draft(ledger, order.report, order.parameters)
            return found, Paper(print_draft(ledger, order.report, order.parameters).content)

        if self._task:
            self._task.drop()
        self._task = self.desk.ask(work, self._show, label="正在起草…")

    def _show(self, found: tuple[DraftText, Paper]) -> None:
        """List the clauses and show the pages; the clause in the middle stays."""
        self._task = None
        self._draft, paper = found
        self.text.setReadOnly(False)
        page = self.pages.page
        self.pages.show_paper(paper)
        self.pages.go(page)
        at = max(0, min(self._at, len(self._draft.clauses) - 1))
        self._at = -1
        self.clauses.clear()
        for place, clause in enumerate(self._draft.clauses):
            self._add(place, clause)
        self.title.setText(f"改稿：{self._draft.title}")
        own = sum(one.words is not None for one in self._draft.clauses)
        stale = sum(one.stale for one in self._draft.clauses)
        self.state.setText(f"改过 {own} 句" + (f"，其中 {stale} 句数据已变" if stale else "") if own else "")
        self.clauses.setCurrentRow(at)

    def _add(self, place: int, clause: DraftClause) -> None:
        """List one clause with its state in words."""
        state = "⚠ 数据已变　" if clause.stale else "✎ 已改　" if clause.words is not None else ""
        item = QListWidgetItem(f"{state}{clause.text or _LEFT_OUT}", self.clauses)
        item.setData(_Role, place)
        item.setToolTip(clause.heading)
        if clause.stale:
            item.setForeground(colour("amber"))
        elif clause.words is not None:
            item.setForeground(colour("accent"))

    def _choose(self) -> None:
        """Show another clause; what was typed for the one before is kept first."""
        place = self.clauses.currentRow()
        if place < 0 or place == self._at:
            return
        if self._at >= 0:
            self.keep()
        self._at = place
        clause = self._clause
        if clause is None:
            return
        self.drafted.setText(clause.drafted or "（草稿里已没有这一句）")
        self.news.setText(clause.news)
        self.news.setVisible(clause.stale)
        self.back.setEnabled(clause.words is not None)
        self.confirm.setVisible(clause.stale and bool(clause.drafted))
        self.text.setPlainText(clause.text)
        self.text.setAccessibleDescription(f"{clause.heading}。{clause.news}")

    def _look(self) -> None:
        """Say what is wrong with the figures as it is typed."""
        faults = lint_sentence(self.text.toPlainText())
        self.faults.setText("\n".join(faults))
        self.faults.setVisible(bool(faults))

    def _step(self, by: int) -> None:
        """Go to another clause."""
        row = self.clauses.currentRow() + by
        if 0 <= row < self.clauses.count():
            self.clauses.setCurrentRow(row)

    def _return(self) -> None:
        """Show the report again."""
        self.desk.wanted.emit(Place("reports", argument=self._order))
