"""History by triggers: whatever changes a row, by whichever way, leaves who, when, before and after."""

# ruff: noqa: S608 - the statements are put together from the names of mapped tables and columns only

from __future__ import annotations

from sqlalchemy import Connection, Index, String, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from dadu_desktop.records.base import Base
from dadu_desktop.records.catalogue import load_all
from dadu_desktop.storage import server_history

UNTRACKED = frozenset(
    {
        "history",
        "history_seals",
        "history_head",
        "change_context",
        "number_counters",
        "attachment_contents",
        "views",
    }
)
_NEVER = (
    ("history", "UPDATE"),
    ("history", "DELETE"),
    ("history_seals", "UPDATE"),
    ("history_seals", "DELETE"),
    ("history_head", "DELETE"),
)
UNWRITTEN = frozenset({"id", "version", "position", "parent_id", "owner_id", "pinyin"})


class HistoryEntry(Base):
    """One change of one row; ``before`` and ``after`` are JSON objects of the columns that changed."""

    __tablename__ = "history"
    __table_args__ = (
        Index("ix_history_record", "table_name", "record_id"),
        Index(
            "ix_history_parent",
            "table_name",
            "parent_id",
            sqlite_where=text("parent_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(String(32))
    person: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    batch: Mapped[int | None] = mapped_column(index=True)
    table_name: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[str] = mapped_column(String(60))
    parent_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(10))  # insert, update, delete, or what an event was
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


EVENTS = "events"
"""Stands for the table where an entry tells of a log-in, an export, a print, a backup or a restore."""


class ChangeContext(Base):
    """The single row by which a unit of work tells the triggers who, why, when and which batch."""

    __tablename__ = "change_context"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str | None] = mapped_column(String(32))
    person: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    batch: Mapped[int | None]


def create_triggers(connection: Connection) -> None:
    """Make the triggers of every mapped table anew; called after each migration."""
    if connection.dialect.name == "postgresql":
        server_history.create(connection, *_on_server())
        return
    for name, statement in sqlite_triggers().items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(statement)


def wrong_triggers(connection: Connection) -> list[str]:
    """Name the triggers that are missing or not as they were made."""
    if connection.dialect.name == "postgresql":
        return server_history.wrong(connection, *_on_server())
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    there = {row.name: row.sql for row in connection.exec_driver_sql(query)}
    return [name for name, statement in sqlite_triggers().items() if there.get(name) != statement]


def _on_server() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Write what a server needs for the same history: functions, and triggers by table and name."""
    never: dict[str, list[str]] = {}
    for guarded, action in _NEVER:
        never.setdefault(guarded, []).append(action)
    return server_history.functions(UNWRITTEN), server_history.triggers(tracked_tables(), never)


def sqlite_triggers() -> dict[str, str]:
    """Write the triggers of all tables for SQLite, by name."""
    made: dict[str, str] = {}
    for table in tracked_tables():
        made |= _table_triggers(table)
    for guarded, action in _NEVER:
        name = f"{guarded}_no_{action.lower()}"
        made[name] = (
            f"CREATE TRIGGER {name} BEFORE {action} ON {guarded} "
            "BEGIN SELECT RAISE(ABORT, 'history cannot be changed'); END"
        )
    return made


def tracked_tables() -> list[Table]:
    """List the tables whose changes are kept."""
    load_all()
    return [table for table in Base.metadata.sorted_tables if table.name not in UNTRACKED]


def _table_triggers(table: Table) -> dict[str, str]:
    """Write the three triggers of one table."""
    bodies = {
        "insert": _entry(table, "insert", "NEW", "NULL", _object(table, "NEW")),
        "update": _changed_entry(table),
        "delete": _entry(table, "delete", "OLD", _object(table, "OLD"), "NULL"),
    }
    return {
        f"history_{table.name}_{action}": f"CREATE TRIGGER history_{table.name}_{action} AFTER {action.upper()} "
        f"ON {table.name} BEGIN {body}; END"
        for action, body in bodies.items()
    }


def _written(table: Table) -> list[str]:
    """List the columns whose values the history keeps."""
    return [column.name for column in table.columns if column.name not in UNWRITTEN]


def _object(table: Table, row: str) -> str:
    """Write the JSON object of a whole row; what is empty is left out, as most columns of most rows are."""
    pairs = ", ".join(
        f'CASE WHEN {row}."{name}" IS NOT NULL THEN \'"{name}":\' || json_quote({row}."{name}") END'
        for name in _written(table)
    )
    return f"'{{' || concat_ws(',', {pairs}) || '}}'"


def _target(table: Table, row: str) -> str:
    """Write table, record and parent of the changed row."""
    parent = next((name for name in ("parent_id", "owner_id", "record_id") if name in table.columns), None)
    key = next(iter(table.primary_key.columns)).name
    return f"'{table.name}', {row}.\"{key}\", {f'{row}.{parent}' if parent else 'NULL'}"


_COLUMNS = "at, person, reason, batch, table_name, record_id, parent_id, action, before, after"
_WHO = "coalesce(c.at, strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')), c.person, c.reason, c.batch"


def _entry(table: Table, action: str, row: str, before: str, after: str) -> str:
    """Write the insertion of one history row."""
    return (
        f"INSERT INTO history ({_COLUMNS}) SELECT {_WHO}, {_target(table, row)}, '{action}', {before}, {after} "
        "FROM change_context c"
    )


def _changed_entry(table: Table) -> str:
    """Write the entry of an update: only the columns that differ, and none when nothing does."""
    names = _written(table)
    changed = " UNION ALL ".join(f'SELECT \'{name}\' k, OLD."{name}" b, NEW."{name}" a' for name in names)
    return (
        f"INSERT INTO history ({_COLUMNS}) SELECT {_WHO}, {_target(table, 'NEW')}, 'update', "
        f"json_group_object(k, b), json_group_object(k, a) FROM ({changed}), change_context c "
        "WHERE b IS NOT a HAVING count(*) > 0"
    )
