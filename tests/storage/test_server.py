"""A ledger on a real PostgreSQL server: who may do what, two programs at once, a server that goes away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DatabaseError

from dadu_desktop.domain.errors import InputProblem, LedgerBusy, PlaceUnusable, RecordChanged, UserProblem
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import backups, ledgers
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import get_record, save_record
from dadu_desktop.storage import check, seal
from dadu_desktop.storage.history import HistoryEntry
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.server import make_server_engine
from dadu_desktop.storage.server_names import name_server
from dadu_desktop.storage.unit_of_work import UnitOfWork
from tests import server

pytestmark = [pytest.mark.server, pytest.mark.skipif(not server.ADDRESS, reason="no server is named")]


@pytest.fixture
def second(working_place: Path) -> Iterator[LedgerFile]:
    """Give the ledger as another program has it open."""
    with ledgers.open_ledger(working_place) as opened:
        opened.person = "李四"
        yield opened


@pytest.fixture
def station(working_place: Path, tmp_path: Path) -> Iterator[LedgerFile]:
    """Open the ledger in the role of the office's stations."""
    role = f"station_{server.name_of(working_place)}"
    with server.manager().connect() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN")
    ledgers.set_up_server(working_place, role)
    address = make_url(working_place.read_text(encoding="utf-8")).update_query_dict({"user": role})
    with ledgers.open_ledger(name_server(address.render_as_string(), tmp_path / "station")) as opened:
        yield opened
    owner = make_server_engine(working_place)
    with owner.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql(f"DROP OWNED BY {role}")
    owner.dispose()
    with server.manager().connect() as connection:
        connection.exec_driver_sql(f"DROP ROLE {role}")


def texts_of(ledger: LedgerFile) -> list[tuple[object, ...]]:
    """Read the whole history as it is sealed."""
    with ledger.read() as connection:
        return [
            tuple(row) for row in connection.execute(select(HistoryEntry.__table__).order_by(HistoryEntry.id))
        ]


def cut_off(ledger: LedgerFile, unit: UnitOfWork) -> None:
    """End every connection to the ledger on the server's side, then go on."""
    end = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name AND pid <> pg_backend_pid()"
    )
    with server.manager().connect() as connection:
        connection.execute(end, {"name": server.name_of(ledger.path)})
    unit.connection.execute(text("SELECT 1"))


def test_two_programs_work_at_once_and_none_writes_over_the_other(
    ledger: LedgerFile, second: LedgerFile, register: tuple[Reference, ...]
) -> None:
    one = register[0].id
    mine, theirs = get_record(ledger, "enterprises", one), get_record(second, "enterprises", one)
    save_record(second, "enterprises", one, {"note": "李四先保存"}, version=theirs.version)
    with pytest.raises(RecordChanged):
        save_record(ledger, "enterprises", one, {"note": "王敏后保存"}, version=mine.version)
    assert get_record(ledger, "enterprises", one).values["note"] == "李四先保存"
    assert {row[2] for row in texts_of(ledger)} >= {"王敏", "李四"}
    assert check.check(ledger) == []


def test_a_writer_waits_for_another_and_then_says_who_to_wait_for(
    ledger: LedgerFile, second: LedgerFile
) -> None:
    with ledger.unit(), pytest.raises(LedgerBusy, match="正被另一个程序写入"), second.unit():
        pass
    save_record(second, "enterprises", 0, {"name": "重庆等候商贸有限公司"})


def test_a_station_keeps_records_but_neither_history_nor_tables(
    station: LedgerFile, register: tuple[Reference, ...]
) -> None:
    save_record(station, "enterprises", register[0].id, {"note": "分机保存"})
    for statement in ("UPDATE history SET person = ''", "DELETE FROM history_seals", "DROP TABLE visits"):
        with pytest.raises((UserProblem, DatabaseError)), station.unit() as unit:
            unit.connection.exec_driver_sql(statement)
    assert check.check(station) == []


def test_even_the_owner_does_not_change_history(ledger: LedgerFile, register: tuple[Reference, ...]) -> None:
    for statement in ("DELETE FROM history", "UPDATE history SET person = ''", "TRUNCATE history"):
        with pytest.raises(DatabaseError, match="history cannot be changed"), ledger.unit() as unit:
            unit.connection.exec_driver_sql(statement)
    assert len(texts_of(ledger)) >= len(register)


def test_a_trigger_that_was_switched_off_is_found_and_made_again(ledger: LedgerFile) -> None:
    with ledger.unit() as unit:
        unit.connection.exec_driver_sql('ALTER TABLE enterprises DISABLE TRIGGER "history_enterprises"')
    assert [one.area for one in check.check(ledger)] == ["history"]
    check.check(ledger, repair=True)
    assert check.check(ledger) == []


def test_a_server_that_goes_away_in_mid_edit_is_told_and_the_save_works_when_it_is_back(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    with pytest.raises(PlaceUnusable, match="填写的内容还在"), ledger.unit() as unit:
        cut_off(ledger, unit)
    save_record(ledger, "enterprises", register[0].id, {"note": "恢复后保存"})
    assert get_record(ledger, "enterprises", register[0].id).values["note"] == "恢复后保存"


def test_a_ledger_goes_to_the_server_and_back_with_history_and_seals(tmp_path: Path, place: Path) -> None:
    with ledgers.open_ledger(place) as kept:
        kept.person = "王敏"
        save_record(kept, "enterprises", 0, {"name": "重庆大渡口万达广场商业管理有限公司"})
    with ledgers.open_ledger(place, write=False) as kept:
        before, head = texts_of(kept), kept.head()
    with server.database(tmp_path) as named:
        assert ledgers.set_up_server(named, source=place)
        with ledgers.open_ledger(named) as moved:
            assert (texts_of(moved), moved.head()) == (before, head)
            assert check.check(moved) == []
            added = save_record(moved, "enterprises", 0, {"name": "重庆搬迁以后有限公司"})
            copy = backups.back_up(moved, tmp_path / "带回.dadu").file
        with pytest.raises(InputProblem, match="已有台账"):
            ledgers.set_up_server(named, source=place)
    with ledgers.open_ledger(copy) as back:
        assert check.check(back) == []
        rows = list_records(back, "enterprises", ListQuery(search="搬迁以后")).rows
        assert [row.id for row in rows] == [added.id]
        with back.read() as connection:
            assert seal.holds(connection, head)


def test_a_database_that_was_not_prepared_is_told_from_one_that_sorts_otherwise(tmp_path: Path) -> None:
    with server.database(tmp_path) as empty:
        with pytest.raises(PlaceUnusable, match="还没有台账"):
            ledgers.open_ledger(empty)
        with pytest.raises(InputProblem, match="没有名为“nobody_here”的角色"):
            ledgers.set_up_server(empty, "nobody_here")
        with pytest.raises(PlaceUnusable, match="还没有台账"):
            ledgers.open_ledger(empty)


def test_a_database_that_is_not_there_gets_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PlaceUnusable):
        ledgers.open_ledger(server.named("nowhere_to_be_found", tmp_path))
