"""A log that waits after a crash: what is wrong in it is told, what was torn by the crash is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dadu_desktop.domain.errors import LedgerDamaged
from dadu_desktop.services.backups import restore_backup
from dadu_desktop.services.records import get_record, save_record
from dadu_desktop.storage import backup, opening

FRAME = 4120


@pytest.fixture(scope="module")
def waiting(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """Give the files of a ledger as a crash leaves them, and where in the log each of four saves ends."""
    place = Path(shutil.copyfile(template, tmp_path_factory.mktemp("work") / "台账.dadu"))
    left = tmp_path_factory.mktemp("left")
    ends = []
    with opening.open_file(place) as ledger:
        made = save_record(ledger, "enterprises", 0, {"name": "万达广场"}).id
        for number in range(4):
            save_record(ledger, "enterprises", made, {"note": f"第{number}次"})
            ends.append(log_of(place).stat().st_size)
        for one in (place, log_of(place)):
            shutil.copyfile(one, left / one.name)
    return left / place.name, ends


def log_of(place: Path) -> Path:
    """Name the log of a ledger."""
    return place.with_name(f"{place.name}-wal")


def laid_out(waiting: tuple[Path, list[int]], folder: Path, log: bytes) -> Path:
    """Put the ledger into a folder of its own with another log."""
    place = Path(shutil.copyfile(waiting[0], folder / waiting[0].name))
    log_of(place).write_bytes(log)
    return place


def note_in(place: Path) -> object:
    """Read what the last save that can be read wrote."""
    with opening.open_file(place) as ledger:
        return get_record(ledger, "enterprises", 1).values["note"]


def test_a_whole_log_is_read_to_its_end(waiting: tuple[Path, list[int]], tmp_path: Path) -> None:
    place = laid_out(waiting, tmp_path, log_of(waiting[0]).read_bytes())
    assert note_in(place) == "第3次"


@settings(max_examples=25, deadline=None)
@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_one_bit_before_the_last_save_is_found_and_nothing_is_touched(
    waiting: tuple[Path, list[int]], tmp_path_factory: pytest.TempPathFactory, where: float, bit: int
) -> None:
    log = bytearray(log_of(waiting[0]).read_bytes())
    log[int(where * waiting[1][-2])] ^= 1 << bit
    folder = tmp_path_factory.mktemp("bit")
    place = laid_out(waiting, folder, bytes(log))
    for write in (True, False):
        with pytest.raises(LedgerDamaged, match="日志"):
            opening.open_file(place, write=write)
    assert log_of(place).read_bytes() == log
    assert place.read_bytes() == waiting[0].read_bytes()


@settings(max_examples=10, deadline=None)
@given(share=st.floats(0, 1, exclude_max=True), zeroed=st.booleans())
def test_a_save_that_the_crash_tore_is_as_if_it_had_not_been_made(
    waiting: tuple[Path, list[int]],
    tmp_path_factory: pytest.TempPathFactory,
    share: float,
    zeroed: bool,
) -> None:
    log = log_of(waiting[0]).read_bytes()
    *_, before, end = waiting[1]
    kept = before + int(share * (end - before))
    torn = log[:kept] + (bytes(FRAME) + log[kept + FRAME :] if zeroed else b"")
    place = laid_out(waiting, tmp_path_factory.mktemp("torn"), torn)
    assert note_in(place) == "第2次"


def test_what_is_restored_over_a_damaged_log_leaves_it_beside(
    waiting: tuple[Path, list[int]], template: Path, tmp_path: Path
) -> None:
    log = bytearray(log_of(waiting[0]).read_bytes())
    log[FRAME] ^= 1
    place = laid_out(waiting, tmp_path, bytes(log))
    kept = backup.copy_ledger(template, tmp_path / "备份.dadu").file
    restore_backup(kept, place)
    opening.open_file(place).close()
    (aside,) = tmp_path.glob("*_恢复前_*-wal")
    assert aside.read_bytes() == log
