"""Which kept record a row of a workbook means, and what it says now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.fields import Kind, Reference
from dadu_desktop.services.bulk_reading import batched_ids
from dadu_desktop.services.record_rows import fetch
from dadu_desktop.services.rows import Values

Key = tuple[object, ...]

KEY_FIELDS = {
    "visits": ("date", "form", "enterprises"),
    "problems": ("enterprise", "description", "raised"),
    "plans": ("enterprise", "year"),
    "cases": ("enterprise", "title"),
    "policies": ("name",),
    "policy-applications": ("policy", "enterprise", "applied"),
    "trade-surveys": ("round", "enterprise", "date"),
    "figures": ("enterprise", "month", "indicator"),
    "district-figures": ("period", "span", "indicator", "source"),
    "clusters": ("name",),
    "teams": ("enterprise", "name"),
    "projects": ("name", "investor"),
    "activities": ("name", "started"),
}
"""By what a record is known again where the row carries no number."""


def key_of(kind: str, values: Mapping[str, object]) -> Key:
    """Return what a record is known by; enterprises by their ids."""
    return tuple(_plain(values.get(key)) for key in KEY_FIELDS[kind])


def _plain(value: object) -> object:
    """Return ids in the place of links."""
    if isinstance(value, Reference):
        return value.id
    return frozenset(one.id for one in value) if isinstance(value, tuple) else value


class KeptRecords:
    """The kept records of one type by number and by key; read once for a whole import."""

    def __init__(self, connection: Connection, kind: str) -> None:
        """Read numbers and keys."""
        self._connection = connection
        self._kind = kind
        self.by_number: dict[str, int] = {}
        self.by_key: dict[Key, int] = {}
        model: Any = MAPPINGS[kind].model
        alive = select(model.id).where(model.deleted_at.is_(None))
        ids = connection.scalars(alive.where(model.replaced.is_(False)) if kind == "figures" else alive).all()
        fields = [RECORD_TYPES[kind].field(key) for key in KEY_FIELDS[kind]]
        if hasattr(model, "number"):
            fields.append(RECORD_TYPES[kind].field("number"))
        for chunk in batched_ids(ids):
            for row in fetch(connection, kind, chunk, fields, date.min):
                self.by_key.setdefault(key_of(kind, row.values), row.id)
                self.by_number[str(row.values.get("number"))] = row.id


def merged_children(kind: str, key: str, kept: list[Values], given: list[Values]) -> list[Values] | None:
    """Put the rows of a workbook into the kept list; None where nothing changes.

    A row that says nothing new stays; else it changes the first kept row that its required cells name, or is
    added. An import never removes a row.
    """
    fields = RECORD_TYPES[kind].child(key).fields
    names = [one.key for one in fields if one.required and one.kind is not Kind.ENTERPRISE]
    rows = [dict(row) for row in kept]
    free = list(rows)
    changed = False
    pending = []
    for new in given:
        same = next(
            (row for row in free if all(_plain(row.get(k)) == _plain(v) for k, v in new.items())), None
        )
        if same is None:
            pending.append(new)
        else:
            free.remove(same)
    for new in pending:
        changed = True
        named = next((row for row in free if all(row.get(name) == new.get(name) for name in names)), None)
        if named is None:
            rows.append(dict(new))
        else:
            free.remove(named)
            named.update(new)
    return rows if changed else None
