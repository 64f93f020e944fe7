"""A move pressed by mistake is taken back: everything is as before, and the log says so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

import pytest

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import problem_withdrawal
from dadu_desktop.services.problem_moves import (
    make_move,
    make_moves,
    move_options,
    moves_of,
    standing_of,
)
from dadu_desktop.services.problem_papers import assignment
from dadu_desktop.services.problem_withdrawal import withdraw, withdrawable
from dadu_desktop.services.rates import rates
from dadu_desktop.services.records import delete_records, find_record, get_record, save_record
from dadu_desktop.storage.ledger_file import LedgerFile

START = date(2022, 11, 7)
YEAR = (date(2022, 1, 1), date(2022, 12, 31))
Steps = tuple[tuple[Move, dict[str, object], str], ...]

ROUND: Steps = (
    (Move.ACCEPT, {}, ""),
    (Move.ASSIGN, {"lead_unit": "区城市管理局", "owner": "张三", "level": "科室"}, ""),
    (Move.RETURN, {}, "不属本单位职责"),
    (Move.ASSIGN, {"lead_unit": "区商务委"}, ""),
    (Move.SUPERVISE, {}, "请加快"),
    (Move.ASK_EXTENSION, {"new_due": PartialDate(2022, 12, 20)}, "会商"),
    (Move.GRANT_EXTENSION, {}, ""),
    (Move.CORRECT, {"due_date": PartialDate(2022, 12, 21)}, "记错"),
    (Move.ANSWER, {"result_kind": "已解决", "result": "增设车位"}, ""),
    (Move.CALL_BACK, {"satisfaction": "不满意", "callback_way": "电话"}, "太远"),
    (Move.START, {}, ""),
    (Move.PUT_OFF, {"review_date": PartialDate(2023, 3, 31)}, "分年推进"),
    (Move.REVIEW, {"review_date": PartialDate(2023, 6, 30)}, "继续"),
    (Move.TAKE_UP, {}, "条件具备"),
    (Move.ANSWER, {"result_kind": "部分解决", "result": "就近增设"}, ""),
    (Move.CALL_BACK, {"satisfaction": "满意", "callback_way": "上门"}, ""),
    (Move.CONCLUDE, {}, ""),
    (Move.STRIKE_OFF, {}, ""),
    (Move.CALL_BACK_LATE, {"satisfaction": "基本满意", "callback_way": "短信"}, ""),
    (Move.REOPEN, {}, "反弹"),
    (Move.ESCALATE, {"level": "市级"}, "市级职权"),
)
"""A way through the workflow that passes nearly every move."""


@pytest.fixture
def problem(ledger: LedgerFile, register: tuple[Reference, ...]) -> int:
    """Register a problem."""
    values = {"enterprise": register[0], "description": "停车位不足", "status": "登记"}
    return save_record(ledger, "problems", 0, {**values, "raised": PartialDate(2022, 11, 7)}).id


def as_it_is(ledger: LedgerFile, problem: int) -> tuple[object, ...]:
    """Read everything that tells how a problem stands, but for the log itself."""
    found = rates(ledger, *YEAR, as_of=date(2022, 12, 31))
    return (
        get_record(ledger, "problems", problem).values,
        standing_of(ledger, problem, START),
        move_options(ledger, problem, START),
        [(one.numerator, one.denominator) for one in found],
    )


def test_taking_back_is_the_inverse_of_every_move(ledger: LedgerFile, problem: int) -> None:
    for step, (move, values, words) in enumerate(ROUND):
        before = as_it_is(ledger, problem)
        day = START + timedelta(days=step)
        make_move(ledger, problem, move, values, words=words, day=day)
        assert as_it_is(ledger, problem) != before, move
        assert withdrawable(ledger, problem) is move
        assert withdraw(ledger, [problem], move).done == [problem]
        assert as_it_is(ledger, problem) == before, move
        make_move(ledger, problem, move, values, words=words, day=day)
    log = moves_of(ledger, problem)
    assert [one.move for one in log] == [
        name for move, _, _ in ROUND for name in (move.value, "撤回", move.value)
    ]
    assert {one.outcome for one in log if one.move == "撤回"} == {move.value for move, _, _ in ROUND}


def test_nothing_is_taken_back_twice_or_when_something_else_came_after(
    ledger: LedgerFile, problem: int
) -> None:
    make_move(ledger, problem, Move.ACCEPT, {}, day=START)
    make_move(ledger, problem, Move.ASSIGN, {"lead_unit": "区商务委"}, day=START)
    ((_, number, reason),) = withdraw(ledger, [problem], Move.ACCEPT).refused
    assert number == get_record(ledger, "problems", problem).number
    assert "又办理了“交办”" in reason
    withdraw(ledger, [problem], Move.ASSIGN)
    assert withdrawable(ledger, problem) is None
    assert "已经撤回" in withdraw(ledger, [problem], Move.ASSIGN).refused[0][2]
    assert len(moves_of(ledger, problem)) == 3


def test_only_whoever_made_a_move_takes_it_back(ledger: LedgerFile, problem: int) -> None:
    make_move(ledger, problem, Move.ACCEPT, {}, day=START)
    ledger.person = "李明"
    assert withdrawable(ledger, problem) is None
    assert "王敏" in withdraw(ledger, [problem], Move.ACCEPT).refused[0][2]


def test_a_move_stands_from_the_day_after(
    ledger: LedgerFile, problem: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Tomorrow(date):
        @classmethod
        def today(cls) -> Self:
            return cls.fromordinal(date.today().toordinal() + 1)

    make_move(ledger, problem, Move.ACCEPT, {})
    monkeypatch.setattr(problem_withdrawal, "date", Tomorrow)
    assert withdrawable(ledger, problem) is None
    assert "不是今天办理的" in withdraw(ledger, [problem], Move.ACCEPT).refused[0][2]


def test_what_an_import_brought_and_what_is_deleted_is_not_taken_back(
    ledger: LedgerFile, register: tuple[Reference, ...], problem: int
) -> None:
    old = {"enterprise": register[1], "description": "旧问题", "status": "办结", "raised": PartialDate(2021)}
    late = save_record(ledger, "problems", 0, old).id
    assert withdrawable(ledger, late) is None
    make_move(ledger, problem, Move.ACCEPT, {})
    delete_records(ledger, "problems", [problem])
    assert withdrawable(ledger, problem) is None
    assert withdraw(ledger, [late, problem], Move.ACCEPT).done == []


def test_what_was_edited_after_the_move_stays_as_edited(ledger: LedgerFile, problem: int) -> None:
    make_move(ledger, problem, Move.ACCEPT, {})
    make_move(ledger, problem, Move.ASSIGN, {"lead_unit": "区商务委", "owner": "张三"})
    save_record(ledger, "problems", problem, {"owner": "李四", "appeal": "增设车位"})
    withdraw(ledger, [problem], Move.ASSIGN)
    values = get_record(ledger, "problems", problem).values
    assert (values["status"], values["owner"], values["appeal"]) == ("受理", "李四", "增设车位")
    assert (values["lead_unit"], values["due_date"], values["assigned"]) == (None, None, None)


def test_a_merged_problem_no_longer_points_to_the_kept_one(
    ledger: LedgerFile, register: tuple[Reference, ...], problem: int
) -> None:
    kept = save_record(
        ledger, "problems", 0, {"enterprise": register[0], "description": "停车难", "status": "登记"}
    )
    make_move(ledger, problem, Move.MERGE, {"kept": kept.number})
    withdraw(ledger, [problem], Move.MERGE)
    assert standing_of(ledger, problem, START).merged_into is None
    assert standing_of(ledger, kept.id, START).duplicates == []


def test_several_problems_are_taken_back_at_once_and_the_moved_ones_are_told(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    ids = [
        save_record(ledger, "problems", 0, {"enterprise": one, "description": "甲", "status": "登记"}).id
        for one in register[:3]
    ]
    make_moves(ledger, ids, Move.ACCEPT, {})
    make_move(ledger, ids[0], Move.ASSIGN, {"lead_unit": "区商务委"})
    taken = withdraw(ledger, ids, Move.ACCEPT)
    assert taken.done == ids[1:]
    assert [one for one, _, _ in taken.refused] == ids[:1]
    assert taken.changed == {"problems": ids[1:]}


def test_a_printed_order_does_not_quote_what_was_taken_back(ledger: LedgerFile, problem: int) -> None:
    make_move(ledger, problem, Move.ACCEPT, {})
    make_move(ledger, problem, Move.ASSIGN, {"lead_unit": "区商务委"}, words="请速办")
    number = get_record(ledger, "problems", problem).number
    assert assignment(ledger, {"number": number}).values["words"] == "请速办"
    withdraw(ledger, [problem], Move.ASSIGN)
    assert assignment(ledger, {"number": number}).values["words"] == ""
    assert find_record(ledger, "problems", number).children["moves"][-1]["move"] == "撤回"
