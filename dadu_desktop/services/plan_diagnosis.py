"""诊断: what an enterprise's own records say beside its plan: figures, trade, open problems, visits, policies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dadu_desktop.domain.errors import NotFound
from dadu_desktop.domain.growth import Growth
from dadu_desktop.domain.measures import headline_indicator
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_workflow import OPEN
from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.domain.spans import Span
from dadu_desktop.domain.verdicts import Verdict
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.figure_units import newest_asked, read_units
from dadu_desktop.services.figure_view import month_view
from dadu_desktop.services.list_query import Filter, ListQuery, Sort
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.policy_matching import Answer, matches_of
from dadu_desktop.services.records import get_record
from dadu_desktop.services.rows import Row
from dadu_desktop.services.timeline import figure_series
from dadu_desktop.storage.ledger_file import LedgerFile

MONTHS = 24
_SHOWN = 5
Series = Sequence[tuple[str, Decimal | None, Decimal | None]]


@dataclass(frozen=True)
class Comparison:
    """The enterprise beside its trade over the same months: growth of both, as the statistics page shows them."""

    span: str
    own: Growth
    trade: Growth

    @property
    def words(self) -> str:
        """Say both and by how many points they differ; it says what happened at the same time, not why."""
        told = f"{self.span}同比：本企业{self.own.text()}，同行业{self.trade.text()}"
        own, trade = self.own.rounded(), self.trade.rounded()
        if own is None or trade is None:
            return told
        apart = round_half_up(own - trade, 1)
        if not apart:
            return f"{told}，与同行业持平"
        return f"{told}，{'高' if apart > 0 else '低'}{abs(apart)}个百分点"


@dataclass(frozen=True)
class Diagnosis:
    """All of it as plain data; ``month`` is "" where there are no figures."""

    enterprise: Reference
    trade: str
    indicator: str
    series: Series
    month: str
    comparisons: tuple[Comparison, ...]
    problems: tuple[Row, ...]
    problem_count: int
    visits: tuple[Row, ...]
    policies: tuple[Answer, ...]

    @property
    def sentences(self) -> list[str]:
        """Say the diagnosis in a few sentences, for the page and for paper."""
        met = [one.rules.policy.label for one in self.policies if one.match.verdict is Verdict.MET]
        last = self.visits[0].values["date"] if self.visits else None
        visited = f"最近走访：{last.chinese()}" if isinstance(last, PartialDate) else "还没有走访过"
        told = [one.words for one in self.comparisons] or ["没有月度数据"]
        told.append(f"在办问题 {self.problem_count} 个；{visited}")
        return [*told, f"符合条件的政策：{'、'.join(met)}" if met else "暂无符合条件的政策"]


def diagnose(ledger: LedgerFile, enterprise: Reference, today: date) -> Diagnosis:
    """Gather what is known of an enterprise; missing figures leave their part empty."""
    values = get_record(ledger, "enterprises", enterprise.id).values
    trade = str(values["trade"] or "")
    month, comparisons = _compared(ledger, enterprise.id, trade)
    open_problems = ListQuery(
        enterprise=enterprise.id,
        filters=(Filter("status", "one_of", tuple(sorted(OPEN))),),
        sort=(Sort("due_date"),),
        columns=("number", "description", "status", "due_date", "light"),
        limit=_SHOWN,
    )
    visits = ListQuery(
        enterprise=enterprise.id, columns=("date", "form", "operation", "visitors"), limit=_SHOWN
    )
    problems = list_records(ledger, "problems", open_problems)
    return Diagnosis(
        enterprise,
        trade,
        headline_indicator(trade or None),
        figure_series(ledger, enterprise.id, months=MONTHS),
        month,
        comparisons,
        tuple(problems.rows),
        problems.total,
        tuple(list_records(ledger, "visits", visits).rows),
        tuple(matches_of(ledger, enterprise.id, today)),
    )


def _compared(ledger: LedgerFile, enterprise: int, trade: str) -> tuple[str, tuple[Comparison, ...]]:
    """Put the growth of an enterprise beside that of its trade, cumulated and for the newest month."""
    try:
        month = newest_asked(ledger)
    except NotFound:
        return "", ()
    units = read_units(ledger, month, (Span.CUMULATIVE, Span.MONTH))
    own = next((one.figures for one in units if one.enterprise.id == enterprise), None)
    group = next((one for one in month_view(ledger, month).groups if one.key == trade), None)
    if own is None or group is None:
        return str(month), ()
    compared = (
        (month.cumulative_chinese(), own[Span.CUMULATIVE].growth, group.cumulative.growth),
        (month.chinese(), own[Span.MONTH].growth, group.month.growth),
    )
    return str(month), tuple(Comparison(*one) for one in compared)
