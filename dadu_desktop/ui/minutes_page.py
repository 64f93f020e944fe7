"""座谈会纪要: paste the text, mark the sentences, and each becomes a problem or a task of the symposium."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Field, Kind, Reference
from dadu_desktop.services.minutes import MinutesKept, Sentence, keep_minutes, read_minutes
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.minutes_table import MARKS, SentenceTable
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import card, label, push_button
from dadu_desktop.ui.quick_capture import enterprise_lookup
from dadu_desktop.ui.small_form import SmallForm

_FIELDS = (
    Field("enterprise", "企业", Kind.ENTERPRISE, width=36),
    Field("owner", "责任人", Kind.TEXT, width=16),
    Field("due", "时限", Kind.DATE, width=14),
)


class MinutesPage(Page):
    """Text at the left, sentences at the right, what is known of the current one below."""

    help = (
        "把纪要粘贴到左边，点“拆分”。右边每句先猜好是问题还是议定事项：按 1 登记为问题，2 登记为议定事项，0 不登记；"
        "回车改这句的企业、责任人和时限，最后一项回车到下一句。最后点“登记”，全部写入这次座谈会。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build text, sentences and form."""
        super().__init__(desk, name)
        self._visit = 0
        self.text = QPlainTextEdit(placeholderText="在这里粘贴座谈会纪要")
        self.text.setAccessibleName("纪要原文")
        self.text.setTabChangesFocus(True)
        self.table = SentenceTable()
        self.form = SmallForm(_FIELDS, Means(date.today(), {}, enterprise_lookup(desk)))
        self.count = label("", "muted")
        self.save = push_button("登记", self.keep, role="primary", name="登记所标的句子")
        self._lay_out()
        self.table.current.connect(self._show_current)
        self.table.marked.connect(self._count)
        self.table.opened.connect(lambda _place: self.form.begin())
        self.form.edited.connect(self._take)
        self.form.submitted.connect(self._next)
        self._count()

    def _lay_out(self) -> None:
        """Title and buttons, then the two halves."""
        head = QHBoxLayout()
        head.addWidget(label("座谈会纪要", "title"))
        head.addWidget(self.count, 1)
        head.addWidget(push_button("返回座谈会", self._back))
        head.addWidget(self.save)
        left = QVBoxLayout()
        left.addWidget(self.text, 1)
        left.addWidget(push_button("拆分成句子", self.split))
        below = card()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(16, 8, 16, 12)
        inside.addWidget(self.form)
        right = QVBoxLayout()
        right.addWidget(self.table, 1)
        right.addWidget(below)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addLayout(left, 2)
        middle.addLayout(right, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(middle, 1)

    def enter(self, place: Place) -> None:
        """Begin with the minutes of a symposium."""
        if place.id != self._visit:
            self._visit = place.id
            self.text.clear()
            self.table.show_sentences(())
            self._count()
        self.text.setFocus()

    def split(self) -> None:
        """Cut the text into sentences on the worker."""
        text, today = self.text.toPlainText(), date.today()

        def show(found: list[Sentence]) -> None:
            self.table.show_sentences(found)
            self.table.setFocus()
            self._count()
            if not found:
                self.desk.notify("没有读到句子，请先粘贴纪要。")

        self.desk.ask(lambda ledger: read_minutes(ledger, text, today), show)

    def keep(self) -> None:
        """Register what is marked."""
        visit, marks = self._visit, list(self.table.sentences)
        self.desk.ask(lambda ledger: keep_minutes(ledger, visit, marks), self._kept)

    def _kept(self, kept: MinutesKept) -> None:
        """Say what became of the sentences, and show the symposium."""
        self.table.show_sentences(())
        self.text.clear()
        self._count()
        self.desk.announce(kept.changed)
        self.desk.notify(f"已登记问题 {kept.problems} 个、议定事项 {kept.tasks} 项。")
        self._back()

    def _back(self) -> None:
        """Show the symposium."""
        self.desk.open_record("visits", self._visit)

    def _show_current(self, place: int) -> None:
        """Show what is known of the current sentence."""
        if 0 <= place < len(self.table.sentences):
            one = self.table.sentences[place]
            self.form.fill({key: getattr(one, key) for key in self.form.fields})

    def _take(self) -> None:
        """Take what was typed over into the current sentence."""
        place = self.table.currentIndex().row()
        try:
            known = self.form.read()
        except FieldProblems:
            return
        enterprise, due = known.get("enterprise"), known.get("due")
        if 0 <= place < len(self.table.sentences):
            changed = replace(
                self.table.sentences[place],
                enterprise=enterprise if isinstance(enterprise, Reference) else None,
                owner=str(known.get("owner", "")),
                due=due if isinstance(due, PartialDate) else None,
            )
            self.table.change(place, changed)

    def _next(self) -> None:
        """Go back to the sentences, to the one after this."""
        row = self.table.currentIndex().row() + 1
        self.table.setFocus()
        if row < len(self.table.sentences):
            self.table.selectRow(row)

    def _count(self) -> None:
        """Say how much would be registered."""
        marks = [one.guess for one in self.table.sentences]
        parts = [f"{words} {marks.count(guess)}" for guess, words in MARKS.items() if guess]
        self.count.setText("　".join(parts) if marks else "")
        self.save.setEnabled(any(marks))
