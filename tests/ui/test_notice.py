"""The short notice offers to open what was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dadu_desktop.ui.export_card import ExportCard
from dadu_desktop.ui.main_window import MainWindow
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import button

pytestmark = OFFSCREEN

FILE, FOLDER = "打开刚写的文件", "打开文件所在的文件夹"


class Opened(QObject):
    """Stands for the machine's own programs: keeps what they are asked to open."""

    def __init__(self) -> None:
        """Have been asked for nothing."""
        super().__init__()
        self.places: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Keep a place."""
        self.places.append(url.toLocalFile())


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Take what would be opened by other programs."""
    programs = Opened()
    # the stub asks for bytes, the call for a str
    QDesktopServices.setUrlHandler("file", programs, "open")  # type: ignore[arg-type]
    yield programs
    QDesktopServices.unsetUrlHandler("file")


def test_what_was_exported_is_opened_from_the_notice(
    window: MainWindow, opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    card = ExportCard(window.desk)
    qtbot.addWidget(card)
    card.write(tmp_path / "企业.xlsx")
    qtbot.waitUntil(lambda: "已导出" in window.notice.words)
    for name in (FILE, FOLDER):
        QTest.mouseClick(button(window.notice, name), Qt.MouseButton.LeftButton)
    assert opened.places == [str(tmp_path / "企业.xlsx"), str(tmp_path)]
    window.desk.notify("设置已保存。")
    assert not button(window.notice, FOLDER).isVisible()
    window.desk.notify("已写出 5 家企业的填报表。", place=tmp_path)
    assert [button(window.notice, name).isVisible() for name in (FILE, FOLDER)] == [False, True]
