"""办理指标: the rates of any period as of any day; numerator and denominator open as lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_rates import Rate
from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services import rates
from dadu_desktop.services.foreign_trade import ForeignTrade, foreign_trade_facts
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import card, empty_layout, label, plain_widget, push_button
from dadu_desktop.ui.small_form import SmallForm

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.ui.desk import Desk

_FIELDS = (
    Field("first", "期间从", Kind.DATE, required=True, width=14),
    Field("last", "期间到", Kind.DATE, required=True, width=14),
    Field("as_of", "截至", Kind.DATE, width=14),
)


@dataclass(frozen=True)
class _Found:
    """The rates with their lists, and what is counted beside them."""

    rates: list[tuple[Rate, ListQuery, ListQuery]]
    put_off: ListQuery
    put_off_count: int
    times: int
    trade: ForeignTrade


class RatesPage(Page):
    """Asks for period and day, shows five rates with the lists behind them."""

    help = (
        "选期间和截至日期，指标按当时的办理过程重算；每个分子、分母都能点开成清单逐条核对。"
        "挂账问题单独统计；解释说明算办结、不算解决；走访覆盖率按企业数，走访家次另计。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the questions and the place of the answers."""
        super().__init__(desk, name)
        today = date.today()
        self.form = SmallForm(_FIELDS, Means(today), columns=3)
        self.form.fill(
            {
                "first": PartialDate(today.year, 1, 1),
                "last": PartialDate.of(today),
                "as_of": PartialDate.of(today),
            }
        )
        self.form.submitted.connect(self.load)
        self.fair = QCheckBox("满意率含“基本满意”")
        self.fair.setAccessibleName(self.fair.text())
        self.fair.setChecked(True)
        self.fair.toggled.connect(lambda _on: self.load())
        self._lay_out()
        desk.changed.connect(self.follow)
        QShortcut(QKeySequence("F5"), self, self.load, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        """Title, questions, answers."""
        asked = card()
        row = QHBoxLayout(asked)
        row.setContentsMargins(16, 8, 16, 12)
        row.addWidget(self.form, 1)
        row.addWidget(self.fair, 0, Qt.AlignmentFlag.AlignBottom)
        self._compute = push_button("计算", self.load, role="primary", name="计算指标")
        row.addWidget(self._compute, 0, Qt.AlignmentFlag.AlignBottom)
        content = plain_widget()
        self._answers = QVBoxLayout(content)
        self._answers.setContentsMargins(0, 0, 8, 0)
        self._answers.setSpacing(8)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("指标")
        scroll.setWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addWidget(label("办理指标", "title"))
        column.addWidget(asked)
        column.addWidget(scroll, 1)

    def enter(self, place: Place) -> None:
        """Compute anew."""
        self.load()

    def load(self) -> None:
        """Compute on the worker, unless a day is missing."""
        try:
            asked = self.form.read()
        except FieldProblems:
            return
        first, last, day = (asked.get(one.key) for one in _FIELDS)
        if not isinstance(first, PartialDate) or not isinstance(last, PartialDate):
            return
        if last.last_day() < first.first_day():
            self.form.show_faults({"last": "期间的结束早于开始，请核对。"})
            return
        as_of = day.last_day() if isinstance(day, PartialDate) else None
        begin, end, fair = first.first_day(), last.last_day(), self.fair.isChecked()
        self.desk.ask(lambda ledger: _read(ledger, begin, end, as_of, with_fair=fair), self._show)

    def _show(self, found: _Found) -> None:
        """Show one card for each rate, and the counts beside them."""
        empty_layout(self._answers)
        for rate, numerator, denominator in found.rates:
            self._answers.addWidget(self._rate_card(rate, numerator, denominator))
        self._answers.addWidget(
            self._line(
                "单独统计",
                [("挂账问题", found.put_off_count, "problems", found.put_off)],
                f"走访 {found.times:,} 家次。",
            )
        )
        counts = [
            ("调研外贸企业", found.trade.visited.count, found.trade.visited.kind, found.trade.visited.query),
            ("解决难题", found.trade.solved.count, found.trade.solved.kind, found.trade.solved.query),
        ]
        self._answers.addWidget(self._line("外贸企业服务", counts, found.trade.sentence))
        self._answers.addStretch(1)
        if QApplication.focusWidget() is None:  # the last Enter left the form
            self._compute.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rate_card(self, rate: Rate, numerator: ListQuery, denominator: ListQuery) -> QFrame:
        """Show a rate, the two lists and the rule."""
        value = rate.value
        words = "—" if value is None else f"{round_half_up(value, 1)}%"
        links = [
            ("分子", len(rate.numerator), rate.kind, numerator),
            ("分母", len(rate.denominator), rate.kind, denominator),
        ]
        return self._line(f"{rate.label}　{words}", links, rate.rule, about=rate.label)

    def _line(
        self, head: str, links: Sequence[tuple[str, int, str, ListQuery]], rule: str, *, about: str = ""
    ) -> QFrame:
        """Show words, counts that open their lists, and a sentence under them."""
        frame = card()
        row = QHBoxLayout()
        row.addWidget(label(head, "section"))
        row.addSpacing(16)
        for words, count, kind, query in links:
            button = push_button(
                f"{words} {count:,}",
                partial(self.desk.open_list, kind, query),
                role="link",
                tip="打开清单",
                name=f"{about}{words} {count:,}，打开清单",
            )
            button.setEnabled(count > 0)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(label(rule, "small", wrap=True))
        return frame


def _read(ledger: LedgerFile, first: date, last: date, as_of: date | None, *, with_fair: bool) -> _Found:
    """Compute the rates and the queries of their lists."""
    found = rates.rates(ledger, first, last, as_of=as_of, with_fair=with_fair)
    waiting = Rate("long_term", "挂账", rates.put_off(ledger, first, last, as_of=as_of), (), "")
    return _Found(
        [(one, *rates.rate_queries(ledger, one)) for one in found],
        rates.rate_queries(ledger, waiting)[0],
        len(waiting.numerator),
        rates.visit_times(ledger, first, last),
        foreign_trade_facts(ledger, first, last),
    )
