"""月度数据: what the page of a month shows, as plain data; every number leads to the records behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.growth import Growth, growth, pull
from dadu_desktop.domain.measures import Measure
from dadu_desktop.domain.official_figures import (
    OfficialFigure,
    official_remarks,
    official_sentence,
    official_time,
)
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.rounding import largest_remainder, round_half_up
from dadu_desktop.domain.scopes import Scope
from dadu_desktop.domain.spans import Span, span_words
from dadu_desktop.records.column_types import from_scaled
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import figure_sums
from dadu_desktop.services.district_figures import read_official
from dadu_desktop.services.figure_groups import GroupSum, group_sums
from dadu_desktop.services.figure_units import asked_month, knows_last_year
from dadu_desktop.services.measured import PULL_PLACES, Measured, with_pulls
from dadu_desktop.services.month_locks import is_closed
from dadu_desktop.services.record_rows import names
from dadu_desktop.storage.ledger_file import LedgerFile

GROUPS = {
    "trade": "行业",
    "town": "镇街",
    "area": "商圈（片区）",
    "business_form": "业态",
    "size": "单位规模",
    "tags": "重点标签",
}
"""By what a month can be grouped: a field of the register, with its label."""

SHOWN_BARS = 10
TOTAL = "合计"


@dataclass(frozen=True)
class Card:
    """One official figure at the head of the page, with its source and the record that holds it.

    ``remarks`` say how many enterprises, which share, which place in the city; ``sentence`` says all of it.
    """

    label: str
    period: str
    words: str
    growth: str
    remarks: tuple[str, ...]
    sentence: str
    source: str
    record: int


@dataclass(frozen=True)
class GroupLine:
    """One group, or all enterprises together (``key`` 合计); ``share`` is its part of the whole in per cent.

    ``units`` are the enterprises that the figure of the first span counts.
    """

    key: str
    indicator: str
    units: int
    month: Measured
    cumulative: Measured
    share: Decimal | None


@dataclass(frozen=True)
class Bar:
    """One enterprise that leads or drags: its increase in 万元 and its pull in percentage points, rounded."""

    enterprise: Reference
    delta: Decimal
    pull: Decimal | None


@dataclass(frozen=True)
class MonthView:
    """The page of one month; ``month`` of each line is the span asked for, else the month itself.

    Leading and dragging enterprises are always those of the comparable scope. 限上社零 is a sum of its own: it
    pulls nothing and is no part of the total.
    """

    month: Month
    span: Span
    scope: Scope
    group: str
    closed: bool
    cards: tuple[Card, ...]
    groups: tuple[GroupLine, ...]
    total: GroupLine
    retail: GroupLine
    leading: tuple[Bar, ...]
    dragging: tuple[Bar, ...]
    note: str

    @property
    def adds_up(self) -> bool:
        """Tell whether the groups are parts of the total; an enterprise has several tags."""
        return self.group != "tags"


def month_view(
    ledger: LedgerFile,
    month: Month | None = None,
    scope: Scope = Scope.COMPARABLE,
    group: str = "trade",
    span: Span = Span.MONTH,
) -> MonthView:
    """Gather the page of a month, the newest where none is given.

    InputProblem for a group or span that there is not, NotFound where there are no figures at all.
    """
    if group not in GROUPS:
        raise InputProblem(f"不能按“{group}”分组，请从{'、'.join(GROUPS.values())}中选择。")
    spans = (span if span is not Span.CUMULATIVE else Span.MONTH, Span.CUMULATIVE)
    with ledger.read() as connection:
        month = asked_month(connection, month)
        rows = figure_sums.totals(connection, month, spans, getattr(Enterprise, group), SHOWN_BARS)
        known = knows_last_year(connection, month)
        bases = (
            figure_sums.base_totals(connection, month, spans, getattr(Enterprise, group))
            if scope is Scope.FULL and known
            else None
        )
        sums = group_sums([row[1:] for row in rows if row[0] == "sum"], bases, scope, split=group == "tags")
        total = group_sums([row[1:] for row in rows if row[0] == "sum"], bases, scope, whole=True)[0]
        lines = _lines(sums, total)
        return MonthView(
            month,
            spans[0],
            scope,
            group,
            is_closed(connection, month),
            tuple(_cards(read_official(connection, month))),
            lines,
            _line(total, Measure.HEADLINE, total),
            _retail(total),
            _bars(connection, (row for row in rows if row[0] == "lead"), total),
            _bars(connection, (row for row in rows if row[0] == "drag"), total),
            _note(month, spans[0], scope, known=known),
        )


def _lines(sums: list[GroupSum], total: GroupSum) -> tuple[GroupLine, ...]:
    """Show the groups with pulls and shares that add up; tags overlap, so that theirs are told one by one."""
    lines = [_line(one, Measure.HEADLINE, total) for one in sums]
    if any(one.overlapping for one in sums):
        return tuple(lines)
    months = with_pulls([one.month for one in lines], total.scope)
    cumulatives = with_pulls([one.cumulative for one in lines], total.scope)
    whole = total.current[0]
    shares = (
        largest_remainder([Fraction(one.current[0]) * 100 / Fraction(whole) for one in sums], 100, 2)
        if whole
        else []
    )
    return tuple(
        replace(line, month=month, cumulative=cumulative, share=share)
        for line, month, cumulative, share in zip_longest(lines, months, cumulatives, shares)
    )


def _line(one: GroupSum, measure: Measure, total: GroupSum) -> GroupLine:
    """Show one sum beside the whole."""
    offset = 0 if measure is Measure.HEADLINE else 2
    first, second = (_measured(one, total, at) for at in (offset, offset + 1))
    whole = total.current[offset]
    share = round_half_up(one.current[offset] * 100 / whole, 2) if whole else None
    return GroupLine(one.key, str(measure), one.units[offset], first, second, share)


def _retail(total: GroupSum) -> GroupLine:
    """Show 限上社零, which is no part of the sales and turnover added up."""
    line = _line(total, Measure.RETAIL, total)
    month, cumulative = (replace(one, pull=None) for one in (line.month, line.cumulative))
    return replace(line, month=month, cumulative=cumulative, share=None)


def _measured(one: GroupSum, total: GroupSum, at: int) -> Measured:
    """Show one series of a sum with what it pulls the whole by."""
    rate = growth(one.current[at], one.base[at])
    exact = pull(one.current[at] - one.base[at], total.base[at])
    return Measured(
        one.current[at], one.base[at], rate, None if exact is None else round_half_up(exact, PULL_PLACES)
    )


def _bars(connection: Connection, rows: Iterable[Any], total: GroupSum) -> tuple[Bar, ...]:
    """Show who leads or drags."""
    found = [(row[3], from_scaled(row[4] - row[5])) for row in rows]
    known = names(connection, (one for one, _ in found))
    bars = []
    for one, delta in found:
        exact = pull(delta, total.comparable_base)
        bars.append(Bar(known[one], delta, None if exact is None else round_half_up(exact, PULL_PLACES)))
    return tuple(bars)


def _cards(official: Iterable[OfficialFigure]) -> Iterable[Card]:
    """Show what the statistics bureau gave out, each with its source."""
    for one in official:
        rate = "" if one.growth is None else f"{'+' if one.growth > 0 else ''}{Growth(one.growth).text()}"
        yield Card(
            one.indicator,
            official_time(one),
            one.words(),
            rate,
            official_remarks(one),
            official_sentence(one),
            one.source,
            one.record,
        )


def _note(month: Month, span: Span, scope: Scope, *, known: bool) -> str:
    """Say what is counted, and what stands for last year's reports where there are none."""
    said = f"{span_words(span, month)}，{scope}，单位：万元"
    if scope is Scope.FULL and not known:
        said += "；台账中没有上年的上报数，全口径同期用企业自报的同期数"
    return said
