"""The table of enterprises under a month, a page at a time, and the parts behind a total."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import CTE, ColumnElement, Connection, Numeric, case, cast, func, or_, select

from dadu_desktop.domain.growth import growth, pull
from dadu_desktop.domain.lights import figure_light
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.domain.spans import Span
from dadu_desktop.records.column_types import from_scaled
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.figure_groups import UNNAMED
from dadu_desktop.services.figure_sums import kept_month, unit_table
from dadu_desktop.services.figure_units import asked_month
from dadu_desktop.services.measured import PULL_PLACES, Measured
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.search_index import matching

SortKey = Literal["pull", "name", "month", "month_growth", "cumulative", "cumulative_growth"]


@dataclass(frozen=True)
class UnitRow:
    """One enterprise: its month (or other span) and its year so far; ``light`` is a word beside a colour."""

    enterprise: Reference
    credit_code: str
    trade: str
    month: Measured
    cumulative: Measured
    light: str


@dataclass(frozen=True)
class UnitPage:
    """Some rows of the table and how many there are in all."""

    rows: tuple[UnitRow, ...]
    total: int


def unit_rows(
    ledger: LedgerFile,
    month: Month | None = None,
    *,
    group: str = "trade",
    key: str = "",
    span: Span = Span.MONTH,
    search: str = "",
    sort: SortKey = "pull",
    descending: bool = True,
    limit: int = 200,
    offset: int = 0,
) -> UnitPage:
    """Read one page of the enterprises that reported a month; ``key`` chooses one group of them.

    Pulls are those on the whole district in the comparable scope.
    """
    with ledger.read() as connection:
        month = asked_month(connection, month)
        units = unit_table(month, (span, Span.CUMULATIVE), getattr(Enterprise, group))
        chosen = [or_(units.c.n0.is_not(None), units.c.n1.is_not(None)), *_within(units, group, key)]
        chosen += [
            Enterprise.id.in_(select(Enterprise.id).where(one)) for one in matching("enterprises", search)
        ]
        joined = units.join(Enterprise, Enterprise.id == units.c.id)
        total = connection.scalar(select(func.count()).select_from(joined).where(*chosen)) or 0
        bases = _bases(connection, units)
        order = _order(units, sort)
        rows = connection.execute(
            select(
                units.c.id,
                Enterprise.name,
                Enterprise.credit_code,
                units.c.trade,
                Enterprise.admitted,
                units.c.n0,
                units.c.b0,
                units.c.n1,
                units.c.b1,
            )
            .select_from(joined)
            .where(*chosen)
            .order_by(order.is_(None), order.desc() if descending else order, units.c.id)
            .limit(limit)
            .offset(offset)
        )
        return UnitPage(tuple(_row(one, month, bases) for one in rows), total)


def _within(units: CTE, group: str, key: str) -> list[ColumnElement[bool]]:
    """Keep one group; an enterprise has several tags."""
    if not key:
        return []
    wanted = "" if key == UNNAMED else key
    if group == "tags" and wanted:
        return [("、" + units.c.grp + "、").contains(f"、{wanted}、", autoescape=True)]
    return [units.c.grp == wanted]


def _bases(connection: Connection, units: CTE) -> tuple[Decimal, Decimal]:
    """Add up the bases of all comparable enterprises, on which each of them pulls."""
    sums = [
        func.sum(case((units.c[f"n{at}"].is_not(None) & (units.c[f"b{at}"] > 0), units.c[f"b{at}"])))
        for at in (0, 1)
    ]
    found = connection.execute(select(*sums)).one()
    return from_scaled(found[0] or 0), from_scaled(found[1] or 0)


def _order(units: CTE, sort: SortKey) -> Any:
    """Give what the table is sorted by."""
    at = 1 if sort.startswith("cumulative") else 0
    now, base = units.c[f"n{at}"], units.c[f"b{at}"]
    match sort:
        case "name":
            return Enterprise.name
        case "month" | "cumulative":
            return now
        case "month_growth" | "cumulative_growth":
            return case((base > 0, cast(now - base, Numeric(24, 6)) * 1.0 / base))
        case "pull":
            return case((base > 0, now - base))


def _row(row: Any, month: Month, bases: tuple[Decimal, Decimal]) -> UnitRow:
    """Show one enterprise."""
    one, name, code, trade, admitted, now, base, year, year_base = row
    entered = admitted is not None and admitted > kept_month(month.year_ago())
    first = _measured(now, base, bases[0], entered=entered)
    second = _measured(year, year_base, bases[1], entered=entered)
    light = figure_light(first.growth, reported=now is not None)
    return UnitRow(Reference(one, name), code or "", trade, first, second, light)


def _measured(now: int | None, base: int | None, whole: Decimal, *, entered: bool) -> Measured:
    """Show one figure with its growth, or why there is none."""
    current, before = (None if one is None else from_scaled(one) for one in (now, base))
    rate = growth(current, before, entered=entered)
    if rate.rate is None or current is None or before is None:
        return Measured(current, before, rate)
    exact = pull(current - before, whole)
    return Measured(current, before, rate, None if exact is None else round_half_up(exact, PULL_PLACES))
