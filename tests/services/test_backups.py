"""Copies of the ledger, putting them back, and the check."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, text, update

from dadu_desktop.domain.errors import (
    InputProblem,
    LedgerBusy,
    LedgerDamaged,
    LedgerNewer,
    NotFound,
    PlaceUnusable,
)
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.papers import AttachmentContent
from dadu_desktop.services.attachments import attach_file
from dadu_desktop.services.backups import back_up, check_ledger, copies_of, keep_backup, restore_backup
from dadu_desktop.services.ledgers import new_ledger, open_ledger
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import get_record, save_record
from dadu_desktop.storage import backup, opening
from dadu_desktop.storage.engine import make_engine, one_time_engine
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.server import FILES_ONLY

pytestmark = FILES_ONLY

NOW = datetime(2022, 11, 25, 17, 30)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that not even root can write to."""
    folder = tmp_path / "只读"
    folder.mkdir()
    bind = ["mount", "--bind", str(folder), str(folder)]
    if shutil.which("mount") is None or subprocess.run(bind, capture_output=True, check=False).returncode:
        pytest.skip("needs a machine on which a folder can be mounted read-only")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def freeze(folder: Path) -> None:
    """Make the mounted folder read-only."""
    subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)


def count(place: Path) -> int:
    """Count the enterprises of a closed ledger."""
    with opening.open_file(place, write=False) as ledger:
        return list_records(ledger, "enterprises", ListQuery()).total


def test_a_backup_of_an_open_ledger_holds_all_of_it_and_says_its_hash(
    ledger: LedgerFile, register: tuple[Reference, ...], tmp_path: Path
) -> None:
    made = back_up(ledger, tmp_path / "U 盘" / "备份.dadu")
    assert made.sha256 == hashlib.sha256(made.file.read_bytes()).hexdigest()
    assert [one.name for one in made.file.parent.iterdir()] == ["备份.dadu"]
    with opening.open_file(made.file, write=False) as copy:
        assert check_ledger(copy) == []
        for one in register:
            assert get_record(copy, "enterprises", one.id) == get_record(ledger, "enterprises", one.id)


def test_a_backup_into_a_folder_gets_a_name_with_its_time(ledger: LedgerFile, tmp_path: Path) -> None:
    folder = tmp_path / "备份夹"
    folder.mkdir()
    assert back_up(ledger, folder).file.name.startswith(f"台账备份{datetime.now():%Y}")


def test_a_backup_never_goes_over_the_ledger_itself(ledger: LedgerFile) -> None:
    with pytest.raises(InputProblem, match="台账自身"):
        back_up(ledger, ledger.path)
    assert save_record(ledger, "enterprises", 0, {"name": "万达广场"}).version == 1


def test_a_failed_backup_leaves_the_older_one(ledger: LedgerFile, register: tuple[Reference, ...]) -> None:
    older = ledger.path.with_name("备份.dadu")
    back_up(ledger, older)
    before = older.read_bytes()
    (older.with_name(".备份.dadu.making-journal")).mkdir()
    with pytest.raises(PlaceUnusable):
        back_up(ledger, older)
    assert register
    assert older.read_bytes() == before


def test_a_place_that_is_inside_a_file_is_refused(ledger: LedgerFile) -> None:
    with pytest.raises(PlaceUnusable) as refused:
        back_up(ledger, ledger.path / "备份.dadu")
    assert refused.value.status == 13


def test_a_restored_ledger_is_that_of_the_backup_and_the_replaced_one_stays(
    ledger: LedgerFile, register: tuple[Reference, ...], tmp_path: Path
) -> None:
    made = back_up(ledger, tmp_path / "备份.dadu")
    save_record(ledger, "enterprises", 0, {"name": "备份之后登记"})
    ledger.close()
    assert restore_backup(made.file, ledger.path) == made.file
    assert count(ledger.path) == len(register)
    (aside,) = ledger.path.parent.glob("台账_恢复前_*.dadu")
    assert count(aside) == len(register) + 1


def test_a_damaged_ledger_can_be_replaced_by_its_backup(ledger: LedgerFile, tmp_path: Path) -> None:
    made = back_up(ledger, tmp_path / "备份.dadu")
    ledger.close()
    ledger.path.write_bytes(bytes(9000))
    restore_backup(made.file, ledger.path)
    assert count(ledger.path) == 0


