"""Many records at once, with the rows inside them, in few queries: for import and export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.fields import Children
from dadu_desktop.records.mapping import described
from dadu_desktop.records.problems import Problem
from dadu_desktop.services.record_rows import fetch
from dadu_desktop.services.rows import Values

_CHUNK = 500


def kept_values(
    connection: Connection, kind: str, ids: Iterable[int], keys: Iterable[str]
) -> dict[int, Values]:
    """Read some fields of kept records by id."""
    fields = [RECORD_TYPES[kind].field(key) for key in keys]
    found: dict[int, Values] = {}
    for chunk in batched_ids(ids):
        found.update({row.id: row.values for row in fetch(connection, kind, chunk, fields, date.today())})
    return found


def kept_children(connection: Connection, kind: str, key: str, ids: Iterable[int]) -> dict[int, list[Values]]:
    """Read the rows of one list inside kept records, in their order, each with its id."""
    children = RECORD_TYPES[kind].child(key)
    found: dict[int, list[Values]] = defaultdict(list)
    for chunk in batched_ids(ids):
        rows = (
            _problems_of(connection, children, chunk)
            if children.record_type
            else _parts_of(connection, MAPPINGS[kind].parts[key], chunk)
        )
        for parent, values in rows:
            found[parent].append(values)
    return found


def _problems_of(
    connection: Connection, children: Children, visits: list[int]
) -> Iterator[tuple[int, Values]]:
    """Read the problems raised on visits."""
    query = select(Problem.id, Problem.visit_id).where(
        Problem.visit_id.in_(visits), Problem.deleted_at.is_(None)
    )
    parents = {row[0]: row[1] for row in connection.execute(query.order_by(Problem.id))}
    for row in fetch(connection, "problems", list(parents), children.fields, date.today()):
        yield parents[row.id] or 0, {"id": row.id, **row.values}


def _parts_of(connection: Connection, part: Any, parents: list[int]) -> Iterator[tuple[int, Values]]:
    """Read the rows of one part."""
    fields = described(part)
    query = select(part.parent_id, part.id, *(getattr(part, one.key) for one in fields))
    keys = ("id", *(one.key for one in fields))
    for row in connection.execute(query.where(part.parent_id.in_(parents)).order_by(part.position, part.id)):
        yield row[0], dict(zip(keys, row[1:], strict=True))


def batched_ids(ids: Iterable[int]) -> Iterable[list[int]]:
    """Cut ids into lists that a query can carry."""
    known = sorted(set(ids))
    return (known[start : start + _CHUNK] for start in range(0, len(known), _CHUNK))
