"""A whole import taken back by means of the history, except what was edited since."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, column, delete, insert, select, table, update

from dadu_desktop.domain.errors import NotFound
from dadu_desktop.records.catalogue import MAPPINGS
from dadu_desktop.records.office import ImportBatch
from dadu_desktop.services.bulk_writing import table_of
from dadu_desktop.services.import_plan import Values
from dadu_desktop.storage.history import HistoryEntry
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed, UnitOfWork


@dataclass(frozen=True)
class UndoOutcome:
    """How many records were taken back, were kept because somebody edited or uses them, or could not be."""

    reversed: int
    kept: int
    failed: int
    changed: Changed


class _Key(NamedTuple):
    """A record by its type and id."""

    kind: str
    id: int


def undo_batch(ledger: LedgerFile, batch: int) -> UndoOutcome:
    """Put what an import made into the recycle bin and give what it changed its former values."""
    with ledger.unit(reason=f"撤销导入批次 {batch}") as unit:
        known = unit.connection.scalar(
            select(ImportBatch.id).where(ImportBatch.id == batch, ImportBatch.undone_at.is_(None))
        )
        if known is None:
            raise NotFound(f"没有可撤销的导入批次 {batch}，请核对批次号。")
        entries = _entries_by_record(unit.connection, batch)
        edited = _edited_since(unit.connection, batch, entries)
        kept = edited | _used_elsewhere(unit.connection, entries, edited)
        for key, rows in reversed(entries.items()):
            if key not in kept:
                _reverse(unit, key, rows)
        unit.connection.execute(update(ImportBatch).where(ImportBatch.id == batch).values(undone_at=unit.at))
    return UndoOutcome(len(entries) - len(kept), len(kept), 0, unit.changed)


def _tables() -> dict[str, str]:
    """Map every table of a record, its rows and its links to the record type."""
    found = {}
    for kind, mapping in MAPPINGS.items():
        for model in (mapping.model, *mapping.parts.values(), *mapping.links.values()):
            found[table_of(model).name] = kind
    return found


def _record_of(row: Row[Any], kind: str) -> _Key:
    """Find the record that a line of the history is about."""
    own = row.table_name == table_of(MAPPINGS[kind].model).name
    return _Key(kind, int(row.record_id) if own else int(row.parent_id))


def _entries_by_record(connection: Connection, batch: int) -> dict[_Key, list[Row[Any]]]:
    """Read what a batch did, by record, in the order in which it happened."""
    tables = _tables()
    found: dict[_Key, list[Row[Any]]] = defaultdict(list)
    query = select(HistoryEntry.__table__).where(HistoryEntry.batch == batch).order_by(HistoryEntry.id)
    for row in connection.execute(query):
        kind = tables.get(row.table_name)
        if kind:
            found[_record_of(row, kind)].append(row)
    return found


def _edited_since(connection: Connection, batch: int, entries: dict[_Key, list[Row[Any]]]) -> set[_Key]:
    """Find the records that were changed after the batch."""
    if not entries:
        return set()
    last = max(row.id for rows in entries.values() for row in rows)
    tables = _tables()
    query = select(HistoryEntry.__table__).where(
        HistoryEntry.id > last, HistoryEntry.batch.is_distinct_from(batch)
    )
    later = (row for row in connection.execute(query) if row.table_name in tables)
    return {_record_of(row, tables[row.table_name]) for row in later} & entries.keys()


def _used_elsewhere(
    connection: Connection, entries: dict[_Key, list[Row[Any]]], edited: set[_Key]
) -> set[_Key]:
    """Find new enterprises to which records point that stay."""
    made = {key.id for key, rows in entries.items() if key.kind == "enterprises" and _was_made(key, rows)}
    going = {key for key in entries if key not in edited}
    used = set()
    for kind, mapping in MAPPINGS.items():
        model: Any = mapping.model
        pairs: list[Iterable[Any]] = []
        if hasattr(model, "enterprise"):
            pairs.append(
                connection.execute(select(model.id, model.enterprise).where(model.deleted_at.is_(None)))
            )
        for link in mapping.links.values():
            alive = select(link.owner_id, link.enterprise_id).join(model, model.id == link.owner_id)
            pairs.append(connection.execute(alive.where(model.deleted_at.is_(None))))
        used |= {
            one for rows in pairs for record, one in rows if one in made and _Key(kind, record) not in going
        }
    return {_Key("enterprises", one) for one in used}


def _was_made(key: _Key, rows: Iterable[Row[Any]]) -> bool:
    """Tell whether the batch made a record."""
    own = table_of(MAPPINGS[key.kind].model).name
    return any(row.action == "insert" and row.table_name == own for row in rows)


def _reverse(unit: UnitOfWork, key: _Key, rows: list[Row[Any]]) -> None:
    """Take back what was done to one record."""
    model: Any = MAPPINGS[key.kind].model
    if _was_made(key, rows):
        unit.connection.execute(update(model).where(model.id == key.id).values(deleted_at=unit.at))
        unit.touch(key.kind, [key.id], index=False)
        return
    for row in reversed(rows):
        _reverse_row(unit.connection, row)
    unit.connection.execute(update(model).where(model.id == key.id).values(version=model.version + 1))
    unit.touch(key.kind, [key.id])


def _reverse_row(connection: Connection, row: Row[Any]) -> None:
    """Take back one line of the history, whose values are those of the columns as they are stored."""
    before = {} if row.before is None else json.loads(row.before)
    stored = table(row.table_name, *map(column, dict.fromkeys(("id", *before))))
    here = stored.c.id == int(row.record_id)
    match row.action:
        case "insert":
            connection.execute(delete(stored).where(here))
        case "update":
            connection.execute(update(stored).where(here).values(before))
        case _:
            _link_again(connection, row, before)


def _link_again(connection: Connection, row: Row[Any], before: Values) -> None:
    """Put a link back that gave way to others: nothing else is deleted by an import.

    Its id may have gone to another one meanwhile; in the order of the old ids lies that of the enterprises.
    """
    links = (link for mapping in MAPPINGS.values() for link in mapping.links.values())
    link = next(one for one in links if table_of(one).name == row.table_name)
    values = {**before, "owner_id": int(row.parent_id), "position": int(row.record_id)}
    connection.execute(insert(link).values(values))
