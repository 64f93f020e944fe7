"""For each described field the SQL expression that lists select, sort and filter by."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal, select

from dadu_desktop.records.catalogue import MAPPINGS
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.computed.expressions import Clock, Column, single

_WITH_COMPUTED = frozenset(
    {
        "enterprises",
        "visits",
        "problems",
        "plans",
        "figures",
        "policies",
        "policy-applications",
        "clusters",
        "teams",
        "projects",
        "activities",
        "trade-surveys",
    }
)


def clock_on(connection: Connection, today: date) -> Clock:
    """Give the office's clock, which is read when a light is asked for."""

    def soon() -> date:
        from dadu_desktop.services.problem_clock import office_clock  # brings the calendar of holidays along

        return office_clock(connection).soon(today)

    return Clock(today, soon)


def expression(kind: str, field: Field, clock: Clock) -> ColumnElement[Any]:
    """Give the value of a field; for links the id or nothing, as their words are looked up afterwards."""
    computed = _computed(kind).get(field.key)
    if computed is not None:
        return computed(clock)
    model: Any = MAPPINGS[kind].model
    if field.kind is Kind.ENTERPRISES:
        return literal(None)
    column: ColumnElement[Any] = model.__table__.c[field.key]
    return column


def order(kind: str, field: Field, clock: Clock) -> ColumnElement[Any]:
    """Give what a list is sorted by: links by the name they show."""
    model: Any = MAPPINGS[kind].model
    if field.kind is Kind.ENTERPRISE:
        return single(select(Enterprise.name).where(Enterprise.id == getattr(model, field.key)))
    if field.kind is Kind.ENTERPRISES:
        link = MAPPINGS[kind].links[field.key]
        return single(
            select(func.min(Enterprise.name))
            .join(link, link.enterprise_id == Enterprise.id)
            .where(link.owner_id == model.id)
        )
    return expression(kind, field, clock)


def _computed(kind: str) -> dict[str, Column]:
    """Load the computed fields of a record type with the ledgers that they look into, and no others."""
    if kind not in _WITH_COMPUTED:
        return {}
    fields: dict[str, Column] = import_module(
        f"dadu_desktop.services.computed.{kind.replace('-', '_')}"
    ).COMPUTED
    return fields
