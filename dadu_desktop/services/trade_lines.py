"""The four trades over the last months, as lines of a chart; always in the comparable scope."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Integer, and_, case, func, literal, select, type_coerce
from sqlalchemy.orm import aliased

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.growth import Growth, growth
from dadu_desktop.domain.measures import TRADES, Measure
from dadu_desktop.domain.periods import Month
from dadu_desktop.records.column_types import from_scaled
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.figure_sums import alive, counted, kept_month
from dadu_desktop.services.figure_units import asked_month
from dadu_desktop.storage.ledger_file import LedgerFile


@dataclass(frozen=True)
class Point:
    """One month of a trade in 万元; nothing where nobody reported."""

    month: Month
    value: Decimal | None
    growth: Growth


@dataclass(frozen=True)
class TradeLine:
    """One trade, oldest month first."""

    trade: str
    points: tuple[Point, ...]


def trade_lines(ledger: LedgerFile, month: Month | None = None, months: int = 24) -> tuple[TradeLine, ...]:
    """Add up the trades of each month in one query; 1—2月 reported as one is one point."""
    with ledger.read() as connection:
        span = [asked_month(connection, month)]
        while len(span) < months:
            span.insert(0, asked_month(connection, Month(*_before(span[0]))))
        sums = _sums(connection, span)
    return tuple(
        TradeLine(trade, tuple(_point(one, sums.get((kept_month(one), trade))) for one in span))
        for trade in TRADES
    )


def _before(month: Month) -> tuple[int, int]:
    """Give the month before; that of 1—2月 is January, which then mostly has no figures of its own."""
    return (month.year - 1, 12) if month.month == 1 else (month.year, month.month - 1)


def _sums(connection: Connection, span: list[Month]) -> dict[tuple[PartialDate, str], tuple[int, int]]:
    """Add up figure and base of the comparable enterprises by month and trade, in millionths."""
    figure, past = MonthlyFigure, aliased(MonthlyFigure)
    years = ((kept_month(one), literal(kept_month(one.year_ago()), figure.month.type)) for one in span)
    ago = case(*((figure.month == now, before) for now, before in years))
    earlier = (
        select(_column(past, "value", "cumulative", [one.year_ago() for one in span]))
        .where(past.enterprise == figure.enterprise, past.month == ago, past.indicator == figure.indicator)
        .where(*alive(past))
        .limit(1)
        .scalar_subquery()
    )
    now = _column(figure, "value", "cumulative", span)
    base = func.coalesce(_column(figure, "base", "cumulative_base", span), earlier)
    rows = connection.execute(
        select(figure.month, Enterprise.trade, func.sum(now), func.sum(base))
        .join(Enterprise, Enterprise.id == figure.enterprise)
        .where(figure.month.in_([kept_month(one) for one in span]), *alive(), counted(Measure.HEADLINE))
        .where(Enterprise.deleted_at.is_(None), and_(now.is_not(None), base > 0))
        .group_by(figure.month, Enterprise.trade)
    )
    return {(month, str(trade)): (current, before) for month, trade, current, before in rows}


def _column(figure: Any, single: str, cumulated: str, span: list[Month]) -> Any:
    """Choose the column of the month, or the cumulated one where January and February are one."""
    joint = [kept_month(one) for one in span if one.joint]
    chosen = case((figure.month.in_(joint), getattr(figure, cumulated)), else_=getattr(figure, single))
    return type_coerce(chosen, Integer)


def _point(month: Month, sums: tuple[int, int] | None) -> Point:
    """Show one month of a trade."""
    if sums is None:
        return Point(month, None, growth(None, None))
    current, base = map(from_scaled, sums)
    return Point(month, current, growth(current, base))
