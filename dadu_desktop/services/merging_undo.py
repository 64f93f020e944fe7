"""A merge taken back by means of the history; what was changed since stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, column, delete, insert, select, table, update

from dadu_desktop.records.catalogue import MAPPINGS
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.papers import ImportBatch
from dadu_desktop.services.history_words import tables
from dadu_desktop.services.pinyin import sounds_of
from dadu_desktop.storage.history import HistoryEntry
from dadu_desktop.storage.unit_of_work import UnitOfWork

MERGED = "merged"
"""Stands in the counts of a batch that is a merge, with the number of records that moved."""

Record = tuple[str, int]


def take_apart(unit: UnitOfWork, batch: int) -> tuple[set[Record], set[Record]]:
    """Reverse every change of a merge, the last one first; gives the records taken back and those changed since."""
    query = select(HistoryEntry.__table__).where(
        HistoryEntry.batch == batch, HistoryEntry.table_name != ImportBatch.__tablename__
    )
    back, since = set[Record](), set[Record]()
    for row in unit.connection.execute(query.order_by(HistoryEntry.id.desc())).all():
        whole = _reverse(unit.connection, row)
        (back if whole else since).update(_records(row))
    enterprises = [one for kind, one in back | since if kind == "enterprises"]
    for one in unit.session.scalars(select(Enterprise).where(Enterprise.id.in_(enterprises))):
        one.pinyin = sounds_of(one.name, one.short_name)
    unit.session.flush()
    for kind, record in back | since:
        model: Any = MAPPINGS[kind].model
        unit.connection.execute(update(model).where(model.id == record).values(version=model.version + 1))
        unit.touch(kind, [record])
    return back - since, since


def _reverse(connection: Connection, row: Row[Any]) -> bool:
    """Take back one line of the history, column by column; False where something was changed since.

    The values of the history are those of the columns as they are stored.
    """
    before, after = (json.loads(one) if one else {} for one in (row.before, row.after))
    stored = table(row.table_name, *map(column, ("id", *dict.fromkeys((*before, *after)))))
    here = stored.c.id == int(row.record_id)
    if row.action == "delete":
        _link_again(connection, row, before)
        return True
    now = connection.execute(select(stored).where(here)).mappings().first()
    if now is None:
        return False
    same = [key for key in after if now[key] == after[key]]
    whole = len(same) == len(after)
    if row.action == "insert":
        if whole:
            connection.execute(delete(stored).where(here))
    elif same:
        connection.execute(update(stored).where(here).values({key: before[key] for key in same}))
    return whole


def _link_again(connection: Connection, row: Row[Any], before: dict[str, Any]) -> None:
    """Put back a link that gave way because its record named both; it comes behind the others."""
    parent = {"owner_id": row.parent_id, "position": row.record_id} if row.parent_id is not None else {}
    values = {**before, **parent}
    connection.execute(insert(table(row.table_name, *map(column, values))).values(values))


def _records(row: Row[Any]) -> Iterable[Record]:
    """Name the record that a line is about, if it is one that people know."""
    words = tables().get(row.table_name)
    if words is not None:
        yield words.kind, int(row.record_id if words.role == "record" else row.parent_id)
