"""The pages of plans and policies: tabs, moves, progress, copies, matching; screen and ledger are both asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.plan_moves import PlanMove
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import plan_moves, records
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.plan_entries import Review, review_plan
from dadu_desktop.services.records import RecordData
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.plan_page import PlanPage
from dadu_desktop.ui.plan_panel import PlanPanel
from dadu_desktop.ui.plan_tabs import PlansPage
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import asked, button, kept, opened_desk, page_at, saved

pytestmark = OFFSCREEN

P = TypeVar("P", bound=Page)
NAMES = ("九宫百货", "跳磴建材", "新山村宾馆")
NAME = "（虚构）零售奖励"


@pytest.fixture
def desk(qtbot: QtBot, place: Path) -> Iterator[Desk]:
    """Open a new ledger with three shops."""
    with opened_desk(qtbot, place) as opened:
        for name in NAMES:
            saved(qtbot, opened, "enterprises", {"name": name, "trade": "零售业", "status": "在库"})
        yield opened


@pytest.fixture
def plan(qtbot: QtBot, desk: Desk) -> int:
    """Keep a draft for the first shop with one measure."""
    values = {"enterprise": Reference(1, NAMES[0]), "year": 2022, "status": "起草", "problems": "客流下降"}
    rows = [{"measure": "组织外摆", "lead_unit": "区商务委", "due_words": "11月底", "percent": Decimal(20)}]
    return asked(
        qtbot, desk, lambda ledger: records.save_record(ledger, "plans", 0, values, {"measures": rows}).id
    )


def shown(qtbot: QtBot, desk: Desk, place: Place, kind: type[P]) -> P:
    """Show a page and wait until it has read everything."""
    page = page_at(qtbot, desk, place)
    assert isinstance(page, kind)
    return page


def plan_page(qtbot: QtBot, desk: Desk, plan: int) -> PlanPage:
    """Show a plan with its buttons."""
    page = shown(qtbot, desk, Place("record", "plans", plan), PlanPage)
    qtbot.waitUntil(lambda: bool(page.bar.buttons))
    return page


def answer(qtbot: QtBot, desk: Desk, page: PlanPage, words: str, values: dict[str, object]) -> None:
    """Press a button of the bar, fill its panel in and confirm."""
    before = page.editor.data.version if page.editor.data else 0
    page.bar.buttons[words].click()
    assert page.place.panel is not None
    page.place.panel.form.fill(values)
    button(page, f"确认{words}")
    page.place.panel.do.click()
    qtbot.waitUntil(lambda: desk.tasks.idle)
    qtbot.waitUntil(lambda: bool(page.editor.data and page.editor.data.version > before) and desk.tasks.idle)


def heard(panel: PlanPanel) -> str:
    """Give all that stands in a panel."""
    return " ".join(one.text() for one in panel.findChildren(QLabel))


def test_a_plan_is_handed_in_approved_and_reviewed_by_its_buttons(
    qtbot: QtBot, desk: Desk, plan: int
) -> None:
    """The buttons follow the status, the story tells each step."""
    page = plan_page(qtbot, desk, plan)
    answer(qtbot, desk, page, "送审", {})
    assert list(page.bar.buttons)[:2] == ["审核通过", "退回修改"]
    answer(qtbot, desk, page, "审核通过", {"words": "同意"})
    assert "进入评估暂不能办：还没有阶段评估" in page.bar.blocked.text()
    answer(qtbot, desk, page, "阶段评估", {"stage": "半年", "verdict": "基本达到", "words": "进展平稳"})
    answer(qtbot, desk, page, "进入评估", {})
    data = kept(qtbot, desk, "plans", plan)
    assert (data.values["status"], data.children["reviews"][0]["average"]) == ("评估", 20)
    page.tabs.setCurrentWidget(page.story)
    told = [page.story.story.rows.row(at) for at in range(page.story.story.rows.rowCount())]
    assert [one.values["what"] for one in told if one] == ["半年评估", "进入评估", "审核通过", "送审"]


def test_a_return_without_a_reason_stays_in_the_panel_with_what_to_do(
    qtbot: QtBot, desk: Desk, plan: int
) -> None:
    """Nothing is written."""
    asked(
        qtbot,
        desk,
        lambda ledger: plan_moves.make_plan_move(ledger, plan, PlanMove.SUBMIT, day=date.today()),
    )
    page = plan_page(qtbot, desk, plan)
    page.bar.buttons["退回修改"].click()
    panel = page.place.panel
    assert panel is not None
    panel.do.click()
    qtbot.waitUntil(lambda: "写明要修改什么" in heard(panel))
    assert kept(qtbot, desk, "plans", plan).values["status"] == "审核"


def test_progress_moves_the_measure_on_the_page_and_in_the_ledger(
    qtbot: QtBot, desk: Desk, plan: int
) -> None:
    """100 per cent is done; its light is green."""
    page = plan_page(qtbot, desk, plan)
    given = {
        "measure": "组织外摆",
        "percent": Decimal(100),
        "text": "已办三场",
        "day": PartialDate(2022, 10, 1),
    }
    answer(qtbot, desk, page, "记进展", given)
    (measure,) = kept(qtbot, desk, "plans", plan).children["measures"]
    assert (measure["status"], measure["percent"]) == ("已完成", 100)
    row = page.story.measures.rows.row(0)
    assert row is not None
    assert row.values["light"] == "绿·完成"


def test_a_plan_in_review_goes_on_into_the_next_year(qtbot: QtBot, desk: Desk, plan: int) -> None:
    """The page goes to the new edition, and each names the other."""

    def review(ledger: LedgerFile) -> bool:
        today = date.today()
        plan_moves.make_plan_move(ledger, plan, PlanMove.SUBMIT, day=today)
        plan_moves.make_plan_move(ledger, plan, PlanMove.APPROVE, day=today)
        review_plan(ledger, plan, Review("全年", "达到预期"), today)
        plan_moves.make_plan_move(ledger, plan, PlanMove.ASSESS, day=today)
        return True

    asked(qtbot, desk, review)
    page = plan_page(qtbot, desk, plan)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    page.bar.buttons["续期到下一年"].click()
    qtbot.waitUntil(lambda: bool(wanted))
    new = kept(qtbot, desk, "plans", wanted[0].id)
    assert (new.values["year"], new.children["measures"][0]["measure"]) == (2023, "组织外摆")
    again = plan_page(qtbot, desk, new.id)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert "打开2022年 CX-2022-0001" in {one.accessibleName() for one in again.bar.findChildren(QPushButton)}


def test_the_diagnosis_stands_first_and_says_what_the_records_say(
    qtbot: QtBot, desk: Desk, plan: int
) -> None:
    """Figures, problems, visits, policies: where there are none it says so."""
    saved(qtbot, desk, "policies", {"name": NAME, "status": "有效"})
    problem: dict[str, object] = {
        "enterprise": Reference(1, NAMES[0]),
        "description": "停车难",
        "status": "登记",
    }
    saved(qtbot, desk, "problems", problem)
    page = plan_page(qtbot, desk, plan)
    qtbot.waitUntil(lambda: page.diagnosis.found is not None)
    assert page.tabs.currentWidget() is page.diagnosis
    told = page.diagnosis.words.text()
    for words in ("没有月度数据", "在办问题 1 个；还没有走访过", f"符合条件的政策：{NAME}"):
        assert words in told
    opened: list[Place] = []
    desk.wanted.connect(opened.append)
    page.diagnosis.problems.opened.emit(0)
    assert opened == [Place("record", "problems", 1)]


def test_the_status_of_a_kept_plan_is_for_reading_in_its_form(qtbot: QtBot, desk: Desk, plan: int) -> None:
    """Only buttons change it."""
    page = plan_page(qtbot, desk, plan)
    assert page.editor.form.fields["status"].stop.focusPolicy() == Qt.FocusPolicy.NoFocus


@pytest.mark.usefixtures("plan")
def test_the_overview_shows_what_is_missing_and_gives_many_enterprises_a_measure(
    qtbot: QtBot, desk: Desk
) -> None:
    """One batch, taken back by the notice."""
    page = shown(qtbot, desk, Place("plans"), PlansPage)
    view = page.overview
    assert [one.enterprise.label for one in view.shown] == list(NAMES)
    assert view.words.text().startswith("共 3 家，已建方案 1 家；无方案 2 家")
    view.lack.setCurrentIndex(view.lack.findText("无方案"))
    assert [one.enterprise.label for one in view.shown] == list(NAMES[1:])
    view.table.selectAll()
    notices: list[tuple[str, object]] = []
    desk.noticed.connect(lambda words, undo: notices.append((words, undo)))
    view.add.click()
    assert view.place.panel is not None
    view.place.panel.form.fill({"measure": "参加消费季", "due_words": "12月底"})
    view.place.panel.do.click()
    qtbot.waitUntil(lambda: bool(notices) and desk.tasks.idle)
    assert notices[0][0] == "新建 2 份、补充 0 份一企一策"
    assert not view.shown
    undo = notices[0][1]
    assert callable(undo)
    undo()
    qtbot.waitUntil(lambda: len(view.shown) == 2 and desk.tasks.idle)


def test_enter_in_the_overview_opens_a_plan_or_begins_one(qtbot: QtBot, desk: Desk, plan: int) -> None:
    """The new one is for the enterprise of the row."""
    page = shown(qtbot, desk, Place("plans"), PlansPage)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    page.overview.table.setFocus()
    for row in (0, 1):
        page.overview.table.selectRow(row)
        QTest.keyClick(page.overview.table, Qt.Key.Key_Return)
    assert wanted == [Place("record", "plans", plan), Place("record", "plans", 0, Reference(2, NAMES[1]))]


@pytest.mark.usefixtures("plan")
def test_the_keyboard_begins_a_plan_as_soon_as_the_overview_is_entered(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk, Place("plans"), PlansPage)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    page.enter(Place("plans"))
    focused = page.window().focusWidget()
    assert focused is page.overview.table
    QTest.keyClick(focused, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert [(one.page, one.kind) for one in wanted] == [("record", "plans")]


@pytest.mark.parametrize("kind", ["plans", "policies", "policy-applications"])
def test_a_ledger_of_the_page_opens_as_its_tab_with_the_query_asked_for(
    qtbot: QtBot, desk: Desk, kind: str
) -> None:
    """As cards, the search and records lead there."""
    query = ListQuery(filters=(Filter("number", "contains", "2022"),))
    page = shown(qtbot, desk, Place(kind, argument=query), PlansPage)
    ledger = page.tabs.currentWidget()
    assert isinstance(ledger, LedgerPage)
    assert (ledger.name, ledger.query.filters) == (kind, query.filters)


def test_matching_tells_what_is_new_until_it_was_looked_at_and_begins_applications(
    qtbot: QtBot, desk: Desk
) -> None:
    """The application has policy and enterprise already."""
    saved(qtbot, desk, "policies", {"name": NAME, "status": "有效"})
    page = shown(qtbot, desk, Place("plans"), PlansPage)
    page.tabs.setCurrentWidget(page.matches)
    qtbot.waitUntil(lambda: page.matches.words.text() == "新符合 3 家，即将到期未申报 0 家")
    page.matches.search.setText("九宫")
    page.matches.table.selectRow(0)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    page.matches.apply.click()
    qtbot.waitUntil(lambda: bool(wanted))
    data = wanted[0].argument
    assert isinstance(data, RecordData)
    assert (data.values["policy"], str(data.values["enterprise"])) == (NAME, NAMES[0])
    page.matches.seen.click()
    qtbot.waitUntil(lambda: page.matches.words.text() == "新符合 0 家，即将到期未申报 0 家")
    page.matches.search.clear()
    page.matches.way.setCurrentIndex(page.matches.way.findText("符合"))
    assert len(page.matches.shown) == len(NAMES)


def test_a_change_of_an_enterprise_is_matched_again_at_once(qtbot: QtBot, desk: Desk) -> None:
    """Without pressing anything."""
    rows = [{"basis": "从业人数", "comparison": "不低于", "value": "30"}]
    values = {"name": NAME, "status": "有效"}
    asked(
        qtbot, desk, lambda ledger: records.save_record(ledger, "policies", 0, values, {"conditions": rows})
    )
    page = shown(qtbot, desk, Place("plans"), PlansPage)
    page.tabs.setCurrentWidget(page.matches)
    qtbot.waitUntil(lambda: page.matches.words.text().startswith("新符合 0 家"))
    made = asked(qtbot, desk, lambda ledger: records.save_record(ledger, "enterprises", 2, {"employees": 31}))
    desk.announce(made.changed)
    qtbot.waitUntil(lambda: page.matches.words.text().startswith("新符合 1 家"))


def test_sums_open_the_applications_behind_them(qtbot: QtBot, desk: Desk) -> None:
    """A line leads to its own, 合计 to all."""
    for place, amount in enumerate((10, 20), start=1):
        values: dict[str, object] = {
            "policy": f"政策{place}",
            "enterprise": Reference(place, NAMES[place - 1]),
            "applied": PartialDate(2022, 5, place),
            "applied_amount": Approximate(Decimal(amount)),
        }
        saved(qtbot, desk, "policy-applications", values)
    page = shown(qtbot, desk, Place("plans"), PlansPage)
    page.tabs.setCurrentWidget(page.sums)
    qtbot.waitUntil(lambda: len(page.sums.found) == 3)
    assert [(one.label, one.applied_amount) for one in page.sums.found] == [
        ("政策2", Decimal(20)), ("政策1", Decimal(10)), ("合计", Decimal(30)),
    ]  # fmt: skip
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    page.sums.table.opened.emit(0)
    query = wanted[0].argument
    assert isinstance(query, ListQuery)
    found = asked(qtbot, desk, lambda ledger: list_records(ledger, "policy-applications", query))
    assert [row.values["policy"] for row in found.rows] == ["政策2"]
