"""Who reported a month in time (已报/逾期/未报), and how often in a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.rounding import round_half_up

DUE_DAY = 8
"""The day of the next month by which a month is reported where the office has not set another (own)."""


class ReportState(StrEnum):
    """What became of one month of one enterprise."""

    REPORTED = "已报"
    LATE = "逾期"
    MISSING = "未报"
    DOUBTFUL = "存疑"
    PRELIMINARY = "预计"


WAITED_FOR = (ReportState.MISSING, ReportState.PRELIMINARY)
"""Whoever is in one of these states is asked again (催报)."""
_IN_TIME = (ReportState.REPORTED, ReportState.DOUBTFUL)


def due_date(month: Month, day: int = DUE_DAY) -> date:
    """Return the last day on which a month is reported in time."""
    after = month.next()
    return min(date(after.year, after.month, min(day, 28)), after.last_day())


def report_state(kept: str | None, reported: date | None, due: date) -> ReportState:
    """Tell the state from that of the figure (None: there is none) and from the day on which it was reported."""
    if kept is None or kept == ReportState.MISSING:
        return ReportState.MISSING
    state = ReportState(kept)
    late = reported is not None and reported > due
    return ReportState.LATE if state is ReportState.REPORTED and late else state


def state_fault(state: str, *, reported: bool) -> str:
    """Say why a state cannot stand beside a figure, or without one; "" where it can."""
    if reported and state == ReportState.MISSING:
        return "已有本月数，状态不能是未报；确实没有上报的，先清空本月数并写明更正原因。"
    if not reported and state != ReportState.MISSING:
        return "没有本月数，状态只能是未报；先填本月数再改状态。"
    return ""


@dataclass(frozen=True)
class Punctuality:
    """How many months were due and what became of them; ``rate`` in per cent, None where none was due."""

    due: int
    in_time: int
    late: int
    missing: int
    rate: Decimal | None


def punctuality(states: Iterable[ReportState]) -> Punctuality:
    """Count the months of an enterprise; a preliminary figure is not yet a report."""
    counts = Counter(states)
    due, in_time = counts.total(), sum(counts[one] for one in _IN_TIME)
    missing = sum(counts[one] for one in WAITED_FOR)
    rate = round_half_up(Decimal(in_time) * 100 / due, 1) if due else None
    return Punctuality(due, in_time, counts[ReportState.LATE], missing, rate)
