"""The page of a case and the surveys beside the visits: panels, tables, tabs; screen and ledger are both asked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import records
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.ui.case_page import CasePage
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.rows_table import RowsTable
from dadu_desktop.ui.survey_tabs import ServicePage, SurveyLedger
from dadu_desktop.ui.trend_chart import TrendChart
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import a_problem, asked, kept, opened_desk, page_at, saved, wanda

pytestmark = OFFSCREEN


@pytest.fixture
def desk(qtbot: QtBot, place: Path) -> Iterator[Desk]:
    """Open a new ledger."""
    with opened_desk(qtbot, place) as opened:
        yield opened


@pytest.fixture
def mall(qtbot: QtBot, desk: Desk) -> Reference:
    """Keep the enterprise that the case is about."""
    return wanda(qtbot, desk)


@pytest.fixture
def case(qtbot: QtBot, desk: Desk, mall: Reference) -> int:
    """Keep a case with a peak, a rank and one indicator that nobody has measured."""
    values = {
        "title": "万达广场一对一帮扶",
        "enterprise": mall,
        "status": "见效",
        "started": PartialDate(2022, 1, 10),
    }
    children: dict[str, list[dict[str, object]]] = {
        "milestones": [{"name": "开工", "planned": PartialDate(2022, 2), "actual": PartialDate(2022, 3, 3)}],
        "indicators": [
            {"name": "单日客流", "kind": "峰值", "unit": "人", "actual": "突破6万人"},
            {"name": "客流恢复率排名", "kind": "排名", "base": "81/81", "actual": "1/81"},
            {"name": "租金水平", "kind": "比率", "target": "100%"},
        ],
        "readings": [
            {"indicator": "客流恢复率排名", "date": PartialDate(2022, 8), "value": "1/81"},
            {"indicator": "客流恢复率排名", "date": PartialDate(2021, 12), "value": "81/81"},
            {"indicator": "单日客流", "date": PartialDate(2022, 5), "value": "突破6万人"},
        ],
    }
    return asked(qtbot, desk, lambda ledger: records.save_record(ledger, "cases", 0, values, children).id)


def case_page(qtbot: QtBot, desk: Desk, case: int) -> CasePage:
    """Show the case."""
    page = page_at(qtbot, desk, Place("record", "cases", case))
    assert isinstance(page, CasePage)
    return page


def cells(table: RowsTable, at: int) -> list[str]:
    """Read a column of a table as it is shown."""
    model = table.model()
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def test_an_indicator_that_was_read_twice_is_drawn_with_the_first_rank_on_top(
    qtbot: QtBot, desk: Desk, case: int
) -> None:
    page = case_page(qtbot, desk, case)
    (line,) = page.view.trends.findChildren(TrendChart)
    assert line.accessibleName() == "客流恢复率排名走势"
    assert line.accessibleDescription() == "2021-12 81/81；2022-08 1/81"
    ((places, ranks),) = [one.getData() for one in line.getPlotItem().listDataItems()]
    assert (list(places), list(ranks)) == ([0, 1], [81, 1])
    assert line.getViewBox().yInverted()


def test_lines_follow_what_is_typed(qtbot: QtBot, desk: Desk, case: int) -> None:
    page = case_page(qtbot, desk, case)
    data = kept(qtbot, desk, "cases", case)
    more = {"indicator": "单日客流", "date": PartialDate(2022, 10), "value": "7.2万人"}
    children = {"readings": [*data.children["readings"], more]}
    asked(qtbot, desk, lambda ledger: records.save_record(ledger, "cases", case, {}, children))
    page = case_page(qtbot, desk, case)
    names = [one.accessibleName() for one in page.view.trends.findChildren(TrendChart) if one.isVisible()]
    assert names == ["单日客流走势", "客流恢复率排名走势"]


def test_peak_and_rank_are_said_as_such(qtbot: QtBot, desk: Desk, case: int) -> None:
    page = case_page(qtbot, desk, case)
    assert cells(page.view.indicators, 1) == ["峰值", "排名", "比率"]
    told = cells(page.view.indicators, 5)
    assert told[0] == "实际突破6万人"
    assert told[1] == "由第81位（共81家）升至第1位"
    assert cells(page.view.milestones, 1) == ["绿·完成"]
    assert cells(page.view.milestones, 5) == ["晚 3 天"]
    assert page.view.words.text() == "本企业没有月度统计数据，不能与同行业比较。"
    assert page.view.chart.isHidden()


def test_a_template_is_chosen_and_plans_the_milestones(qtbot: QtBot, desk: Desk, case: int) -> None:
    page = case_page(qtbot, desk, case)
    QTest.mouseClick(page.bar.buttons["按模板排节点"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.place.panel is not None)
    panel = page.place.panel
    assert panel
    assert panel.form.fields["day"].editor.content() == "2022-01-10"
    panel.form.fill({"template": "商业综合体提升"})
    panel.submit()
    qtbot.waitUntil(lambda: page.view.milestones.model().rowCount() == 5)
    rows = kept(qtbot, desk, "cases", case).children["milestones"]
    assert (rows[0]["name"], rows[0]["planned"]) == ("开工", PartialDate(2022, 2))
    assert {row["name"]: row["planned"] for row in rows}["正式开门"] == PartialDate(2022, 5, 10)


def test_the_closing_review_asks_for_a_reason_where_an_actual_value_is_missing(
    qtbot: QtBot, desk: Desk, case: int
) -> None:
    page = case_page(qtbot, desk, case)
    QTest.mouseClick(page.bar.buttons["结案评估"], Qt.MouseButton.LeftButton)
    panel = page.place.panel
    assert panel
    assert any("租金水平还没有实际值" in one.text() for one in panel.findChildren(QLabel))
    panel.form.fill(
        {"state": "达到目标", "reviewer": "王敏", "day": PartialDate(2022, 11, 20), "conclusion": "客流首位"}
    )
    panel.submit()
    assert kept(qtbot, desk, "cases", case).values["status"] == "见效"
    panel.form.fill({"reasons": "商户不愿提供"})
    panel.submit()
    qtbot.waitUntil(lambda: page.place.panel is None)
    values = kept(qtbot, desk, "cases", case).values
    assert (values["status"], values["review_state"], values["reviewed"]) == (
        "结案",
        "达到目标",
        PartialDate(2022, 11, 20),
    )
    qtbot.waitUntil(lambda: cells(page.view.indicators, 4)[2] == "商户不愿提供")


def _report(ledger: LedgerFile) -> Reference:
    """Keep the figures of five retailers over two months; give the first."""
    names = [f"零售{place}" for place in range(5)]
    shops = [
        Reference(records.save_record(ledger, "enterprises", 0, {"name": name, "trade": "零售业"}).id, name)
        for name in names
    ]
    for month in (3, 4):
        for place, shop in enumerate(shops):
            values = {
                "enterprise": shop,
                "month": PartialDate(2022, month),
                "indicator": "商品销售额",
                "value": Decimal(110 - 5 * place),
                "base": Decimal(100),
                "checked": "已核实",
                "state": "已报",
            }
            records.save_record(ledger, "figures", 0, values)
    return shops[0]


def test_the_trade_over_the_same_months_is_said_and_drawn(qtbot: QtBot, desk: Desk) -> None:
    shop = asked(qtbot, desk, _report)
    values: dict[str, object] = {
        "title": "帮扶", "enterprise": shop, "status": "帮扶中", "started": PartialDate(2022, 3, 1),
    }  # fmt: skip
    page = case_page(qtbot, desk, saved(qtbot, desk, "cases", values).id)
    assert page.view.words.text().splitlines() == [
        "2022年4月同比：本企业10.0%；同行业4家中位数-2.5%，范围-10.0%至5.0%。",
        "可比的2个月中，2个月高于同行业中位数。",
        "以上为同期变化，不说明原因。",
    ]
    assert page.view.chart.isVisible()
    assert "中位数-2.5%" in page.view.chart.accessibleDescription()


def test_visits_and_surveys_stand_side_by_side(qtbot: QtBot, desk: Desk, mall: Reference) -> None:
    problem = a_problem(qtbot, desk, mall)
    values = {
        "round": "秋季调研",
        "enterprise": mall,
        "date": PartialDate(2022, 10, 10),
        "difficulties": "物流",
    }
    linked = {"linked": [{"problem": problem.number}]}
    asked(qtbot, desk, lambda ledger: records.save_record(ledger, "trade-surveys", 0, values, linked).id)
    visits = page_at(qtbot, desk, Place("visits"))
    assert isinstance(visits, ServicePage)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    visits.tabs.setCurrentIndex(1)
    assert wanted == [Place("trade-surveys")]
    assert (wanted[0].entry, visits.tabs.currentIndex()) == ("visits", 0)
    surveys = page_at(qtbot, desk, Place("trade-surveys"))
    assert isinstance(surveys, SurveyLedger)
    assert (surveys.tabs.currentIndex(), surveys.model.rowCount()) == (1, 1)
    assert surveys.round.text() == (
        "2022年10月10日，“秋季调研”走访外贸企业1家，反映问题1个，已解决0个。困难类型：物流1家。"
    )
