"""A whole import taken back by means of the history, except what was edited since."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, column, delete, insert, select, table, update
from sqlalchemy.exc import IntegrityError

from dadu_desktop.domain.errors import NotFound
from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.papers import ImportBatch
from dadu_desktop.services.bulk_reading import batched_ids
from dadu_desktop.services.bulk_writing import table_of
from dadu_desktop.services.figure_revisions import revise_again
from dadu_desktop.services.import_plan import Values
from dadu_desktop.services.merging_undo import MERGED, take_apart
from dadu_desktop.services.month_locks import in_closed_months
from dadu_desktop.services.record_names import record_names
from dadu_desktop.storage.history import HistoryEntry
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed, UnitOfWork

_SINCE = "合并后改过的内容保留，其余已复原"
_FAILED = "原值所指的记录已不存在，没有改动"


@dataclass(frozen=True)
class Undone:
    """One record of a batch by its name, with the reason where it was kept or could not be taken back."""

    kind: str
    id: int
    name: str
    reason: str = ""


@dataclass(frozen=True)
class UndoOutcome:
    """What was taken back, what was kept because somebody edited or uses it, and what could not be taken back.

    ``merge`` tells that it was no import but two enterprises made one.
    """

    taken_back: tuple[Undone, ...]
    kept: tuple[Undone, ...]
    failed: tuple[Undone, ...]
    changed: Changed
    merge: bool = False


class _Key(NamedTuple):
    """A record by its type and id."""

    kind: str
    id: int


def undo_batch(ledger: LedgerFile, batch: int) -> UndoOutcome:
    """Put what an import made into the recycle bin and give what it changed its former values; or undo a merge."""
    with ledger.read() as connection:
        merge = _is_merge(connection, batch)
    with ledger.unit(reason=f"撤销{'合并' if merge else '导入'}批次 {batch}") as unit:
        if _is_merge(unit.connection, batch):  # nobody took it back meanwhile
            return _undo_merge(unit, batch)
        entries = _entries_by_record(unit.connection, batch)
        edited = _edited_since(unit.connection, batch, entries)
        kept = edited | _used_elsewhere(unit.connection, entries, edited.keys())
        kept |= {
            _Key("figures", one): said for one, said in in_closed_months(unit.connection, entries).items()
        }
        going = {key: rows for key, rows in reversed(entries.items()) if key not in kept}
        _put_into_bin(unit, [key for key, rows in going.items() if _was_made(key, rows)])
        changed = {key: rows for key, rows in going.items() if not _was_made(key, rows)}
        failed = {key: _FAILED for key, rows in changed.items() if not _reverse(unit, key, rows)}
        corrected = [key.id for key in changed if key.kind == "figures" and key not in failed]
        revise_again(unit, corrected, unit.reason)
        unit.connection.execute(update(ImportBatch).where(ImportBatch.id == batch).values(undone_at=unit.at))
        said = record_names(unit.connection, entries)
    back = tuple(Undone(*key, said[key]) for key in entries if key not in kept and key not in failed)
    return UndoOutcome(back, _named(kept, said), _named(failed, said), unit.changed)


def _is_merge(connection: Connection, batch: int) -> bool:
    """Tell a merge from an import; NotFound where there is none that can be taken back."""
    waiting = select(ImportBatch.counts).where(ImportBatch.id == batch, ImportBatch.undone_at.is_(None))
    counts = connection.scalar(waiting)
    if counts is None:
        raise NotFound(f"没有可撤销的批次 {batch}，请核对批次号。")
    return MERGED in json.loads(counts)


def _undo_merge(unit: UnitOfWork, batch: int) -> UndoOutcome:
    """Take a merge of two enterprises back."""
    back, since = take_apart(unit, batch)
    unit.connection.execute(update(ImportBatch).where(ImportBatch.id == batch).values(undone_at=unit.at))
    said = record_names(unit.connection, sorted(back | since))
    taken = tuple(Undone(*key, said[key]) for key in sorted(back))
    kept = _named(dict.fromkeys(sorted(since), _SINCE), said)
    return UndoOutcome(taken, kept, (), unit.changed, merge=True)


def _named(
    reasons: Mapping[_Key, str] | Mapping[tuple[str, int], str], said: Mapping[tuple[str, int], str]
) -> tuple[Undone, ...]:
    """Put names to records and reasons."""
    return tuple(Undone(*key, said[key], reason) for key, reason in reasons.items())


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


def _edited_since(
    connection: Connection, batch: int, entries: Mapping[_Key, Sequence[Row[Any]]]
) -> dict[_Key, str]:
    """Find the records that were changed after the batch, and by whom last."""
    if not entries:
        return {}
    last = max(row.id for rows in entries.values() for row in rows)
    tables = _tables()
    query = select(HistoryEntry.__table__).where(
        HistoryEntry.id > last, HistoryEntry.batch.is_distinct_from(batch)
    )
    found = {}
    for row in connection.execute(query.order_by(HistoryEntry.id)):
        if row.table_name in tables and (key := _record_of(row, tables[row.table_name])) in entries:
            day = datetime.fromisoformat(row.at).astimezone()
            found[key] = f"{row.person or '有人'} 在 {day:%Y-%m-%d %H:%M} 修改过"
    return found


def _used_elsewhere(
    connection: Connection, entries: Mapping[_Key, Sequence[Row[Any]]], edited: Container[_Key]
) -> dict[_Key, str]:
    """Find new enterprises to which records point that stay."""
    made = {key.id for key, rows in entries.items() if key.kind == "enterprises" and _was_made(key, rows)}
    going = {key for key in entries if key not in edited}
    used: dict[_Key, str] = {}
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
        reason = f"已被其他{RECORD_TYPES[kind].record_label}记录引用"
        used |= {
            _Key("enterprises", one): reason
            for rows in pairs
            for record, one in rows
            if one in made and _Key(kind, record) not in going
        }
    return used


def _was_made(key: _Key, rows: Sequence[Row[Any]]) -> bool:
    """Tell whether the batch made a record."""
    own = table_of(MAPPINGS[key.kind].model).name
    return any(row.action == "insert" and row.table_name == own for row in rows)


def _put_into_bin(unit: UnitOfWork, keys: Sequence[_Key]) -> None:
    """Put the records that the batch made into the recycle bin."""
    for kind in dict.fromkeys(key.kind for key in keys):
        model: Any = MAPPINGS[kind].model
        ids = [key.id for key in keys if key.kind == kind]
        for chunk in batched_ids(ids):
            unit.connection.execute(update(model).where(model.id.in_(chunk)).values(deleted_at=unit.at))
        unit.touch(kind, ids, index=False)


def _reverse(unit: UnitOfWork, key: _Key, rows: Sequence[Row[Any]]) -> bool:
    """Give a record its former values, all of them or, where the database will not have it, none."""
    model: Any = MAPPINGS[key.kind].model
    try:
        with unit.connection.begin_nested():
            for row in reversed(rows):
                _reverse_row(unit.connection, row)
            unit.connection.execute(update(model).where(model.id == key.id).values(version=model.version + 1))
    except IntegrityError:
        return False
    unit.touch(key.kind, [key.id])
    return True


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
