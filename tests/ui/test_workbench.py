"""The start page: cards, calendar by keys, loads, a new day, the reminder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.problem_moves import make_move
from dadu_desktop.services.visit_planning import Plan, plan_visits
from dadu_desktop.services.work_calendar import DayItem
from dadu_desktop.services.workbench import Card
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.workbench_calendar import MonthModel, WorkCalendar, grid_of
from dadu_desktop.ui.workbench_page import WorkbenchPage, fitting
from dadu_desktop.ui.workbench_reminder import DayWatch, Reminder
from tests.ui.keyboard import OFFSCREEN, focus, press
from tests.ui.office import a_problem, asked, opened_desk, page_at, wanda

pytestmark = OFFSCREEN

Key = Qt.Key
TODAY = date(2022, 5, 31)


@pytest.fixture
def desk(qtbot: QtBot, place: Path) -> Iterator[Desk]:
    """Open a new ledger."""
    with opened_desk(qtbot, place) as opened:
        yield opened


def workbench_page(qtbot: QtBot, desk: Desk) -> WorkbenchPage:
    """Show the start page."""
    page = page_at(qtbot, desk, Place("workbench"))
    assert isinstance(page, WorkbenchPage)
    qtbot.waitUntil(lambda: page.found is not None)
    return page


def named(page: WorkbenchPage, words: str) -> QAbstractButton:
    """Find a button by what a screen reader says."""
    return next(one for one in page.findChildren(QAbstractButton) if one.accessibleName() == words)


def test_what_is_overdue_is_a_number_that_opens_its_list(qtbot: QtBot, desk: Desk) -> None:
    problem = a_problem(qtbot, desk, wanda(qtbot, desk))
    due = PartialDate.of(date.today() - timedelta(days=30))
    long_ago = date.today() - timedelta(days=40)
    given: dict[str, object] = {"lead_unit": "商贸科", "due_date": due}

    def assign(ledger: LedgerFile) -> None:
        make_move(ledger, problem.id, Move.ACCEPT, {}, day=long_ago)
        make_move(ledger, problem.id, Move.ASSIGN, given, day=long_ago)

    asked(qtbot, desk, assign)
    page = workbench_page(qtbot, desk)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    QTest.keyClick(named(page, "超期问题 1"), Key.Key_Return)
    assert wanted[0].page == "problems"
    assert isinstance(wanted[0].argument, ListQuery)
    line = named(page, f"{problem.number} 停车位不足 红·超期")
    QTest.keyClick(line, Key.Key_Return)
    assert wanted[1] == Place("record", "problems", problem.id)


def test_tab_goes_from_the_head_through_the_numbers(qtbot: QtBot, desk: Desk) -> None:
    wanda(qtbot, desk)
    page = workbench_page(qtbot, desk)
    named(page, "工作交接").setFocus()
    said = []
    for _ in range(3):
        press(Key.Key_Tab)
        said.append(focus().accessibleName())
    assert said == ["今天到期 0", "超期问题 0", "临近到期 0"]


def test_in_a_low_window_the_weeks_stay_whole(qtbot: QtBot, desk: Desk) -> None:
    wanda(qtbot, desk)
    page = workbench_page(qtbot, desk)
    page.resize(1120, 650)
    qtbot.waitUntil(lambda: page.height() == 650)
    grid, legend = page.calendar.view, page.calendar.findChildren(QLabel)[-1]
    assert "访=走访" in legend.text()
    assert grid.height() >= grid.minimumHeight()
    assert grid.geometry().bottom() < legend.geometry().top()


def test_lists_that_scroll_by_themselves_do_not_make_the_page_scroll(qtbot: QtBot, desk: Desk) -> None:
    page = workbench_page(qtbot, desk)
    page.resize(1090, 580)
    qtbot.waitUntil(lambda: page.height() == 580)
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().maximum() == 0)


def test_in_a_very_low_window_the_page_scrolls_instead_of_pressing_its_parts_together(
    qtbot: QtBot, desk: Desk
) -> None:
    page = workbench_page(qtbot, desk)
    page.resize(900, 480)
    qtbot.waitUntil(lambda: page.height() == 480)
    grid = page.calendar.view
    qtbot.waitUntil(lambda: grid.height() >= grid.minimumHeight())
    assert grid.horizontalScrollBar().maximum() == 0
    assert page.area.verticalScrollBar().maximum() > 0


def test_who_has_how_much_opens_the_list_of_that_person(qtbot: QtBot, desk: Desk) -> None:
    a_problem(qtbot, desk, wanda(qtbot, desk))
    page = workbench_page(qtbot, desk)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    line = next(one for one in page.loads.findChildren(QPushButton) if "未定责任人" in one.text())
    assert "在办 1" in line.text()
    line.click()
    assert wanted[0].page == "problems"


def test_a_planned_visit_stands_on_its_day_and_opens_the_enterprise(qtbot: QtBot, desk: Desk) -> None:
    mall = wanda(qtbot, desk)
    plan = Plan(date.today(), (mall,), visitors="李明")
    asked(qtbot, desk, lambda ledger: plan_visits(ledger, plan))
    page = workbench_page(qtbot, desk)
    cell = page.calendar.view.currentIndex()
    heard = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == f"{date.today().month}月{date.today().day}日（今天）：计划走访 1"
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.day.findChildren(QPushButton)))
    QTest.keyClick(page.calendar.view, Key.Key_Return)
    press(Key.Key_Return)
    assert wanted == [Place("record", "enterprises", mall.id)]


def shown(qtbot: QtBot) -> WorkCalendar:
    """Show the calendar on the last day of May 2022."""
    calendar = WorkCalendar(TODAY)
    qtbot.addWidget(calendar)
    items = [
        DayItem(date(2022, 5, 8), "时限", "problems", 1, "WT"),
        DayItem(date(2022, 5, 8), "走访", "visits", 1, ""),
    ]
    calendar.month_wanted.connect(lambda day: calendar.show_items(day, TODAY, []))
    calendar.show_items(TODAY, TODAY, items)
    calendar.show()
    return calendar


def test_arrows_go_from_day_to_day_and_over_the_edge_of_the_month(qtbot: QtBot) -> None:
    calendar = shown(qtbot)
    for key, day in (
        (Key.Key_Left, date(2022, 5, 30)),
        (Key.Key_Up, date(2022, 5, 23)),
        (Key.Key_Home, TODAY),
        (Key.Key_Right, date(2022, 6, 1)),
        (Key.Key_PageDown, date(2022, 7, 1)),
        (Key.Key_PageUp, date(2022, 6, 1)),
        (Key.Key_Home, TODAY),
        (Key.Key_PageDown, date(2022, 6, 30)),
    ):
        QTest.keyClick(calendar.view, key)
        assert calendar.day == day


def test_a_day_is_read_with_what_lies_on_it(qtbot: QtBot) -> None:
    calendar = shown(qtbot)
    index = calendar.model.place(date(2022, 5, 8))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "5月8日：时限 1，走访 1"
    table = QAccessible.queryAccessibleInterface(calendar.view)
    assert table.text(QAccessible.Text.Name) == "走访与时限日历"


@pytest.mark.parametrize("month", [date(2022, 5, 1), date(2021, 2, 1), date(2024, 2, 1)])
def test_six_weeks_hold_every_month_whole(month: date) -> None:
    first, last = grid_of(month)
    assert first.weekday() == 0
    assert first <= month
    assert last >= month.replace(day=28) + timedelta(days=3) or last.month != month.month
    model = MonthModel(month)
    assert model.day(model.place(month)) == month


def test_the_model_keeps_the_rules_of_models(qtmodeltester: object) -> None:
    model = MonthModel(TODAY)
    qtmodeltester.check(model)  # type: ignore[attr-defined]


def test_a_new_day_is_noticed_once() -> None:
    days = [date(2022, 5, 8)]
    watch = DayWatch(None, lambda: days[-1])
    heard: list[date] = []
    watch.changed.connect(lambda: heard.append(days[-1]))
    watch.look()
    days.append(date(2022, 5, 9))
    watch.look()
    watch.look()
    assert heard == [date(2022, 5, 9)]
    watch.deleteLater()


def test_everything_is_counted_anew_on_a_new_day(qtbot: QtBot, desk: Desk) -> None:
    page = workbench_page(qtbot, desk)
    reminder = Reminder(desk, page)
    before = page.found
    reminder.watch.changed.emit()
    qtbot.waitUntil(lambda: page.found is not before)


def test_the_reminder_is_no_window_and_says_nothing_where_nothing_waits(qtbot: QtBot, desk: Desk) -> None:
    page = workbench_page(qtbot, desk)
    reminder = Reminder(desk, page)
    reminder.say("")
    assert reminder.children() == [reminder.watch]


def test_on_a_small_screen_numbers_that_are_nothing_make_room_for_the_others() -> None:
    """From the end, and never what waits for the person."""
    keys = (("overdue", 0), ("visits", 0), ("plans", 3), ("cases", 0))
    cards = [Card(key, key, count, "plans", ListQuery()) for key, count in keys]
    shown = [[one.key for one in fitting(cards, places)] for places in (4, 3, 2, 1)]
    assert shown == [
        ["overdue", "visits", "plans", "cases"],
        ["overdue", "visits", "plans"],
        ["overdue", "plans"],
        ["overdue", "plans"],
    ]
