"""Tests of the life of a plan: moves, progress, reviews, editions and copies of measures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dadu_desktop.domain.errors import FieldProblems, InputProblem, RecordChanged
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.plan_moves import RULES, PlanMove, PlanStatus, rules_from
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.import_undo import undo_batch
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.plan_copies import copy_measure
from dadu_desktop.services.plan_editions import editions_of, renew_plan
from dadu_desktop.services.plan_entries import Progress, Review, enter_progress, review_plan
from dadu_desktop.services.plan_moves import make_plan_move, plan_options, plan_steps
from dadu_desktop.services.plan_overview import Missing, measure_lights, plan_overview
from dadu_desktop.services.records import RecordData, get_record, save_record
from dadu_desktop.storage.ledger_file import LedgerFile

DAY = date(2022, 11, 20)
MEASURES = [
    {
        "measure": "协调续贷",
        "lead_unit": "区金融办",
        "due_words": "11月底",
        "status": "进行中",
        "percent": Decimal(40),
    },
    {
        "measure": "组织外摆",
        "owner": "王敏",
        "due_words": "长期",
        "status": "长期推进",
        "percent": Decimal(50),
    },
    {
        "measure": "停车优惠",
        "owner": "李强",
        "due_words": "6月底",
        "status": "已完成",
        "percent": Decimal(100),
    },
]


@pytest.fixture
def plan(ledger: LedgerFile, register: tuple[Reference, ...]) -> int:
    """Keep a plan of 2022 in 起草 with problems, a goal and three measures."""
    values = {
        "enterprise": register[0],
        "year": 2022,
        "status": "起草",
        "problems": "客流下降",
        "leader": "张副区长",
    }
    goals = [{"indicator": "客流", "base": "1万人", "target": "2万人", "actual": "1.5万人", "unit": "人"}]
    return save_record(ledger, "plans", 0, values, {"measures": MEASURES, "goals": goals}).id


def go(ledger: LedgerFile, plan: int, *moves: PlanMove) -> None:
    """Make moves one after the other; a review is made where 评估 needs one."""
    for one in moves:
        if one is PlanMove.ASSESS:
            review_plan(ledger, plan, Review("半年", "基本达到", "进展平稳"), DAY)
        make_plan_move(ledger, plan, one, words="照办", day=DAY)


def kept(ledger: LedgerFile, plan: int) -> RecordData:
    """Read a plan."""
    return get_record(ledger, "plans", plan)


def test_a_plan_goes_from_draft_to_file_and_its_log_tells_every_step(ledger: LedgerFile, plan: int) -> None:
    """Who, when, from where to where."""
    go(ledger, plan, PlanMove.SUBMIT, PlanMove.RETURN, PlanMove.SUBMIT, PlanMove.APPROVE, PlanMove.ASSESS)
    save_record(ledger, "plans", plan, {"effect": "客流回升"})
    go(ledger, plan, PlanMove.FILE)
    steps = plan_steps(ledger, plan)
    assert [one.after for one in steps] == ["审核", "起草", "审核", "执行", "评估", "归档"]
    assert [one.before for one in steps[1:]] == [one.after for one in steps[:-1]]
    assert {one.date for one in steps} == {PartialDate.of(DAY)}
    assert kept(ledger, plan).values["status"] == "归档"


def test_every_status_but_the_last_has_a_way_on() -> None:
    """Nothing hangs; 续期 is the end of an edition."""
    assert [one for one in PlanStatus if not rules_from(one)] == [PlanStatus.RENEWED]
    assert {one.target for one in RULES} == set(PlanStatus)


def test_a_move_that_the_status_does_not_allow_is_refused_with_those_that_it_does(
    ledger: LedgerFile, plan: int
) -> None:
    """Nothing jumps from 起草 to 归档."""
    with pytest.raises(InputProblem, match="“起草”状态不能归档，现在可以：送审"):
        make_plan_move(ledger, plan, PlanMove.FILE, day=DAY)
    assert plan_steps(ledger, plan) == []


def test_what_a_plan_lacks_is_said_before_and_when_it_is_moved(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    """An empty draft cannot be handed in; measures without owner or limit cannot be approved."""
    plan = save_record(ledger, "plans", 0, {"enterprise": register[0], "year": 2022, "status": "起草"}).id
    assert [one.blocked for one in plan_options(ledger, plan)] == ["送审前请填写存在问题和帮扶措施。"]
    rows = [{"measure": "协调续贷"}]
    save_record(ledger, "plans", plan, {"problems": "缺资金"}, {"measures": rows})
    go(ledger, plan, PlanMove.SUBMIT)
    with pytest.raises(InputProblem, match="措施第 1 条缺牵头单位"):
        go(ledger, plan, PlanMove.APPROVE)


def test_a_plan_is_returned_with_a_reason_only(ledger: LedgerFile, plan: int) -> None:
    """The one who has to mend it must know what."""
    go(ledger, plan, PlanMove.SUBMIT)
    with pytest.raises(FieldProblems) as fault:
        make_plan_move(ledger, plan, PlanMove.RETURN, words=" ", day=DAY)
    assert fault.value.by_field == {"words": "写明要修改什么。"}


def test_the_status_of_a_kept_plan_is_not_changed_by_hand(ledger: LedgerFile, plan: int) -> None:
    """Only moves do, and they leave a trace."""
    with pytest.raises(FieldProblems) as fault:
        save_record(ledger, "plans", plan, {"status": "归档"})
    assert "送审" in fault.value.by_field["status"]


def test_a_move_over_a_newer_version_is_refused(ledger: LedgerFile, plan: int) -> None:
    """Whoever looked at the earlier one is told."""
    seen = kept(ledger, plan).version
    save_record(ledger, "plans", plan, {"goal": "止跌"})
    with pytest.raises(RecordChanged):
        make_plan_move(ledger, plan, PlanMove.SUBMIT, day=DAY, version=seen)


def test_an_entry_of_progress_moves_its_measure_and_is_kept_with_its_day(
    ledger: LedgerFile, plan: int
) -> None:
    """100 per cent is 已完成; the entry names the measure."""
    first = int(str(kept(ledger, plan).children["measures"][0]["id"]))
    enter_progress(ledger, plan, Progress("银行已放款", first, Decimal(100)), DAY)
    enter_progress(ledger, plan, Progress("企业反映良好"), DAY)
    data = kept(ledger, plan)
    measure = data.children["measures"][0]
    assert (measure["percent"], measure["status"], measure["progress"]) == (100, "已完成", "银行已放款")
    told = [(one["measure"], one["text"], one["reached"]) for one in data.children["entries"]]
    assert told == [("协调续贷", "银行已放款", 100), (None, "企业反映良好", None)]
    assert data.values["latest_entry"] == PartialDate.of(DAY)


@pytest.mark.parametrize(
    ("progress", "key"),
    [
        (Progress(" "), "text"),
        (Progress("好", 0, Decimal(5)), "percent"),
        (Progress("好", 1, Decimal(101)), "percent"),
        (Progress("好", 999), "measure"),
    ],
)
def test_progress_that_cannot_be_meant_is_refused(
    ledger: LedgerFile, plan: int, progress: Progress, key: str
) -> None:
    """Each fault is told beside its field."""
    with pytest.raises(FieldProblems) as fault:
        enter_progress(ledger, plan, progress, DAY)
    assert list(fault.value.by_field) == [key]
    assert kept(ledger, plan).children["entries"] == ()


def test_a_review_keeps_the_progress_of_its_day(ledger: LedgerFile, plan: int) -> None:
    """What is reached later does not change it."""
    review_plan(ledger, plan, Review("半年", "基本达到", "进展平稳。", "抓紧续贷"), DAY)
    first = int(str(kept(ledger, plan).children["measures"][0]["id"]))
    enter_progress(ledger, plan, Progress("放款", first, Decimal(100)), DAY)
    data = kept(ledger, plan)
    (review,) = data.children["reviews"]
    assert (review["average"], review["verdict"], data.values["progress"]) == (63, "基本达到", 83)
    assert data.values["assessment"] == "半年评估：基本达到，进展平稳。"


def test_next_years_edition_carries_over_what_is_not_finished_and_keeps_the_old_one(
    ledger: LedgerFile, plan: int
) -> None:
    """Both point to each other; what was reached is what it starts from."""
    go(ledger, plan, PlanMove.SUBMIT, PlanMove.APPROVE, PlanMove.ASSESS)
    before = kept(ledger, plan)
    saved = renew_plan(ledger, plan, day=DAY)
    old, new = kept(ledger, plan), kept(ledger, saved.id)
    assert (new.values["year"], new.values["status"], new.number) == (2023, "起草", "CX-2023-0001")
    assert [one["measure"] for one in new.children["measures"]] == ["协调续贷", "组织外摆"]
    assert new.children["goals"][0]["base"] == "1.5万人"
    assert (old.values["status"], old.values["following"], new.values["previous"]) == (
        "续期",
        new.number,
        old.number,
    )
    assert old.children["measures"] == before.children["measures"]
    assert [one[1] for one in editions_of(ledger, saved.id)] == [2022, 2023]
    assert editions_of(ledger, plan) == editions_of(ledger, saved.id)


def test_a_year_has_one_edition_and_a_running_plan_none_yet(ledger: LedgerFile, plan: int) -> None:
    """Renewing twice would tear the editions apart."""
    with pytest.raises(InputProblem, match="“起草”状态不能续期"):
        renew_plan(ledger, plan, day=DAY)
    go(ledger, plan, PlanMove.SUBMIT, PlanMove.APPROVE, PlanMove.ASSESS)
    save_record(ledger, "plans", plan, {"effect": "好转"})
    go(ledger, plan, PlanMove.FILE)
    renew_plan(ledger, plan, day=DAY)
    with pytest.raises(InputProblem, match="已有2023年的一企一策（CX-2023-0001）"):
        renew_plan(ledger, plan, day=DAY)


def test_a_measure_is_copied_to_many_enterprises_and_all_of_it_is_taken_back(
    ledger: LedgerFile, plan: int, register: tuple[Reference, ...]
) -> None:
    """Enterprises without a plan get one, others one more measure; whoever has it is left alone."""
    measure = dict(kept(ledger, plan).children["measures"][1])
    other = save_record(ledger, "plans", 0, {"enterprise": register[1], "year": 2022, "status": "起草"}).id
    copied = copy_measure(ledger, measure, [one.id for one in register], 2022)
    names = [one.label for one in register]
    assert (copied.left_out, copied.extended, copied.created) == ([names[0]], [names[1]], names[2:])
    added = kept(ledger, other).children["measures"]
    assert [(one["measure"], one["status"], one["percent"]) for one in added] == [
        ("组织外摆", "未启动", None)
    ]
    undo_batch(ledger, copied.batch)
    assert kept(ledger, other).children["measures"] == ()
    assert list_records(ledger, "plans", ListQuery()).total == 2


def test_the_overview_lists_every_enterprise_with_what_is_missing(
    ledger: LedgerFile, plan: int, register: tuple[Reference, ...]
) -> None:
    """Without plan, without diagnosis, without measures; a running plan without progress for 30 days, or late."""
    go(ledger, plan, PlanMove.SUBMIT, PlanMove.APPROVE)
    save_record(ledger, "plans", 0, {"enterprise": register[1], "year": 2022, "status": "起草"})
    overview = plan_overview(ledger, 2022, date(2022, 12, 1))
    told = {one.enterprise.label: one.missing for one in overview.lines}
    assert told[register[0].label] == (Missing.PROGRESS, Missing.BEHIND)
    assert told[register[1].label] == (Missing.DIAGNOSIS, Missing.MEASURES)
    first = overview.lines[0]
    assert (first.light, first.progress) == ("红·滞后", kept(ledger, plan).values["progress"])
    assert f"共 {len(overview.lines)} 家，已建方案 2 家" in overview.words
    enter_progress(ledger, plan, Progress("已对接银行"), DAY)
    line = plan_overview(ledger, 2022, date(2022, 12, 1)).lines[0]
    assert (line.missing, line.latest) == ((Missing.BEHIND,), PartialDate.of(DAY))


def test_each_measure_has_its_own_light(ledger: LedgerFile, plan: int) -> None:
    """Late, without schedule, done."""
    assert measure_lights(ledger, plan, date(2022, 12, 1)) == ["红·滞后", "灰·未定时限", "绿·完成"]
