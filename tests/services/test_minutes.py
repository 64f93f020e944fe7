"""Minutes of a symposium become problems and tasks, and the unfinished open the next agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dadu_desktop.domain.errors import InputProblem, NotFound
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.choices import Person, save_persons
from dadu_desktop.services.minutes import agenda, finish_task, keep_minutes, read_minutes, tasks_of
from dadu_desktop.services.problem_moves import make_move
from dadu_desktop.services.records import delete_records, get_record, save_record
from dadu_desktop.services.search import search_everywhere
from dadu_desktop.storage.ledger_file import LedgerFile

TODAY = date(2022, 11, 30)
TEXT = """
商贸企业座谈会纪要
一、万达广场反映周边停车位不足；希望增设临时车位。
2. 重庆九宫百货有限公司表示销售平稳。用工缺口约十人，招聘困难。

会议议定：由张三负责于12月15日前汇总促销需求。区城市管理局牵头踏勘停车位，1月10日前完成。
"""


@pytest.fixture
def symposium(ledger: LedgerFile, register: tuple[Reference, ...]) -> int:
    """Hold a symposium with two enterprises."""
    save_persons(ledger, [Person("张三"), Person("李四")])
    values = {"date": PartialDate(2022, 11, 28), "form": "座谈会", "enterprises": register[:2]}
    return save_record(ledger, "visits", 0, values).id


@pytest.mark.usefixtures("symposium")
def test_sentences_are_guessed_with_enterprise_owner_and_day(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    found = read_minutes(ledger, TEXT, TODAY)
    assert [(one.guess, one.enterprise) for one in found] == [
        ("", None),
        ("problem", register[0]),
        ("problem", register[0]),
        ("", register[1]),
        ("problem", register[1]),
        ("task", None),
        ("task", None),
    ]
    assert [(one.owner, one.due) for one in found[5:]] == [
        ("张三", PartialDate(2022, 12, 15)),
        ("区城市管理局", PartialDate(2023, 1, 10)),
    ]
    assert found[1].text == "万达广场反映周边停车位不足"


def test_marked_sentences_are_registered_with_their_symposium(
    ledger: LedgerFile, symposium: int, register: tuple[Reference, ...]
) -> None:
    marks = read_minutes(ledger, TEXT, TODAY)
    marks[2] = replace(marks[2], guess="")
    kept = keep_minutes(ledger, symposium, marks)
    assert (kept.problems, kept.tasks) == (2, 2)
    visit = get_record(ledger, "visits", symposium)
    assert [one["description"] for one in visit.children["problems"]] == [
        "万达广场反映周边停车位不足", "用工缺口约十人，招聘困难",
    ]  # fmt: skip
    problem = get_record(ledger, "problems", int(str(visit.children["problems"][0]["id"]))).values
    assert (problem["origin"], problem["raised"], problem["status"]) == (
        "座谈会",
        PartialDate(2022, 11, 28),
        "登记",
    )
    assert (problem["enterprise"], problem["category"]) == (register[0], "停车交通")
    assert [one.id for one in search_everywhere(ledger, "汇总促销需求")] == [symposium]


def test_a_problem_of_nobody_is_refused_and_nothing_is_kept(ledger: LedgerFile, symposium: int) -> None:
    marks = [replace(one, guess="problem") for one in read_minutes(ledger, TEXT, TODAY)]
    with pytest.raises(InputProblem, match="没有选择企业"):
        keep_minutes(ledger, symposium, marks)
    assert get_record(ledger, "visits", symposium).children == {"tasks": (), "problems": ()}
    with pytest.raises(NotFound):
        keep_minutes(ledger, 999, [])


def test_the_next_agenda_opens_with_what_is_unfinished(ledger: LedgerFile, symposium: int) -> None:
    keep_minutes(ledger, symposium, read_minutes(ledger, TEXT, TODAY))
    opening = agenda(ledger, date(2022, 12, 16))
    assert [(one.text[:6], one.overdue) for one in opening.tasks] == [
        ("会议议定：由", True),
        ("区城市管理局", False),
    ]
    assert len(opening.problems) == 3
    finish_task(ledger, opening.tasks[0].id, date(2022, 12, 16))
    refused = opening.problems[0].id
    make_move(ledger, refused, Move.REFUSE, {}, words="不属服务范围", day=date(2022, 12, 16))
    again = agenda(ledger, date(2022, 12, 17))
    assert len(again.tasks) == 1
    assert refused not in [row.id for row in again.problems]
    assert [one.done for one in tasks_of(ledger, symposium, TODAY)] == [PartialDate(2022, 12, 16), None]
    finish_task(ledger, opening.tasks[0].id, None)
    assert len(agenda(ledger, TODAY).tasks) == 2
    delete_records(ledger, "visits", [symposium])
    assert agenda(ledger, TODAY).tasks == []


def test_tasks_stay_when_the_symposium_is_edited(ledger: LedgerFile, symposium: int) -> None:
    keep_minutes(ledger, symposium, read_minutes(ledger, TEXT, TODAY))
    save_record(ledger, "visits", symposium, {"topic": "年末座谈"}, {"problems": []})
    assert len(tasks_of(ledger, symposium, TODAY)) == 2
