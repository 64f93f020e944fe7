"""Which reported columns make up a span of time: month, quarter, year, and January up to a month."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.periods import Month


class Span(StrEnum):
    """What a figure of a month covers."""

    MONTH = "本月"
    CUMULATIVE = "累计"
    QUARTER = "本季"
    YEAR = "全年"


class Term(NamedTuple):
    """A reported column to add (``sign`` 1) or to take away (-1)."""

    month: Month
    cumulated: bool
    sign: int

    def year_ago(self) -> Term:
        """Return the same column of last year's reports."""
        return Term(self.month.year_ago(), self.cumulated, self.sign)


def terms(span: Span, month: Month) -> tuple[Term, ...]:
    """Return the columns that make up a span ending with ``month``.

    A quarter is what the cumulated figure grew by since the quarter before, so that corrections of earlier months
    count; within a quarter it is the quarter up to now. 1—2月 is the cumulated figure of February. A year is whole
    in December only: InputProblem before.
    """
    match span:
        case Span.MONTH:
            return (Term(_single(month), month.joint, 1),)
        case Span.CUMULATIVE:
            return (Term(_single(month), True, 1),)
        case Span.QUARTER:
            before = (month.month - 1) // 3 * 3
            whole = Term(_single(month), True, 1)
            return (whole, Term(Month(month.year, before), True, -1)) if before else (whole,)
        case Span.YEAR:
            if month.month != 12:
                raise InputProblem("全年数要到12月的数据报齐后才有，请改选12月，或看累计。")
            return (Term(month, True, 1),)


def span_words(span: Span, month: Month) -> str:
    """Name what is covered: 2022年11月, 2022年1—11月, 2022年四季度, 2022年全年."""
    match span:
        case Span.MONTH:
            return month.chinese()
        case Span.CUMULATIVE:
            return month.cumulative_chinese()
        case Span.QUARTER:
            quarter = f"{month.year}年{'一二三四'[(month.month - 1) // 3]}季度"
            return quarter if month.month % 3 == 0 else f"{quarter}（至{month.month}月）"
        case Span.YEAR:
            return f"{month.year}年全年"


def added(signed: Iterable[tuple[int, Decimal | None]]) -> Decimal | None:
    """Add up columns by their signs; None as soon as one of them was not reported."""
    total = Decimal(0)
    for sign, value in signed:
        if value is None:
            return None
        total += sign * value
    return total


def _single(month: Month) -> Month:
    """Return the month under which a figure is kept: 1—2月 is kept as February."""
    return Month(month.year, month.month)
