"""Making and opening ledgers, whatever lies in their place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dadu_desktop.domain.errors import (
    InputProblem,
    LedgerBusy,
    LedgerDamaged,
    LedgerNewer,
    PlaceUnusable,
    UserProblem,
)
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import seeds
from dadu_desktop.services.records import get_record, save_record
from dadu_desktop.storage import check, opening, schema
from dadu_desktop.storage.engine import make_engine
from dadu_desktop.storage.ledger_file import LedgerFile


def contents(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder but the lock, which says nothing."""
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file() and one.suffix != ".lock"}


def set_revision(place: Path, revision: str) -> None:
    """Write another schema version into a closed ledger."""
    engine = make_engine(place)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (revision,))
    engine.dispose()


def test_a_new_ledger_is_whole_and_has_the_newest_schema(place: Path) -> None:
    assert opening.revision_of(place) == opening.HEAD == schema.known_revisions()[0]
    with opening.open_file(place, write=False) as ledger:
        assert check.check(ledger) == []


def test_a_new_ledger_never_replaces_a_file(place: Path) -> None:
    before = place.read_bytes()
    with pytest.raises(InputProblem, match="已存在"):
        opening.create(place)
    assert place.read_bytes() == before


def test_a_ledger_that_could_not_be_filled_leaves_nothing(tmp_path: Path) -> None:
    def fail(ledger: LedgerFile) -> None:
        seeds.sow(ledger)
        raise UserProblem("中途停止。")

    with pytest.raises(UserProblem, match="中途停止"):
        opening.create(tmp_path / "新 台账.dadu", fail)
    assert contents(tmp_path) == {}


def test_a_path_with_chinese_blanks_and_marks_is_opened(tmp_path: Path) -> None:
    place = tmp_path / "大渡口 100%?#区" / "台账 'é'.dadu"
    with opening.create(place) as ledger:
        save_record(ledger, "enterprises", 0, {"name": "万达广场"})
    with opening.open_file(place) as ledger:
        assert get_record(ledger, "enterprises", 1).values["name"] == "万达广场"


def test_a_closed_ledger_is_one_file(place: Path) -> None:
    with opening.open_file(place) as ledger:
        save_record(ledger, "enterprises", 0, {"name": "万达广场"})
    assert set(contents(place.parent)) == {place.name}


def test_a_ledger_reached_by_a_link_is_held_all_the_same(ledger: LedgerFile) -> None:
    link = ledger.path.parent / "快捷方式.dadu"
    try:
        link.symlink_to(ledger.path)
    except OSError:
        pytest.skip("needs the right to make links")
    with pytest.raises(LedgerBusy):
        opening.open_file(link)


def test_a_log_left_without_its_ledger_does_not_spoil_a_new_one(place: Path, tmp_path: Path) -> None:
    with opening.open_file(place) as ledger:
        save_record(ledger, "enterprises", 0, {"name": "万达广场"})
        left = place.with_name(f"{place.name}-wal").read_bytes()
    new = tmp_path / "新.dadu"
    new.with_name("新.dadu-wal").write_bytes(left)
    with opening.create(new) as ledger:
        assert check.check(ledger) == []


def test_a_missing_ledger_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(PlaceUnusable, match="找不到"):
        opening.open_file(tmp_path / "没有.dadu")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", LedgerDamaged),
        (b"dadu", LedgerDamaged),
        (bytes(100_000), LedgerDamaged),
        (b"SQLite format 3\x00" + bytes(4080), InputProblem),
        (b"PK\x03\x04" + bytes(5000), InputProblem),
        (b"\xd0\xcf\x11\xe0" + bytes(5000), InputProblem),
        ("企业名称,信用代码\n".encode() * 500, LedgerDamaged),
    ],
    ids=["empty", "short", "zeroed", "sqlite", "xlsx", "xls", "csv"],
)
def test_a_file_that_is_no_ledger_is_refused_untouched(
    tmp_path: Path, content: bytes, problem: type[UserProblem]
) -> None:
    place = tmp_path / "别的.dadu"
    place.write_bytes(content)
    with pytest.raises(UserProblem) as refused:
        opening.open_file(place)
    assert type(refused.value) is problem
    assert contents(tmp_path) == {place.name: content}


def test_a_truncated_ledger_is_refused_untouched(place: Path) -> None:
    cut = place.read_bytes()[:-8192]
    place.write_bytes(cut)
    with pytest.raises(LedgerDamaged, match="备份"):
        opening.open_file(place)
    assert contents(place.parent) == {place.name: cut}


