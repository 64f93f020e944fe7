"""Rules over several fields: what keeps a record from being saved, and what is only pointed out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.record_rules import faults, measure_due, settled, unlisted, warnings

TOWNS = ("九宫庙街道", "八桥镇")


@pytest.mark.parametrize(
    ("kind", "earlier", "later", "words"),
    [
        ("enterprises", "admitted", "removed", "退库时间早于入库时间"),
        ("problems", "raised", "finished", "办结时间早于提出时间"),
        ("problems", "raised", "closed", "销号时间早于提出时间"),
        ("problems", "assigned", "finished", "办结时间早于交办时间"),
    ],
)
def test_a_later_day_before_an_earlier_one_is_a_fault_of_the_later(
    kind: str, earlier: str, later: str, words: str
) -> None:
    values = {earlier: PartialDate(2022, 5, 8), later: PartialDate(2022, 5, 7)}
    assert words in faults(kind, values)[later]
    assert faults(kind, {**values, later: PartialDate(2022, 5, 8)}) == {}


def test_partly_known_days_that_may_be_in_order_are_no_fault() -> None:
    assert faults("enterprises", {"admitted": PartialDate(2022, 5, 8), "removed": PartialDate(2022)}) == {}
    assert faults("enterprises", {"admitted": PartialDate(2022, 5), "removed": PartialDate(2021)})


def test_a_problem_is_struck_off_only_with_result_and_call_back() -> None:
    assert set(faults("problems", {"status": "销号"})) == {"result_kind", "callback"}
    told = {"status": "销号", "result": "已加开公交", "callback": PartialDate(2022, 5, 8)}
    assert faults("problems", told) == {}


def test_what_is_put_off_for_long_has_a_day_to_be_looked_at_again() -> None:
    assert set(faults("problems", {"status": "长期推进"})) == {"review_date"}
    assert faults("problems", {"status": "长期推进", "review_date": PartialDate(2023, 3)}) == {}


@pytest.mark.parametrize("code", ["91512081MA62K0260F", "91512081MA62", "91350100M000100Y4Z", "办理中"])
def test_a_doubtful_credit_code_is_pointed_out_and_never_a_fault(code: str) -> None:
    assert set(warnings("enterprises", {"credit_code": code})) == {"credit_code"}
    assert faults("enterprises", {"credit_code": code}) == {}


def test_an_industry_code_of_another_trade_is_pointed_out() -> None:
    told = warnings("enterprises", {"industry_code": "5212", "trade": "批发业"})
    assert told == {"industry_code": "行业代码 5212 属于零售业，与所选行业“批发业”不一致，请核对。"}
    assert warnings("enterprises", {"industry_code": "5212", "trade": "零售业"}) == {}
    assert warnings("visits", {"industry_code": "5212", "trade": "批发业"}) == {}


def test_a_word_that_is_in_no_code_list_is_named() -> None:
    assert unlisted("所属镇街", "XX镇", TOWNS) == "所属镇街“XX镇”不在代码表中，请核对。"
    assert unlisted("所属镇街", "八桥镇、甲镇、乙镇", TOWNS) == "所属镇街“甲镇、乙镇”不在代码表中，请核对。"
    assert unlisted("所属镇街", "八桥镇", TOWNS) == ""


def test_an_office_that_emptied_a_list_is_not_warned() -> None:
    assert unlisted("所属镇街", "XX镇", ()) == ""


def test_a_time_limit_known_to_the_month_is_the_last_day_of_it() -> None:
    assert settled("problems", {"due_date": PartialDate(2022, 2)}) == {"due_date": PartialDate(2022, 2, 28)}
    assert settled("visits", {"due_date": PartialDate(2022, 2)}) == {"due_date": PartialDate(2022, 2)}


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("11月底前", PartialDate(2022, 11, 30)),
        ("2022年9月", PartialDate(2022, 9, 30)),
        ("长期", None),
        ("持续推进", None),
    ],
)
def test_the_limit_of_a_measure_is_read_where_it_names_a_day(words: str, due: PartialDate | None) -> None:
    assert measure_due(words, date(2022, 7, 2)) == due


@pytest.mark.parametrize(
    ("signed", "arrived", "doubted"),
    [
        (Decimal(100), Decimal("100.000001"), True),
        (Decimal(100), Decimal(100), False),
        (None, Decimal(5), False),
        (Decimal(5), None, False),
    ],
)
def test_money_that_arrived_beyond_the_contract_is_doubted(
    signed: Decimal | None, arrived: Decimal | None, doubted: bool
) -> None:
    told = warnings("projects", {"signed_amount": signed, "arrived_amount": arrived})
    assert set(told) == ({"arrived_amount"} if doubted else set())


@pytest.mark.parametrize(
    ("kind", "first", "last"), [("teams", "started", "ended"), ("activities", "started", "ended")]
)
def test_an_end_before_the_beginning_is_refused(kind: str, first: str, last: str) -> None:
    early, late = PartialDate(2022, 5), PartialDate(2022, 7, 1)
    assert set(faults(kind, {first: late, last: early})) == {last}
    assert faults(kind, {first: early, last: late}) == {}