def test_a_log_of_the_replaced_ledger_is_not_taken_for_that_of_the_backup(
    ledger: LedgerFile, tmp_path: Path
) -> None:
    made = back_up(ledger, tmp_path / "备份.dadu")
    save_record(ledger, "enterprises", 0, {"name": "备份之后登记"})
    log = ledger.path.with_name(f"{ledger.path.name}-wal")
    left = log.read_bytes()
    ledger.close()
    ledger.path.unlink()
    log.write_bytes(left)
    restore_backup(made.file, ledger.path)
    with opening.open_file(ledger.path) as restored:
        assert check_ledger(restored) == []


def test_a_backup_comes_back_where_nothing_was(ledger: LedgerFile, tmp_path: Path) -> None:
    made = back_up(ledger, tmp_path / "备份.dadu")
    restore_backup(made.file, tmp_path / "新电脑" / "台账.dadu")
    assert count(tmp_path / "新电脑" / "台账.dadu") == 0


@pytest.mark.parametrize("where", [20, 3000, 100_000, -1])
def test_a_damaged_backup_is_refused_and_the_ledger_stays(
    ledger: LedgerFile, tmp_path: Path, where: int
) -> None:
    file = back_up(ledger, tmp_path / "备份.dadu").file
    ledger.close()
    content = bytearray(file.read_bytes())
    content[where] ^= 0x10
    file.write_bytes(content)
    before = ledger.path.read_bytes()
    with pytest.raises(LedgerDamaged) as refused:
        restore_backup(file, ledger.path)
    assert refused.value.status == 11
    assert ledger.path.read_bytes() == before
    assert not list(tmp_path.glob("*恢复前*"))


def test_a_backup_of_a_newer_version_is_refused(ledger: LedgerFile, tmp_path: Path) -> None:
    file = back_up(ledger, tmp_path / "备份.dadu").file
    engine = make_engine(file)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    ledger.close()
    with pytest.raises(LedgerNewer):
        restore_backup(file, ledger.path)
    assert count(ledger.path) == 0


def test_a_missing_backup_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="找不到备份文件"):
        restore_backup(tmp_path / "没有.dadu", tmp_path / "台账.dadu")
    assert list(tmp_path.iterdir()) == []


def test_an_open_ledger_is_not_replaced(ledger: LedgerFile, tmp_path: Path) -> None:
    made = back_up(ledger, tmp_path / "备份.dadu")
    with pytest.raises(LedgerBusy):
        restore_backup(made.file, ledger.path)


def test_closing_keeps_a_copy_only_of_a_ledger_that_was_written(tmp_path: Path) -> None:
    place = tmp_path / "台账.dadu"
    new_ledger(place).close()
    assert backup.kept_copies(place) == {}
    with open_ledger(place) as ledger:
        save_record(ledger, "enterprises", 0, {"name": "万达广场"})
    (kept,) = backup.kept_copies(place)
    assert count(kept) == 1
    with open_ledger(place) as ledger:
        save_record(ledger, "enterprises", 0, {"name": "紧接着又一家"})
    assert list(backup.kept_copies(place)) == [kept]


def test_a_copy_kept_before_an_import_says_so(ledger: LedgerFile) -> None:
    assert keep_backup(ledger, "导入前").file.name.endswith("_导入前.dadu")


def test_the_rotation_keeps_two_days_whole_then_days_weeks_and_months() -> None:
    every_hour = {Path(f"{hours}.dadu"): NOW - timedelta(hours=hours) for hours in range(24 * 400)}
    gone = backup.superfluous(every_hour, NOW)
    stay = sorted((every_hour[one] for one in every_hour.keys() - gone), reverse=True)
    assert [one for one in stay if NOW - one <= timedelta(days=2)] == [
        NOW - timedelta(hours=n) for n in range(49)
    ]
    assert {(NOW - timedelta(days=days)).date() for days in range(12)} <= {one.date() for one in stay}
    assert len({one.isocalendar()[:2] for one in stay if NOW - one <= timedelta(weeks=10)}) >= 10
    assert {(one.year, one.month) for one in stay} == {(2022, month) for month in range(3, 12)}
    assert len(stay) < 49 + 12 + 10 + 9


@given(st.lists(st.integers(0, 60 * 24 * 500), max_size=60))
def test_thinning_out_twice_is_thinning_out_once(ages: list[int]) -> None:
    copies = {Path(f"{age}.dadu"): NOW - timedelta(minutes=age) for age in ages}
    stay = {one: at for one, at in copies.items() if one not in backup.superfluous(copies, NOW)}
    assert backup.superfluous(stay, NOW) == set()
    assert not copies or min(ages) in {int(one.stem) for one in stay}


