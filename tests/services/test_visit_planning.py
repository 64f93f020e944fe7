"""Planned visits: whom to choose, what stands against it, and the results entered afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from dadu_desktop.domain.errors import FieldProblems, InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import get_record, save_record
from dadu_desktop.services.settings import save_settings
from dadu_desktop.services.visit_planning import (
    Overlaps,
    Plan,
    cancel_plans,
    candidates,
    move_plan,
    plan_visits,
    planned_visits,
)
from dadu_desktop.services.visit_results import VisitResult, enter_results
from dadu_desktop.services.work_calendar import work_calendar
from dadu_desktop.storage.ledger_file import LedgerFile

TODAY = date(2022, 11, 30)


@pytest.fixture
def known(ledger: LedgerFile, register: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Let all be in the register, the first visited twice, the second long ago with an open problem."""
    for one in register:
        save_record(ledger, "enterprises", one.id, {"status": "在库"})
    for day, who, visitors in (
        (PartialDate(2022, 11, 1), register[0], "张三"),
        (PartialDate(2022, 11, 25), register[0], "街道李四"),
        (PartialDate(2022, 5, 8), register[1], "王五"),
    ):
        values = {"date": day, "form": "实地走访", "enterprises": (who,), "visitors": visitors}
        save_record(ledger, "visits", 0, values)
    problem = {"enterprise": register[1], "description": "停车位不足", "status": "受理"}
    save_record(ledger, "problems", 0, problem)
    return register


def test_the_longest_unvisited_come_first_with_what_is_known_of_them(
    ledger: LedgerFile, known: tuple[Reference, ...]
) -> None:
    found = candidates(ledger, TODAY)
    assert [one.enterprise for one in found] == [*known[2:], known[1], known[0]]
    shown = {one.enterprise.id: one for one in found}
    first, second = shown[known[0].id], shown[known[1].id]
    assert (first.last_visit, first.last_visitors) == (PartialDate(2022, 11, 25), "街道李四")
    assert first.overlap == f"{known[0]}2022年11月25日由街道李四已走访"
    assert (second.open_problems, second.overlap, second.planned) == (1, "", None)


def test_candidates_are_chosen_by_place_by_time_and_by_warning(
    ledger: LedgerFile, known: tuple[Reference, ...]
) -> None:
    assert [one.enterprise for one in candidates(ledger, TODAY, town="跳磴镇")] == [known[2]]
    unvisited = {one.enterprise for one in candidates(ledger, TODAY, unvisited_days=90)}
    assert unvisited == set(known) - {known[0]}
    warned = candidates(ledger, TODAY, warned=[known[0].id, known[3].id])
    assert {one.enterprise for one in warned} == {known[0], known[3]}
    assert [one.enterprise for one in candidates(ledger, TODAY, search="wdgc")] == [known[0]]
    assert candidates(ledger, TODAY, warned=()) == []


def test_an_overlapping_visit_needs_a_reason_and_keeps_it(
    ledger: LedgerFile, known: tuple[Reference, ...]
) -> None:
    plan = Plan(date(2022, 12, 2), known[:2], "王敏", purpose="年末促销")
    with pytest.raises(Overlaps) as raised:
        plan_visits(ledger, plan)
    assert set(raised.value.overlaps) == {known[0].id}
    assert "请改期，或写明" in raised.value.sentence
    with pytest.raises(Overlaps):
        plan_visits(ledger, plan, reasons={known[0].id: "  "})
    assert planned_visits(ledger) == []
    plan_visits(ledger, plan, reasons={known[0].id: "回访问题", known[1].id: "不需要"})
    assert [(one.enterprise, one.overlap_reason) for one in planned_visits(ledger)] == [
        (known[0], "回访问题"),
        (known[1], ""),
    ]
    assert candidates(ledger, TODAY, search="九宫百货")[0].planned == date(2022, 12, 2)


def test_a_plan_of_somebody_else_stands_against_a_second_one(
    ledger: LedgerFile, known: tuple[Reference, ...]
) -> None:
    plan_visits(ledger, Plan(date(2022, 12, 2), known[2:3], "王敏"))
    again = Plan(date(2022, 12, 9), known[2:3], "李四")
    with pytest.raises(Overlaps, match="2022年12月2日由王敏已安排走访"):
        plan_visits(ledger, again)
    save_settings(ledger, {"visit_gap_days": "3"})
    plan_visits(ledger, again)
    first, second = planned_visits(ledger)
    with pytest.raises(Overlaps):
        move_plan(ledger, second.id, date(2022, 12, 4))
    move_plan(ledger, second.id, date(2022, 12, 12))
    cancel_plans(ledger, [first.id], "企业停业")
    assert [one.day for one in planned_visits(ledger)] == [date(2022, 12, 12)]
    with pytest.raises(InputProblem):
        cancel_plans(ledger, [second.id], " ")


def test_the_results_of_a_round_are_entered_in_one_go(
    ledger: LedgerFile, known: tuple[Reference, ...]
) -> None:
    plan_visits(ledger, Plan(date(2022, 12, 2), known[2:4], "王敏"))
    plans = planned_visits(ledger)
    problems = ({"description": "电价偏高", "category": "用能"}, {"description": "用工紧张"})
    results = [
        VisitResult(known[2], plans[0].id, operation="销售平稳", problems=problems),
        VisitResult(known[3], plans[1].id, operation="客流回升"),
    ]
    made = enter_results(ledger, date(2022, 12, 2), results, visitors="王敏", leader="委领导甲")
    assert (len(made.visits), made.problems, planned_visits(ledger)) == (2, 2, [])
    visit = get_record(ledger, "visits", made.visits[0].id)
    assert (visit.values["enterprises"], visit.values["leader"]) == ((known[2],), "委领导甲")
    assert [one["description"] for one in visit.children["problems"]] == ["电价偏高", "用工紧张"]
    done = planned_visits(ledger, open_only=False)
    assert [one.visit for one in done] == made.visits
    with pytest.raises(InputProblem, match="已录入过结果"):
        enter_results(ledger, date(2022, 12, 2), results)
    assert list_records(ledger, "visits", ListQuery()).total == 5


def test_one_faulty_result_leaves_nothing_of_the_round(
    ledger: LedgerFile, known: tuple[Reference, ...]
) -> None:
    results = [VisitResult(known[2]), VisitResult(known[3], problems=({"description": ""},))]
    with pytest.raises(FieldProblems):
        enter_results(ledger, date(2022, 12, 2), results)
    assert list_records(ledger, "visits", ListQuery()).total == 3


def test_the_calendar_shows_visits_plans_limits_and_reviews_by_day(
    ledger: LedgerFile, known: tuple[Reference, ...]
) -> None:
    plan_visits(ledger, Plan(date(2022, 12, 2), known[2:3], "王敏"))
    for status, key in (("办理中", "due_date"), ("长期推进", "review_date"), ("办结", "due_date")):
        values = {
            "enterprise": known[1],
            "description": status,
            "status": status,
            key: PartialDate(2022, 12, 1),
        }
        save_record(ledger, "problems", 0, values)
    found = work_calendar(ledger, date(2022, 11, 25), date(2022, 12, 2))
    assert [(one.day.day, one.what, one.kind) for one in found] == [
        (25, "走访", "visits"), (1, "复核", "problems"), (1, "时限", "problems"), (2, "计划走访", "enterprises"),
    ]  # fmt: skip
    assert found[-1].label == f"{known[2]}（王敏）"
