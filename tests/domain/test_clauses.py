"""Clauses are known again after their figures changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.clauses import changed_figures, clause_keys, matched, skeleton

FIGURES = st.decimals(0, 99999, places=1)


@given(FIGURES, FIGURES, st.sampled_from(["增长", "下降"]))
def test_figures_and_directions_do_not_make_another_clause(now: object, then: object, way: str) -> None:
    before = skeleton(f"零售业商品销售额{then}万元，同比增长{then}%；")
    assert skeleton(f"零售业商品销售额{now}万元，同比{way}{now}%；") == before
    assert skeleton(f"零售业商品销售额{now}万元，同比持平；") == before


def test_two_equal_clauses_have_keys_of_their_own() -> None:
    assert clause_keys(["走访3次。", "走访5次。", "办结1个。"]) == ["走访#次。", "走访#次。\t2", "办结#个。"]


def test_a_clause_that_is_worded_otherwise_now_is_the_nearest_one() -> None:
    keys = ["收集问题#个，办结#个，办结率#；尚无回访。", "全区在库#家。"]
    assert matched(keys, ["收集问题#个，办结#个，办结率#；已回访#个。"]) == {
        "收集问题#个，办结#个，办结率#；已回访#个。": 0
    }
    assert matched(keys, ["完全不同的一句话，说的是别的事情。"]) == {}


def test_a_key_that_is_there_is_never_given_to_another() -> None:
    assert matched(["走访#次。", "座谈#次。"], ["座谈#次。", "走访#次。"]) == {"座谈#次。": 1, "走访#次。": 0}


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        ("走访12家次。", "走访15家次。", [("12", "15")]),
        ("同比增长4.0%。", "同比下降2.3%。", [("增长4.0%", "下降2.3%")]),
        ("同比增长4.0%。", "同比持平。", [("增长4.0%", "持平")]),
        ("共3个。", "共3个，其中超期1个。", [("", "1")]),
        ("甲。", "乙。", []),
    ],
)
def test_what_changed_is_told_figure_by_figure(before: str, after: str, pairs: list[tuple[str, str]]) -> None:
    assert changed_figures(before, after) == pairs
