"""Every rate against a recount that shares no line with it: plain SQL and a plain loop over the log."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.foreign_trade import foreign_trade_facts
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.services.lists import all_ids
from dadu_desktop.services.problem_moves import make_move
from dadu_desktop.services.rates import put_off, rate_queries, rates, visit_times
from dadu_desktop.services.records import delete_records, save_record
from dadu_desktop.storage.ledger_file import LedgerFile

YEAR = (date(2022, 1, 1), date(2022, 12, 31))
_DICE = random.Random(20221210)  # noqa: S311 - no secret hangs on it
DAYS = sorted(date(2022, 1, 20) + timedelta(days=_DICE.randrange(400)) for _ in range(12))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerFile]:
    """Read the demonstration ledger."""
    place = tmp_path_factory.mktemp("rates") / "演示台账.dadu"
    make_demo(place)
    with open_ledger(place, write=False) as ledger:
        yield ledger


def asked(ledger: LedgerFile, question: str, *values: object) -> list[Any]:
    """Ask the database in its own words."""
    with ledger.read() as connection:
        return list(connection.exec_driver_sql(question, tuple(values)))


def recounted(ledger: LedgerFile, first: date, last: date, day: date) -> dict[str, tuple[set[int], set[int]]]:
    """Count once more from the rows of the log."""
    raised = asked(
        ledger, "SELECT id FROM problems WHERE deleted_at IS NULL AND raised BETWEEN ? AND ?",
        str(first), str(min(last, day)),
    )  # fmt: skip
    logs: dict[int, list[Any]] = defaultdict(list)
    for row in asked(
        ledger,
        'SELECT parent_id, date, move, "after", due, outcome FROM problem_moves WHERE date <= ? ORDER BY id',
        str(day),
    ):
        if row[2] == "撤回":
            logs[row[0]].pop()
        else:
            logs[row[0]].append(row[1:])
    accepted, done, due, in_time, solved, called, content = (set[int]() for _ in range(7))
    for (one,) in raised:
        log = logs[one]
        status = log[-1][2] if log else "登记"
        if status in ("登记", "不予受理", "合并"):
            continue
        accepted.add(one)
        ended = status in ("办结", "销号")
        on = [row[0] for row in log if row[2] == "办结"][-1] if ended else ""
        limits = [
            row[3]
            for row in log
            if row[1] in ("交办", "同意延期", "恢复办理", "重新办理", "回访", "导入") and row[3]
        ]
        answers = [row[4] for row in log if row[1] == "反馈"]
        said = [row[4] for row in log if row[1] == "回访"]
        done |= {one} if ended else set()
        solved |= {one} if ended and answers[-1] == "已解决" else set()
        if limits and limits[-1] <= str(day) and status != "长期推进":
            due.add(one)
            in_time |= {one} if ended and on <= limits[-1] else set()
        if said:
            called.add(one)
            content |= {one} if said[-1] in ("满意", "基本满意") else set()
    met = asked(
        ledger,
        "SELECT DISTINCT e.id FROM enterprises e JOIN visit_enterprises l ON l.enterprise_id = e.id "
        "JOIN visits v ON v.id = l.owner_id WHERE v.deleted_at IS NULL AND v.date BETWEEN ? AND ? "
        "AND v.form NOT IN ('电话', '微信')",
        str(first), str(min(last, day)),
    )  # fmt: skip
    register = asked(
        ledger,
        "SELECT id FROM enterprises WHERE deleted_at IS NULL AND status = '在库' AND admitted <= ?", str(day),
    )  # fmt: skip
    inside = {one for (one,) in register}
    return {
        "done": (done, accepted),
        "on_time": (in_time, due),
        "solved": (solved, accepted),
        "content": (content, called),
        "coverage": ({one for (one,) in met} & inside, inside),
    }


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_rate_equals_a_recount_on_a_random_past_day(demo: LedgerFile, day: date) -> None:
    for first, last in (YEAR, (date(2022, 3, 1), date(2022, 6, 30)), (day - timedelta(days=60), day)):
        expected = recounted(demo, first, last, day)
        for rate in rates(demo, first, last, as_of=day):
            assert (set(rate.numerator), set(rate.denominator)) == expected[rate.key], rate.label
            assert set(rate.numerator) <= set(rate.denominator)


def test_numerator_and_denominator_open_as_lists(demo: LedgerFile) -> None:
    for rate in rates(demo, *YEAR):
        above, below = rate_queries(demo, rate)
        assert sorted(all_ids(demo, rate.kind, above)) == list(rate.numerator)
        assert sorted(all_ids(demo, rate.kind, below)) == list(rate.denominator)
        assert rate.rule.endswith("。")


def test_the_yearly_sentence_about_foreign_trade_comes_out_of_the_records(demo: LedgerFile) -> None:
    facts = foreign_trade_facts(demo, *YEAR)
    assert facts.sentence == "实地调研40余家重点外贸企业，协助解决企业运营难题23个"
    for counted in (facts.visits, facts.visited, facts.solved):
        assert len(all_ids(demo, counted.kind, counted.query)) == counted.count
    solved = asked(
        demo,
        "SELECT count(*) FROM problems p JOIN enterprises e ON e.id = p.enterprise WHERE e.foreign_trade "
        "AND p.result_kind = '已解决' AND p.status IN ('办结', '销号') AND p.finished LIKE '2022%'",
    )
    visited = asked(
        demo,
        "SELECT count(DISTINCT e.id) FROM enterprises e JOIN visit_enterprises l ON l.enterprise_id = e.id "
        "JOIN visits v ON v.id = l.owner_id WHERE e.foreign_trade AND v.date LIKE '2022%' "
        "AND v.form IN ('实地走访', '现场办公')",
    )
    assert (solved[0][0], visited[0][0]) == (23, 43)


@pytest.fixture
def problem(ledger: LedgerFile, register: tuple[Reference, ...]) -> int:
    """Register and assign a problem; its limit is 16 November."""
    values = {
        "enterprise": register[1],
        "description": "甲",
        "status": "登记",
        "raised": PartialDate(2022, 11, 7),
    }
    one = save_record(ledger, "problems", 0, values).id
    make_move(ledger, one, Move.ACCEPT, {}, day=date(2022, 11, 7))
    make_move(ledger, one, Move.ASSIGN, {"lead_unit": "区商务委"}, day=date(2022, 11, 7))
    return one


def answer(ledger: LedgerFile, problem: int, day: date, said: str, kind: str = "已解决") -> None:
    """Answer and call back on one day."""
    make_move(ledger, problem, Move.ANSWER, {"result_kind": kind, "result": "乙"}, day=day)
    make_move(ledger, problem, Move.CALL_BACK, {"satisfaction": said, "callback_way": "电话"}, day=day)


def counts(ledger: LedgerFile, day: date) -> dict[str, tuple[int, int]]:
    """Give the sizes of all lists of November on a day."""
    found = rates(ledger, date(2022, 11, 1), date(2022, 11, 30), as_of=day)
    return {one.key: (len(one.numerator), len(one.denominator)) for one in found}


def test_a_problem_that_comes_back_is_no_longer_done_and_the_past_stays_as_it_was(
    ledger: LedgerFile, problem: int
) -> None:
    answer(ledger, problem, date(2022, 11, 14), "满意")
    make_move(ledger, problem, Move.CONCLUDE, {}, day=date(2022, 11, 15))
    make_move(ledger, problem, Move.REOPEN, {}, words="反弹", day=date(2022, 11, 21))
    assert counts(ledger, date(2022, 11, 14))["done"] == (0, 1)
    assert counts(ledger, date(2022, 11, 15)) == {
        "done": (1, 1), "on_time": (0, 0), "solved": (1, 1), "content": (1, 1), "coverage": (0, 0),
    }  # fmt: skip
    assert counts(ledger, date(2022, 11, 16))["on_time"] == (1, 1)
    later = counts(ledger, date(2022, 11, 22))
    assert (later["done"], later["solved"], later["on_time"]) == ((0, 1), (0, 1), (0, 0))


def test_an_explanation_is_done_but_not_solved_and_fair_counts_only_where_it_is_said(
    ledger: LedgerFile, problem: int
) -> None:
    answer(ledger, problem, date(2022, 11, 14), "基本满意", "解释说明")
    make_move(ledger, problem, Move.CONCLUDE, {}, day=date(2022, 11, 14))
    found = counts(ledger, date(2022, 11, 20))
    assert (found["done"], found["solved"], found["content"]) == ((1, 1), (0, 1), (1, 1))
    strict = rates(ledger, date(2022, 11, 1), date(2022, 11, 30), with_fair=False)
    content = next(one for one in strict if one.key == "content")
    assert not content.numerator
    assert content.value == 0
    assert "基本满意" not in content.rule


def test_what_is_put_off_is_counted_apart(ledger: LedgerFile, problem: int) -> None:
    review = {"review_date": PartialDate(2023, 3, 31)}
    make_move(ledger, problem, Move.PUT_OFF, review, words="分年推进", day=date(2022, 11, 10))
    assert counts(ledger, date(2022, 11, 20))["on_time"] == (0, 0)
    assert put_off(ledger, date(2022, 11, 1), date(2022, 11, 30)) == (problem,)
    assert put_off(ledger, date(2022, 11, 1), date(2022, 11, 30), as_of=date(2022, 11, 9)) == ()


def test_an_extension_moves_the_limit_from_the_day_it_was_granted(ledger: LedgerFile, problem: int) -> None:
    new = {"new_due": PartialDate(2022, 11, 25)}
    make_move(ledger, problem, Move.ASK_EXTENSION, new, words="会商", day=date(2022, 11, 15))
    make_move(ledger, problem, Move.GRANT_EXTENSION, {}, day=date(2022, 11, 17))
    assert [counts(ledger, date(2022, 11, day))["on_time"] for day in (16, 17, 25)] == [
        (0, 1),
        (0, 0),
        (0, 1),
    ]


def test_a_deleted_problem_counts_nowhere(ledger: LedgerFile, problem: int) -> None:
    delete_records(ledger, "problems", [problem])
    assert counts(ledger, date(2022, 11, 30))["done"] == (0, 0)


def test_coverage_counts_an_enterprise_once_and_times_each_visit(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    for one in register[:4]:
        save_record(ledger, "enterprises", one.id, {"status": "在库", "admitted": PartialDate(2020)})
    save_record(
        ledger, "enterprises", register[3].id, {"removed": PartialDate(2022, 10, 1), "status": "已退库"}
    )
    for day, form, reached in (
        (3, "实地走访", register[:1]), (9, "实地走访", register[:1]), (10, "座谈会", register[:2]), (11, "电话", register[2:3]),
    ):  # fmt: skip
        values = {"date": PartialDate(2022, 11, day), "form": form, "enterprises": reached}
        save_record(ledger, "visits", 0, values)
    first, last = date(2022, 11, 1), date(2022, 11, 30)
    (coverage,) = [one for one in rates(ledger, first, last) if one.key == "coverage"]
    assert coverage.numerator == tuple(one.id for one in register[:2])
    assert coverage.denominator == tuple(one.id for one in register[:3])
    assert visit_times(ledger, first, last) == 4
    early = rates(ledger, date(2022, 9, 1), date(2022, 9, 30))[-1]
    assert len(early.denominator) == 4


def test_a_year_without_problems_has_no_rates_rather_than_rates_of_zero(demo: LedgerFile) -> None:
    assert {one.value for one in rates(demo, date(2019, 1, 1), date(2019, 12, 31))[:4]} == {None}
