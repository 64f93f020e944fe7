"""The state machine: its table, what each move needs, and what no sequence of moves can do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_log import LogLine, history_of, state_on
from dadu_desktop.domain.problem_moves import (
    CALL_BACKS,
    KEPT,
    NEW_DUE,
    RULES,
    Actor,
    Move,
    rule_of,
    rules_from,
    transitions,
)
from dadu_desktop.domain.problem_standing import Entry, Standing, Step, step_faults, take
from dadu_desktop.domain.problem_workflow import STATUSES, ProblemStatus, default_due
from dadu_desktop.domain.working_days import WorkCalendar

CALENDAR = WorkCalendar()
START = date(2022, 11, 7)


def limit(day: date, level: str) -> date:
    """Give the usual limit."""
    return default_due(day, level, CALENDAR)


def made(standing: Standing, move: Move, words: str = "", days: int = 0, **values: object) -> Standing:
    """Make a move that is allowed, some days after the newest entry."""
    step = Step(move, (standing.last or START) + timedelta(days=days), values, words)
    assert step_faults(standing, step, CALENDAR) == {}
    return take(standing, step, limit)[0]


def refused(standing: Standing, move: Move, words: str = "", days: int = 0, **values: object) -> set[str]:
    """Name what keeps a move from being made."""
    step = Step(move, (standing.last or START) + timedelta(days=days), values, words)
    return set(step_faults(standing, step, CALENDAR))


def at_work() -> Standing:
    """Give a problem that is being worked on; its limit is 16 November."""
    standing = made(Standing(values={"level": "科室"}), Move.ACCEPT)
    return made(made(standing, Move.ASSIGN, lead_unit="区商务委"), Move.START)


def answered() -> Standing:
    """Give a problem whose result waits for a call-back."""
    return made(at_work(), Move.ANSWER, result_kind="已解决", result="新增车位")


def test_every_status_but_the_first_is_reached_and_every_one_but_the_last_is_left() -> None:
    reached = {after for _, _, after in transitions()}
    assert reached == set(ProblemStatus) - {ProblemStatus.REGISTERED}
    assert {rule.move for rule in RULES} == set(Move) - {Move.IMPORTED, Move.WITHDRAW}
    assert all(rules_from(status) for status in STATUSES)


def test_only_concluded_problems_are_struck_off_and_only_called_back_ones_concluded() -> None:
    into = {after: {before for before, _, to in transitions() if to is after} for after in ProblemStatus}
    assert into[ProblemStatus.STRUCK_OFF] == {ProblemStatus.CONCLUDED}
    assert into[ProblemStatus.CONCLUDED] == {ProblemStatus.CALLED_BACK}
    assert into[ProblemStatus.CALLED_BACK] == {ProblemStatus.ANSWERED}


def test_what_decides_is_the_leader_s_and_the_administrator_may_do_all() -> None:
    for move in (Move.ASSIGN, Move.GRANT_EXTENSION, Move.PUT_OFF, Move.SUPERVISE, Move.STRIKE_OFF):
        assert rule_of(move).actors == {Actor.LEADER, Actor.ADMINISTRATOR}
    assert all(Actor.ADMINISTRATOR in rule.actors for rule in RULES)
    assert Move.ACCEPT not in [rule.move for rule in rules_from("登记", Actor.LEADER)]


def test_a_whole_round_ends_struck_off() -> None:
    standing = made(answered(), Move.CALL_BACK, satisfaction="满意", callback_way="电话")
    standing = made(made(standing, Move.CONCLUDE, days=1), Move.STRIKE_OFF, days=1)
    assert (standing.status, standing.round) == (ProblemStatus.STRUCK_OFF, 1)
    assert [str(standing.values[key]) for key in ("assigned", "due_date", "finished", "closed")] == [
        "2022-11-07", "2022-11-16", "2022-11-08", "2022-11-09",
    ]  # fmt: skip


def test_an_unhappy_call_back_opens_a_new_round_with_a_new_limit() -> None:
    standing = made(answered(), Move.CALL_BACK, days=14, satisfaction="不满意", callback_way="上门")
    assert (standing.status, standing.round) == (ProblemStatus.REOPENED, 2)
    assert standing.values["due_date"] == PartialDate(2022, 11, 30)
    assert [standing.values[key] for key in ("result_kind", "result", "feedback")] == [None] * 3
    standing = made(standing, Move.ANSWER, result_kind="解释说明", result="规划已定")
    assert refused(standing, Move.CONCLUDE) == {""}
    standing = made(standing, Move.CALL_BACK, satisfaction="基本满意", callback_way="电话")
    assert made(standing, Move.CONCLUDE).status is ProblemStatus.CONCLUDED


def test_a_problem_that_came_back_has_to_be_called_back_anew() -> None:
    standing = made(answered(), Move.CALL_BACK, satisfaction="满意", callback_way="电话")
    standing = made(made(standing, Move.CONCLUDE), Move.REOPEN, "问题反弹")
    assert (standing.round, standing.values["satisfaction"], standing.values["callback"]) == (2, None, None)


def test_evidence_may_stand_for_words() -> None:
    assert refused(at_work(), Move.ANSWER, result_kind="已解决") == {"result"}
    with_photo = replace(at_work(), evidence=1)
    standing = made(with_photo, Move.ANSWER, result_kind="已解决")
    standing = made(standing, Move.CALL_BACK, satisfaction="满意", callback_way="电话")
    assert refused(made(standing, Move.CONCLUDE), Move.STRIKE_OFF) == set()
    assert refused(replace(made(standing, Move.CONCLUDE), evidence=0), Move.STRIKE_OFF) == {"result"}


def test_an_extension_is_asked_for_a_working_day_before_the_limit_with_a_reason() -> None:
    assert refused(at_work(), Move.ASK_EXTENSION) == {"words", NEW_DUE}
    new = PartialDate(2022, 11, 25)
    assert refused(at_work(), Move.ASK_EXTENSION, "需会商", days=9, new_due=new) == {""}
    assert refused(at_work(), Move.ASK_EXTENSION, "需会商", new_due=PartialDate(2022, 11, 16)) == {NEW_DUE}
    asked = made(at_work(), Move.ASK_EXTENSION, "需会商", days=8, new_due=new)
    assert asked.values["due_date"] == PartialDate(2022, 11, 16)
    assert made(asked, Move.GRANT_EXTENSION).values["due_date"] == new
    assert made(asked, Move.GRANT_EXTENSION, new_due=PartialDate(2022, 11, 21)).values[
        "due_date"
    ] == PartialDate(2022, 11, 21)
    denied = made(asked, Move.DENY_EXTENSION, "可按期办结")
    assert (denied.status, denied.values["due_date"]) == (
        ProblemStatus.IN_PROGRESS,
        PartialDate(2022, 11, 16),
    )


def test_putting_off_needs_a_reason_and_a_day_to_look_again() -> None:
    assert refused(at_work(), Move.PUT_OFF) == {"words", "review_date"}
    assert refused(at_work(), Move.PUT_OFF, "需分年推进", review_date=PartialDate(2022, 11, 1)) == {
        "review_date"
    }
    standing = made(at_work(), Move.PUT_OFF, "需分年推进", review_date=PartialDate(2023, 3, 31))
    assert (standing.status, standing.values["result_kind"]) == (ProblemStatus.LONG_TERM, "长期推进")
    again = made(standing, Move.REVIEW, "仍需推进", days=120, review_date=PartialDate(2023, 9, 30))
    assert again.status is ProblemStatus.LONG_TERM
    back = made(again, Move.TAKE_UP, "资金已落实", days=3)
    assert (back.status, back.values["review_date"], back.values["result_kind"]) == ("办理中", None, None)
    assert back.values["due_date"] == PartialDate.of(CALENDAR.add_working_days(back.last or START, 7))


def test_long_term_is_no_answer() -> None:
    assert refused(at_work(), Move.ANSWER, result_kind="长期推进", result="再说") == {"result_kind"}


def test_each_supervision_counts() -> None:
    twice = made(made(at_work(), Move.SUPERVISE, "请抓紧"), Move.SUPERVISE, "再次督办")
    assert (twice.values["supervised"], twice.status) == (2, ProblemStatus.IN_PROGRESS)


def test_no_entry_lies_before_the_one_before_it() -> None:
    assert refused(at_work(), Move.SUPERVISE, "请抓紧", days=-1) == {"day"}


GIVEN = st.fixed_dictionaries(
    {},
    optional={
        "lead_unit": st.just("区商务委"),
        "result_kind": st.sampled_from(["已解决", "部分解决", "解释说明", "长期推进"]),
        "result": st.just("新增车位"),
        "satisfaction": st.sampled_from(["满意", "基本满意", "不满意"]),
        "callback_way": st.just("电话"),
        "review_date": st.dates(START, START + timedelta(days=300)).map(PartialDate.of),
        NEW_DUE: st.dates(START, START + timedelta(days=90)).map(PartialDate.of),
        KEPT: st.just("WT-2022-0001"),
    },
)
STEPS = st.lists(
    st.tuples(st.sampled_from(list(RULES)), GIVEN, st.sampled_from(["", "已与企业沟通"]), st.integers(0, 6)),
    max_size=60,
)


def walked(steps: list[tuple[object, dict[str, object], str, int]]) -> tuple[Standing, list[Entry]]:
    """Make those of the moves that are allowed; every third is any move, the others one that the status knows."""
    standing, log = Standing(values={"level": "区级部门"}), list[Entry]()
    for place, (any_rule, values, words, days) in enumerate(steps):
        known = rules_from(standing.status)
        rule = any_rule if place % 3 == 0 else known[(place * 7 + days) % len(known)]
        step = Step(rule.move, (standing.last or START) + timedelta(days=days), values, words)  # type: ignore[attr-defined]
        if not step_faults(standing, step, CALENDAR):
            standing, entry = take(standing, step, limit)
            log.append(entry)
    return standing, log


@settings(max_examples=400, deadline=None)
@given(STEPS)
def test_no_sequence_of_moves_reaches_the_end_without_result_and_call_back(
    steps: list[tuple[object, dict[str, object], str, int]],
) -> None:
    standing, log = walked(steps)
    for place, entry in enumerate(log):
        if entry.move is Move.STRIKE_OFF:
            ended = [one for one in log[:place] if one.round == entry.round]
            moves = [one.move for one in ended]
            assert Move.ANSWER in moves
            call = next(one for one in reversed(ended) if one.move in CALL_BACKS)
            assert call.outcome in ("满意", "基本满意")
            assert ended.index(call) > moves.index(Move.ANSWER)
    if standing.status is ProblemStatus.LONG_TERM:
        assert standing.values["unsolved_reason"]
        assert standing.values["review_date"]
    unhappy = sum(one.outcome == "不满意" for one in log if one.move in CALL_BACKS)
    assert standing.round == 1 + unhappy + sum(one.move is Move.REOPEN for one in log)
    assert (standing.values.get("supervised") or 0) == sum(one.move is Move.SUPERVISE for one in log)


@settings(max_examples=400, deadline=None)
@given(STEPS)
def test_the_log_alone_tells_status_limit_and_result(
    steps: list[tuple[object, dict[str, object], str, int]],
) -> None:
    standing, log = walked(steps)
    lines = [LogLine(one.day, one.move, one.after, one.due, one.outcome) for one in log]
    state = state_on(lines, date.max)
    assert state.status == standing.status
    due = standing.values.get("due_date")
    assert state.due == (due.last_day() if isinstance(due, PartialDate) else None)
    if state.status in ("办结", "销号"):
        assert state.result == standing.values["result_kind"]
        assert state.satisfaction == standing.values["satisfaction"]
    chained = [(one.before, two.before) for one, two in pairwise(log) if one.after != two.before]
    assert chained == []


def test_what_was_brought_without_a_call_back_is_called_back_late() -> None:
    brought = Standing(ProblemStatus.CONCLUDED, values={"result_kind": "已解决", "result": "增设车位"})
    assert refused(brought, Move.STRIKE_OFF) == {"callback", "satisfaction"}
    called = made(brought, Move.CALL_BACK_LATE, satisfaction="满意", callback_way="电话")
    assert made(called, Move.STRIKE_OFF).status is ProblemStatus.STRUCK_OFF
    unhappy = made(brought, Move.CALL_BACK_LATE, satisfaction="不满意", callback_way="电话")
    assert (unhappy.status, unhappy.round) == (ProblemStatus.REOPENED, 2)


@pytest.mark.parametrize("status", ["长期推进", "办理中", "重新办理"])
def test_no_answer_is_read_into_a_problem_that_is_still_open(status: str) -> None:
    values = {"status": status, "raised": PartialDate(2022, 3, 1), "result_kind": "长期推进"}
    assert [row["move"] for row in history_of(values)][:-1] == ["受理"]


def test_what_came_with_dates_only_gets_a_log_that_says_where_it_comes_from() -> None:
    values: dict[str, object] = {
        "status": "销号", "raised": PartialDate(2022, 3, 1), "assigned": PartialDate(2022, 3, 2),
        "due_date": PartialDate(2022, 3, 11), "feedback": PartialDate(2022, 3, 10), "result_kind": "已解决",
        "callback": PartialDate(2022, 3, 12), "satisfaction": "满意", "finished": PartialDate(2022, 3),
        "closed": PartialDate(2022, 4, 2),
    }  # fmt: skip
    rows = history_of(values)
    assert [row["after"] for row in rows] == ["受理", "交办", "已反馈", "回访", "办结", "销号"]
    assert all(row["imported"] for row in rows)
    lines = [
        LogLine(row["date"].last_day(), str(row["move"]), str(row["after"]),  # type: ignore[attr-defined]
                row["due"].last_day() if row["due"] else None, str(row["outcome"] or ""))  # type: ignore[attr-defined]
        for row in rows
    ]  # fmt: skip
    assert state_on(lines, date(2022, 3, 30)).concluded is None
    state = state_on(lines, date(2022, 3, 31))
    assert (state.concluded, state.due, state.result, state.satisfaction) == (
        date(2022, 3, 31), date(2022, 3, 11), "已解决", "满意",
    )  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
def test_the_log_of_what_was_brought_ends_where_the_record_stands(status: str) -> None:
    for values in ({}, {"raised": PartialDate(2022, 3, 1), "due_date": PartialDate(2022, 3, 9)}):
        rows = history_of({"status": status, **values})
        assert [row["after"] for row in rows][-1:] == ([] if status == "登记" else [status])
