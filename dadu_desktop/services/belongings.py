"""Which records belong to which enterprises, for many enterprises in one query each way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from dadu_desktop.records.catalogue import MAPPINGS


def records_of(connection: Connection, kind: str, enterprises: Sequence[int]) -> dict[int, list[int]]:
    """List the records of one type that each enterprise has, alone or with others, in the order of their ids."""
    found: dict[int, set[int]] = defaultdict(set)
    for query in _ways(kind, enterprises):
        for enterprise, record in connection.execute(query):
            found[enterprise].add(record)
    return {one: sorted(found.get(one, ())) for one in enterprises}


def _ways(kind: str, enterprises: Sequence[int]) -> Iterator[Select[int, int]]:
    """Select enterprise and record, by the field of the record and by each of its lists of enterprises."""
    mapping = MAPPINGS[kind]
    model: Any = mapping.model
    if hasattr(model, "enterprise"):
        own = select(model.enterprise, model.id)
        yield own.where(model.enterprise.in_(enterprises), model.deleted_at.is_(None))
    for link in mapping.links.values():
        joined = select(link.enterprise_id, link.owner_id).join(model, model.id == link.owner_id)
        yield joined.where(link.enterprise_id.in_(enterprises), model.deleted_at.is_(None))
