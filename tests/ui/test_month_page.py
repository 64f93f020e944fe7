"""The page 月度数据: what it shows is what the services reckon, and every number opens what is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.scopes import Scope
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.figure_view import month_view
from dadu_desktop.services.month_close import month_status, unlock_month
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.drafts_bar import DraftsBar
from dadu_desktop.ui.month_choice import ChoiceBar
from dadu_desktop.ui.month_overview import GROUP_FIELDS
from dadu_desktop.ui.month_page import MonthPage
from dadu_desktop.ui.pages import Place
from tests.ui.day import answer_next
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import asked, button, opened_desk, page_at, raise_it, saved

pytestmark = OFFSCREEN


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demonstration ledger once; the tests change months of their own only."""
    place = tmp_path_factory.mktemp("month") / "demo.dadu"
    make_demo(place)
    return place


@pytest.fixture
def desk(qtbot: QtBot, demonstration: Path) -> Iterator[Desk]:
    """Open it on a desk."""
    found = Desk()
    found.tasks.failed.connect(raise_it)
    opened: list[bool] = []
    found.open_ledger(str(demonstration), lambda: opened.append(True))
    qtbot.waitUntil(lambda: bool(opened))
    yield found
    found.close()


def shown(qtbot: QtBot, desk: Desk) -> MonthPage:
    """Show the page and wait until it has read all."""
    page = page_at(qtbot, desk, Place("figures"))
    assert isinstance(page, MonthPage)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    return page


