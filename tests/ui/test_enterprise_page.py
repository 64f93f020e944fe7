"""一企一档 tells everything about one enterprise and begins new records for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.enterprise_page import EnterprisePage
from dadu_desktop.ui.figure_chart import FigureChart
from dadu_desktop.ui.pages import Place
from tests.ui.keyboard import OFFSCREEN, press
from tests.ui.office import a_problem, button, kept, opened_desk, page_at, saved, wanda

pytestmark = OFFSCREEN


@pytest.fixture
def desk(qtbot: QtBot, place: Path) -> Iterator[Desk]:
    """Open a new ledger."""
    with opened_desk(qtbot, place) as opened:
        yield opened


def served(qtbot: QtBot, desk: Desk) -> Reference:
    """Keep an enterprise with a visit, a problem and two figures."""
    enterprise = wanda(qtbot, desk)
    a_problem(qtbot, desk, enterprise)
    visit: dict[str, object] = {
        "date": PartialDate(2022, 5, 9),
        "form": "座谈会",
        "enterprises": (enterprise,),
        "operation": "客流恢复八成",
    }
    saved(qtbot, desk, "visits", visit)
    for month, value in ((3, "1000.5"), (4, "1100.25")):
        figure: dict[str, object] = {
            "enterprise": enterprise,
            "month": PartialDate(2022, month),
            "indicator": "商品销售额",
            "value": Decimal(value),
            "base": Decimal(900),
        }
        saved(qtbot, desk, "figures", figure)
    return enterprise


def enterprise_page(qtbot: QtBot, desk: Desk, number: int) -> EnterprisePage:
    """Show the page of an enterprise."""
    page = page_at(qtbot, desk, Place("record", "enterprises", number))
    assert isinstance(page, EnterprisePage)
    return page


def test_the_head_says_who_it_is_and_the_figures_that_matter(qtbot: QtBot, desk: Desk) -> None:
    page = enterprise_page(qtbot, desk, served(qtbot, desk).id)
    qtbot.waitUntil(lambda: "1 次走访" in {one.text() for one in page.facts.findChildren(QLabel)})
    shown = {one.text() for one in page.facts.findChildren(QLabel)}
    assert {"1 个在办问题", "1,100.25 万元"} <= shown
    assert any("同比 +22.3%" in words for words in shown)
    buttons = page.head.findChildren(QAbstractButton)
    number = next(one for one in buttons if one.accessibleName().startswith("复制"))
    QTest.mouseClick(number, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("QY-")


def test_the_head_says_what_the_number_beside_the_problems_is_of(qtbot: QtBot, desk: Desk) -> None:
    mall = wanda(qtbot, desk)
    plan = saved(qtbot, desk, "plans", {"enterprise": mall, "year": 2022, "status": "起草"})
    page = enterprise_page(qtbot, desk, mall.id)
    words = f"共 0 个，一企一策 {plan.number}"
    qtbot.waitUntil(lambda: words in {one.text() for one in page.facts.findChildren(QLabel)})


def test_a_month_alone_shows_its_value_and_the_one_a_year_before(qtbot: QtBot) -> None:
    chart = FigureChart()
    qtbot.addWidget(chart)
    chart.show_series("商品销售额", [("2022-11", Decimal("504.1"), Decimal("482.2"))])
    points = [one.scatter.getData()[1].tolist() for one in chart.getPlotItem().listDataItems()]
    assert points == [[482.2], [504.1]]


def test_the_story_is_newest_first_and_enter_opens_an_event(qtbot: QtBot, desk: Desk) -> None:
    page = enterprise_page(qtbot, desk, served(qtbot, desk).id)
    qtbot.waitUntil(lambda: page.story.model.rowCount() == 2)
    told = [str(page.story.model.index(row, 0).data()) for row in range(2)]
    assert told[0].startswith("2022-05-09 走访")
    assert told[1].startswith("2022-05-08 问题")
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    page.story.list.setFocus()
    press(Qt.Key.Key_Return)
    assert [(one.page, one.kind) for one in wanted] == [("record", "visits")]


def test_the_story_is_filtered_by_kind(qtbot: QtBot, desk: Desk) -> None:
    page = enterprise_page(qtbot, desk, served(qtbot, desk).id)
    only = button(page.story, "只看问题")
    qtbot.waitUntil(only.isVisible)
    assert not button(page.story, "只看一企一策").isVisible(), "nothing is there of it"
    qtbot.waitUntil(lambda: only.visibleRegion().boundingRect().height() == only.height())
    QTest.mouseClick(only, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.story.model.rowCount() == 1)
    assert "停车位不足" in str(page.story.model.index(0, 0).data())


def test_the_model_of_the_story_keeps_the_rules_of_qt(
    qtbot: QtBot, desk: Desk, qtmodeltester: ModelTester
) -> None:
    page = enterprise_page(qtbot, desk, served(qtbot, desk).id)
    qtmodeltester.check(page.story.model)  # type: ignore[no-untyped-call]


def test_problems_and_figures_stand_in_tables_that_open_them(qtbot: QtBot, desk: Desk) -> None:
    page = enterprise_page(qtbot, desk, served(qtbot, desk).id)
    page.tabs.setCurrentWidget(page.related[2])
    figures = page.related[2].findChildren(QTableView)[0]
    qtbot.waitUntil(lambda: figures.model().rowCount() == 2)
    assert figures.model().index(0, 2).data() == "1,100.25"
    page.tabs.setCurrentWidget(page.related[0])
    problems = page.related[0].findChildren(QTableView)[0]
    qtbot.waitUntil(lambda: problems.model().rowCount() == 1)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    problems.setFocus()
    problems.setCurrentIndex(problems.model().index(0, 0))
    press(Qt.Key.Key_Return)
    assert [one.kind for one in wanted] == ["problems"]


def test_a_visit_begun_here_is_already_filled_for_the_enterprise(qtbot: QtBot, desk: Desk) -> None:
    enterprise = served(qtbot, desk)
    page = enterprise_page(qtbot, desk, enterprise.id)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    QTest.mouseClick(button(page, "新增走访"), Qt.MouseButton.LeftButton)
    assert wanted == [Place("record", "visits", 0, enterprise)]


def test_a_changed_name_is_kept_and_the_earlier_one_remembered(qtbot: QtBot, desk: Desk) -> None:
    enterprise = served(qtbot, desk)
    page = enterprise_page(qtbot, desk, enterprise.id)
    page.tabs.setCurrentWidget(page.editor)
    page.editor.form.change("name", "重庆大渡口万达广场有限公司")
    assert page.editor.save()
    qtbot.waitUntil(lambda: not page.editor.is_changed)
    values = kept(qtbot, desk, "enterprises", enterprise.id).values
    assert values["name"] == "重庆大渡口万达广场有限公司"
    assert enterprise.label in str(values["former_names"])


@pytest.mark.parametrize("kind", ["enterprises", "visits", "problems", "plans", "cases", "figures"])
def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, desk: Desk, kind: str) -> None:
    page = page_at(qtbot, desk, Place("record", kind))
    controls = [
        *page.findChildren(QAbstractButton),
        *page.findChildren(QLineEdit),
        *page.findChildren(QPlainTextEdit),
    ]
    unnamed = [
        one for one in controls
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus and not one.isHidden() and not one.accessibleName()
        and not (isinstance(one, QAbstractButton) and one.text())
    ]  # fmt: skip
    assert unnamed == []
