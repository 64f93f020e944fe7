"""Visits are planned, guarded against overlaps, moved, called off, and their results entered in one go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.visit_planning import Plan, plan_visits, planned_visits
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.report_orders import ReportOrder
from dadu_desktop.ui.visit_plan_page import VisitPlanPage
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import asked, button, opened_desk, page_at, wanda

pytestmark = OFFSCREEN

SOON = date.today() + timedelta(days=7)


@pytest.fixture
def desk(qtbot: QtBot, place: Path) -> Iterator[Desk]:
    """Open a new ledger."""
    with opened_desk(qtbot, place) as opened:
        yield opened


@pytest.fixture
def mall(qtbot: QtBot, desk: Desk) -> Reference:
    """Keep the mall."""
    return wanda(qtbot, desk)


def plan_page(qtbot: QtBot, desk: Desk) -> VisitPlanPage:
    """Show the page with its candidates."""
    page = page_at(qtbot, desk, Place("visit-planning"))
    assert isinstance(page, VisitPlanPage)
    return page


def planned(qtbot: QtBot, desk: Desk) -> list[tuple[date, str]]:
    """Ask the ledger what is planned."""
    return [(one.day, one.overlap_reason) for one in asked(qtbot, desk, planned_visits)]


def keep_plan(qtbot: QtBot, desk: Desk, mall: Reference, day: date) -> None:
    """Plan a visit."""
    asked(qtbot, desk, lambda ledger: plan_visits(ledger, Plan(day, (mall,), visitors="李明")))


def test_the_space_bar_chooses_and_the_button_plans(qtbot: QtBot, desk: Desk, mall: Reference) -> None:
    page = plan_page(qtbot, desk)
    view = page.candidates
    qtbot.waitUntil(lambda: view.table.rows.rowCount() == 1)
    assert view.table.rows.index(0, 0).data() == mall.label
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    assert view.do.text() == "安排走访 1 家"
    view.form.fill({"day": PartialDate.of(SOON), "visitors": "李明"})
    view.plan()
    qtbot.waitUntil(lambda: page.tabs.currentWidget() is page.planned)
    assert page.focusWidget() is page.tabs.tabBar()
    assert planned(qtbot, desk) == [(SOON, "")]


def test_a_visit_close_to_another_needs_a_reason(qtbot: QtBot, desk: Desk, mall: Reference) -> None:
    keep_plan(qtbot, desk, mall, SOON)
    view = plan_page(qtbot, desk).candidates
    qtbot.waitUntil(lambda: view.table.rows.rowCount() == 1)
    view.table.selectRow(0)
    view.form.fill({"day": PartialDate.of(SOON + timedelta(days=2))})
    view.plan()
    reason = view.form.fields["reason"]
    qtbot.waitUntil(lambda: "由李明已安排走访" in reason.stop.accessibleDescription())
    assert len(planned(qtbot, desk)) == 1
    view.form.fill({"reason": "企业来电请求"})
    view.plan()
    qtbot.waitUntil(lambda: len(planned(qtbot, desk)) == 2)
    assert planned(qtbot, desk)[1][1] == "企业来电请求"


@pytest.mark.usefixtures("mall")
def test_nothing_is_planned_without_a_day_or_an_enterprise(qtbot: QtBot, desk: Desk) -> None:
    view = plan_page(qtbot, desk).candidates
    qtbot.waitUntil(lambda: view.table.rows.rowCount() == 1)
    view.plan()
    assert "请填写走访日期" in view.form.fields["day"].stop.accessibleDescription()
    notices: list[str] = []
    desk.noticed.connect(lambda words, _undo: notices.append(words))
    view.form.fill({"day": PartialDate.of(SOON)})
    view.plan()
    assert notices[0].startswith("请先在列表中选择")
    assert planned(qtbot, desk) == []


@pytest.mark.usefixtures("mall")
def test_filters_that_leave_nobody_say_so(qtbot: QtBot, desk: Desk) -> None:
    view = plan_page(qtbot, desk).candidates
    qtbot.waitUntil(lambda: view.table.rows.rowCount() == 1)
    view.search.setText("查无此店")
    qtbot.waitUntil(lambda: view.body.currentWidget() is view.empty)
    view.search.clear()
    qtbot.waitUntil(lambda: view.body.currentWidget() is view.table)
    view.warned.setChecked(True)
    qtbot.waitUntil(lambda: desk.tasks.idle)


def planned_tab(qtbot: QtBot, desk: Desk) -> VisitPlanPage:
    """Show what is planned."""
    page = plan_page(qtbot, desk)
    page.tabs.setCurrentWidget(page.planned)
    qtbot.waitUntil(lambda: page.planned.table.rows.rowCount() == 1)
    return page


def test_a_visit_is_put_on_another_day_or_called_off_with_a_reason(
    qtbot: QtBot, desk: Desk, mall: Reference
) -> None:
    keep_plan(qtbot, desk, mall, SOON)
    view = planned_tab(qtbot, desk).planned
    later = SOON + timedelta(days=30)
    view.form.fill({"day": PartialDate.of(later)})
    view.move_day()
    qtbot.waitUntil(lambda: planned(qtbot, desk) == [(later, "")])
    view.cancel()
    qtbot.waitUntil(view.fault.isVisible)
    assert view.fault.text() == "取消走访安排请写明原因。"
    view.form.fill({"reason": "企业停业"})
    view.cancel()
    qtbot.waitUntil(lambda: planned(qtbot, desk) == [])
    qtbot.waitUntil(lambda: view.body.currentWidget() is view.empty)


@pytest.mark.parametrize(
    ("words", "report"), [("打印走访记录表", "visit-plan-sheets"), ("打印路线单", "visit-route")]
)
def test_sheets_and_route_of_the_day_are_asked_for(
    qtbot: QtBot, desk: Desk, mall: Reference, words: str, report: str
) -> None:
    keep_plan(qtbot, desk, mall, SOON)
    view = planned_tab(qtbot, desk).planned
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    QTest.mouseClick(button(view, words), Qt.MouseButton.LeftButton)
    assert wanted == [Place("reports", argument=ReportOrder(report, {"day": SOON.isoformat()}))]


def test_results_of_all_visits_are_kept_from_one_form(qtbot: QtBot, desk: Desk, mall: Reference) -> None:
    keep_plan(qtbot, desk, mall, SOON)
    page = planned_tab(qtbot, desk)
    QTest.mouseClick(button(page.planned, "录入结果"), Qt.MouseButton.LeftButton)
    assert page.tabs.currentWidget() is page.results
    row = page.results.grid.content()
    assert isinstance(row, tuple)
    filled = {**row[0], "operation": "销售回升", "problems": "停车位不足\n招工难"}
    page.results.grid.set_content((filled,))
    QTest.mouseClick(page.results.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.tabs.currentWidget() is page.planned)
    visits = asked(qtbot, desk, lambda ledger: list_records(ledger, "visits", ListQuery()))
    problems = asked(qtbot, desk, lambda ledger: list_records(ledger, "problems", ListQuery()))
    assert (visits.total, problems.total) == (1, 2)
    assert planned(qtbot, desk) == []
    assert page.may_leave()
