"""Tests of conditions of policies: the truth table, groups, and what cannot be meant."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.approximate import Approximate, read_approximate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import Unit
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.policy_conditions import (
    COMPARISONS,
    GROUPS,
    KNOWN,
    OPPOSITES,
    Clause,
    Fact,
    Facts,
    judge,
    judge_clause,
    plain_words,
    read_clause,
)
from dadu_desktop.domain.verdicts import Verdict, opposite

TABLE = tomllib.loads(
    Path(__file__).with_suffix(".toml").with_stem("policy_conditions").read_text(encoding="utf-8")
)


def fact(case: dict[str, Any]) -> Fact:
    """Read what is known in a row of the table."""
    if "number" in case:
        return Decimal(case["number"])
    if "amount" in case:
        return read_approximate(case["amount"], Unit.WAN)
    if "date" in case:
        return PartialDate.parse_iso(case["date"])
    known: Fact = case.get("words", case.get("flag"))
    return known


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_the_truth_table_of_conditions_holds(case: dict[str, Any]) -> None:
    """Each row gives verdict and words."""
    clause = read_clause(*case["rule"])
    found = judge_clause(clause, {clause.basis.label: fact(case)})
    assert (found.verdict, found.gap) == (case["verdict"], case.get("gap", ""))


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_the_opposite_comparison_gives_the_opposite_answer(case: dict[str, Any]) -> None:
    """不低于 and 低于 never agree, but where neither can be told."""
    pairs = OPPOSITES | {other: one for one, other in OPPOSITES.items()}
    basis, comparison, value = case["rule"]
    facts = {basis: fact(case)}
    told = judge_clause(read_clause(basis, comparison, value), facts).verdict
    assert judge_clause(read_clause(basis, pairs[comparison], value), facts).verdict is opposite(told)


RETAIL = read_clause("行业", "是", "零售业")
LARGE = read_clause("上年销售额（营业额）", "不低于", "2000")
YOUNG = read_clause("入库时间", "不早于", "2022", GROUPS[1])
TAGGED = read_clause("重点标签", "是", "首店", GROUPS[1])


@pytest.mark.parametrize(
    ("facts", "verdict", "words"),
    [
        ({"行业": "零售业", "上年销售额（营业额）": Decimal(3000), "重点标签": "首店"}, Verdict.MET, ""),
        (
            {"行业": "零售业", "上年销售额（营业额）": Decimal(760), "重点标签": "首店"},
            Verdict.NOT_MET,
            "上年销售额（营业额）差1,240万元",
        ),
        ({"行业": "零售业", "重点标签": "首店"}, Verdict.UNKNOWN, "缺上年销售额（营业额）"),
        (
            {"行业": "餐饮业", "重点标签": "老字号"},
            Verdict.NOT_MET,
            "行业为餐饮业",
        ),
        (
            {"行业": "零售业", "上年销售额（营业额）": Decimal(3000), "重点标签": "老字号"},
            Verdict.UNKNOWN,
            "缺入库时间",
        ),
        (
            {
                "行业": "零售业",
                "上年销售额（营业额）": Decimal(3000),
                "重点标签": "老字号",
                "入库时间": PartialDate(2019),
            },
            Verdict.NOT_MET,
            "入库时间为2019年，须不早于2022；重点标签为老字号",
        ),
    ],
)
def test_a_policy_needs_all_rules_and_one_of_each_group(facts: Facts, verdict: Verdict, words: str) -> None:
    """The words name what decides, nothing else."""
    match = judge((RETAIL, LARGE, YOUNG, TAGGED), facts)
    assert (match.verdict, match.words) == (verdict, words)


def test_a_policy_without_conditions_is_open_to_everybody() -> None:
    """Nothing to miss is met."""
    assert judge((), {}).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("星座", "是", "双鱼"), "不能按“星座”设条件"),
        (("行业", "不低于", "零售业"), "“行业”不能用“不低于”"),
        (("行业", "是", " "), "请填写“行业是”后面的值"),
        (("从业人数", "不低于", "很多"), "“很多”不是金额"),
        (("是否外贸", "是", "有时"), "请填“是”或“否”"),
        (("入库时间", "不早于", "去年底吧"), "去年底吧"),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused_with_the_reason(
    row: tuple[str, str, str], sentence: str
) -> None:
    """Nothing is guessed."""
    with pytest.raises(InputProblem, match=sentence):
        read_clause(*row)


def test_every_basis_takes_a_comparison_and_every_comparison_has_a_basis() -> None:
    """Nothing is offered in the form that no row can use."""
    samples = {"words": "甲", "flag": "是", "date": "2022-05", "number": "5"}
    used = set()
    for basis in KNOWN:
        for comparison in COMPARISONS:
            try:
                clause = read_clause(basis.label, comparison, samples[basis.nature.value])
            except InputProblem:
                continue
            used.add((basis.label, comparison))
            assert str(clause).startswith(f"{basis.label}{comparison}")
    assert {one for one, _ in used} == {one.label for one in KNOWN}
    assert {one for _, one in used} == set(COMPARISONS)


@pytest.mark.parametrize(
    ("number", "words"),
    [("1240", "1,240"), ("0.35", "0.35"), ("3.20", "3.2"), ("100", "100"), ("0.005", "0.01")],
)
def test_numbers_are_written_as_people_read_them(number: str, words: str) -> None:
    """Thousands separated, no idle zeros, two places at most."""
    assert plain_words(Decimal(number)) == words


NUMBERS = st.one_of(
    st.decimals(0, 9000, places=2),
    st.builds(
        Approximate, st.integers(1, 900).map(lambda one: Decimal(one * 10)), st.sampled_from("多余近约超")
    ),
)
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "行业": st.sampled_from(["批发业", "零售业", "餐饮业"]),
    "上年销售额（营业额）": NUMBERS,
    "入库时间": st.builds(PartialDate, st.integers(2018, 2023), st.one_of(st.none(), st.integers(1, 12))),
    "是否外贸": st.booleans(),
}
CLAUSES: st.SearchStrategy[Clause] = st.one_of(
    st.builds(
        read_clause,
        st.just("行业"),
        st.sampled_from(["是", "不是"]),
        st.just("零售业"),
        st.sampled_from(GROUPS),
    ),
    st.builds(
        read_clause,
        st.just("上年销售额（营业额）"),
        st.sampled_from(["不低于", "低于", "高于", "不高于"]),
        st.integers(0, 9000).map(str),
        st.sampled_from(GROUPS),
    ),
    st.builds(
        read_clause,
        st.just("入库时间"),
        st.sampled_from(["不早于", "早于", "不晚于", "晚于"]),
        st.integers(2018, 2023).map(str),
        st.sampled_from(GROUPS),
    ),
    st.builds(
        read_clause,
        st.just("是否外贸"),
        st.sampled_from(["是", "不是"]),
        st.just("是"),
        st.sampled_from(GROUPS),
    ),
)


@given(st.lists(CLAUSES, max_size=6), st.fixed_dictionaries({}, optional=FACTS), st.fixed_dictionaries(FACTS))
def test_learning_more_never_takes_an_answer_back(clauses: list[Clause], known: Facts, more: Facts) -> None:
    """What was 符合 or 不符合 without a field stays so whatever the field turns out to be."""
    before, after = judge(clauses, known), judge(clauses, {**more, **known})
    assert before.verdict in (Verdict.UNKNOWN, after.verdict)


@given(st.lists(CLAUSES, max_size=6), st.fixed_dictionaries({}, optional=FACTS))
def test_an_answer_names_what_decides_it_and_only_that(clauses: list[Clause], known: Facts) -> None:
    """符合 has no reasons; the others have at least one, each with the verdict of the whole and words."""
    match = judge(clauses, known)
    assert bool(match.findings) is (match.verdict is not Verdict.MET)
    assert all(one.verdict is match.verdict and one.gap for one in match.findings)


@given(st.lists(CLAUSES, min_size=1, max_size=6), st.fixed_dictionaries({}, optional=FACTS))
def test_the_order_of_the_rows_makes_no_difference(clauses: list[Clause], known: Facts) -> None:
    """Conditions are a set."""
    assert judge(clauses, known).verdict is judge(clauses[::-1], known).verdict