def cells(page: MonthPage, row: int) -> list[str]:
    """Read a row of the groups as a screen reader has it."""
    model = page.overview.groups.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_groups_show_what_the_rules_reckon_in_the_scope_chosen(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    for scope in (Scope.COMPARABLE, Scope.FULL):
        page.bar.scope.setCurrentText(str(scope))
        qtbot.waitUntil(lambda: desk.tasks.idle)
        view = asked(qtbot, desk, lambda ledger, scope=scope: month_view(ledger, None, scope))  # type: ignore[misc]
        assert view.scope is scope
        first = view.groups[0]
        assert cells(page, 0)[:3] == [first.key, str(first.units), f"{first.month.current:,}"]
        assert cells(page, 0)[4] == first.month.growth.text()
        assert str(scope) in page.overview.note.text()


def test_a_group_opens_its_enterprises_and_an_enterprise_its_page(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    groups = page.overview.groups
    groups.setFocus()
    groups.setCurrentIndex(groups.model().index(1, 0))
    QTest.keyClick(groups, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert page.tabs.currentWidget() is page.units
    trade = cells(page, 1)[0]
    model = page.units.table.model()
    assert {model.index(row, 1).data() for row in range(model.rowCount())} == {trade}
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    page.units.table.setCurrentIndex(model.index(0, 0))
    QTest.keyClick(page.units.table, Qt.Key.Key_Return)
    assert [(one.page, one.kind) for one in wanted] == [("record", "enterprises")]


def test_columns_of_a_month_are_all_in_sight_on_a_small_screen(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    room = 1058  # what a window 1280 wide leaves beside the bars that scroll
    for table in (page.overview.groups, page.units.table, page.warnings.table):
        columns = range(table.model().columnCount() - 1)  # the last takes what is left
        assert sum(table.columnWidth(at) for at in columns) <= room - 80, table.accessibleName()


def test_pulls_that_are_shown_add_up_to_the_one_of_the_total(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    column = [one.key for one in GROUP_FIELDS].index("pull")
    rows = [cells(page, row) for row in range(page.overview.groups.model().rowCount())]
    pulls = {row[0]: row[column] for row in rows}
    assert pulls.pop("限上社零") == ""
    assert Decimal(pulls.pop("合计")) == sum(map(Decimal, pulls.values()))


def test_enterprises_are_found_and_sorted_by_their_header(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    page.tabs.setCurrentWidget(page.units)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    model = page.units.table.model()
    everyone = model.rowCount()
    page.units.table.horizontalHeader().sectionClicked.emit(2)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    amounts = [float(model.index(row, 2).data().replace(",", "")) for row in range(20)]
    assert amounts == sorted(amounts, reverse=True)
    QTest.keyClicks(page.units.search, "cs")
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert 0 < model.rowCount() < everyone


def test_a_bar_opens_its_enterprise(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    bars = asked(qtbot, desk, month_view).leading
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    table = page.overview.leading
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    spot = table.visualRect(table.model().index(0, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert [(one.kind, one.id) for one in wanted] == [("enterprises", bars[0].enterprise.id)] * 2
    assert table.share(0) > table.share(1) > 0


def test_month_is_locked_and_shown_as_locked(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    page.bar.month.setCurrentIndex(4)
    page.tabs.setCurrentWidget(page.entry)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert not page.entry.locked.isVisible()
    page.tabs.setCurrentWidget(page.closing)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    month = Month.parse("2022-08")
    QTest.mouseClick(button(page.closing, "锁定本月"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    status = asked(qtbot, desk, lambda ledger: month_status(ledger, month))
    assert status.closing is not None
    assert "锁定" in page.closing.words.text()
    assert page.closing.lock.text() == "解锁本月…"
    assert page.closing.status.model().rowCount() == len(status.units)
    page.tabs.setCurrentWidget(page.entry)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert page.entry.locked.isVisible()
    asked(qtbot, desk, lambda ledger: unlock_month(ledger, month, "企业更正"))
    page.closing.load(month)
    qtbot.waitUntil(lambda: "解锁（企业更正）" in page.closing.words.text())


def test_month_is_not_locked_over_figures_that_are_not_saved(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    page.bar.month.setCurrentIndex(6)
    page.tabs.setCurrentWidget(page.entry)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    page.entry.model.put("录入", [((1, "商品销售额"), "comment", "待核")])
    page.tabs.setCurrentWidget(page.closing)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    answer_next(QWidget.close)
    QTest.mouseClick(button(page.closing, "锁定本月"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert page.closing.lock.text() == "锁定本月"
    assert page.entry.is_changed
    page.entry.discard()
    qtbot.waitUntil(lambda: desk.tasks.idle)


def test_warning_plans_a_visit_with_its_topic(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    page.tabs.setCurrentWidget(page.warnings)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert page.warnings.found
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    QTest.mouseClick(button(page.warnings, "安排走访"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(wanted))
    form = page_at(qtbot, desk, wanted[0])
    typed = [one.text() for one in form.findChildren(QLineEdit)]
    assert any(one.startswith("运行预警走访：") for one in typed)


def test_ledger_without_figures_says_what_to_do(qtbot: QtBot, place: Path) -> None:
    with opened_desk(qtbot, place) as desk:
        page = shown(qtbot, desk)
        assert page.stack.currentIndex() == 1
        wanted: list[Place] = []
        desk.wanted.connect(wanted.append)
        QTest.mouseClick(button(page, "去导入"), Qt.MouseButton.LeftButton)
        assert [one.page for one in wanted] == ["exchange"]


def test_month_without_figures_says_where_they_come_from(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert "单击或回车打开" in page.overview.note.text()
    page.bar.month.setCurrentIndex(0)
    qtbot.waitUntil(lambda: "还没有可比的数据" in page.overview.note.text())


def test_first_figures_of_a_ledger_are_typed_without_an_import(qtbot: QtBot, place: Path) -> None:
    with opened_desk(qtbot, place) as desk:
        values: dict[str, object] = {"name": "重庆九宫百货有限公司", "trade": "零售业"}
        saved(qtbot, desk, "enterprises", values)
        page = shown(qtbot, desk)
        QTest.mouseClick(button(page, "逐家录入"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: desk.tasks.idle)
        assert page.tabs.currentWidget() is page.entry
        assert page.entry.month == Month.of(date.today()).previous()
        assert page.entry.model.rowCount() == 1


def test_month_that_is_typed_in_stays_where_the_person_wants_to_stay(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    page.bar.month.setCurrentIndex(0)
    page.tabs.setCurrentWidget(page.entry)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert page.entry.month == Month.parse("2022-12")
    page.entry.grid.setFocus()
    QTest.keyClick(page.entry.grid, Qt.Key.Key_7)
    answer_next(QWidget.close)
    page.bar.month.setCurrentIndex(1)
    assert page.bar.month.currentIndex() == 0
    assert page.entry.is_changed
    page.entry.discard()
    page.bar.month.setCurrentIndex(1)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert page.entry.month == Month.parse("2022-11")


def test_month_left_unsaved_is_offered_again_and_opened_in_the_grid(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    page.bar.month.setCurrentIndex(5)
    page.tabs.setCurrentWidget(page.entry)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    page.entry.model.put("录入", [((1, "商品销售额"), "comment", "待核")])
    page.entry.keep_draft()
    bar = DraftsBar(desk)
    qtbot.addWidget(bar)
    desk.opened.emit()
    qtbot.waitUntil(lambda: desk.tasks.idle)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    words = [one.text() for one in bar.findChildren(QLabel)]
    assert any("月度数据录入“2022年7月”" in one for one in words)
    QTest.mouseClick(bar.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    again = page_at(qtbot, desk, wanted[0])
    assert isinstance(again, MonthPage)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert again.tabs.currentWidget() is again.entry
    assert again.entry.month == Month.parse("2022-07")
    assert again.entry.is_changed
    again.entry.discard()
    qtbot.waitUntil(lambda: desk.tasks.idle)


def test_a_newer_month_is_offered_at_once_and_the_choice_stays(qtbot: QtBot) -> None:
    bar = ChoiceBar()
    qtbot.addWidget(bar)
    bar.show_months(Month(2022, 11))
    bar.month.setCurrentIndex(0)
    bar.show_months(Month(2022, 12))
    assert (bar.month.itemText(0), bar.month.currentText()) == ("2023年1月", "2022年12月")
    bar.show_months(Month(2022, 10))
    assert bar.month.itemText(0) == "2023年1月"
