"""Copies in a second place, the reminder, and the one file that is carried away and opened elsewhere."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dadu_desktop.domain.errors import (
    InputProblem,
    LedgerDamaged,
    NotAllowed,
    PlaceUnusable,
    UserProblem,
    WrongPassword,
)
from dadu_desktop.domain.roles import Role
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import login, persons, second_place
from dadu_desktop.services.attachments import attach_file, attachments_of
from dadu_desktop.services.backups import back_up, check_ledger, restore_backup
from dadu_desktop.services.event_log import read_log
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.services.records import count_records
from dadu_desktop.storage import backup, keys
from dadu_desktop.storage.key_ring import RING
from dadu_desktop.storage.ledger_file import LedgerFile

FIRST = "Qx7&大渡口春风"
NOW = datetime.now()


@pytest.fixture(autouse=True)
def quick_and_forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stretch passwords only a little, and let no key outlive its test."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    yield
    RING.forget()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Give the folder of a stick."""
    made = tmp_path / "U盘"
    made.mkdir()
    return made


@pytest.fixture
def packed(ledger: LedgerFile, register: tuple[Reference, ...], stick: Path, tmp_path: Path) -> Path:
    """Carry a ledger with an attachment away."""
    photo = tmp_path / "照片.txt"
    photo.write_text("现场", encoding="utf-8")
    attach_file(ledger, "enterprises", register[0].id, photo)
    return back_up(ledger, stick / "带走.daduzip").file


def test_a_copy_goes_to_the_place_that_was_chosen(ledger: LedgerFile, stick: Path) -> None:
    with pytest.raises(InputProblem, match="还没有选"):
        second_place.copy_to_second_place(ledger)
    second_place.choose_second_place(ledger, stick, 3)
    made = second_place.copy_to_second_place(ledger)
    assert made.file.parent == stick
    assert backup.verify(made.file)
    found = second_place.second_place(ledger)
    assert (found.folder, found.days) == (stick, 3)
    assert found.last is not None
    assert abs(found.last - datetime.now()) < timedelta(minutes=1)
    assert "第二地点备份" in {one.action for one in read_log(ledger)}


def test_a_stick_that_is_not_there_is_told(ledger: LedgerFile, stick: Path) -> None:
    second_place.choose_second_place(ledger, stick)
    stick.rmdir()
    with pytest.raises(PlaceUnusable, match="插好 U 盘"):
        second_place.copy_to_second_place(ledger)
    assert not stick.exists()


def test_the_folder_of_the_ledger_is_no_second_place(ledger: LedgerFile, stick: Path) -> None:
    for folder in (ledger.path.parent, backup.folder_of(ledger.path)):
        with pytest.raises(InputProblem, match="不能是台账所在"):
            second_place.choose_second_place(ledger, folder)
    assert second_place.same_disk(ledger.path, stick)
    assert not second_place.same_disk(ledger.path, stick / "没有")


def test_who_is_due_is_reminded_and_nobody_else(ledger: LedgerFile, stick: Path) -> None:
    assert second_place.reminder(ledger, NOW) == ""
    second_place.choose_second_place(ledger, stick, 7)
    assert "还没有备份到第二地点" in second_place.reminder(ledger, NOW)
    second_place.copy_to_second_place(ledger)
    now = datetime.now()
    assert second_place.reminder(ledger, now + timedelta(days=6)) == ""
    assert "已有 8 天" in second_place.reminder(ledger, now + timedelta(days=8))
    second_place.choose_second_place(ledger, stick, second_place.NEVER)
    assert second_place.reminder(ledger, now + timedelta(days=400)) == ""


def test_old_copies_in_the_second_place_are_thinned_out(ledger: LedgerFile, stick: Path) -> None:
    old = stick / f"{ledger.path.stem}_20200101-090000_第二地点.dadu"
    older = stick / f"{ledger.path.stem}_20200101-080000_第二地点.dadu"
    other = stick / "别的文件.dadu"
    second_place.choose_second_place(ledger, stick)
    made = second_place.copy_to_second_place(ledger).file
    for one in (old, older, other):
        shutil.copyfile(made, one)
    second_place.copy_to_second_place(ledger)
    assert old.exists()
    assert not older.exists()
    assert other.exists()


