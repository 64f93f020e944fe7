"""Totals, growth and pull (拉动) of one month, by trade and by enterprise, in one scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import InputProblem, NotFound
from dadu_desktop.domain.growth import Growth, Part, contributions, growth, printed_pulls
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.record_rules import TRADE_DIVISIONS
from dadu_desktop.domain.scopes import Reconciliation, Scope, ScopeTotal, UnitFigures, reconcile
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.timeline import headline_indicator
from dadu_desktop.storage.ledger_file import LedgerFile

PULL_PLACES = 4


@dataclass(frozen=True)
class Measured:
    """A sum or one figure with its base a year ago, in 万元; ``pull`` in percentage points, rounded."""

    current: Decimal | None
    base: Decimal | None
    growth: Growth
    pull: Decimal | None = None


@dataclass(frozen=True)
class FigureLine:
    """One trade, one enterprise, or all together (``trade`` 合计) in the month and from January on.

    An enterprise pulls its own trade, a trade pulls all together.
    """

    trade: str
    indicator: str
    month: Measured
    cumulative: Measured
    name: str = ""
    credit_code: str = ""


@dataclass(frozen=True)
class FigureTable:
    """All lines of one month; ``notes`` say how the scopes differ."""

    period: str
    scope: Scope
    total: FigureLine
    trades: tuple[FigureLine, ...]
    enterprises: tuple[FigureLine, ...]
    notes: tuple[str, ...]


class _Unit(NamedTuple):
    """One enterprise with its figures of the month and from January on."""

    trade: str
    name: str
    code: str
    month: UnitFigures
    cumulative: UnitFigures


def read_scope(text: str) -> Scope:
    """Read 可比口径 or 全口径."""
    try:
        return Scope(text)
    except ValueError:
        raise InputProblem(f"没有“{text}”这个口径，请写 {' 或 '.join(Scope)}。") from None


def figure_table(ledger: LedgerFile, period: str = "", scope: Scope = Scope.COMPARABLE) -> FigureTable:
    """Work out one month (``2022-11``), the newest where none is given."""
    with ledger.read() as connection:
        day = _month(connection, period)
        units = _units(connection, day)
    by_trade = {trade: [one for one in units if one.trade == trade] for trade in TRADE_DIVISIONS.values()}
    present = {trade: found for trade, found in by_trade.items() if found}
    trades = _with_pulls(
        [_sum_line(trade, headline_indicator(trade), found, scope) for trade, found in present.items()], scope
    )
    lines = [_with_pulls([_unit_line(one, scope) for one in found], scope) for found in present.values()]
    notes = [f"{trade}：{_reconciled(found, 'month').sentence()}" for trade, found in present.items()]
    total = _sum_line("合计", "销售额（营业额）", units, scope)
    return FigureTable(
        day.isoformat(),
        scope,
        total,
        tuple(trades),
        tuple(one for found in lines for one in found),
        tuple(notes),
    )


def _month(connection: Connection, period: str) -> PartialDate:
    """Read the month asked for, or find the newest that has figures."""
    if period:
        wanted = Month.parse(period)
        return PartialDate(wanted.year, wanted.month)
    newest = connection.scalar(
        select(func.max(MonthlyFigure.month)).where(MonthlyFigure.deleted_at.is_(None))
    )
    if newest is None:
        raise NotFound("台账里还没有月度数据，请先导入统计表。")
    return newest


def _units(connection: Connection, month: PartialDate) -> list[_Unit]:
    """Read the headline figures of a month."""
    figure = MonthlyFigure
    rows = connection.execute(
        select(
            Enterprise.trade,
            Enterprise.name,
            Enterprise.credit_code,
            Enterprise.admitted,
            figure.indicator,
            figure.value,
            figure.base,
            figure.cumulative,
            figure.cumulative_base,
        )
        .join(Enterprise, Enterprise.id == figure.enterprise)
        .where(figure.month == month, figure.deleted_at.is_(None), figure.replaced.is_(False))
        .where(Enterprise.deleted_at.is_(None))
        .order_by(Enterprise.id)
    )
    year_ago = PartialDate(month.year - 1, month.month)
    found = []
    for trade, name, code, admitted, indicator, value, base, cumulative, cumulative_base in rows:
        if trade in TRADE_DIVISIONS.values() and indicator == headline_indicator(trade):
            entered = admitted is not None and admitted > year_ago
            figures = ((value, base), (cumulative, cumulative_base))
            spans = (UnitFigures(name, now, before, entered=entered) for now, before in figures)
            found.append(_Unit(str(trade), name, code or "", *spans))
    return found


def _reconciled(units: Iterable[_Unit], span: str) -> Reconciliation:
    """Add units up in both scopes; ``span`` is month or cumulative."""
    return reconcile(getattr(one, span) for one in units)


def _sum_line(trade: str, indicator: str, units: Sequence[_Unit], scope: Scope) -> FigureLine:
    """Add up a trade."""
    month, cumulative = (_total(_reconciled(units, span), scope) for span in ("month", "cumulative"))
    return FigureLine(trade, indicator, month, cumulative)


def _total(found: Reconciliation, scope: Scope) -> Measured:
    """Take the sum of one scope."""
    total: ScopeTotal = found.comparable if scope is Scope.COMPARABLE else found.full
    return Measured(total.current, total.base, total.growth)


def _unit_line(unit: _Unit, scope: Scope) -> FigureLine:
    """Show one enterprise."""
    month, cumulative = (_own(one, scope) for one in (unit.month, unit.cumulative))
    return FigureLine(unit.trade, headline_indicator(unit.trade), month, cumulative, unit.name, unit.code)


def _own(unit: UnitFigures, scope: Scope) -> Measured:
    """Take one enterprise's figure; in the full scope a base that is zero or missing has its reason too."""
    base = unit.valid_base if scope is Scope.COMPARABLE else unit.base
    return Measured(unit.current, base, growth(unit.current, base, entered=unit.entered))


def _with_pulls(lines: Sequence[FigureLine], scope: Scope) -> list[FigureLine]:
    """Add the pulls, which add up to the growth of the whole."""
    months = _pulled([one.month for one in lines], scope)
    cumulatives = _pulled([one.cumulative for one in lines], scope)
    return [
        replace(line, month=month, cumulative=cumulative)
        for line, month, cumulative in zip(lines, months, cumulatives, strict=True)
    ]


def _pulled(measured: Sequence[Measured], scope: Scope) -> list[Measured]:
    """Add the pulls of one span; in the comparable scope a line without growth is no part of the whole."""
    places = [
        place for place, one in enumerate(measured) if scope is Scope.FULL or one.growth.rate is not None
    ]
    parts = [_part(measured[place]) for place in places]
    pulls = dict(zip(places, printed_pulls(contributions(parts), PULL_PLACES), strict=False))
    return [replace(one, pull=pulls.get(place)) for place, one in enumerate(measured)]


def _part(one: Measured) -> Part:
    """Let what is not known count as nothing."""
    return Part("", one.current or Decimal(0), one.base or Decimal(0))
