"""座谈议程: what the next symposium opens with, tasks not done and problems of symposia still open."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.services.minutes import Agenda, agenda, finish_task
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import label, push_button
from dadu_desktop.ui.rows_table import RowsTable

_TASKS = (
    Field("text", "议定事项", Kind.TEXT, width=56),
    Field("enterprise", "企业", Kind.TEXT, width=28),
    Field("owner", "责任人", Kind.TEXT, width=14),
    Field("due", "时限", Kind.DATE, width=12),
    Field("light", "亮灯", Kind.LIGHT, width=10),
    Field("visit", "哪次座谈", Kind.TEXT, width=16),
)
_PROBLEMS = ("number", "description", "enterprise", "owner", "due_date", "light", "status")


class AgendaPage(Page):
    """Two lists; done tasks are ticked off here."""

    help = (
        "下次座谈先议这些：没有完成的议定事项和座谈会上提出、还没办结的问题。"
        "选中议定事项点“已完成”即勾销，可以撤销；回车打开那次座谈或那个问题。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the lists."""
        super().__init__(desk, name)
        self.found = Agenda([], [])
        known = desk.record_types["problems"]
        self.tasks = RowsTable("未完成的议定事项", _TASKS)
        self.problems = RowsTable("座谈会上提出、仍在办的问题", [known.field(key) for key in _PROBLEMS])
        self.tasks.opened.connect(lambda place: desk.open_record("visits", self.found.tasks[place].visit.id))
        self.problems.opened.connect(
            lambda place: desk.open_record("problems", self.found.problems[place].id)
        )
        self.done = push_button("已完成", self.finish, name="所选议定事项已完成", picture="check")
        self.counts = label("", "section"), label("", "section")
        first = QHBoxLayout()
        first.addWidget(self.counts[0], 1)
        first.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addWidget(label("座谈议程", "title"))
        column.addLayout(first)
        column.addWidget(self.tasks, 1)
        column.addWidget(self.counts[1])
        column.addWidget(self.problems, 1)
        desk.changed.connect(self.follow)
        QShortcut(QKeySequence("F5"), self, self.load, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self, place: Place) -> None:
        """Read what is unfinished; the keyboard is in the list, and not on what ticks off."""
        self.load()
        self.tasks.setFocus()

    def load(self) -> None:
        """Read on the worker."""
        today = date.today()
        self.desk.ask(lambda ledger: agenda(ledger, today), self._show)

    def finish(self) -> None:
        """Tick the selected tasks off; the notice opens them again."""
        places = self.tasks.chosen() or [self.tasks.currentIndex().row()]
        ids = [self.found.tasks[place].id for place in places if 0 <= place < len(self.found.tasks)]
        if ids:
            self._note(ids, date.today())

    def _note(self, ids: list[int], day: date | None) -> None:
        """Note the day on which tasks were done, or that they are not."""

        def work(ledger: LedgerFile) -> dict[str, list[int]]:
            return [finish_task(ledger, one, day) for one in ids][-1]

        def noted(changed: dict[str, list[int]]) -> None:
            self.desk.announce(changed)
            if day:
                self.desk.notify(f"已完成议定事项 {len(ids)} 项。", lambda: self._note(ids, None))

        self.desk.ask(work, noted)

    def _show(self, found: Agenda) -> None:
        """List both."""
        self.found = found
        self.tasks.show_rows(
            [
                Row(
                    one.id,
                    {
                        **vars(one),
                        "enterprise": one.enterprise.label if one.enterprise else "",
                        "visit": one.visit.label,
                        "light": "红·超期" if one.overdue else "",
                    },
                )
                for one in found.tasks
            ]
        )
        self.problems.show_rows(found.problems)
        tasks, problems = len(found.tasks), len(found.problems)
        self.counts[0].setText(f"未完成的议定事项　{tasks}" if tasks else "议定事项都已完成。")
        self.counts[1].setText(f"仍在办的问题　{problems}" if problems else "座谈会上提出的问题都已办结。")
        self.done.setEnabled(bool(tasks))
