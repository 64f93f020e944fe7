"""Who changed what and when: of one record, and lately of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select
from sqlalchemy.orm import aliased

from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.history_words import Speaker, TableWords, files_table, stored_value, tables
from dadu_desktop.services.record_rows import fetch
from dadu_desktop.storage.history import HistoryEntry
from dadu_desktop.storage.ledger_file import LedgerFile

ADDED, CHANGED, DELETED, RESTORED = "新增", "修改", "删除", "恢复"
_LOOKED_BACK = 5000
_Entry = Row[Any]


@dataclass(frozen=True)
class Change:
    """One change in words; ``at`` is local time, ``field_label`` is empty where the record itself came or went.

    ``id`` is 0 where one step touched several records; ``record`` then says how many. ``entry`` and ``key`` name
    the value of a record that can be put back; 0 and "" where it cannot.
    """

    at: datetime
    person: str
    action: str
    field_label: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""
    batch: int | None = None
    record: str = ""
    kind: str = ""
    id: int = 0
    entry: int = 0
    key: str = ""


def record_history(ledger: LedgerFile, kind: str, record: int, *, after: int = 0) -> list[Change]:
    """Tell the changes of a record, of the rows inside it, its links and its files, newest first.

    With ``after`` only those behind that line of the history. Of a figure the earlier revisions are told too; what
    was said of those is not put back.
    """
    with ledger.read() as connection:
        entries = [one for one in _entries(connection, kind, record) if one.id > after]
        speaker = Speaker(connection, entries)
    steps = [list(step) for _, step in groupby(entries, key=lambda entry: (entry.at, entry.person))]
    own = {entry.id for entry in entries if entry.record_id == str(record)}
    return [
        change if change.entry in own else replace(change, entry=0, key="")
        for step in reversed(steps)
        for change in _step_changes(speaker, step)
    ]


def recent_changes(ledger: LedgerFile, limit: int = 20) -> list[Change]:
    """Tell the last steps of all, newest first: one line for each record type that a step touched."""
    with ledger.read() as connection:
        newest = select(func.max(HistoryEntry.id)).scalar_subquery()
        latest = (
            select(HistoryEntry.__table__)
            .where(HistoryEntry.id > newest - _LOOKED_BACK, HistoryEntry.table_name.in_(tables()))
            .order_by(HistoryEntry.id.desc())
        )
        steps: dict[tuple[str, str, str], list[_Entry]] = {}
        for entry in connection.execute(latest):
            steps.setdefault((entry.at, entry.person, _words_of(entry).kind), []).append(entry)
        return [_summary(connection, step) for step in islice(steps.values(), limit)]


def _entries(connection: Connection, kind: str, record: int) -> list[_Entry]:
    """Read the history of a record, oldest first."""
    own = {name: words.role for name, words in tables().items() if words.kind == kind}
    main = [name for name, role in own.items() if role == "record"]
    files = files_table().table.name
    inner = [files, *(name for name in own if name not in main)]
    found = connection.execute(
        select(HistoryEntry.__table__)
        .where(
            or_(
                and_(
                    HistoryEntry.table_name.in_(main),
                    HistoryEntry.record_id.in_([str(one) for one in _revisions(connection, kind, record)]),
                ),
                and_(HistoryEntry.table_name.in_(inner), HistoryEntry.parent_id == record),
            )
        )
        .order_by(HistoryEntry.id)
    )
    return [one for one in found if one.table_name != files or _belongs(one, kind)]


def _revisions(connection: Connection, kind: str, record: int) -> list[int]:
    """Give the record; of a figure also the earlier revisions that it took the place of."""
    if kind != "figures":
        return [record]
    earlier = aliased(MonthlyFigure)
    same = [
        getattr(earlier, key) == getattr(MonthlyFigure, key) for key in ("enterprise", "month", "indicator")
    ]
    query = select(earlier.id).where(MonthlyFigure.id == record, *same)
    return [record, *connection.scalars(query.where(earlier.revision < MonthlyFigure.revision))]


def _belongs(entry: _Entry, kind: str) -> bool:
    """Tell whether a file was put to a record of this type."""
    return bool(stored_value(entry.after or entry.before, "record_type") == kind)


def _step_changes(speaker: Speaker, step: Sequence[_Entry]) -> Iterator[Change]:
    """Say what one step changed; the links of a field are said together."""
    linked: dict[str, list[_Entry]] = {}
    for entry in step:
        words = _words_of(entry)
        if words.role == "link":
            linked.setdefault(entry.table_name, []).append(entry)
        else:
            yield from _row_changes(speaker, words, entry)
    for entries in linked.values():
        yield from _link_changes(speaker, entries)


def _row_changes(speaker: Speaker, words: TableWords, entry: _Entry) -> Iterator[Change]:
    """Say what happened to one row."""
    match entry.action:
        case "insert":
            yield _change(entry, ADDED, words.label, after=speaker.say_all(words, entry.after))
        case "delete":
            yield _change(entry, DELETED, words.label, before=speaker.say_all(words, entry.before))
        case _:
            binned = _binned(entry)
            if binned:
                yield _change(entry, binned)
            prefix = f"{words.label}·" if words.label else ""
            for field, before, after in speaker.differences(words, entry):
                change = _change(entry, CHANGED, prefix + field.label, before, after)
                # That a figure was corrected is undone by another correction, never by putting back its mark.
                kept = words.role == "record" and field.key != MonthlyFigure.replaced.key
                yield replace(change, entry=entry.id, key=field.key) if kept else change


def _link_changes(speaker: Speaker, entries: Sequence[_Entry]) -> Iterator[Change]:
    """Say the links before and after a step, which writes all of them anew."""
    words = _words_of(entries[0])
    before = "、".join(speaker.say_all(words, one.before) for one in entries if one.action == "delete")
    after = "、".join(speaker.say_all(words, one.after) for one in entries if one.action == "insert")
    if before != after:
        yield _change(entries[0], CHANGED, words.label, before, after)


def _binned(entry: _Entry) -> str:
    """Tell whether an update put a record into the recycle bin or took it out; "" when neither."""
    if stored_value(entry.after, "deleted_at"):
        return DELETED
    return RESTORED if stored_value(entry.before, "deleted_at") else ""


def _change(entry: _Entry, action: str, label: str = "", before: str = "", after: str = "") -> Change:
    """Take over who, when and why."""
    at = datetime.fromisoformat(entry.at).astimezone()
    return Change(at, entry.person, action, label, before, after, entry.reason, entry.batch)


def _summary(connection: Connection, step: Sequence[_Entry]) -> Change:
    """Say in one line what a step did to the records of one type."""
    kind = _words_of(step[0]).kind
    records = {_record_of(entry) for entry in step}
    one = records.pop() if len(records) == 1 else 0
    said = _title(connection, kind, one) if one else f"{len(records)} 条{RECORD_TYPES[kind].record_label}"
    return replace(_change(step[0], _action(step)), record=said, kind=kind, id=one)


def _action(step: Sequence[_Entry]) -> str:
    """Say what a step did in the main: whether the records came, went or changed."""
    own = [entry for entry in step if _words_of(entry).role == "record"]
    actions = {ADDED if entry.action == "insert" else _binned(entry) or CHANGED for entry in own}
    if ADDED in actions:
        return ADDED
    return actions.pop() if len(actions) == 1 else CHANGED


def _words_of(entry: _Entry) -> TableWords:
    """Find what the table of an entry means."""
    return tables().get(entry.table_name) or files_table()


def _record_of(entry: _Entry) -> int:
    """Find the record that an entry is about."""
    return int(entry.record_id) if _words_of(entry).role == "record" else int(entry.parent_id)


def _title(connection: Connection, kind: str, record: int) -> str:
    """Name a record by its number and title."""
    described = RECORD_TYPES[kind]
    fields = [described.field(key) for key in dict.fromkeys(("number", described.title)) if _has(kind, key)]
    rows = fetch(connection, kind, [record], fields, datetime.now().date())
    values = rows[0].values.values() if rows else ()
    return " ".join(one.label if isinstance(one, Reference) else str(one) for one in values if one)


def _has(kind: str, key: str) -> bool:
    """Tell whether a record type has a field."""
    return any(one.key == key for one in RECORD_TYPES[kind].fields)
