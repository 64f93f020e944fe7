"""Sums of a month over all enterprises, made by the database: of 100 000 rows only the sums come out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.compiler import SQLCompiler

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.measures import TRADES, Measure, indicators_of
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.spans import Span, Term, terms
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.figures import MonthlyFigure

SPANS = (Span.MONTH, Span.CUMULATIVE)
SERIES = tuple((measure, span) for measure in Measure for span in SPANS)
"""What is added up side by side: each measure in the month, or another span, and from January on."""
_NUMBERS = 6  # of each series and scope: units, figure, base


def kept_month(month: Month) -> PartialDate:
    """Return the month as figures carry it: 1—2月 is kept as February."""
    return PartialDate(month.year, month.month)


def alive(figure: Any = MonthlyFigure) -> tuple[ColumnElement[bool], ...]:
    """Say that a figure is the valid one: its newest revision, not in the recycle bin."""
    return figure.deleted_at.is_(None), figure.replaced.is_(False)


def counted(
    measure: Measure, indicator: Any = MonthlyFigure.indicator, of_trade: Any = Enterprise.trade
) -> ColumnElement[bool]:
    """Say that a figure is part of a measure, by the trade of its enterprise."""
    ways: dict[tuple[str, ...], list[str]] = {}
    for trade in TRADES:
        ways.setdefault(indicators_of(measure, trade), []).append(trade)
    return or_(
        *(and_(indicator.in_(_words(names)), of_trade.in_(_words(trades))) for names, trades in ways.items())
    )


def _words(words: Iterable[str]) -> list[ColumnElement[str]]:
    """Write our own constants into the statement: SQLite adds up equal expressions once, but not bound ones."""
    return [literal_column(f"'{word}'", Text) for word in words]


class _EachUnit(ColumnElement[int]):
    """One group for each enterprise: by the indexed column alone, so that SQLite need not sort."""

    inherit_cache = True


@compiles(_EachUnit)
def _by_index(_element: _EachUnit, compiler: SQLCompiler, **how: Any) -> str:
    """Group by the enterprise of a figure."""
    return compiler.process(MonthlyFigure.enterprise.expression, **how)


@compiles(_EachUnit, "postgresql")
def _by_key(_element: _EachUnit, compiler: SQLCompiler, **how: Any) -> str:
    """Group by the key of the enterprise, from which PostgreSQL knows its other columns to be the same."""
    return compiler.process(Enterprise.id.expression, **how)


def unit_table(month: Month, spans: Sequence[Span], group: Any) -> CTE:
    """Select one row an enterprise: its figure (n) and its base (b) for each series, in millionths.

    Where a unit does not state its base itself, that of last year's report counts. Read in the order of the index,
    so that nothing has to be sorted.
    """
    months = _months(month, spans)
    alone = len(months) == 1
    columns = []
    for at, (measure, span) in enumerate(_series(spans)):
        steps = terms(span, month)
        now = _whole(measure, steps, "", alone=alone)
        earlier = case((now.is_not(None), _last_year(measure, steps)))
        base = func.coalesce(_whole(measure, steps, "_base", alone=alone), earlier)
        columns += [now.label(f"n{at}"), base.label(f"b{at}")]
    query = _figures_of(months).with_only_columns(
        Enterprise.id.label("id"), Enterprise.trade.label("trade"), _grouped(group).label("grp"), *columns
    )
    return query.group_by(_EachUnit()).cte("units")


def totals(connection: Connection, month: Month, spans: Sequence[Span], group: Any, top: int) -> list[Any]:
    """Add up by trade and group, and find who adds and takes most; one statement, so that units are read once.

    Rows are (part, trade, group, numbers…): part "sum" carries for each series the units, figure and base of the
    comparable scope, then figure and base of all; "lead" and "drag" id, figure and base of an enterprise.
    """
    units = unit_table(month, spans, group)
    width = _NUMBERS * len(SERIES)
    # The trade alone is half as much to sort by as the trade twice.
    keys = (units.c.trade,) if group is Enterprise.trade else (units.c.trade, units.c.grp)
    sums = select(literal("sum"), units.c.trade, keys[-1], *_sums(units)).group_by(*keys)
    delta = units.c.n0 - units.c.b0
    compared = select(
        units.c.trade,
        units.c.grp,
        units.c.id,
        units.c.n0,
        units.c.b0,
        *([cast(null(), BigInteger)] * (width - 3)),
    ).where(units.c.n0.is_not(None), units.c.b0 > 0)
    lead = (
        compared.add_columns(literal("lead")).where(delta > 0).order_by(delta.desc(), units.c.id).limit(top)
    )
    drag = compared.add_columns(literal("drag")).where(delta < 0).order_by(delta, units.c.id).limit(top)
    parts = [_marked(one, width) for one in (lead, drag)] if top else []
    return list(connection.execute(union_all(sums, *parts)))


def base_totals(connection: Connection, month: Month, spans: Sequence[Span], group: Any) -> list[Any]:
    """Add up last year's own reports by trade and group: (trade, group, base of each series…)."""
    ago = month.year_ago()
    months = _months(ago, spans)
    columns = [
        func.sum(_part(measure, terms(span, ago), "", alone=len(months) == 1))
        for measure, span in _series(spans)
    ]
    query = _figures_of(months).with_only_columns(Enterprise.trade, _grouped(group), *columns)
    return list(connection.execute(query.group_by(Enterprise.trade, _grouped(group))))


