"""Rows of records as plain typed values, with links shown by name; the reading half of every service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Children, Field, Kind, Reference
from dadu_desktop.records.mapping import described
from dadu_desktop.records.problems import Problem
from dadu_desktop.services.columns import clock_on, expression
from dadu_desktop.services.rows import Row, Values


def fetch(
    connection: Connection, kind: str, ids: Sequence[int], fields: Sequence[Field], today: date
) -> list[Row]:
    """Read records in the order of their ids."""
    model: Any = MAPPINGS[kind].model
    number = model.__table__.c.id
    clock = clock_on(connection, today)
    columns = [expression(kind, field, clock) for field in fields]
    keys = [one.key for one in fields]
    found = connection.execute(select(number, *columns).where(number.in_(ids))).all()
    rows = {one: Row(one, dict(zip(keys, values, strict=True))) for one, *values in found}
    ordered = [rows[one] for one in ids if one in rows]
    _show_links(connection, kind, ordered, fields)
    return ordered


def fetch_children(connection: Connection, kind: str, record: int) -> dict[str, tuple[Values, ...]]:
    """Read the rows inside one record, each with its ``id``."""
    found = {key: _parts(connection, part, record) for key, part in MAPPINGS[kind].parts.items()}
    for children in RECORD_TYPES[kind].children:
        if children.record_type:
            found[children.key] = _visit_problems(connection, children, record)
    return found


def names(connection: Connection, ids: Iterable[int | None]) -> dict[int, Reference]:
    """Look up the names of enterprises; a link that is not set has none."""
    wanted = sorted({one for one in ids if one})
    found = connection.execute(select(Enterprise.id, Enterprise.name).where(Enterprise.id.in_(wanted)))
    return {one: Reference(one, name) for one, name in found}


def _parts(connection: Connection, part: Any, record: int) -> tuple[Values, ...]:
    """Read the rows of one part in their order."""
    fields = described(part)
    query = select(part.id, *(getattr(part, one.key) for one in fields)).where(part.parent_id == record)
    keys = ("id", *(one.key for one in fields))
    rows = connection.execute(query.order_by(part.position, part.id))
    return tuple(dict(zip(keys, row, strict=True)) for row in rows)


def _visit_problems(connection: Connection, children: Children, visit: int) -> tuple[Values, ...]:
    """Read the problems raised on a visit, with their numbers."""
    query = (
        select(Problem.id).where(Problem.visit_id == visit, Problem.deleted_at.is_(None)).order_by(Problem.id)
    )
    fields = (RECORD_TYPES["problems"].field("number"), *children.fields)
    rows = fetch(connection, "problems", list(connection.scalars(query)), fields, date.min)
    return tuple({"id": row.id, **row.values} for row in rows)


def _show_links(connection: Connection, kind: str, rows: Sequence[Row], fields: Sequence[Field]) -> None:
    """Put names in the place of enterprise ids."""
    for field in fields:
        if field.kind is Kind.ENTERPRISE:
            known = names(connection, (row.values[field.key] for row in rows))  # type: ignore[misc]
            for row in rows:
                row.values[field.key] = known.get(row.values[field.key])  # type: ignore[call-overload]
        elif field.kind is Kind.ENTERPRISES:
            linked = _linked(connection, kind, field.key, [row.id for row in rows])
            for row in rows:
                row.values[field.key] = linked.get(row.id, ())


def _linked(
    connection: Connection, kind: str, key: str, ids: Sequence[int]
) -> dict[int, tuple[Reference, ...]]:
    """Read the enterprises that records are linked to."""
    link = MAPPINGS[kind].links[key]
    rows = connection.execute(
        select(link.owner_id, Enterprise.id, Enterprise.name)
        .join(Enterprise, Enterprise.id == link.enterprise_id)
        .where(link.owner_id.in_(ids))
        .order_by(link.owner_id, link.position)
    )
    return {
        owner: tuple(Reference(one, name) for _, one, name in group)
        for owner, group in groupby(rows, key=lambda row: row[0])
    }