def test_a_read_only_folder_can_be_read_but_not_written(
    read_only: Path, template: Path, ledger: LedgerFile
) -> None:
    place = Path(shutil.copyfile(template, read_only / "台账.dadu"))
    freeze(read_only)
    assert count(place) == 0
    with pytest.raises(PlaceUnusable) as refused:
        open_ledger(place)
    assert refused.value.status == 13
    with pytest.raises(PlaceUnusable):
        new_ledger(read_only / "新.dadu")
    with pytest.raises(PlaceUnusable):
        back_up(ledger, read_only / "备份.dadu")
    with pytest.raises(PlaceUnusable):
        restore_backup(ledger.path, place)
    assert [one.name for one in read_only.iterdir()] == ["台账.dadu"]


def test_the_check_finds_a_changed_attachment(
    ledger: LedgerFile, register: tuple[Reference, ...], tmp_path: Path
) -> None:
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(b"photo")
    attach_file(ledger, "enterprises", register[0].id, photo)
    with ledger.unit() as unit:
        unit.connection.execute(update(AttachmentContent).values(content=b"other bytes"))
    assert [finding.area for finding in check_ledger(ledger)] == ["attachments", "attachments"]
    assert all("现场.jpg" in finding.sentence for finding in check_ledger(ledger))


def test_the_check_finds_that_the_newest_backup_cannot_be_read(ledger: LedgerFile) -> None:
    kept = keep_backup(ledger, "手动").file
    kept.write_bytes(bytes(100) + kept.read_bytes()[100:])
    (found,) = check_ledger(ledger)
    assert (found.area, kept.name in found.sentence, found.repaired) == ("history", True, False)


def test_the_check_finds_a_number_used_twice(ledger: LedgerFile, register: tuple[Reference, ...]) -> None:
    with ledger.unit() as unit:
        unit.connection.execute(
            update(Enterprise).where(Enterprise.id <= register[1].id).values(number="QY-1")
        )
        unit.touch("enterprises", [one.id for one in register])
    assert [finding.sentence for finding in check_ledger(ledger)] == ["企业编号 QY-1 重复，请修改其中一条。"]


def test_the_check_finds_a_record_without_history(ledger: LedgerFile) -> None:
    with ledger.unit() as unit:
        unit.connection.execute(text("DROP TRIGGER history_enterprises_insert"))
        values = {"number": "QY-1", "name": "无痕", "version": 1}
        unit.touch(
            "enterprises",
            unit.connection.execute(insert(Enterprise).returning(Enterprise.id), values).scalars(),
        )
    assert [finding.area for finding in check_ledger(ledger)] == ["history", "history"]


def test_the_check_finds_a_row_that_points_nowhere(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    wanda = register[0].id
    save_record(ledger, "plans", 0, {"enterprise": register[0], "year": 2022, "status": "起草"})
    ledger.close()
    with (
        closing(one_time_engine(ledger.path, write=True).raw_connection()) as raw,
        closing(raw.cursor()) as cursor,
    ):
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("DELETE FROM enterprises WHERE id = ?", (wanda,))
    with opening.open_file(ledger.path) as opened:
        findings = check_ledger(opened)
    assert "数据表 plans 有 1 行指向不存在的记录，请从备份恢复。" in [
        finding.sentence for finding in findings
    ]


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM search_index WHERE rowid = 16",
        "INSERT OR REPLACE INTO search_index (rowid, body) VALUES (16, '别 的')",
    ],
    ids=["missing", "stale"],
)
def test_a_search_index_that_differs_is_found_and_rebuilt(
    ledger: LedgerFile, register: tuple[Reference, ...], damage: str
) -> None:
    with ledger.unit() as unit:
        unit.connection.execute(text(damage))
    assert register
    assert [(one.area, one.repaired) for one in check_ledger(ledger)] == [("search", False)]
    assert [(one.area, one.repaired) for one in check_ledger(ledger, repair=True)] == [("search", True)]
    assert [one.occasion for one in copies_of(ledger.path)] == ["修复前"]
    assert check_ledger(ledger, repair=True) == []
    assert len(copies_of(ledger.path)) == 1
    assert list_records(ledger, "enterprises", ListQuery(search="万达")).total == 1