def _series(spans: Sequence[Span]) -> list[tuple[Measure, Span]]:
    """List the series with the spans asked for in the place of month and cumulative."""
    return [(measure, span) for measure in Measure for span in spans]


def _months(month: Month, spans: Sequence[Span]) -> set[PartialDate]:
    """List the months whose reports are read."""
    return {kept_month(one.month) for span in spans for one in terms(span, month)}


def _figures_of(months: set[PartialDate]) -> Select[Any]:
    """Select the valid figures of some months with their enterprises."""
    return (
        select(MonthlyFigure.id)
        .join(Enterprise, Enterprise.id == MonthlyFigure.enterprise)
        .where(MonthlyFigure.month.in_(sorted(months)), *alive(), Enterprise.deleted_at.is_(None))
        .where(or_(*(counted(measure) for measure in Measure)))
    )


def _grouped(group: Any) -> Any:
    """Give the group as a plain text."""
    if group is Enterprise.trade:
        return group
    return func.coalesce(cast(group, Text), "")


def _column(cumulated: bool, suffix: str) -> Any:  # noqa: FBT001 - a term says it
    """Choose one of the four reported columns as the stored whole number."""
    names = {"": ("value", "cumulative"), "_base": ("base", "cumulative_base")}
    return type_coerce(getattr(MonthlyFigure, names[suffix][cumulated]), Integer)


def _part(measure: Measure, steps: Sequence[Term], suffix: str, *, alone: bool) -> Any:
    """Give what one figure adds to a span; where one month is read ``alone``, no row need be asked for its month."""
    # Which indicators count for which trade the query has asked already, once a row.
    names = dict.fromkeys(name for trade in TRADES for name in indicators_of(measure, trade))
    own = MonthlyFigure.indicator.in_(_words(names))
    whens = [
        (own if alone else and_(MonthlyFigure.month == kept_month(one.month), own), _signed(one, suffix))
        for one in steps
    ]
    return case(*whens)


def _signed(term: Term, suffix: str) -> Any:
    """Give a reported column, taken away where the term says so."""
    column = _column(term.cumulated, suffix)
    return column if term.sign > 0 else -column


def _whole(measure: Measure, steps: Sequence[Term], suffix: str, *, alone: bool) -> Any:
    """Add up a span for one enterprise; nothing where one of its terms was not reported."""
    total = func.sum(_part(measure, steps, suffix, alone=alone))
    if len(steps) == 1:
        return total
    known = [func.count(_part(measure, (one,), suffix, alone=False)) > 0 for one in steps]
    return case((and_(*known), total))


def _last_year(measure: Measure, steps: Sequence[Term]) -> ColumnElement[Any]:
    """Look up what an enterprise reported a year ago, where it does not give its base itself."""
    past: Any = aliased(MonthlyFigure)
    ago = [one.year_ago() for one in steps]
    value = case(
        *(
            (
                past.month == kept_month(one.month),
                one.sign * type_coerce(past.cumulative if one.cumulated else past.value, Integer),
            )
            for one in ago
        )
    )
    months = [kept_month(one.month) for one in ago]
    found = select(func.sum(value)).where(
        past.enterprise == Enterprise.id, past.month.in_(months), *alive(past)
    )
    found = found.where(counted(measure, past.indicator))
    complete = func.count(func.distinct(past.month)) == len(months)
    return found.having(complete).correlate(Enterprise).scalar_subquery()


def _sums(units: CTE) -> list[Any]:
    """Add up each series in both scopes."""
    found: list[Any] = []
    for at in range(len(SERIES)):
        now, base = units.c[f"n{at}"], units.c[f"b{at}"]
        comparable = and_(now.is_not(None), base > 0)
        found += [
            func.count(case((comparable, 1))),
            func.sum(case((comparable, now))),
            func.sum(case((comparable, base))),
            func.count(now),
            func.sum(now),
            func.sum(base),
        ]
    return found


def _marked(query: Select[Any], width: int) -> Select[Any]:
    """Put the mark first: a limited query can only be part of a union from inside another one."""
    inner = query.subquery()
    columns = list(inner.c)
    return select(columns[-1], *columns[: width + 2])
