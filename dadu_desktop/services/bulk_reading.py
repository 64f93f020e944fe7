"""Many records at once, with the rows inside them, in few queries: for import and export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES, described
from dadu_desktop.records.problems import Problem
from dadu_desktop.services.record_rows import Values, fetch

_CHUNK = 500


def kept_values(connection: Connection, kind: str, ids: Iterable[int], keys: Iterable[str]) -> dict[int, Values]:
    """Read some fields of kept records by id."""
    fields = [RECORD_TYPES[kind].field(key) for key in keys]
    found: dict[int, Values] = {}
    for chunk in batched_ids(ids):
        found.update({row.id: row.values for row in fetch(connection, kind, chunk, fields, date.today())})
    return found


def kept_children(connection: Connection, kind: str, key: str, ids: Iterable[int]) -> dict[int, list[Values]]:
    """Read the rows of one list inside kept records, in their order, each with its id."""
    found: dict[int, list[Values]] = defaultdict(list)
    children = RECORD_TYPES[kind].child(key)
    for chunk in batched_ids(ids):
        if children.record_type:
            parents = connection.execute(
                select(Problem.id, Problem.visit_id)
                .where(Problem.visit_id.in_(chunk), Problem.deleted_at.is_(None))
                .order_by(Problem.id)
            ).all()
            rows = fetch(connection, "problems", [row[0] for row in parents], children.fields, date.today())
            for (_, parent), row in zip(parents, rows, strict=True):
                found[parent].append({"id": row.id, **row.values})
            continue
        part: Any = MAPPINGS[kind].parts[key]
        fields = described(part)
        columns = [getattr(part, one.key) for one in fields]
        query = select(part.parent_id, part.id, *columns).where(part.parent_id.in_(chunk))
        for parent, *row in connection.execute(query.order_by(part.position, part.id)):
            found[parent].append(dict(zip(("id", *(one.key for one in fields)), row, strict=True)))
    return found


def batched_ids(ids: Iterable[int]) -> Iterable[list[int]]:
    """Cut ids into lists that a query can carry."""
    known = sorted(set(ids))
    return (known[start : start + _CHUNK] for start in range(0, len(known), _CHUNK))
