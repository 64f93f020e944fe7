"""Several problems make a move at once from the list; those that cannot are told with their reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dadu_desktop.services.records import Saved
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.problem_bulk import BulkMoveDialog
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import a_problem, button, kept, opened_desk, page_at, wanda

pytestmark = OFFSCREEN


@pytest.fixture
def desk(qtbot: QtBot, place: Path) -> Iterator[Desk]:
    """Open a new ledger."""
    with opened_desk(qtbot, place) as opened:
        yield opened


@pytest.fixture
def problems(qtbot: QtBot, desk: Desk) -> list[Saved]:
    """Keep two problems of the mall."""
    mall = wanda(qtbot, desk)
    return [a_problem(qtbot, desk, mall) for _ in range(2)]


def begin(qtbot: QtBot, desk: Desk, move: str) -> tuple[LedgerPage, BulkMoveDialog]:
    """Select everything and press a move of the bar."""
    page = page_at(qtbot, desk, Place("problems"))
    assert isinstance(page, LedgerPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.table.selectAll()
    qtbot.waitUntil(page.deeds.bar.isVisible)
    QTest.mouseClick(button(page, move), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.findChildren(BulkMoveDialog)))
    return page, page.findChildren(BulkMoveDialog)[-1]


def test_two_problems_are_taken_up_and_assigned_together(
    qtbot: QtBot, desk: Desk, problems: list[Saved]
) -> None:
    notices: list[str] = []
    desk.noticed.connect(lambda words, _undo: notices.append(words))
    page, dialog = begin(qtbot, desk, "受理")
    dialog.panel.submit()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert notices[-1] == "已受理 2 个问题。"
    page.close()
    _, dialog = begin(qtbot, desk, "交办")
    dialog.panel.form.fill({"lead_unit": "商贸科"})
    dialog.panel.submit()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    for one in problems:
        values = kept(qtbot, desk, "problems", one.id).values
        assert (values["status"], values["lead_unit"]) == ("交办", "商贸科")
        assert values["due_date"]


def test_a_move_of_several_is_taken_back_from_the_notice(
    qtbot: QtBot, desk: Desk, problems: list[Saved]
) -> None:
    notices: list[tuple[str, Callable[[], None]]] = []
    desk.noticed.connect(lambda words, undo: notices.append((words, undo)))
    _, dialog = begin(qtbot, desk, "受理")
    dialog.panel.submit()
    qtbot.waitUntil(lambda: bool(notices))
    notices[-1][1]()
    qtbot.waitUntil(lambda: notices[-1][0] == "已撤回 2 个问题的“受理”。")
    assert {kept(qtbot, desk, "problems", one.id).values["status"] for one in problems} == {"登记"}


@pytest.mark.usefixtures("problems")
def test_a_move_that_none_of_them_allows_is_told(qtbot: QtBot, desk: Desk) -> None:
    notices: list[str] = []
    desk.noticed.connect(lambda words, _undo: notices.append(words))
    page = page_at(qtbot, desk, Place("problems"))
    assert isinstance(page, LedgerPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.table.selectAll()
    qtbot.waitUntil(page.deeds.bar.isVisible)
    QTest.mouseClick(button(page, "交办"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: notices == ["所选问题现在都不能交办，请核对状态。"])
