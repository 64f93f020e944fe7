"""The story of one enterprise and the start page's numbers."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from dadu_desktop.domain.approximate import Approximate, read_approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import Unit
from dadu_desktop.domain.problem_workflow import light
from dadu_desktop.domain.working_days import WorkCalendar
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.choices import (
    Person,
    choices_for,
    code_items,
    code_lists,
    enterprises_like,
    persons,
    save_code_items,
    save_persons,
)
from dadu_desktop.services.code_lists import CodeEntry
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import save_record
from dadu_desktop.services.settings import get_settings, save_settings
from dadu_desktop.services.timeline import enterprise_facts, figure_series, timeline
from dadu_desktop.services.workbench import workbench
from dadu_desktop.storage.ledger_file import LedgerFile


def figure(
    ledger: LedgerFile, where: Reference, month: int, value: str, indicator: str = "商品销售额"
) -> None:
    """Keep a figure of 2022 with 100 万元 a year before."""
    values = {"month": PartialDate(2022, month), "value": Decimal(value), "base": Decimal(100)}
    save_record(ledger, "figures", 0, {"enterprise": where, "indicator": indicator, **values})


@pytest.fixture
def mall(ledger: LedgerFile, register: tuple[Reference, ...]) -> Reference:
    """A mall with a visit, a problem with progress, a plan, a case with a milestone and two figures."""
    where = register[1]
    visit = {"date": PartialDate(2022, 5, 8), "form": "实地走访", "enterprises": (where,), "visitors": "张三"}
    saved = save_record(ledger, "visits", 0, visit, {"problems": [{"description": "停车位不足"}]})
    progress = {"progress": [{"date": PartialDate(2022, 5, 20), "text": "已协调城管局"}]}
    save_record(ledger, "problems", saved.changed["problems"][0], {}, progress)
    save_record(ledger, "plans", 0, {"enterprise": where, "year": 2022, "status": "执行", "goal": "增长7%"})
    case = {"enterprise": where, "title": "一对一帮扶", "status": "帮扶中", "started": PartialDate(2021, 11)}
    save_record(ledger, "cases", 0, case, {"milestones": [{"name": "开门", "actual": PartialDate(2022, 5)}]})
    for month, value in ((10, "90"), (11, "107.5")):
        figure(ledger, where, month, value)
    return where


def test_the_story_is_told_newest_first_with_steps_inside_records(
    ledger: LedgerFile, mall: Reference
) -> None:
    events = timeline(ledger, mall.id)
    assert [one.title for one in events if one.kind == "problems"] == ["已协调城管局", "停车位不足"]
    assert [one.text for one in events if one.kind == "visits"] == ["反映问题数 1 个"]
    assert {one.kind for one in events} == {"visits", "problems", "plans", "cases"}
    days = [one.date.last_day() for one in events if one.date]
    assert days == sorted(days, reverse=True)
    assert [one.title for one in timeline(ledger, mall.id, ["cases"])] == ["开门", "一对一帮扶"]


def test_the_story_of_another_enterprise_is_empty(
    ledger: LedgerFile, mall: Reference, register: tuple[Reference, ...]
) -> None:
    assert mall != register[2]
    assert timeline(ledger, register[2].id) == []


def test_the_facts_count_and_name_what_is_kept(ledger: LedgerFile, mall: Reference) -> None:
    facts = enterprise_facts(ledger, mall.id)
    assert (facts.visit_count, facts.last_visit, facts.last_visitors) == (1, PartialDate(2022, 5, 8), "张三")
    assert (facts.open_problems, facts.problems) == (1, 1)
    assert facts.case_number == "BF-2021-01"
    assert (facts.latest_month, facts.latest_growth) == (PartialDate(2022, 11), Decimal("7.5"))


def test_a_series_is_told_oldest_first_by_the_headline_indicator_of_the_trade(
    ledger: LedgerFile, mall: Reference, register: tuple[Reference, ...]
) -> None:
    assert [(month, value) for month, value, _ in figure_series(ledger, mall.id)] == [
        ("2022-10", Decimal(90)),
        ("2022-11", Decimal("107.5")),
    ]
    restaurant = register[3]
    figure(ledger, restaurant, 11, "50", "营业额")
    figure(ledger, restaurant, 11, "5", "商品销售额（住餐）")
    assert figure_series(ledger, restaurant.id) == [("2022-11", Decimal(50), Decimal(100))]


def test_each_number_of_the_start_page_is_the_length_of_its_list(ledger: LedgerFile, mall: Reference) -> None:
    today = date.today()
    for days in (-1, 1, 60):
        due = PartialDate.of(today + timedelta(days=days))
        values = {"enterprise": mall, "description": "甲", "status": "办理中", "due_date": due}
        save_record(ledger, "problems", 0, values)
    shown = workbench(ledger, today)
    for card in shown.cards:
        assert card.count == list_records(ledger, card.kind, card.query).total, card.label
    assert {card.key: card.count for card in shown.cards}["overdue"] == 1
    assert [one.date.last_day() - today for one in shown.due if one.date] == [
        timedelta(days=days) for days in (-1, 1, 60)
    ]
    assert shown.recent


def test_the_light_of_a_list_equals_the_rule(ledger: LedgerFile, mall: Reference) -> None:
    today = date.today()
    for days in range(-2, 12):
        for status in ("办理中", "办结", "长期推进"):
            due = PartialDate.of(today + timedelta(days=days))
            values = {
                "enterprise": mall,
                "description": "甲",
                "status": status,
                "due_date": due,
                "review_date": due,
            }
            save_record(ledger, "problems", 0, values)
    query = ListQuery(filters=(Filter("due_date", "filled"),), columns=("due_date", "status", "light"))
    rows = list_records(ledger, "problems", query).rows
    assert len(rows) == 42
    for row in rows:
        due_date, status = row.values["due_date"], str(row.values["status"])
        assert isinstance(due_date, PartialDate)
        assert row.values["light"] == light(due_date.last_day(), status, today, WorkCalendar())


def test_an_enterprise_is_offered_while_its_name_is_typed(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    assert enterprises_like(ledger, "wdgc") == [register[0]]
    assert enterprises_like(ledger, "jgbh") == [register[1]]


def test_a_code_list_is_kept_as_edited_and_offered_without_retired_entries(ledger: LedgerFile) -> None:
    items = [CodeEntry("甲街道", "001"), CodeEntry("乙镇", active=False), CodeEntry(" ")]
    save_code_items(ledger, "towns", items)
    assert code_items(ledger, "towns") == items[:2]
    assert choices_for(ledger, RECORD_TYPES["enterprises"].field("town")) == ("甲街道",)
    assert "towns" in code_lists(ledger)
    with pytest.raises(InputProblem, match="重复"):
        save_code_items(ledger, "towns", [CodeEntry("甲"), CodeEntry("甲")])
    assert code_items(ledger, "towns") == items[:2]


def test_a_person_left_out_is_retired_and_never_deleted(ledger: LedgerFile) -> None:
    save_persons(ledger, [Person("张三"), Person("李四", "运行科")])
    first, second = persons(ledger)
    save_persons(ledger, [second])
    assert [(one.name, one.active) for one in persons(ledger)] == [("李四", True), ("张三", False)]
    assert first.active


def test_settings_travel_with_the_ledger_and_name_the_person(ledger: LedgerFile) -> None:
    save_settings(ledger, {"operator": "张三", "office_name": "示范区商务委"})
    save_settings(ledger, {"operator": "李四"})
    assert get_settings(ledger)["operator"] == "李四"
    assert get_settings(ledger)["office_name"] == "示范区商务委"
    assert ledger.person == "李四"


def test_amounts_of_an_application_are_told_with_their_unit(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    amounts = {
        "applied_amount": Approximate(Decimal("28.6")),
        "paid_amount": read_approximate("约25万元", Unit.WAN),
    }
    told = {"policy": "稳岗返还", "enterprise": register[1], "applied": PartialDate(2022, 7, 4)}
    save_record(ledger, "policy-applications", 0, {**told, **amounts})
    (event,) = timeline(ledger, register[1].id)
    assert event.text == "申报金额 28.6万元；兑现金额 约25万元"
