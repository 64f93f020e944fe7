"""Rates open the lists behind them; work is handed over with its history; holidays and limits are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.services.choices import Person, persons, save_persons
from dadu_desktop.services.holidays import holiday_years
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.problem_clock import near_days, problem_limits
from dadu_desktop.services.records import Saved
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.handover_page import HandoverPage
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.preferences import remembered
from dadu_desktop.ui.rates_page import RatesPage
from dadu_desktop.ui.report_orders import ReportOrder
from dadu_desktop.ui.settings_holidays import HolidaySection, LimitSection
from dadu_desktop.ui.workbench_reminder import REMINDS
from tests.ui.keyboard import OFFSCREEN, focus, press, press_text
from tests.ui.office import asked, button, kept, opened_desk, page_at, saved, wanda

pytestmark = OFFSCREEN

NOTICE = """国务院办公厅关于2031年部分节假日安排的通知
一、元旦：1月1日至3日放假，共3天。1月4日（星期六）上班。
"""


@pytest.fixture
def desk(qtbot: QtBot, place: Path) -> Iterator[Desk]:
    """Open a new ledger."""
    with opened_desk(qtbot, place) as opened:
        yield opened


@pytest.fixture
def problem(qtbot: QtBot, desk: Desk) -> Saved:
    """Keep a problem of 张三 that has been taken up."""
    asked(qtbot, desk, lambda ledger: save_persons(ledger, [Person("张三"), Person("李四")]))
    values: dict[str, object] = {
        "enterprise": wanda(qtbot, desk),
        "description": "停车位不足",
        "status": "受理",
        "raised": PartialDate(2022, 5, 8),
        "owner": "张三",
    }
    return saved(qtbot, desk, "problems", values)


def test_a_rate_opens_the_lists_of_its_parts(qtbot: QtBot, desk: Desk, problem: Saved) -> None:
    page = page_at(qtbot, desk, Place("rates"))
    assert isinstance(page, RatesPage)
    period = {"first": PartialDate(2022, 1, 1), "last": PartialDate(2022, 12, 31), "as_of": None}
    page.form.fill(period)
    page.load()
    qtbot.waitUntil(
        lambda: any("办结率分母 1" in one.accessibleName() for one in page.findChildren(QPushButton))
    )
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    link = button(page, "办结率分母 1，打开清单")
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert wanted[0].page == "problems"
    query = wanted[0].argument
    assert isinstance(query, ListQuery)
    rows = asked(qtbot, desk, lambda ledger: list_records(ledger, "problems", query)).rows
    assert [row.id for row in rows] == [problem.id]
    assert not button(page, "办结率分子 0，打开清单").isEnabled()


@pytest.mark.usefixtures("problem")
def test_a_rate_is_asked_for_and_opened_by_keys_alone(qtbot: QtBot, desk: Desk) -> None:
    page = page_at(qtbot, desk, Place("rates"))
    assert isinstance(page, RatesPage)
    page.form.fields["first"].stop.setFocus()
    for day in ("2022-01-01", "2022-12-31", "2022-12-31"):
        press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        press_text(day)
        press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    qtbot.waitUntil(lambda: focus().accessibleName() == "计算指标")
    qtbot.waitUntil(button(page, "办结率分母 1，打开清单").isVisible)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    press(Qt.Key.Key_Tab)
    assert focus().accessibleName() == "办结率分母 1，打开清单"
    press(Qt.Key.Key_Return)
    assert [one.page for one in wanted] == ["problems"]


def test_a_period_that_ends_before_it_begins_is_refused(qtbot: QtBot, desk: Desk) -> None:
    page = page_at(qtbot, desk, Place("rates"))
    assert isinstance(page, RatesPage)
    page.form.fill({"first": PartialDate(2022, 12, 1), "last": PartialDate(2022, 1, 1)})
    page.load()
    assert "期间的结束早于开始" in page.form.fields["last"].stop.accessibleDescription()


def handover_page(qtbot: QtBot, desk: Desk) -> HandoverPage:
    """Show what 张三 has in hand."""
    page = page_at(qtbot, desk, Place("handover"))
    assert isinstance(page, HandoverPage)
    qtbot.waitUntil(lambda: page.person.count() > 0)
    page.person.setCurrentText("张三")
    page.load()
    qtbot.waitUntil(lambda: page.found is not None and page.found.person == "张三")
    qtbot.waitUntil(lambda: desk.tasks.idle)
    return page


def test_work_goes_to_another_with_a_reason(qtbot: QtBot, desk: Desk, problem: Saved) -> None:
    page = handover_page(qtbot, desk)
    assert page.table.rows.index(0, 1).data() == problem.number
    QTest.mouseClick(page.pass_on, Qt.MouseButton.LeftButton)
    assert "请填写接手人" in page.form.fields["to"].stop.accessibleDescription()
    page.form.fill({"to": "李四", "reason": "岗位调整"})
    QTest.mouseClick(page.pass_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.body.currentWidget() is page.empty)
    assert kept(qtbot, desk, "problems", problem.id).values["owner"] == "李四"


def test_a_person_who_left_is_retired_and_stays_in_the_records(
    qtbot: QtBot, desk: Desk, problem: Saved
) -> None:
    page = handover_page(qtbot, desk)
    page.form.fill({"to": "李四", "reason": "退休"})
    page.retire()
    qtbot.waitUntil(lambda: not {one.name: one.active for one in asked(qtbot, desk, persons)}["张三"])
    assert kept(qtbot, desk, "problems", problem.id).values["owner"] == "李四"


@pytest.mark.usefixtures("problem")
def test_the_list_of_a_person_is_printed(qtbot: QtBot, desk: Desk) -> None:
    page = handover_page(qtbot, desk)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    QTest.mouseClick(page.print, Qt.MouseButton.LeftButton)
    assert wanted == [Place("reports", argument=ReportOrder("handover", {"person": "张三"}))]


def test_a_pasted_notice_becomes_the_list_of_its_year(qtbot: QtBot, desk: Desk) -> None:
    section = HolidaySection(desk)
    qtbot.addWidget(section)
    section.load()
    qtbot.waitUntil(lambda: section.year.count() > 0)
    section.notice.setPlainText(NOTICE)
    QTest.mouseClick(button(section, "读取通知"), Qt.MouseButton.LeftButton)
    assert section.year.currentText() == "2031年（未保存）"
    section.save()
    qtbot.waitUntil(lambda: section.year.currentText() == "2031年（本单位导入）")
    found = next(one for one in asked(qtbot, desk, holiday_years) if one.year == 2031)
    assert [(str(one.day), one.works) for one in found.days] == [
        ("2031-01-01", False), ("2031-01-02", False), ("2031-01-03", False), ("2031-01-04", True),
    ]  # fmt: skip
    QTest.mouseClick(button(section, "改回随程序的清单"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all(one.year != 2031 for one in asked(qtbot, desk, holiday_years)))


def test_a_notice_without_days_says_what_to_do(qtbot: QtBot, desk: Desk) -> None:
    section = HolidaySection(desk)
    qtbot.addWidget(section)
    section.notice.setPlainText("2031年没有写日期")
    section.read_notice()
    assert "没有读出放假或上班的日期" in section.fault.text()


def test_a_file_with_the_list_is_read(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    section = HolidaySection(desk)
    qtbot.addWidget(section)
    section.load()
    qtbot.waitUntil(lambda: section.year.count() > 0)
    file = tmp_path / "放假安排.txt"
    file.write_text("2031-01-01 休 元旦\n2031-01-04 班 元旦\n", encoding="utf-8")
    section.read_file(file)
    qtbot.waitUntil(lambda: section.year.currentData() == 2031)
    assert [row["works"] for row in section.days.rows()] == ["休息", "上班"]


def test_limits_and_the_reminder_are_kept(qtbot: QtBot, desk: Desk) -> None:
    section = LimitSection(desk)
    qtbot.addWidget(section)
    section.load()
    qtbot.waitUntil(lambda: "主办" in section.boxes)
    section.boxes["主办"].setValue(10)
    section.near.setValue(3)
    section.save()
    qtbot.waitUntil(lambda: asked(qtbot, desk, problem_limits)["主办"] == 10)
    assert asked(qtbot, desk, near_days) == 3
    section.reminds.click()
    assert remembered(REMINDS) == "0"
