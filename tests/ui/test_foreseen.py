"""The list that was in front when the program was closed is there before its ledger is open again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.roles import Role
from dadu_desktop.services import persons
from dadu_desktop.services.data_folder import data_folder
from dadu_desktop.services.records import save_record
from dadu_desktop.services.settings import save_settings
from dadu_desktop.storage import opening
from dadu_desktop.ui.app import begin
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.start_page import StartPage
from tests.ui.day import window_on
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN

LIST = Place("enterprises")


@pytest.fixture
def left(qtbot: QtBot, office: Path) -> Path:
    """Give a ledger that was closed with its enterprises in front."""
    with window_on(qtbot, office) as window:
        show_list(qtbot, window)
    return office


def show_list(qtbot: QtBot, window: MainWindow) -> LedgerPage:
    """Bring the list of enterprises to the front."""
    window.go(LIST)
    page = window.page
    assert isinstance(page, LedgerPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0 and window.desk.tasks.idle)
    return page


def begun(qtbot: QtBot, place: Path) -> MainWindow:
    """Start the program and look at it before the ledger can be open."""
    window = MainWindow(Desk())
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    begin(window, str(place))
    return window


def names(window: MainWindow) -> list[str]:
    """Read the first column as it stands on the screen; none where no list is in front."""
    page = window.page
    if not isinstance(page, LedgerPage):
        return []
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def opened(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the ledger is open and has answered."""
    qtbot.waitUntil(lambda: window.desk.ready and window.desk.tasks.idle)


def test_the_list_is_there_before_the_ledger_and_stays(qtbot: QtBot, left: Path) -> None:
    window = begun(qtbot, left)
    page, shown = window.page, names(window)
    assert not window.desk.ready
    assert len(shown) == 5
    assert window.navigation.isVisible()
    assert isinstance(page, LedgerPage)
    assert "5 条" in page.count.text()
    opened(qtbot, window)
    assert window.page is page
    assert names(window) == shown
    window.close()


def test_what_is_asked_for_meanwhile_comes_when_the_ledger_is_open(qtbot: QtBot, left: Path) -> None:
    window = begun(qtbot, left)
    page = window.page
    assert isinstance(page, LedgerPage)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert window.place == LIST
    opened(qtbot, window)
    qtbot.waitUntil(lambda: window.place.page == "record" and window.desk.tasks.idle)
    window.back()
    assert window.page is page
    window.close()


def test_what_is_typed_meanwhile_is_searched_for(qtbot: QtBot, left: Path) -> None:
    window = begun(qtbot, left)
    page = window.page
    assert isinstance(page, LedgerPage)
    whole = len(names(window))
    page.bar.search.setFocus()
    QTest.keyClicks(page.bar.search, "wdgc")
    qtbot.waitUntil(lambda: window.desk.ready and 0 < len(names(window)) < whole)
    window.close()


def test_who_may_only_read_finds_it_so_once_the_ledger_is_open(qtbot: QtBot, office: Path) -> None:
    with opening.open_file(office) as ledger:
        persons.give_role(ledger, "王敏", Role.MANAGER)
        persons.give_role(ledger, "赵六", Role.LEADER)
        save_settings(ledger, {"operator": "赵六"})
    with window_on(qtbot, office) as window:
        show_list(qtbot, window)
    window = begun(qtbot, office)
    page = window.page
    assert isinstance(page, LedgerPage)
    assert len(names(window)) == 5
    opened(qtbot, window)
    assert window.page is page
    assert not page.bar.new.isEnabled()
    window.close()


def test_a_ledger_that_was_changed_since_is_read_first(qtbot: QtBot, left: Path) -> None:
    with opening.open_file(left) as ledger:
        save_record(ledger, "enterprises", 0, {"name": "新来的商贸有限公司"})
    window = begun(qtbot, left)
    assert names(window) == []
    qtbot.waitUntil(lambda: len(names(window)) == 6)
    window.close()


def test_a_searched_list_is_not_shown_for_the_whole(qtbot: QtBot, left: Path) -> None:
    with window_on(qtbot, left) as window:
        page = show_list(qtbot, window)
        QTest.keyClicks(page.bar.search, "wdgc")
        qtbot.waitUntil(lambda: len(names(window)) == 1 and window.desk.tasks.idle)
        with opening.open_file(left, write=False):
            assert page.glance() is None


def test_a_ledger_in_use_elsewhere_leads_to_the_start_page(qtbot: QtBot, left: Path) -> None:
    with opening.open_file(left):
        window = begun(qtbot, left)
        qtbot.waitUntil(lambda: "台账正被另一个程序使用" in window.notice.words)
    assert isinstance(window.page, StartPage)
    assert not window.navigation.isVisible()
    window.close()


def test_a_newer_program_shows_the_list_by_its_own_headings(qtbot: QtBot, left: Path) -> None:
    (file,) = data_folder().glob("*.json")
    kept = json.loads(file.read_text(encoding="utf-8"))
    for field in kept["glance"]["record_type"]["fields"]:
        field["label"] = "从前的名称"
    file.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    window = begun(qtbot, left)
    before = window.page
    assert isinstance(before, LedgerPage)
    assert {one.label for one in before.fields()} == {"从前的名称"}
    opened(qtbot, window)
    qtbot.waitUntil(lambda: len(names(window)) == 5)
    assert isinstance(window.page, LedgerPage)
    assert window.page is not before
    assert "企业名称" in {one.label for one in window.page.fields()}
    window.close()
