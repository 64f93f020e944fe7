"""诊断 on a plan's page: the enterprise's own figures, its trade, open problems, visits and policies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dadu_desktop.domain.verdicts import LIGHTS
from dadu_desktop.records.fields import Field, Kind, Reference
from dadu_desktop.services import plan_diagnosis
from dadu_desktop.services.plan_diagnosis import Diagnosis
from dadu_desktop.services.policy_matching import Answer
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.parts import label, plain_widget
from dadu_desktop.ui.rows_table import RowsTable

if TYPE_CHECKING:
    from dadu_desktop.ui.desk import Desk
    from dadu_desktop.ui.figure_chart import FigureChart

_POLICY_FIELDS = (
    Field("policy", "政策", Kind.TEXT, width=36),
    Field("verdict", "结果", Kind.LIGHT, width=12),
    Field("words", "原因（差多少、缺什么）", Kind.TEXT, width=40),
    Field("applied", "申报", Kind.TEXT, width=8),
)
_PROBLEM_KEYS = ("number", "description", "status", "due_date", "light")
_VISIT_KEYS = ("date", "form", "visitors", "operation")


class DiagnosisView(QWidget):
    """Sentences and chart over three tables; Enter in one of them opens what is behind the row."""

    def __init__(self, desk: Desk) -> None:
        """Build the parts, empty; the chart comes when it is first needed, because its library takes a while."""
        super().__init__()
        self.desk = desk
        self.found: Diagnosis | None = None
        self.words = label("", wrap=True)
        self.legend = label("", "muted")
        self.chart: FigureChart | None = None
        types = desk.record_types
        self.problems = RowsTable(
            "在办问题", [types["problems"].field(one) for one in _PROBLEM_KEYS], whole=True
        )
        self.visits = RowsTable("最近走访", [types["visits"].field(one) for one in _VISIT_KEYS], whole=True)
        self.policies = RowsTable("政策符合情况", _POLICY_FIELDS, whole=True)
        self.problems.opened.connect(partial(self._open, "problems"))
        self.visits.opened.connect(partial(self._open, "visits"))
        self.policies.opened.connect(self._open_policy)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put all of it into a column that scrolls."""
        content = plain_widget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 12, 8, 12)
        self.column.setSpacing(8)
        self.column.addWidget(self.words)
        self.column.addWidget(self.legend)
        for words, table in (("在办问题", self.problems), ("最近走访", self.visits), ("政策", self.policies)):
            self.column.addWidget(label(words, "section"))
            self.column.addWidget(table)
        self.column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName("诊断")
        scroll.setWidget(content)
        self.setFocusProxy(scroll)
        self._scroll = scroll
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_enterprise(self, enterprise: Reference) -> None:
        """Gather it on the worker."""
        today = date.today()
        self.desk.ask(lambda ledger: plan_diagnosis.diagnose(ledger, enterprise, today), self._show)

    def _show(self, found: Diagnosis) -> None:
        """Show sentences, chart and tables."""
        self.found = found
        self.words.setText("\n".join(f"{one}。" for one in found.sentences))
        self._scroll.setAccessibleDescription(self.words.text())
        self._draw(found)
        _fill(self.problems, found.problems)
        _fill(self.visits, found.visits)
        _fill(self.policies, [_row(at, one) for at, one in enumerate(found.policies)])

    def _draw(self, found: Diagnosis) -> None:
        """Draw the last 24 months, or leave the chart out where there are no figures."""
        if self.chart is None and found.series:
            from dadu_desktop.ui.figure_chart import FigureChart

            self.chart = FigureChart(self)
            self.column.insertWidget(2, self.chart)
        self.legend.setText(f"{found.indicator}（万元）　实线：当月　虚线：上年同月")
        self.legend.setVisible(bool(found.series))
        if self.chart:
            self.chart.setVisible(bool(found.series))
            self.chart.show_series(found.indicator, found.series)

    def _open(self, kind: str, place: int) -> None:
        """Open the problem or visit of a row."""
        if self.found:
            rows = self.found.problems if kind == "problems" else self.found.visits
            self.desk.open_record(kind, rows[place].id)

    def _open_policy(self, place: int) -> None:
        """Open the policy of a row."""
        if self.found:
            self.desk.open_record("policies", self.found.policies[place].rules.policy.id)


def _fill(table: RowsTable, rows: Sequence[Row]) -> None:
    """Show rows in a table; an empty one is left out."""
    table.show_rows(rows)
    table.setVisible(bool(rows))


def _row(place: int, one: Answer) -> Row:
    """Show one policy."""
    values: dict[str, object] = {
        "policy": one.rules.policy.label,
        "verdict": LIGHTS[one.match.verdict],
        "words": one.match.words,
        "applied": "已申报" if one.applied else "",
    }
    return Row(place, values)
