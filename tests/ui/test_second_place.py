"""The ledger as a file in the settings: second place for copies, the file to carry away, opening it, check and repair."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from dadu_desktop.services import second_place
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.services.records import count_records
from dadu_desktop.ui.backup_section import SecondPlaceSection, remind
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.settings_file import FileSection
from dadu_desktop.ui.start_page import StartPage
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import asked

pytestmark = OFFSCREEN


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Give the folder of a stick."""
    made = tmp_path / "U盘"
    made.mkdir()
    return made


def test_a_copy_goes_to_the_folder_that_was_chosen(
    qtbot: QtBot, window: MainWindow, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.go(Place("settings"))
    (section,) = window.findChildren(SecondPlaceSection)
    qtbot.waitUntil(lambda: "还没有选" in section.state.text())
    assert not section.copy.isVisibleTo(section)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    section.change.click()
    qtbot.waitUntil(lambda: "还没有备份过" in section.state.text())
    assert "同一块硬盘" in section.warning.text()
    assert section.warning.isVisibleTo(section)
    section.copy.click()
    qtbot.waitUntil(lambda: "上次备份" in section.state.text())
    assert len(list(stick.glob("*_第二地点.dadu"))) == 1
    section.days.setCurrentIndex(section.days.findData(1))
    section.days.activated.emit(0)
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    assert asked(qtbot, window.desk, second_place.second_place).days == 1
    section.drop.click()
    qtbot.waitUntil(lambda: "还没有选" in section.state.text())


def test_a_copy_that_is_due_is_told_after_opening(qtbot: QtBot, window: MainWindow, stick: Path) -> None:
    remind(window.desk)
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    assert "第二地点" not in window.notice.words
    asked(qtbot, window.desk, lambda ledger: second_place.choose_second_place(ledger, stick, 7))
    remind(window.desk)
    qtbot.waitUntil(lambda: "还没有备份到第二地点" in window.notice.words)
    asked(qtbot, window.desk, second_place.copy_to_second_place)
    later = datetime.now() + timedelta(days=7, minutes=1)
    assert "已有 7 天" in asked(qtbot, window.desk, lambda ledger: second_place.reminder(ledger, later))


def test_a_file_that_was_carried_away_is_opened_from_the_start_page(
    qtbot: QtBot, window: MainWindow, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.go(Place("settings"))
    (section,) = window.findChildren(FileSection)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(stick / "带走.daduzip"), ""))
    section._ask_pack()
    qtbot.waitUntil(lambda: "带走.daduzip" in section.outcome.text())
    before = asked(qtbot, window.desk, count_records)
    window.go(Place("start"))
    page = window.page
    assert isinstance(page, StartPage)
    elsewhere = stick / "另一台" / "台账.dadu"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(stick / "带走.daduzip"), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(elsewhere), ""))
    page._open()
    qtbot.waitUntil(lambda: window.desk.path == elsewhere and window.desk.tasks.idle)
    assert asked(qtbot, window.desk, count_records) == before


def test_what_the_check_can_make_anew_is_mended_by_a_button(qtbot: QtBot, window: MainWindow) -> None:
    def forget(ledger: LedgerFile) -> None:
        with ledger.unit() as unit:
            unit.connection.exec_driver_sql("DELETE FROM search_index WHERE rowid = 16")

    asked(qtbot, window.desk, forget)
    window.go(Place("settings"))
    (section,) = window.findChildren(FileSection)
    section.check()
    qtbot.waitUntil(lambda: "检索索引与内容不符" in section.outcome.text())
    assert section.repair.isVisibleTo(section)
    section.repair.click()
    qtbot.waitUntil(lambda: "已重建" in section.outcome.text())
    assert not section.repair.isVisibleTo(section)
    section.check()
    qtbot.waitUntil(lambda: "台账完好" in section.outcome.text())
