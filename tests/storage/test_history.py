"""The history takes in every kind of change, whoever makes it and however."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from dadu_desktop.records.base import Base
from dadu_desktop.records.office import OfficePerson
from dadu_desktop.services.choices import persons
from dadu_desktop.storage.history import HistoryEntry, tracked_tables
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import UnitOfWork


def entries(ledger: LedgerFile, table: str) -> list[tuple[str, Any, Any]]:
    """Read action, before and after of the changes to one table."""
    query = select(HistoryEntry.action, HistoryEntry.before, HistoryEntry.after).where(
        HistoryEntry.table_name == table, HistoryEntry.person != ""
    )
    with ledger.read() as connection:
        rows = connection.execute(query.order_by(HistoryEntry.id)).all()
    return [
        (action, json.loads(before or "null"), json.loads(after or "null")) for action, before, after in rows
    ]


def _orm_insert(unit: UnitOfWork) -> None:
    unit.session.add(OfficePerson(name="新来的"))


def _orm_update(unit: UnitOfWork) -> None:
    unit.session.scalars(select(OfficePerson)).one().name = "改名的"


def _orm_delete(unit: UnitOfWork) -> None:
    unit.session.delete(unit.session.scalars(select(OfficePerson)).one())


def _bulk(unit: UnitOfWork) -> None:
    unit.session.execute(insert(OfficePerson), [{"name": "一"}, {"name": "二"}])


def _core_update(unit: UnitOfWork) -> None:
    unit.connection.execute(update(OfficePerson).values(name="核心"))


def _core_delete(unit: UnitOfWork) -> None:
    unit.connection.execute(delete(OfficePerson))


def _raw_update(unit: UnitOfWork) -> None:
    unit.connection.exec_driver_sql("UPDATE persons SET name = '生'")


def _raw_delete(unit: UnitOfWork) -> None:
    unit.connection.exec_driver_sql("DELETE FROM persons")


@pytest.mark.parametrize(
    ("change", "actions"),
    [
        (_orm_insert, ["insert"]),
        (_orm_update, ["update"]),
        (_orm_delete, ["delete"]),
        (_bulk, ["insert", "insert"]),
        (_core_update, ["update"]),
        (_core_delete, ["delete"]),
        (_raw_update, ["update"]),
        (_raw_delete, ["delete"]),
    ],
)
def test_every_kind_of_change_leaves_an_entry(
    ledger: LedgerFile, change: Callable[[UnitOfWork], None], actions: list[str]
) -> None:
    with ledger.unit() as unit:
        unit.session.add(OfficePerson(name="原来的"))
    with ledger.unit() as unit:
        change(unit)
    assert [action for action, _, _ in entries(ledger, "persons")] == ["insert", *actions]


def test_an_update_tells_only_what_differs_and_nothing_when_nothing_does(ledger: LedgerFile) -> None:
    with ledger.unit() as unit:
        unit.session.add(OfficePerson(name="甲", telephone="1"))
    for _ in range(2):
        with ledger.unit() as unit:
            unit.connection.execute(update(OfficePerson).values(name="乙", telephone="1"))
    assert entries(ledger, "persons")[1:] == [("update", {"name": "甲"}, {"name": "乙"})]


def test_an_entry_says_who_when_why_and_which_batch(ledger: LedgerFile) -> None:
    with ledger.unit(reason="核对后更正", batch=7) as unit:
        unit.session.add(OfficePerson(name="甲"))
    with ledger.read() as connection:
        entry = connection.execute(select(HistoryEntry).order_by(HistoryEntry.id.desc()).limit(1)).one()
    assert (entry.person, entry.reason, entry.batch) == (ledger.person, "核对后更正", 7)
    assert entry.at.endswith("+00:00")


def _write_then(ledger: LedgerFile, statement: str) -> None:
    """Keep a person and then run a statement in the same unit of work."""
    with ledger.unit() as unit:
        unit.session.add(OfficePerson(name="甲"))
        unit.session.flush()
        unit.connection.exec_driver_sql(statement)


@pytest.mark.parametrize("statement", ["UPDATE history SET person = 'x'", "DELETE FROM history"])
def test_the_history_itself_cannot_be_changed(ledger: LedgerFile, statement: str) -> None:
    with pytest.raises(IntegrityError, match="history cannot be changed"):
        _write_then(ledger, statement)
    assert entries(ledger, "persons") == []


def test_a_failed_unit_of_work_leaves_nothing(ledger: LedgerFile) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        _write_then(ledger, "INSERT INTO nowhere VALUES (1)")
    assert persons(ledger) == []
    assert entries(ledger, "persons") == []


def test_every_table_of_the_ledgers_has_its_three_triggers(ledger: LedgerFile) -> None:
    with ledger.read() as connection:
        found = set(
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
        )
    for table in tracked_tables():
        assert {f"history_{table.name}_{action}" for action in ("insert", "update", "delete")} <= found
    assert {"enterprises", "visits", "plan_measures", "visit_enterprises", "code_items"} <= set(
        Base.metadata.tables
    )
