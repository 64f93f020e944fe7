"""A copy every half hour, but only of a ledger in which something was written."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from dadu_desktop.services.records import save_record
from dadu_desktop.storage import backup
from dadu_desktop.ui.backup_timer import EVERY_MS, BackupTimer
from dadu_desktop.ui.main_window import MainWindow
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN


def occasions(place: Path) -> list[str]:
    """List the occasions of the copies kept."""
    return [one.stem.rpartition("_")[2] for one in backup.kept_copies(place)]


def test_what_was_written_is_copied_once(qtbot: QtBot, window: MainWindow, office: Path) -> None:
    (timer,) = window.findChildren(BackupTimer)
    assert (timer.timer.isActive(), timer.timer.interval()) == (True, EVERY_MS)
    timer.timer.timeout.emit()
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    assert occasions(office) == []
    saved: list[object] = []
    window.desk.ask(lambda ledger: save_record(ledger, "enterprises", 0, {"name": "新开的店"}), saved.append)
    qtbot.waitUntil(lambda: bool(saved))
    for _ in range(2):
        timer.timer.timeout.emit()
        qtbot.waitUntil(lambda: window.desk.tasks.idle)
    assert occasions(office) == ["定时"]
