"""Merging two enterprises in the window: from the list and from the page, and the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dadu_desktop.records.fields import Reference
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.services.records import get_record, save_record
from dadu_desktop.ui.enterprise_page import EnterprisePage
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.merge_choice import MergeChoice
from dadu_desktop.ui.merge_deed import MergeDeed
from dadu_desktop.ui.merge_dialog import MergeDialog
from dadu_desktop.ui.pages import Place
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import asked

pytestmark = OFFSCREEN

TWIN = "九宫百货有限公司"


@pytest.fixture
def twin(qtbot: QtBot, window: MainWindow) -> int:
    """Register 九宫百货 a second time, with a problem."""

    def work(ledger: LedgerFile) -> int:
        values: dict[str, object] = {"name": TWIN, "telephone": "023-6890"}
        one = save_record(ledger, "enterprises", 0, values).id
        problem = {"enterprise": Reference(one, TWIN), "description": "停车难", "status": "登记"}
        save_record(ledger, "problems", 0, problem)
        return one

    return asked(qtbot, window.desk, work)


def shown(qtbot: QtBot, window: MainWindow, kind: type[MergeDialog | MergeChoice]) -> list[object]:
    """Wait for a dialog that has read what it shows."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    return [one for one in window.findChildren(kind) if one.isVisible()]


def test_two_marked_enterprises_are_merged_and_taken_apart_again(
    qtbot: QtBot, window: MainWindow, twin: int
) -> None:
    window.go(Place("enterprises"))
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    page = window.page
    assert isinstance(page, LedgerPage)
    rows = [row for row in range(page.model.rowCount()) if page.model.row(row).id in (2, twin)]  # type: ignore[union-attr]
    (deed,) = page.findChildren(MergeDeed)
    page.table.selectRow(rows[0])
    deed.merge()
    assert "两家" in window.notice.words
    page.table.setSelectionMode(page.table.SelectionMode.MultiSelection)
    page.table.selectRow(rows[1])
    deed.merge()
    (dialog,) = shown(qtbot, window, MergeDialog)
    assert isinstance(dialog, MergeDialog)
    if dialog.side("name", right=False).accessibleName() == f"企业名称：{TWIN}":
        QTest.mouseClick(dialog.swap, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: window.desk.tasks.idle)
    assert dialog.side("telephone", right=True).isChecked()
    assert not dialog.side("name", right=True).isChecked()
    dialog.side("name", right=True).click()
    assert dialog.taken() == {"name", "telephone"}
    dialog.go.click()
    qtbot.waitUntil(lambda: "已合并" in window.notice.words)
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    assert (window.place.page, window.place.id) == ("record", 2)
    merged = asked(qtbot, window.desk, lambda ledger: get_record(ledger, "enterprises", 2))
    assert (merged.values["name"], merged.values["telephone"]) == (TWIN, "023-6890")
    next(one for one in window.notice.findChildren(QPushButton) if one.text() == "撤销").click()
    qtbot.waitUntil(lambda: "恢复原样" in window.notice.words)
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    again = asked(qtbot, window.desk, lambda ledger: get_record(ledger, "enterprises", twin))
    assert (again.deleted, again.values["telephone"]) == (False, "023-6890")


@pytest.mark.usefixtures("twin")
def test_the_page_of_an_enterprise_proposes_its_double(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.open_record("enterprises", 2)
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    page = window.page
    assert isinstance(page, EnterprisePage)
    page.head.buttons["合并…"].click()
    (choice,) = shown(qtbot, window, MergeChoice)
    assert isinstance(choice, MergeChoice)
    assert [choice.found.item(row).text() for row in range(choice.found.count())] == [TWIN]
    choice.go.click()
    (dialog,) = shown(qtbot, window, MergeDialog)
    assert isinstance(dialog, MergeDialog)
    assert dialog.go.isEnabled()
    dialog.reject()


def test_an_enterprise_without_a_double_is_merged_with_any_other(qtbot: QtBot, window: MainWindow) -> None:
    choice = MergeChoice(window.desk, 1, window)
    choice.open()
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    assert "没有" in choice.words.text()
    choice.go_on()
    assert "请从列表中选择" in choice.words.text()
    choice.line.set_content(Reference(1, "重庆大渡口万达广场商业管理有限公司"))
    choice.go_on()
    (dialog,) = shown(qtbot, window, MergeDialog)
    assert isinstance(dialog, MergeDialog)
    assert "不同的企业" in dialog.fault.text()
    assert not dialog.go.isEnabled()
    dialog.reject()
