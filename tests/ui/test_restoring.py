"""A damaged ledger in the window: told, and its copies offered at once; nothing is left half open."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dadu_desktop.services.backups import copies_of
from dadu_desktop.services.records import count_records, save_record
from dadu_desktop.storage import backup, opening
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.restore_dialog import RestoreDialog
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import asked

pytestmark = OFFSCREEN


@pytest.fixture
def damaged(template: Path, tmp_path: Path) -> Path:
    """Give another ledger with two copies, of which one byte in the middle was changed since."""
    other = tmp_path / "别处" / "走访.dadu"
    other.parent.mkdir()
    shutil.copyfile(template, other)
    with opening.open_file(other) as ledger:
        save_record(ledger, "enterprises", 0, {"name": "第一家"})
        backup.keep(other, "导入前", datetime.now() - timedelta(hours=1))
        save_record(ledger, "enterprises", 0, {"name": "第二家"})
        backup.keep(other, "手动")
    content = bytearray(other.read_bytes())
    content[len(content) // 2] ^= 1
    other.write_bytes(content)
    return other


def offered(qtbot: QtBot, window: MainWindow, place: Path) -> RestoreDialog:
    """Open a damaged ledger and wait for what is offered."""
    window.desk.open_ledger(str(place), lambda: window.desk.show_page("workbench"))
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(RestoreDialog)))
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    return window.findChildren(RestoreDialog)[0]


def test_the_newest_copy_takes_the_place_of_a_damaged_ledger(
    qtbot: QtBot, window: MainWindow, damaged: Path
) -> None:
    before = damaged.read_bytes()
    dialog = offered(qtbot, window, damaged)
    lines = [dialog.copies.item(row).text() for row in range(dialog.copies.count())]
    assert [line[-2:] for line in lines] == ["手动", "入前"]
    assert (window.place.page, window.desk.path) == ("start", None)
    QTest.keyClick(dialog.copies, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.path == damaged and window.desk.tasks.idle)
    assert window.place.page == "workbench"
    assert asked(qtbot, window.desk, count_records)["enterprises"] == 2
    (aside,) = damaged.parent.glob("*_恢复前_*.dadu")
    assert aside.read_bytes() == before


def test_a_copy_that_is_damaged_too_is_told_and_another_can_be_chosen(
    qtbot: QtBot, window: MainWindow, damaged: Path
) -> None:
    newest = copies_of(damaged)[0].file
    newest.write_bytes(newest.read_bytes()[:-5000])
    dialog = offered(qtbot, window, damaged)
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.fault.isVisibleTo(dialog))
    dialog.copies.setCurrentRow(1)
    dialog.go.click()
    qtbot.waitUntil(lambda: window.desk.path == damaged and window.desk.tasks.idle)
    assert asked(qtbot, window.desk, count_records)["enterprises"] == 1


def test_without_copies_the_way_out_is_told(qtbot: QtBot, window: MainWindow, damaged: Path) -> None:
    for one in copies_of(damaged):
        one.file.unlink()
    dialog = offered(qtbot, window, damaged)
    assert "没有找到备份" in dialog.words.text()
    assert not dialog.go.isEnabled()
    dialog.reject()
    assert window.place.page == "start"
