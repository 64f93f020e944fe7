"""The four trades over the last months, as lines of a chart; always in the comparable scope."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dadu_desktop.domain.growth import Growth, growth
from dadu_desktop.domain.measures import TRADES
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.scopes import Scope
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.services.figure_groups import group_sums
from dadu_desktop.services.figure_sums import SPANS, totals
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
    """Add up the trades of each month; 1—2月 reported as one is one point, and January has none then."""
    points: dict[str, list[Point]] = {trade: [] for trade in TRADES}
    with ledger.read() as connection:
        one = asked_month(connection, month)
        for _ in range(months):
            one = asked_month(connection, one)
            rows = totals(connection, one, SPANS, Enterprise.trade, 0)
            sums = {each.key: each for each in group_sums([row[1:] for row in rows], None, Scope.COMPARABLE)}
            for trade, line in points.items():
                found = sums.get(trade)
                value = found.current[0] if found and found.units[0] else None
                line.append(Point(one, value, growth(value, found.base[0] if found else None)))
            one = one.previous()
    return tuple(TradeLine(trade, tuple(reversed(line))) for trade, line in points.items())
