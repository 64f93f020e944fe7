"""The sealed history: whatever is done to it afterwards is found, and nothing that is rightly done is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.exc import IntegrityError

from dadu_desktop.records.base import Base
from dadu_desktop.records.office import OfficePerson
from dadu_desktop.services.backups import keep_backup, restore_backup
from dadu_desktop.services.records import save_record
from dadu_desktop.storage import backup, check, opening, seal
from dadu_desktop.storage.engine import one_time_engine
from dadu_desktop.storage.history import HistoryEntry, create_triggers
from dadu_desktop.storage.ledger_file import LedgerFile

_ADDED = (
    "INSERT INTO history SELECT max(id) - 2, at, '张三', reason, batch, table_name, record_id, parent_id, "
    "action, before, after FROM history"
)
_CUT_HEAD = (
    "UPDATE history_head SET (seal, last_entry, chain) = "
    "(SELECT id, last_entry, chain FROM history_seals ORDER BY id DESC LIMIT 1)"
)
TAMPERINGS = {
    "a changed value": [
        "UPDATE history SET after = replace(after, '百货', '白货') WHERE after LIKE '%百货%'"
    ],
    "another person": ["UPDATE history SET person = '李四' WHERE id = (SELECT max(id) - 1 FROM history)"],
    "a removed row": ["DELETE FROM history WHERE id = (SELECT max(id) - 1 FROM history)"],
    "an added row": [
        "DELETE FROM history WHERE id = (SELECT max(id) - 2 FROM history)",
        _ADDED,
    ],
    "exchanged rows": [
        "UPDATE history SET id = -1 WHERE id = (SELECT max(id) FROM history)",
        "UPDATE history SET id = id + 1 WHERE id = (SELECT max(id) FROM history)",
        "UPDATE history SET id = (SELECT max(id) - 1 FROM history) WHERE id = -1",
    ],
    "a removed seal": ["DELETE FROM history_seals WHERE id = 3"],
    "a changed station": ["UPDATE history_seals SET station = 'elsewhere' WHERE id = 3"],
    "a cut tail": [
        "DELETE FROM history WHERE id > (SELECT last_entry FROM history_seals ORDER BY id DESC LIMIT 1 OFFSET 2)",
        "DELETE FROM history_seals WHERE id > (SELECT max(id) - 2 FROM history_seals)",
    ],
    "a cut tail with its head": [
        "DELETE FROM history WHERE id > (SELECT last_entry FROM history_seals ORDER BY id DESC LIMIT 1 OFFSET 2)",
        "DELETE FROM history_seals WHERE id > (SELECT max(id) - 2 FROM history_seals)",
        _CUT_HEAD,
    ],
    "all seals removed": ["DELETE FROM history_seals", "DELETE FROM history_head"],
}


@contextmanager
def from_outside(place: Path) -> Iterator[Connection]:
    """Work in a ledger as somebody would who knows its key and takes the triggers away meanwhile."""
    with one_time_engine(place, write=True).connect() as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for name in connection.exec_driver_sql(query).scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        yield connection
        create_triggers(connection)
        connection.commit()


def findings(ledger: LedgerFile) -> list[str]:
    """Check the ledger and give what is wrong with its history."""
    return [one.sentence for one in check.check(ledger) if one.area == "history"]


@pytest.mark.parametrize("statements", TAMPERINGS.values(), ids=TAMPERINGS)
@pytest.mark.usefixtures("register")
def test_tampering_with_the_history_is_found(ledger: LedgerFile, statements: list[str]) -> None:
    assert findings(ledger) == []
    with from_outside(ledger.path) as connection:
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount > 0, statement
    assert findings(ledger)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(0, 5), max_size=6), cut=st.integers(0, 10))
def test_a_chain_of_any_units_of_work_is_whole_and_holds_each_of_its_heads(
    template: Path, tmp_path_factory: pytest.TempPathFactory, sizes: list[int], cut: int
) -> None:
    place = Path(shutil.copyfile(template, tmp_path_factory.mktemp("chain") / "台账.dadu"))
    heads = []
    with opening.open_file(place) as ledger:
        for size in sizes:
            with ledger.unit() as unit:
                unit.session.add_all([OfficePerson(name=f"第{one}人") for one in range(size)])
            with ledger.read() as connection:
                heads.append(seal.head_of(connection))
        with ledger.read() as connection:
            assert list(seal.faults(connection)) == []
            assert all(seal.holds(connection, head) for head in heads)
            assert not seal.holds(connection, seal.Head(len(sizes) + 2 + cut, "0" * 64))


def test_a_row_that_another_program_wrote_is_told_for_ever(ledger: LedgerFile) -> None:
    with one_time_engine(ledger.path, write=True).connect() as connection:
        connection.exec_driver_sql(
            "INSERT INTO persons (name, department, telephone, role, active) VALUES ('外', '', '', '', 1)"
        )
        connection.commit()
    assert any("没有封存" in one for one in findings(ledger))
    save_record(ledger, "enterprises", 0, {"name": "万达广场"})
    assert any("不是由本程序写入" in one for one in findings(ledger))


@pytest.mark.parametrize("table", [HistoryEntry, seal.HistorySeal, seal.HistoryHead])
@pytest.mark.usefixtures("register")
def test_nothing_sealed_can_be_deleted(ledger: LedgerFile, table: type[Base]) -> None:
    with pytest.raises(IntegrityError, match="history cannot be changed"), ledger.unit() as unit:
        unit.connection.execute(delete(table))
    assert findings(ledger) == []


def test_a_missing_trigger_is_found_and_made_again(ledger: LedgerFile) -> None:
    with one_time_engine(ledger.path, write=True).connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER history_enterprises_update")
        connection.commit()
    assert len(findings(ledger)) == 1
    assert [one.repaired for one in check.check(ledger, repair=True)] == [True]
    assert findings(ledger) == []


@pytest.mark.usefixtures("register")
def test_a_history_that_lost_what_the_newest_backup_has_is_found(ledger: LedgerFile) -> None:
    with ledger.read() as connection:
        early = connection.scalar(select(func.max(HistoryEntry.id)))
        kept_rows = connection.exec_driver_sql("SELECT * FROM history_head").one()
    save_record(ledger, "enterprises", 0, {"name": "后来的企业"})
    backup.keep(ledger.path, "手动")
    with from_outside(ledger.path) as connection:
        connection.exec_driver_sql("DELETE FROM history WHERE id > ?", (early,))
        connection.exec_driver_sql("DELETE FROM history_seals WHERE id > ?", (kept_rows.seal,))
        connection.exec_driver_sql(
            "UPDATE history_head SET seal = ?, last_entry = ?, chain = ?, mac = ?",
            (kept_rows.seal, kept_rows.last_entry, kept_rows.chain, kept_rows.mac),
        )
        connection.exec_driver_sql("DELETE FROM enterprises WHERE name = '后来的企业'")
    assert any("备份" in one for one in findings(ledger))


def test_a_restored_ledger_may_know_less_than_a_later_backup(ledger: LedgerFile, tmp_path: Path) -> None:
    old = backup.copy_ledger(ledger.path, tmp_path / "旧.dadu").file
    save_record(ledger, "enterprises", 0, {"name": "后来的企业"})
    backup.keep(ledger.path, "手动", datetime.now() - timedelta(seconds=1))
    ledger.close()
    restore_backup(old, ledger.path)
    with opening.open_file(ledger.path) as restored:
        assert findings(restored) == []


def test_an_event_is_kept_and_sealed_and_is_no_change(ledger: LedgerFile) -> None:
    before = ledger.revision
    ledger.note("export", "企业台账 5 条")
    with opening.open_file(ledger.path, write=False) as reader:
        reader.person = "李四"
        reader.note("print", "走访台账")
    query = select(HistoryEntry.person, HistoryEntry.action, HistoryEntry.reason).order_by(HistoryEntry.id)
    with ledger.read() as connection:
        noted = connection.execute(query.where(HistoryEntry.table_name == "events")).all()
    assert noted == [("王敏", "export", "企业台账 5 条"), ("李四", "print", "走访台账")]
    assert ledger.revision == before
    assert findings(ledger) == []


def test_an_event_that_cannot_be_written_stops_nothing(
    ledger: LedgerFile, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        opening.open_file(ledger.path, write=False) as reader,
        one_time_engine(ledger.path, write=True).connect() as other,
    ):
        other.exec_driver_sql("PRAGMA busy_timeout=0")
        with ledger.unit():
            reader.note("export", "企业台账")
    assert "not noted" in caplog.text


@pytest.mark.usefixtures("register")
def test_the_backup_folder_of_another_ledger_of_the_same_name_raises_no_alarm(
    ledger: LedgerFile, tmp_path: Path
) -> None:
    keep_backup(ledger, "手动")
    other = tmp_path / "另一处" / ledger.path.name
    with opening.create(other) as new:
        save_record(new, "enterprises", 0, {"name": "另一本台账"})
        shutil.copytree(backup.folder_of(ledger.path), backup.folder_of(other))
        assert findings(new) == []


@given(st.lists(st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_server_writes_a_row_as_a_file_does(ledger: LedgerFile, row: list[object]) -> None:
    with ledger.read() as connection:
        assert connection.scalar(select(func.json_array(*row))) == seal.as_array(row)
