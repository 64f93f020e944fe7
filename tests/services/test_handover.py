"""Handover: one list of all that somebody has in hand, passed on with history."""

from __future__ import annotations

from datetime import date

import pytest

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.choices import Person, persons, save_persons
from dadu_desktop.services.handover import handover, reassign, responsible_people, retire
from dadu_desktop.services.histories import record_history
from dadu_desktop.services.minutes import Sentence, keep_minutes, tasks_of
from dadu_desktop.services.records import find_record, get_record, save_record
from dadu_desktop.services.visit_planning import Plan, plan_visits, planned_visits
from dadu_desktop.storage.ledger_file import LedgerFile

TODAY = date(2022, 11, 30)


@pytest.fixture
def busy(ledger: LedgerFile, register: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Give 张三 an enterprise, two problems, a plan with a measure, a task and a planned visit."""
    save_persons(ledger, [Person("张三"), Person("李四"), Person("王五", active=False)])
    save_record(ledger, "enterprises", register[0].id, {"service_person": "张三", "status": "在库"})
    for status, owner, due in (
        ("办理中", "张三", 20),
        ("办理中", "张三", 30),
        ("办结", "张三", 1),
        ("办理中", "李四", 1),
    ):
        values = {"enterprise": register[0], "description": status, "status": status, "owner": owner}
        save_record(ledger, "problems", 0, {**values, "due_date": PartialDate(2022, 11, due)})
    plan = {
        "enterprise": register[0],
        "year": 2022,
        "status": "执行",
        "service_person": "张三",
        "goal": "增长8%",
    }
    measures = [
        {"measure": "协调续贷", "owner": "张三", "due_words": "11月底前", "status": "进行中"},
        {"measure": "已完成的", "owner": "张三", "status": "已完成"},
    ]
    save_record(ledger, "plans", 0, plan, {"measures": measures})
    visit = {"date": PartialDate(2022, 11, 1), "form": "座谈会", "enterprises": register[:1]}
    held = save_record(ledger, "visits", 0, visit).id
    keep_minutes(ledger, held, [Sentence("汇总需求", "task", None, "张三", PartialDate(2022, 11, 15))])
    plan_visits(ledger, Plan(date(2022, 12, 5), register[1:2], "张三、李四"))
    return register


@pytest.mark.usefixtures("busy")
def test_the_list_holds_everything_open_and_what_is_overdue_first(ledger: LedgerFile) -> None:
    found = handover(ledger, "张三", TODAY)
    assert [(one.kind, one.role, one.overdue) for one in found.items] == [
        ("problems", "责任人", True),
        ("visits", "议定事项责任人", True),
        ("enterprises", "计划走访", False),
        ("enterprises", "服务专员", False),
        ("plans", "帮扶措施责任人", False),
        ("plans", "服务专员", False),
        ("problems", "责任人", False),
    ]
    assert found.overdue == 2
    assert responsible_people(ledger) == ["张三", "李四"]
    assert handover(ledger, "没有此人", TODAY).items == []


def test_all_of_it_is_passed_on_with_history(ledger: LedgerFile, busy: tuple[Reference, ...]) -> None:
    changed = reassign(ledger, "张三", "李四", reason="岗位调整", today=TODAY)
    assert handover(ledger, "张三", TODAY).items == []
    assert len(handover(ledger, "李四", TODAY).items) == 8
    assert set(changed) == {"enterprises", "problems", "plans", "visits"}
    enterprise = record_history(ledger, "enterprises", busy[0].id)[0]
    assert (enterprise.before, enterprise.after) == ("张三", "李四")
    assert enterprise.reason == "改派（张三→李四）：岗位调整"
    plan = find_record(ledger, "plans", "CX-2022-0001")
    assert [one["owner"] for one in plan.children["measures"]] == ["李四", "张三"]
    assert tasks_of(ledger, 1, TODAY)[0].owner == "李四"
    assert planned_visits(ledger)[0].visitors == "李四"
    assert get_record(ledger, "problems", 3).values["owner"] == "张三"


@pytest.mark.usefixtures("busy")
def test_some_of_it_can_be_passed_on_alone(ledger: LedgerFile) -> None:
    late = [one for one in handover(ledger, "张三", TODAY).items if one.overdue]
    reassign(ledger, "张三", "李四", late, reason="减负")
    assert handover(ledger, "张三", TODAY).overdue == 0
    assert len(handover(ledger, "张三", TODAY).items) == 5


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(("to", "reason"), [("张三", "调整"), ("李四", " "), ("王五", "调整"), ("", "调整")])
def test_work_goes_to_somebody_else_who_is_there_and_for_a_reason(
    ledger: LedgerFile, to: str, reason: str
) -> None:
    before = handover(ledger, "张三", TODAY)
    with pytest.raises(InputProblem):
        reassign(ledger, "张三", to, reason=reason)
    assert handover(ledger, "张三", TODAY) == before


@pytest.mark.usefixtures("busy")
def test_who_left_is_retired_once_the_work_has_gone_to_somebody_and_never_deleted(ledger: LedgerFile) -> None:
    with pytest.raises(InputProblem, match="7 项工作未交接"):
        retire(ledger, "张三", reason="退休")
    retire(ledger, "张三", to="李四", reason="退休")
    assert {one.name: one.active for one in persons(ledger)} == {"张三": False, "李四": True, "王五": False}
    assert get_record(ledger, "problems", 3).values["owner"] == "张三"
