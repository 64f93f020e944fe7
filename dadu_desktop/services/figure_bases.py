"""The records behind the numbers of a document, and the numbers made from them once more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select

from dadu_desktop.domain.approximate import Approximate, added
from dadu_desktop.domain.growth import growth, pull
from dadu_desktop.domain.measures import Measure, indicators_of
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.problem_rates import Rate
from dadu_desktop.domain.scopes import Scope
from dadu_desktop.domain.spans import Span
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.reporting.figures import Basis, How
from dadu_desktop.services.figure_sums import kept_month
from dadu_desktop.services.figure_units import read_units
from dadu_desktop.services.figures import FigureLine
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.quoted_values import kept_value
from dadu_desktop.services.records import get_record
from dadu_desktop.services.rows import Values
from dadu_desktop.services.trade_news import said_by
from dadu_desktop.storage.ledger_file import LedgerFile

Amounts = dict[tuple[int, str, int], Decimal]
"""Amounts of figures by enterprise, indicator and id of the record."""
_ALL = 1_000_000
_KEYS = ("enterprise", "month", "indicator", "value", "base", "cumulative", "cumulative_base")


def counted(label: str, kind: str, ids: Iterable[int], rule: str) -> Basis:
    """Say that a number counts records."""
    return Basis(label, kind, tuple(ids), How.COUNT, rule)


def rated(rate: Rate) -> Basis:
    """Say that a number is a rate."""
    return Basis(rate.label, rate.kind, rate.numerator, How.SHARE, rate.rule, rate.denominator)


class MonthBases:
    """The monthly figures behind the sums of one month in one scope."""

    def __init__(self, ledger: LedgerFile, month: Month, scope: Scope) -> None:
        """Read the figures of the month and of a year ago."""
        self._scope = scope
        self._column = {Span.MONTH: "cumulative" if month.joint else "value", Span.CUMULATIVE: "cumulative"}
        self._now, self._ago = _figures(ledger, month), _figures(ledger, month.year_ago())
        self._units = {one: read_units(ledger, month, tuple(self._column), one) for one in Measure}

    def sums(self, label: str, measure: Measure, trade: str, span: Span) -> tuple[Basis, Basis]:
        """Say what a sum of a trade (all where it is "") and its growth are made of."""
        units = {
            one.enterprise.id: one.trade
            for one in self._units[measure]
            if trade in ("", one.trade)
            and (self._scope is Scope.FULL or one.figures[span].growth.rate is not None)
        }
        rule = f"{self._scope}下{len(units)}家企业的{label}之和"
        total = Basis(label, "figures", self._ids(self._now, units, measure), How.SUM, f"{rule}。")
        compared = replace(
            total,
            label=f"{label}同比",
            how=How.GROWTH,
            rule=f"{rule}，与上年同期相比。",
            whole=self._ids(self._ago, units, measure),
            keys=self._keys(span),
        )
        return replace(total, keys=compared.keys[:1]), compared

    def of_enterprise(self, line: FigureLine) -> tuple[Basis, Basis, Basis]:
        """Say what the month of one enterprise, the same month of last year and its growth are made of."""
        units = {line.enterprise.id: line.trade} if line.enterprise else {}
        now, ago = (self._ids(one, units, Measure.HEADLINE) for one in (self._now, self._ago))
        rule = "该企业本月与上年同月（企业报送的上年数优先）。"
        grown = Basis(f"{line.name}同比", "figures", now, How.GROWTH, rule, ago, self._keys(Span.MONTH))
        base = replace(grown, label=f"{line.name}上年同月", how=How.BASE)
        return Basis(f"{line.name}本月", "figures", now, How.SUM, rule, keys=grown.keys[:1]), base, grown

    def pull(self, enterprise: Reference) -> Basis:
        """Say what the pull of one enterprise is made of: its own change, and the base of all."""
        grown = self.sums("", Measure.HEADLINE, "", Span.MONTH)[1]
        rule = "（该企业本期－上年同期）÷全部可比企业上年同期合计×100。"
        keys = (*grown.keys, str(enterprise.id))
        return replace(grown, label=f"{enterprise.label}拉动", how=How.PULL, rule=rule, keys=keys)

    def _keys(self, span: Span) -> tuple[str, ...]:
        """Name the columns of a span: that of the value, and in the comparable scope that of the stated base."""
        column = self._column[span]
        stated = "cumulative_base" if column == "cumulative" else "base"
        return (column,) if self._scope is Scope.FULL else (column, stated)

    def _ids(
        self, figures: Mapping[int, Values], units: Mapping[int, str], measure: Measure
    ) -> tuple[int, ...]:
        """Choose the figures of some enterprises that are part of a measure."""
        return tuple(
            one
            for one, values in figures.items()
            if isinstance(enterprise := values["enterprise"], Reference)
            and enterprise.id in units
            and values["indicator"] in indicators_of(measure, units[enterprise.id])
        )


def recount(ledger: LedgerFile, basis: Basis) -> object:
    """Make a number once more from the records that are listed behind it."""
    match basis.how:
        case How.COUNT:
            return len(basis.ids)
        case How.TIMES:
            return sum(len(_met(ledger, one)) for one in basis.ids)
        case How.DISTINCT:
            return len({each for one in basis.ids for each in _met(ledger, one)})
        case How.SHARE:
            return Decimal(100 * len(basis.ids)) / len(basis.whole) if basis.whole else None
        case How.SUM:
            return _sum(ledger, basis)
        case How.GROWTH | How.BASE | How.PULL:
            return _compared(ledger, basis)
        case How.SAID:
            return said_by(ledger, basis)
        case How.QUOTED:
            record = get_record(ledger, basis.kind, basis.ids[0])
            return [kept_value(record, key) for key in basis.keys]


def _compared(ledger: LedgerFile, basis: Basis) -> object:
    """Compare the amounts of the period with those of a year ago."""
    now, ago = _both(ledger, basis)
    if basis.how is How.GROWTH:
        return growth(_total(now), _total(ago)).rate
    return _total(ago) if basis.how is How.BASE else _pull(ledger, basis)


def _sum(ledger: LedgerFile, basis: Basis) -> Decimal | Approximate:
    """Add up one field of the records, about where one of them says about."""
    if basis.kind == "figures":
        return sum(_amounts(ledger, basis.ids, basis.keys[0]).values(), Decimal(0))
    return added(get_record(ledger, basis.kind, one).values[basis.keys[0]] for one in basis.ids)


def _both(ledger: LedgerFile, basis: Basis) -> tuple[Amounts, Amounts]:
    """Read the amounts of the period and of a year ago: stated bases first in the comparable scope."""
    now, ago = (_amounts(ledger, ids, basis.keys[0]) for ids in (basis.ids, basis.whole))
    if len(basis.keys) > 1:
        stated = _amounts(ledger, basis.ids, basis.keys[1])
        known = {key[:2] for key in stated}
        ago = {**{key: value for key, value in ago.items() if key[:2] not in known}, **stated}
    return now, ago


def _pull(ledger: LedgerFile, basis: Basis) -> Fraction | None:
    """Compare the change of one enterprise with the base of all."""
    now, ago = _both(ledger, basis)
    own = (
        _total({key: value for key, value in one.items() if key[0] == int(basis.keys[-1])})
        for one in (now, ago)
    )
    return pull(next(own) - next(own), _total(ago))


def _total(amounts: Amounts) -> Decimal:
    """Add amounts up."""
    return sum(amounts.values(), Decimal(0))


def _amounts(ledger: LedgerFile, ids: Iterable[int], key: str) -> Amounts:
    """Read one amount of each figure by enterprise, indicator and id."""
    kept = MonthlyFigure
    query = select(kept.enterprise, kept.indicator, kept.id, getattr(kept, key)).where(kept.id.in_(ids))
    with ledger.read() as connection:
        return {
            (unit, name, one): amount
            for unit, name, one, amount in connection.execute(query)
            if amount is not None
        }


def _met(ledger: LedgerFile, visit: int) -> tuple[object, ...]:
    """Name the enterprises of a visit."""
    found = get_record(ledger, "visits", visit).values["enterprises"]
    return found if isinstance(found, tuple) else ()


def _figures(ledger: LedgerFile, month: Month) -> Mapping[int, Values]:
    """Read the valid figures of a month by id."""
    kept = kept_month(month)
    within = (Filter("month", "at_least", kept), Filter("month", "at_most", kept))
    rows = list_records(ledger, "figures", ListQuery(filters=within, columns=_KEYS, limit=_ALL)).rows
    return {row.id: row.values for row in rows if isinstance(row.values["month"], PartialDate)}
