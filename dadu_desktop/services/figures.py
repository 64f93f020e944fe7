"""Totals, growth and pull (拉动) of one month, by trade and by enterprise, in one scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.growth import growth
from dadu_desktop.domain.measures import TRADES, Measure, headline_indicator
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.scopes import Reconciliation, Scope, ScopeTotal, UnitFigures, reconcile
from dadu_desktop.domain.spans import Span
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.figure_units import UnitLine, asked_month, read_units
from dadu_desktop.services.measured import Measured, with_pulls
from dadu_desktop.storage.ledger_file import LedgerFile

__all__ = ["FigureLine", "FigureTable", "Measured", "figure_table", "read_scope", "scope_bridge"]

_SPANS = (Span.MONTH, Span.CUMULATIVE)


@dataclass(frozen=True)
class FigureLine:
    """One trade, one enterprise, or all together (``trade`` 合计) in the month and from January on.

    An enterprise pulls its own trade, a trade pulls all together.
    """

    trade: str
    indicator: str
    month: Measured
    cumulative: Measured
    enterprise: Reference | None = None
    credit_code: str = ""

    @property
    def name(self) -> str:
        """The name of an enterprise."""
        return "" if self.enterprise is None else self.enterprise.label


@dataclass(frozen=True)
class FigureTable:
    """All lines of one month; ``retail`` is 限上社零, ``notes`` say how the scopes differ and who is left out."""

    period: str
    scope: Scope
    total: FigureLine
    retail: FigureLine
    trades: tuple[FigureLine, ...]
    enterprises: tuple[FigureLine, ...]
    notes: tuple[str, ...]


def read_scope(text: str) -> Scope:
    """Read 可比口径 or 全口径."""
    try:
        return Scope(text)
    except ValueError:
        raise InputProblem(f"没有“{text}”这个口径，请写 {' 或 '.join(Scope)}。") from None


def figure_table(ledger: LedgerFile, period: str = "", scope: Scope = Scope.COMPARABLE) -> FigureTable:
    """Work out one month (``2022-11``), the newest where none is given."""
    with ledger.read() as connection:
        month = asked_month(connection, Month.parse(period) if period else None)
    units = read_units(ledger, month, _SPANS)
    present = {trade: found for trade in TRADES if (found := [one for one in units if one.trade == trade])}
    trades = [_sum_line(trade, headline_indicator(trade), found, scope) for trade, found in present.items()]
    lines = [_pulled([_unit_line(one, scope) for one in found], scope) for found in present.values()]
    retail = read_units(ledger, month, _SPANS, Measure.RETAIL)
    return FigureTable(
        str(month),
        scope,
        _sum_line("合计", Measure.HEADLINE, units, scope),
        _sum_line("合计", Measure.RETAIL, retail, scope),
        tuple(_pulled(trades, scope)),
        tuple(one for found in lines for one in found),
        tuple(_note(trade, _reconciled(found, Span.MONTH)) for trade, found in present.items()),
    )


def scope_bridge(
    ledger: LedgerFile, month: Month | None = None, span: Span = Span.MONTH
) -> dict[str, Reconciliation]:
    """Reconcile the two scopes by trade, and for 合计: what came in, went out and was restated."""
    with ledger.read() as connection:
        month = asked_month(connection, month)
    units = read_units(ledger, month, (span,))
    bridges = {
        trade: _reconciled(found, span)
        for trade in TRADES
        if (found := [one for one in units if one.trade == trade])
    }
    return {**bridges, "合计": _reconciled(units, span)}


def _reconciled(units: Iterable[UnitLine], span: Span) -> Reconciliation:
    """Add units up in both scopes."""
    return reconcile(one.figures[span] for one in units)


def _note(trade: str, found: Reconciliation) -> str:
    """Say how the scopes of a trade differ, and who has no growth for which reason."""
    reasons: dict[str, list[str]] = {}
    for name, reason in found.left_out:
        reasons.setdefault(reason, []).append(name)
    named = "".join(f"；{reason}：{'、'.join(names)}" for reason, names in reasons.items())
    return f"{trade}：{found.sentence()}{named}"


def _sum_line(trade: str, indicator: str, units: Sequence[UnitLine], scope: Scope) -> FigureLine:
    """Add up a trade."""
    month, cumulative = (_total(_reconciled(units, span), scope) for span in _SPANS)
    return FigureLine(trade, indicator, month, cumulative)


def _total(found: Reconciliation, scope: Scope) -> Measured:
    """Take the sum of one scope."""
    total: ScopeTotal = found.comparable if scope is Scope.COMPARABLE else found.full
    return Measured(total.current, total.base, total.growth)


def _unit_line(unit: UnitLine, scope: Scope) -> FigureLine:
    """Show one enterprise."""
    month, cumulative = (_own(unit.figures[span], scope) for span in _SPANS)
    indicator = headline_indicator(unit.trade)
    return FigureLine(unit.trade, indicator, month, cumulative, unit.enterprise, unit.credit_code)


def _own(unit: UnitFigures, scope: Scope) -> Measured:
    """Take one enterprise's figure; in the full scope a base that is zero or missing has its reason too."""
    base = unit.valid_base if scope is Scope.COMPARABLE else unit.base
    return Measured(unit.current, base, growth(unit.current, base, entered=unit.entered, left=unit.left))


def _pulled(lines: Sequence[FigureLine], scope: Scope) -> list[FigureLine]:
    """Add the pulls, which add up to the growth of the whole."""
    months = with_pulls([one.month for one in lines], scope)
    cumulatives = with_pulls([one.cumulative for one in lines], scope)
    return [
        replace(line, month=month, cumulative=cumulative)
        for line, month, cumulative in zip(lines, months, cumulatives, strict=True)
    ]
