"""A ledger that is replaced by a backup, whatever stands in its place and whenever the power goes."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dadu_desktop.domain.errors import LedgerDamaged
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import backups
from dadu_desktop.services.backups import keep_backup, restore_backup
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import save_record
from dadu_desktop.storage import backup, opening
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.server import FILES_ONLY

pytestmark = FILES_ONLY


def names(place: Path) -> list[str]:
    """List the enterprises of a closed ledger."""
    with opening.open_file(place, write=False) as ledger:
        rows = list_records(ledger, "enterprises", ListQuery(columns=("name",))).rows
    return [str(row.values["name"]) for row in rows]


def set_aside(place: Path) -> Path:
    """Find the one ledger that a restore kept."""
    (one,) = place.parent.glob("*_恢复前_*.dadu")
    return one


def test_what_waited_in_the_log_is_in_the_ledger_that_is_set_aside(
    ledger: LedgerFile, tmp_path: Path
) -> None:
    kept = backups.back_up(ledger, tmp_path / "备份.dadu").file
    save_record(ledger, "enterprises", 0, {"name": "断电前保存的企业"})
    broken = tmp_path / "断电" / "台账.dadu"
    broken.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(f"{ledger.path}{ending}", f"{broken}{ending}")
    restore_backup(kept, broken)
    assert names(broken) == []
    assert names(set_aside(broken)) == ["断电前保存的企业"]


def test_a_ledger_that_stands_in_place_until_the_last_step_is_there_when_that_step_fails(
    ledger: LedgerFile, register: tuple[Reference, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = backups.back_up(ledger, tmp_path / "备份.dadu").file
    save_record(ledger, "enterprises", 0, {"name": "后来的企业"})
    ledger.close()

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(backups, "put_in_place", fail)
    with pytest.raises(KeyboardInterrupt):
        restore_backup(kept, ledger.path)
    assert len(names(ledger.path)) == len(register) + 1


def test_a_damaged_ledger_is_kept_with_its_log_as_it_was(ledger: LedgerFile, tmp_path: Path) -> None:
    kept = backups.back_up(ledger, tmp_path / "备份.dadu").file
    broken = tmp_path / "坏" / "台账.dadu"
    broken.parent.mkdir()
    broken.write_bytes(bytes(50_000))
    broken.with_name("台账.dadu-wal").write_bytes(b"log")
    restore_backup(kept, broken)
    assert names(broken) == []
    assert set_aside(broken).read_bytes() == bytes(50_000)
    assert Path(f"{set_aside(broken)}-wal").read_bytes() == b"log"


def test_a_disk_without_links_gets_a_copy(
    ledger: LedgerFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "no links here")

    kept = backups.back_up(ledger, tmp_path / "备份.dadu").file
    save_record(ledger, "enterprises", 0, {"name": "后来的企业"})
    ledger.close()
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    restore_backup(kept, ledger.path)
    assert names(set_aside(ledger.path)) == ["后来的企业"]


def test_a_backup_dated_in_the_future_does_not_end_the_closing_copies(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.on_close = None
        backup.keep(ledger.path, "手动", datetime.now() + timedelta(days=400))
        assert keep_backup(ledger, "手动").file.exists()
    with open_ledger(place) as ledger:
        save_record(ledger, "enterprises", 0, {"name": "万达广场"})
    future_and_now = {one.stem.rpartition("_")[2] for one in backup.kept_copies(place)}
    assert "手动" in future_and_now
    for one in backup.kept_copies(place):
        if backup.kept_copies(place)[one] < datetime.now() + timedelta(days=1):
            one.unlink()
    with open_ledger(place) as ledger:
        save_record(ledger, "enterprises", 0, {"name": "又一家"})
    assert "关闭" in {one.stem.rpartition("_")[2] for one in backup.kept_copies(place)}


def test_a_damaged_page_that_nothing_reads_keeps_the_ledger_from_being_written(
    ledger: LedgerFile,
) -> None:
    ledger.close()
    content = bytearray(ledger.path.read_bytes())
    content[len(content) // 4096 // 2 * 4096 + 100] ^= 1
    ledger.path.write_bytes(content)
    with pytest.raises(LedgerDamaged):
        opening.open_file(ledger.path)
    assert ledger.path.read_bytes() == content