def test_only_a_manager_chooses_and_a_leader_makes_no_copies(ledger: LedgerFile, stick: Path) -> None:
    second_place.choose_second_place(ledger, stick)
    ledger.role = Role.CLERK
    with pytest.raises(NotAllowed):
        second_place.choose_second_place(ledger, None)
    second_place.copy_to_second_place(ledger)
    ledger.role = Role.LEADER
    with pytest.raises(NotAllowed):
        second_place.copy_to_second_place(ledger)


def test_what_was_carried_away_opens_elsewhere_with_its_files(
    ledger: LedgerFile, packed: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "另一台电脑" / "台账.dadu"
    assert restore_backup(packed, elsewhere) == packed
    with open_ledger(elsewhere) as opened:
        assert count_records(opened) == count_records(ledger)
        assert [one.name for one in attachments_of(opened, "enterprises", 1)] == ["照片.txt"]
        assert check_ledger(opened) == []
        assert "恢复" in {one.action for one in read_log(opened)}
    assert [one.name for one in packed.parent.iterdir()] == [packed.name]


def test_with_passwords_it_opens_elsewhere_by_them_and_not_without(place: Path, tmp_path: Path) -> None:
    with open_ledger(place) as ledger:
        persons.give_role(ledger, "王敏", Role.MANAGER)
        ledger.on_close = None
    persons.guard(place, "王敏", FIRST)
    with open_ledger(place) as ledger:
        packed = back_up(ledger, tmp_path / "带走.daduzip").file
    assert FIRST.encode() not in packed.read_bytes()
    login.lock_out()
    elsewhere = tmp_path / "家里" / "台账.dadu"
    restore_backup(packed, elsewhere)
    with pytest.raises(WrongPassword):
        open_ledger(elsewhere)
    login.unlock(elsewhere, FIRST)
    with open_ledger(elsewhere) as opened:
        assert opened.person == "王敏"


def test_it_takes_the_place_of_a_ledger_that_is_kept_aside(
    ledger: LedgerFile, packed: Path, tmp_path: Path
) -> None:
    other = tmp_path / "旧" / "台账.dadu"
    restore_backup(packed, other)
    restore_backup(packed, other)
    assert len(list(other.parent.glob("*_恢复前_*.dadu"))) == 1
    with open_ledger(other) as opened:
        assert count_records(opened) == count_records(ledger)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_pack_of_which_a_bit_was_flipped_is_refused(packed: Path, tmp_path: Path, share: float) -> None:
    content = bytearray(packed.read_bytes())
    content[int(len(content) * share)] ^= 4
    packed.write_bytes(content)
    with pytest.raises(LedgerDamaged):
        restore_backup(packed, tmp_path / "别处.dadu")
    assert not (tmp_path / "别处.dadu").exists()
    assert not list(tmp_path.glob(".别处*"))


def test_a_pack_that_was_cut_off_is_refused(packed: Path, tmp_path: Path) -> None:
    packed.write_bytes(packed.read_bytes()[:-100])
    with pytest.raises(UserProblem):
        restore_backup(packed, tmp_path / "别处.dadu")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({}, InputProblem),
        ({"清单.json": "[]"}, LedgerDamaged),
        ({"清单.json": json.dumps({"format": 9, "sha256": {}})}, LedgerDamaged),
        ({"清单.json": json.dumps({"format": 1, "sha256": {"台账.dadu": "0"}})}, LedgerDamaged),
        (
            {"清单.json": json.dumps({"format": 1, "sha256": {"台账.dadu": "0"}}), "台账.dadu": "x"},
            LedgerDamaged,
        ),
        (
            {"../逃逸.txt": "x", "清单.json": json.dumps({"format": 1, "sha256": {"../逃逸.txt": "0"}})},
            LedgerDamaged,
        ),
    ],
    ids=["foreign", "no list", "newer", "no ledger", "wrong hash", "traversal"],
)
def test_an_archive_that_is_no_pack_writes_nothing(
    tmp_path: Path, content: dict[str, str], problem: type[UserProblem]
) -> None:
    file = tmp_path / "包" / "来路不明.daduzip"
    file.parent.mkdir()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("别的.txt", "x")
        for name, words in content.items():
            made.writestr(name, words)
    with pytest.raises(problem):
        restore_backup(file, tmp_path / "台.dadu")
    assert {one.name for one in tmp_path.iterdir()} <= {"包", "台.dadu.lock"}
