"""The pages and panels of the problem loop say what they are to a screen reader, and Tab goes round in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dadu_desktop.services.demo import make_demo
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.problem_page import ProblemPage
from dadu_desktop.ui.quick_capture import QuickCapture
from dadu_desktop.ui.visit_plan_page import VisitPlanPage
from tests.ui.accessible import missed, silent, tabbed, vague
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demonstration ledger once."""
    return make_demo(tmp_path_factory.mktemp("demonstration") / "演示.dadu").file


@pytest.fixture
def full(qtbot: QtBot, demonstration: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """Show the window with a copy of the demonstration."""
    shown = MainWindow(Desk())
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    shown.activateWindow()
    opened: list[bool] = []
    place = shutil.copy(demonstration, tmp_path / "演示.dadu")
    shown.desk.open_ledger(str(place), lambda: opened.append(True))
    qtbot.waitUntil(lambda: bool(opened))
    yield shown
    shown.close()


def check(qtbot: QtBot, window: MainWindow, place: Place | None = None) -> None:
    """Go to a place, listen to everything there and go round by Tab, forth and back."""
    if place:
        window.go(place)
    for _ in range(2):
        qtbot.wait(200)
        qtbot.waitUntil(lambda: window.desk.tasks.idle)
    assert silent(window) == []
    assert vague(window) == []
    assert missed(window, tabbed(window)) == []
    assert missed(window, tabbed(window, back=True)) == []


@pytest.mark.parametrize("page", ["workbench", "rates", "handover", "agenda", "settings"])
def test_a_page_is_heard_and_gone_round(qtbot: QtBot, full: MainWindow, page: str) -> None:
    check(qtbot, full, Place(page))


def test_minutes_are_heard_and_gone_round(qtbot: QtBot, full: MainWindow) -> None:
    check(qtbot, full, Place("minutes", "visits", 1))


def test_every_tab_of_the_visit_planning_is_heard_and_gone_round(qtbot: QtBot, full: MainWindow) -> None:
    check(qtbot, full, Place("visit-planning"))
    assert isinstance(full.page, VisitPlanPage)
    for place in range(1, full.page.tabs.count()):
        full.page.tabs.setCurrentIndex(place)
        check(qtbot, full)


def test_a_problem_with_an_open_panel_is_heard_and_gone_round(qtbot: QtBot, full: MainWindow) -> None:
    full.desk.show_page("problems")
    page = full.page
    assert isinstance(page, LedgerPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    page.open_row(0)
    record = full.page
    assert isinstance(record, ProblemPage)
    qtbot.waitUntil(lambda: bool(record.bar.buttons))
    check(qtbot, full)
    next(iter(record.bar.buttons.values())).click()
    assert record.panel is not None
    check(qtbot, full)


def test_the_line_of_a_quick_note_is_heard_and_gone_round(qtbot: QtBot, full: MainWindow) -> None:
    full.capture()
    dialog = full.findChild(QuickCapture)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    assert silent(dialog) == []
    assert vague(dialog) == []
    assert missed(dialog, tabbed(dialog)) == []
    dialog.close()
