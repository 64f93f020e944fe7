"""What is planned: sheets and route to print, another day, a visit called off, results to enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dadu_desktop.domain.errors import FieldProblems, UserProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.services.rows import Row
from dadu_desktop.services.visit_planning import PlannedVisit, cancel_plans, move_plan, planned_visits
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.parts import fault_label, foot_card, label, push_button
from dadu_desktop.ui.report_orders import ReportOrder
from dadu_desktop.ui.rows_table import RowsTable
from dadu_desktop.ui.small_form import SmallForm

_COLUMNS = (
    Field("day", "日期", Kind.DATE, width=12),
    Field("enterprise", "企业", Kind.TEXT, width=36),
    Field("visitors", "走访人员", Kind.TEXT, width=16),
    Field("leader", "带队领导", Kind.TEXT, width=12),
    Field("purpose", "目的", Kind.TEXT, width=28),
    Field("overlap_reason", "重复走访的理由", Kind.TEXT, width=24),
)
_ASKED = (
    Field("day", "改到", Kind.DATE, width=14),
    Field("reason", "改期或取消的原因", Kind.TEXT, width=36),
)


class PlannedView(QWidget):
    """The planned visits that are still to be made."""

    results_wanted = Signal(list)  # PlannedVisits of one day

    def __init__(self, desk: Desk) -> None:
        """Build buttons, list and the line below."""
        super().__init__()
        self._desk = desk
        self._found: list[PlannedVisit] = []
        self.table = RowsTable("已安排的走访", _COLUMNS)
        self.table.opened.connect(
            lambda place: desk.open_record("enterprises", self._found[place].enterprise.id)
        )
        self.empty = label("还没有安排走访。请在“选企业”中选择企业和日期。", "muted")
        self.form = SmallForm(_ASKED, Means(date.today()))
        self.fault = fault_label()
        head = QHBoxLayout()
        for words, picture, do in (
            ("录入结果", "edit", self._enter),
            ("打印走访记录表", "print", lambda: self._print("visit-plan-sheets")),
            ("打印路线单", "print", lambda: self._print("visit-route")),
        ):
            head.addWidget(push_button(words, do, picture=picture))
        head.addStretch(1)
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        row = QHBoxLayout()
        row.addWidget(self.form, 1)
        row.addWidget(push_button("改期", self.move_day, name="改期所选走访"))
        row.addWidget(push_button("取消走访", self.cancel, name="取消所选走访"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.body, 1)
        column.addWidget(foot_card(row, self.fault))

    def load(self) -> None:
        """Read what is planned."""
        self._desk.ask(planned_visits, self._show)

    def chosen(self) -> list[PlannedVisit]:
        """Give the selected visits, or all of the day of the current one."""
        if places := self.table.chosen():
            return [self._found[place] for place in places]
        row = self.table.currentIndex().row()
        day = self._found[row].day if 0 <= row < len(self._found) else None
        return [one for one in self._found if one.day == day]

    def move_day(self) -> None:
        """Put the selected visits on another day."""
        asked, chosen = self._read(), self.chosen()
        day = asked.get("day")
        if not isinstance(day, PartialDate):
            self.form.show_faults({"day": "请填写改到哪一天。"})
            return

        def work(ledger: LedgerFile) -> None:
            for one in chosen:
                move_plan(ledger, one.id, day.first_day(), reason=str(asked.get("reason", "")))

        self._do(work, f"已改期 {len(chosen):,} 家。")

    def cancel(self) -> None:
        """Call the selected visits off."""
        reason, chosen = str(self._read().get("reason", "")), self.chosen()
        ids = [one.id for one in chosen]
        self._do(lambda ledger: cancel_plans(ledger, ids, reason), f"已取消走访 {len(chosen):,} 家。")

    def _read(self) -> dict[str, object]:
        """Read day and reason as far as they are right."""
        try:
            return self.form.read()
        except FieldProblems:
            return {}

    def _do(self, work: Callable[[LedgerFile], None], words: str) -> None:
        """Do it on the worker; what is in the way is said under the line."""

        def done(_nothing: None) -> None:
            self.fault.hide()
            self.form.fill({"day": None, "reason": ""})
            self._desk.notify(words)
            self._desk.announce({"visits": []})
            self.load()

        def failed(problem: Exception) -> None:
            if isinstance(problem, UserProblem):
                self.fault.setText(problem.sentence)
                self.fault.show()
            else:
                self._desk.tasks.failed.emit(problem)

        self._desk.ask(work, done, failed)

    def _enter(self) -> None:
        """Enter the results of the selected visits of one day."""
        chosen = self.chosen()
        if chosen:
            day = chosen[0].day
            self.results_wanted.emit([one for one in chosen if one.day == day])

    def _print(self, report: str) -> None:
        """Show the sheets or the route of the day as pages."""
        for one in self.chosen()[:1]:
            order = ReportOrder(report, {"day": one.day.isoformat()})
            self._desk.wanted.emit(Place("reports", argument=order))

    def _show(self, found: Sequence[PlannedVisit]) -> None:
        """List them."""
        self._found = list(found)
        self.table.show_rows(
            [
                Row(one.id, {**vars(one), "day": PartialDate.of(one.day), "enterprise": one.enterprise.label})
                for one in found
            ]
        )
        self.body.setCurrentWidget(self.table if found else self.empty)