@settings(max_examples=12, deadline=None)
@given(where=st.floats(0, 1, exclude_max=True))
def test_one_flipped_bit_anywhere_is_found(
    template: Path, tmp_path_factory: pytest.TempPathFactory, where: float
) -> None:
    content = bytearray(template.read_bytes())
    content[int(where * len(content))] ^= 1
    place = tmp_path_factory.mktemp("bit") / "台账.dadu"
    place.write_bytes(content)
    try:
        with opening.open_file(place) as ledger:
            found = {finding.area for finding in check.check(ledger)}
    except LedgerDamaged:
        found = {"pages"}
    assert found == {"pages"}


def test_who_reads_a_damaged_ledger_leaves_no_note_in_it(ledger: LedgerFile) -> None:
    place = ledger.path
    ledger.close()
    content = bytearray(place.read_bytes())
    content[-5000] ^= 1
    place.write_bytes(content)
    with opening.open_file(place, write=False) as reader:
        reader.note("export", "台账.xlsx")
    assert place.read_bytes() == content


def test_a_ledger_of_a_newer_version_is_refused_untouched(place: Path) -> None:
    set_revision(place, "9999")
    before = contents(place.parent)
    with pytest.raises(LedgerNewer, match="升级本程序") as refused:
        opening.open_file(place)
    assert refused.value.status == 14
    assert contents(place.parent) == before


def test_reading_needs_no_lock_and_sees_what_was_committed(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    with opening.open_file(ledger.path, write=False) as reader:
        assert get_record(reader, "enterprises", register[0].id).values["name"] == register[0].label
        with pytest.raises(PlaceUnusable):
            save_record(reader, "enterprises", 0, {"name": "新企业"})


def test_a_second_opening_in_the_same_program_is_refused_and_the_first_goes_on(ledger: LedgerFile) -> None:
    with pytest.raises(LedgerBusy, match=str(os.getpid())):
        opening.open_file(ledger.path)
    assert save_record(ledger, "enterprises", 0, {"name": "万达广场"}).version == 1


def test_a_failed_opening_gives_the_lock_back(place: Path) -> None:
    good = place.read_bytes()
    place.write_bytes(bytes(50_000))
    with pytest.raises(LedgerDamaged):
        opening.open_file(place)
    place.write_bytes(good)
    opening.open_file(place).close()


@pytest.fixture
def large(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a ledger that counts as too large to be checked while it is opened."""
    with opening.open_file(place) as ledger:
        for number in range(40):
            save_record(ledger, "enterprises", 0, {"name": f"企业{number}", "note": "长" * 2000})
    monkeypatch.setattr(opening, "CHECKED_AT_ONCE", 0)
    return place


def test_a_large_ledger_is_checked_before_its_first_change(large: Path) -> None:
    content = bytearray(large.read_bytes())
    content[-2000] ^= 1
    large.write_bytes(content)
    with opening.open_file(large) as ledger:
        before = large.read_bytes()
        for _ in range(2):
            with pytest.raises(LedgerDamaged):
                save_record(ledger, "enterprises", 0, {"name": "万达广场"})
        with pytest.raises(LedgerDamaged):
            ledger.require_pages()
    assert large.read_bytes() == before


def test_a_large_ledger_that_is_whole_takes_changes(large: Path) -> None:
    with opening.open_file(large) as ledger:
        ledger.require_pages()
        save_record(ledger, "enterprises", 0, {"name": "万达广场"})
        assert check.check(ledger) == []


def test_after_a_power_cut_the_pages_in_the_log_are_checked_in_their_place(
    ledger: LedgerFile, tmp_path: Path
) -> None:
    save_record(ledger, "enterprises", 0, {"name": "断电前"})
    broken = tmp_path / "断电" / "台账.dadu"
    broken.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(f"{ledger.path}{ending}", f"{broken}{ending}")
    log = broken.with_name(f"{broken.name}-wal").read_bytes()
    logged = {int.from_bytes(log[at : at + 4]) for at in range(32, len(log), 24 + 4096)}
    content = bytearray(broken.read_bytes())
    other = next(page for page in range(len(content) // 4096, 1, -1) if page not in logged)
    content[other * 4096 - 2000] ^= 1
    broken.write_bytes(content)
    with pytest.raises(LedgerDamaged), opening.open_file(broken) as opened:
        save_record(opened, "enterprises", 0, {"name": "断电后"})
