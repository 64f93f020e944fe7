"""Lists of records: searched, filtered, sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    not_,
    or_,
    select,
)

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.roles import Act
from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Field, Kind, Reference
from dadu_desktop.services.columns import clock_on, expression, order
from dadu_desktop.services.computed.expressions import Clock
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.reckoned_dates import noted
from dadu_desktop.services.record_rows import fetch, names
from dadu_desktop.services.rows import ListPage
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.search_index import matching

_COUNTED_IN_ORDER = {Kind.INTEGER, Kind.AMOUNT, Kind.NUMBER, Kind.PERCENT}
_NEWEST = {
    "visits": "date",
    "problems": "raised",
    "plans": "year",
    "cases": "started",
    "policy-applications": "applied",
    "trade-surveys": "date",
    "figures": "month",
    "district-figures": "period",
    "teams": "started",
    "projects": "registered",
    "activities": "started",
}


def list_records(ledger: LedgerFile, kind: str, query: ListQuery) -> ListPage:
    """Read one page."""
    ledger.require(Act.READ)
    today = date.today()
    with ledger.read() as connection:
        clock = clock_on(connection, today)
        ids, total = _page(connection, kind, query, clock)
        rows = fetch(connection, kind, ids, fields_of(kind, query), today)
        return ListPage(noted(connection, kind, rows), total)


def _page(connection: Connection, kind: str, query: ListQuery, clock: Clock) -> tuple[list[int], int]:
    """Find the ids of one page and the length of the list; what is searched for is looked up only once."""
    ordered = _ordered(kind, query, clock).limit(query.limit).offset(query.offset)
    if query.search:
        rows = connection.execute(ordered.add_columns(func.count().over())).all()
        if rows:  # none may be left behind the offset, or asked for
            return [one for one, _ in rows], rows[0][1]
    total = connection.scalar(_selected(kind, query, clock, func.count())) or 0
    return list(connection.scalars(ordered)), total


def all_ids(ledger: LedgerFile, kind: str, query: ListQuery) -> list[int]:
    """Give the ids of the whole list in its order."""
    with ledger.read() as connection:
        return list(connection.scalars(_ordered(kind, query, clock_on(connection, date.today()))))


def fields_of(kind: str, query: ListQuery) -> list[Field]:
    """Give the fields of the columns asked for, all of them when none were."""
    known = RECORD_TYPES[kind]
    return [known.field(key) for key in query.columns] or list(known.fields)


def value_counts(
    ledger: LedgerFile, kind: str, key: str, query: ListQuery, limit: int = 500
) -> list[tuple[object, int]]:
    """Count how often each value of a column occurs in a list: commonest first, but days and numbers in order."""
    field = RECORD_TYPES[kind].field(key)
    with ledger.read() as connection:
        if field.kind is Kind.ENTERPRISES:
            return _link_counts(connection, kind, key, query, limit)
        clock = clock_on(connection, date.today())
        value = expression(kind, field, clock)
        counted = _selected(kind, query, clock, value, func.count()).group_by(value)
        ordered = counted.order_by(*_value_order(field, value)).limit(limit)
        found = [(row[0], row[1]) for row in connection.execute(ordered)]
        if field.kind is Kind.ENTERPRISE:
            known = names(connection, (one for one, _ in found if one))
            return [(known.get(one), count) for one, count in found]
        return found


def _value_order(field: Field, value: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """Say the order of counted values: the latest day, the least number, or else the commonest first."""
    if field.kind is Kind.DATE:
        return [value.desc().nulls_last()]
    if field.kind in _COUNTED_IN_ORDER:
        return [value.asc().nulls_last()]
    return [func.count().desc(), value.asc().nulls_last()]


def _link_counts(
    connection: Connection, kind: str, key: str, query: ListQuery, limit: int
) -> list[tuple[object, int]]:
    """Count the enterprises that the records of a list are linked to."""
    link = MAPPINGS[kind].links[key]
    clock = clock_on(connection, date.today())
    inside = link.owner_id.in_(_selected(kind, query, clock, MAPPINGS[kind].model.id))
    found = connection.execute(
        select(Enterprise.id, Enterprise.name, func.count())
        .join(link, link.enterprise_id == Enterprise.id)
        .where(inside)
        .group_by(Enterprise.id, Enterprise.name)
        .order_by(func.count().desc())
        .limit(limit)
    )
    return [(Reference(one, name), count) for one, name, count in found]


def _ordered(kind: str, query: ListQuery, clock: Clock) -> Select[Any]:
    """Select the ids in the order asked for; newest first when none is."""
    model: Any = MAPPINGS[kind].model
    steps: list[ColumnElement[Any]] = []
    for one in query.sort:
        value = order(kind, RECORD_TYPES[kind].field(one.key), clock)
        steps.append(case((value.is_(None), 1), else_=0))
        steps.append(value.desc() if one.descending else value.asc())
    return _selected(kind, query, clock, model.id).order_by(*steps, *_usual_order(kind))


@cache
def _usual_order(kind: str) -> tuple[ColumnElement[Any], ...]:
    """Say how a ledger is sorted when nobody asked: enterprises as registered, the others newest first."""
    model: Any = MAPPINGS[kind].model
    newest = _NEWEST.get(kind)
    return (getattr(model, newest).desc(), model.id.desc()) if newest else (model.id.asc(),)


def _selected(kind: str, query: ListQuery, clock: Clock, *what: Any) -> Select[Any]:
    """Select from the records that the query means."""
    model: Any = MAPPINGS[kind].model
    conditions = [_kept(model, query)]
    if kind == "figures":
        conditions.append(not_(model.replaced))
    if query.enterprise is not None:
        conditions.append(of_enterprise(kind, query.enterprise))
    conditions += [_condition(kind, one, clock) for one in query.filters]
    conditions += matching(kind, query.search)
    return select(*what).select_from(model).where(*conditions)


def _kept(model: Any, query: ListQuery) -> ColumnElement[bool]:
    """Tell the ledger's records from those in the recycle bin.

    Where the full-text index names them, SQLite would still go by that of the bin first: it is kept from it.
    """
    if query.deleted:
        return model.deleted_at.is_not(None)  # type: ignore[no-any-return]
    return func.coalesce(model.deleted_at, "") == "" if query.search else model.deleted_at.is_(None)


def of_enterprise(kind: str, enterprise: int) -> ColumnElement[bool]:
    """Say that a record belongs to an enterprise, alone or with others."""
    model: Any = MAPPINGS[kind].model
    if kind == "enterprises":
        return and_(model.id == enterprise)
    ways = [model.enterprise == enterprise] if hasattr(model, "enterprise") else []
    ways += [
        exists().where(link.owner_id == model.id, link.enterprise_id == enterprise)
        for link in MAPPINGS[kind].links.values()
    ]
    return or_(false(), *ways)


def _condition(kind: str, one: Filter, clock: Clock) -> ColumnElement[bool]:
    """Turn one filter into SQL."""
    field = RECORD_TYPES[kind].field(one.key)
    if field.kind is Kind.ENTERPRISES:
        return _link_condition(kind, field, one)
    value = expression(kind, field, clock)
    match one.operator:
        case "empty":
            return or_(value.is_(None), cast(value, String) == "")
        case "filled":
            return and_(value.is_not(None), cast(value, String) != "")
        case "contains":
            words = order(kind, field, clock) if field.kind is Kind.ENTERPRISE else value
            return cast(words, String).contains(str(one.value), autoescape=True)
        case "one_of":
            return _one_of(value, [_stored(each) for each in one.value])  # type: ignore[attr-defined]
        case "at_least" | "at_most" | "not_since":
            return _compared(value, one)
        case "without":
            return _unreported(one.value)
        case "is":
            return _one_of(value, [_stored(one.value)])


def _compared(value: ColumnElement[Any], one: Filter) -> ColumnElement[bool]:
    """Compare with a day or an amount; what never was is not since then either."""
    if one.operator == "at_least":
        return value >= one.value
    return (
        value <= _end_of(one.value) if one.operator == "at_most" else or_(value.is_(None), value < one.value)
    )


def _unreported(month: object) -> ColumnElement[bool]:
    """Choose the enterprises that did not report a month."""
    from dadu_desktop.services.computed.enterprises import unreported  # brings the figures along

    return (
        unreported(Month(month.year, month.month))
        if isinstance(month, PartialDate) and month.month
        else false()
    )


def _one_of(value: ColumnElement[Any], wanted: Sequence[object]) -> ColumnElement[bool]:
    """Match any of the values, nothing known among them."""
    known = value.in_([each for each in wanted if each is not None])
    return or_(known, value.is_(None)) if None in wanted else known


def _stored(value: object) -> object:
    """Give what the column holds for a value that is shown."""
    return value.id if isinstance(value, Reference) else value


def _end_of(value: object) -> object:
    """Let 至 2022-05 include all of May, and a year its last day."""
    return PartialDate.of(value.last_day()) if isinstance(value, PartialDate) else value


def _link_condition(kind: str, field: Field, one: Filter) -> ColumnElement[bool]:
    """Filter on the enterprises that a record is linked to."""
    model: Any = MAPPINGS[kind].model
    link = MAPPINGS[kind].links[field.key]
    linked = exists().where(link.owner_id == model.id)
    match one.operator:
        case "empty":
            return not_(linked)
        case "contains":
            named = Enterprise.name.contains(str(one.value), autoescape=True)
            return linked.where(link.enterprise_id == Enterprise.id, named)
        case "one_of":
            return linked.where(link.enterprise_id.in_([_stored(each) for each in one.value]))  # type: ignore[attr-defined]
        case "is":
            return linked.where(link.enterprise_id == _stored(one.value))
        case _:
            return linked
