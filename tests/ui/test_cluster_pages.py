"""The pages of clusters, teams, projects and campaigns: tabs, panels, lights; screen and ledger are both asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import records
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.rows import Values
from dadu_desktop.ui.cluster_page import ClusterPage
from dadu_desktop.ui.cluster_tabs import ClustersPage
from dadu_desktop.ui.deed_page import DeedPage
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.project_page import ProjectPage
from dadu_desktop.ui.report_orders import ReportOrder
from dadu_desktop.ui.rows_table import RowsTable
from dadu_desktop.ui.team_page import TeamPage
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import a_problem, asked, kept, opened_desk, page_at, saved, wanda

pytestmark = OFFSCREEN

P = TypeVar("P", bound=Page)
LONG_AGO = PartialDate(2022, 3, 1)


@pytest.fixture
def desk(qtbot: QtBot, place: Path) -> Iterator[Desk]:
    """Open a new ledger."""
    with opened_desk(qtbot, place) as opened:
        yield opened


@pytest.fixture
def mall(qtbot: QtBot, desk: Desk) -> Reference:
    """Keep the enterprise that a team serves."""
    return wanda(qtbot, desk)


@pytest.fixture
def project(qtbot: QtBot, desk: Desk) -> int:
    """Keep a project that is signed and late with its start."""
    values = {
        "name": "试剂扩建",
        "status": "推进中",
        "cluster": "新材料",
        "registered": LONG_AGO,
        "signed_amount": Decimal(1000),
    }
    stages: list[Values] = [
        {"stage": "签约", "planned": LONG_AGO, "actual": LONG_AGO},
        {"stage": "开工", "planned": PartialDate(2022, 6)},
    ]
    return asked(
        qtbot, desk, lambda ledger: records.save_record(ledger, "projects", 0, values, {"stages": stages}).id
    )


@pytest.fixture
def team(qtbot: QtBot, desk: Desk, mall: Reference) -> int:
    """Keep a team that met once."""
    values = {
        "name": "万达服务专班",
        "enterprise": mall,
        "status": "运行中",
        "duty_telephone": "023-68900010",
    }
    rows: dict[str, list[Values]] = {
        "meetings": [
            {"date": LONG_AGO, "matter": "用地", "decision": "并联办理", "due": PartialDate(2022, 4)}
        ],
        "windows": [{"matter": "施工许可", "since": PartialDate(2022, 5)}],
    }
    return asked(qtbot, desk, lambda ledger: records.save_record(ledger, "teams", 0, values, rows).id)


def shown(qtbot: QtBot, desk: Desk, place: Place, kind: type[P]) -> P:
    """Show a page and wait until it has read everything."""
    page = page_at(qtbot, desk, place)
    assert isinstance(page, kind)
    return page


def told(table: RowsTable, key: str) -> list[object]:
    """Give one column of a table."""
    rows = (table.rows.row(at) for at in range(table.rows.rowCount()))
    return [row.values[key] for row in rows if row]


def fill(page: DeedPage, words: str, values: dict[str, object]) -> None:
    """Press a button of the page and fill its panel in."""
    page.buttons[words].click()
    assert page.place.panel is not None
    page.place.panel.form.fill(values)
    page.place.panel.do.click()


def reread(qtbot: QtBot, desk: Desk, page: DeedPage, before: int) -> None:
    """Wait until the page shows a newer version of its record."""
    qtbot.waitUntil(lambda: bool(page.editor.data and page.editor.data.version > before) and desk.tasks.idle)


def test_every_tab_shows_its_ledger_and_the_sums_follow_a_change(
    qtbot: QtBot, desk: Desk, project: int
) -> None:
    page = shown(qtbot, desk, Place("clusters"), ClustersPage)
    names = [page.tabs.tabText(at) for at in range(page.tabs.count())]
    assert names == ["产业集群", "服务专班", "招商项目", "消费活动", "项目汇总"]
    page.tabs.setCurrentWidget(page.sums)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert told(page.sums.table, "label") == ["新材料", "合计"]
    assert told(page.sums.table, "red") == [1, 1]
    values = {"arrived_amount": Decimal(400)}
    asked(qtbot, desk, lambda ledger: records.save_record(ledger, "projects", project, values))
    desk.announce({"projects": [project]})
    qtbot.waitUntil(lambda: told(page.sums.table, "arrived_amount") == [400, 400])
    assert told(page.sums.table, "rate") == [40, 40]


def test_a_line_of_the_sums_opens_exactly_its_projects(qtbot: QtBot, desk: Desk, project: int) -> None:
    others: dict[str, object] = {"name": "前置仓", "status": "推进中", "registered": LONG_AGO}
    loose = saved(qtbot, desk, "projects", others).id
    saved(qtbot, desk, "projects", {**others, "name": "放弃的", "status": "已终止"})
    page = shown(qtbot, desk, Place("clusters"), ClustersPage)
    page.tabs.setCurrentWidget(page.sums)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    for at, ids in ((0, {project}), (1, {loose}), (2, {project, loose})):
        page.sums.table.setFocus()
        page.sums.table.setCurrentIndex(page.sums.table.rows.index(at, 0))
        QTest.keyClick(page.sums.table, Qt.Key.Key_Return)
        query = wanted[-1].argument
        assert isinstance(query, ListQuery)
        listed = asked(qtbot, desk, partial(list_records, kind="projects", query=query))
        assert {row.id for row in listed.rows} == ids
    page.sums.printing.click()
    assert wanted[-1].argument == ReportOrder("project-progress", {})


def test_a_list_that_is_asked_for_opens_on_its_tab(qtbot: QtBot, desk: Desk, project: int) -> None:
    query = ListQuery(filters=(Filter("light", "is", "红·逾期"),))
    page = shown(qtbot, desk, Place("projects", argument=query), ClustersPage)
    ledger = page.tabs.currentWidget()
    assert isinstance(ledger, LedgerPage)
    assert ledger.name == "projects"
    assert Place("record", "projects", project).widget_key == "record:projects"
    assert Place("projects").entry == "clusters"


def test_stages_show_light_word_and_delay(qtbot: QtBot, desk: Desk, project: int) -> None:
    page = shown(qtbot, desk, Place("record", "projects", project), ProjectPage)
    assert page.tabs.tabText(page.tabs.currentIndex()) == "阶段与进展"
    assert told(page.story.stages, "light") == ["绿·完成", "红·逾期"]
    late = (date.today() - date(2022, 6, 30)).days
    assert told(page.story.stages, "delay") == ["按期", f"已逾期 {late} 天"]
    assert page.story.words.text() == "合同投资额 1,000 万元"


def test_progress_reaches_a_stage_on_the_page_and_in_the_ledger(
    qtbot: QtBot, desk: Desk, project: int
) -> None:
    page = shown(qtbot, desk, Place("record", "projects", project), ProjectPage)
    given = {
        "stage": "开工",
        "arrived": Decimal(250),
        "day": PartialDate(2022, 7, 2),
        "text": "破土动工",
    }
    fill(page, "记进展", given)
    reread(qtbot, desk, page, 1)
    data = kept(qtbot, desk, "projects", project)
    assert (data.values["stage"], data.values["arrived_amount"]) == ("开工", 250)
    assert told(page.story.stages, "light") == ["绿·完成", "绿·完成"]
    assert told(page.story.entries, "text") == ["破土动工"]
    assert page.story.words.text() == "合同投资额 1,000 万元，到位资金 250 万元，到位率 25 %"
    assert page.place.panel is None


def test_stages_offered_are_those_not_reached_yet(qtbot: QtBot, desk: Desk, project: int) -> None:
    page = shown(qtbot, desk, Place("record", "projects", project), ProjectPage)
    page.ask_progress()
    assert page.place.panel is not None
    offered = page.place.panel.form.fields["stage"].field.choices
    assert offered[0] == "开工"
    assert "签约" not in offered
    assert "投产" in offered
    page.back()
    assert page.place.panel is None


def test_progress_without_words_stays_in_the_panel(qtbot: QtBot, desk: Desk, project: int) -> None:
    page = shown(qtbot, desk, Place("record", "projects", project), ProjectPage)
    fill(page, "记进展", {"stage": "开工"})
    panel = page.place.panel
    assert panel is not None
    assert "请填写进展内容" in " ".join(one.text() for one in panel.findChildren(QLabel))
    assert kept(qtbot, desk, "projects", project).children["entries"] == ()


def test_a_new_project_begins_with_its_form_and_has_no_deeds(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk, Place("record", "projects"), ProjectPage)
    assert page.tabs.currentWidget() is page.editor
    assert not page.bar.isVisible()
    assert not page.tabs.isTabVisible(page.tabs.indexOf(page.story))


def test_f6_goes_to_the_first_deed(qtbot: QtBot, desk: Desk, project: int) -> None:
    page = shown(qtbot, desk, Place("record", "projects", project), ProjectPage)
    QTest.keyClick(page, Qt.Key.Key_F6)
    qtbot.waitUntil(page.buttons["记进展"].hasFocus)


def test_team_tells_whom_to_ring_and_what_it_did_newest_first(qtbot: QtBot, desk: Desk, team: int) -> None:
    page = shown(qtbot, desk, Place("record", "teams", team), TeamPage)
    assert "值班电话：023-68900010" in page.work.words.text()
    assert told(page.work.story, "what") == ["前移窗口", "现场办公"]
    assert told(page.work.story, "state") == ["办理中", "时限 2022-04"]
    fill(page, "记进展", {"text": "已对接", "day": PartialDate(2022, 6, 1)})
    reread(qtbot, desk, page, 1)
    assert told(page.work.story, "words")[0] == "已对接"


def test_team_links_a_problem_of_its_enterprise_and_opens_it(
    qtbot: QtBot, desk: Desk, team: int, mall: Reference
) -> None:
    problem = a_problem(qtbot, desk, mall)
    page = shown(qtbot, desk, Place("record", "teams", team), TeamPage)
    page.buttons["关联问题"].click()
    qtbot.waitUntil(lambda: page.place.panel is not None)
    panel = page.place.panel
    assert panel is not None
    panel.form.fill({"problem": f"{problem.number} 停车位不足"})
    panel.do.click()
    reread(qtbot, desk, page, 1)
    qtbot.waitUntil(lambda: told(page.work.problems, "number") == [problem.number])
    assert told(page.work.problems, "status") == ["登记"]
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    page.work.problems.opened.emit(0)
    assert wanted[-1] == Place("record", "problems", problem.id)
    notices: list[str] = []
    desk.noticed.connect(lambda words, *_: notices.append(words))
    page.buttons["关联问题"].click()
    qtbot.waitUntil(lambda: bool(notices))
    assert "没有尚未关联的问题" in notices[-1]


def test_cluster_shows_its_values_in_their_own_words_with_a_chart(
    qtbot: QtBot, desk: Desk, project: int
) -> None:
    del project
    december = {"period": PartialDate(2022, 12), "span": "时点", "measure": "家", "source": "公开报道"}
    readings: list[Values] = [
        {**december, "indicator": "企业数", "count": Approximate(Decimal(220), "余", "220余家")},
        {**december, "indicator": "规上企业数", "count": Approximate(Decimal(18), "", "18")},
        {
            **december,
            "span": "全年",
            "indicator": "营业收入",
            "amount": Approximate(Decimal(1300000)),
            "growth": Decimal(35),
            "expected": True,
        },
    ]
    number = asked(
        qtbot,
        desk,
        lambda ledger: records.save_record(ledger, "clusters", 0, {"name": "新材料"}, {"readings": readings}),
    ).id
    page = shown(qtbot, desk, Place("record", "clusters", number), ClusterPage)
    assert told(page.view.readings, "count") == ["220余家", "18家", ""]
    assert told(page.view.readings, "amount") == ["", "", "130亿元"]
    assert told(page.view.readings, "remark") == ["", "", "预计"]
    assert told(page.view.readings, "period")[2] == "2022年12月全年"
    assert page.view.chart is not None
    assert page.view.chart.accessibleDescription() == "企业数 220余家；规上企业数 18"
    assert told(page.view.projects, "name") == ["试剂扩建"]
    assert page.view.registered.text() == "企业台账中标注本集群的企业 0 家"
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    page.view.registered.click()
    assert (wanted[-1].page, wanted[-1].argument) == (
        "enterprises",
        ListQuery(filters=(Filter("cluster", "is", "新材料"),)),
    )
