"""Figures against their own history and their trade."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.figure_doubts import Single, doubts, swapped
from dadu_desktop.domain.outliers import LEAST_SPREAD, History, Spread, judge, log_growth, swaps
from dadu_desktop.domain.periods import Month

NOVEMBER = Month(2022, 11)
VALUES = st.lists(st.floats(-5, 5), min_size=1, max_size=30)


def steady(growth: str = "1.05", months: int = 24, level: str = "1000") -> dict[Month, Decimal]:
    """Report the same every month, and a little more every year."""
    found, month = {}, NOVEMBER
    for _ in range(months):
        month = month.previous()
        found[month] = Decimal(level) * Decimal(growth) ** (month.year - 2020)
    return found


def said(value: str, base: str | None = "1050", own: dict[Month, Decimal] | None = None) -> list[str]:
    """Doubt a figure of November."""
    history = History(steady() if own is None else own, ())
    one = Single(NOVEMBER, "商品销售额", Decimal(value), base and Decimal(base), None, history)  # type: ignore[arg-type]
    return list(doubts(one))


def test_figure_on_its_usual_way_is_not_doubted() -> None:
    assert said("1102.7") == []


def test_figure_off_its_way_is_doubted_though_the_change_is_below_one_hundred_per_cent() -> None:
    assert said("1720.3") == ["商品销售额本月数偏离本企业历史走势较远，请核实。"]


def test_swapped_digits_are_offered_where_they_explain_the_outlier() -> None:
    assert said("1900.3") == [
        "商品销售额本月数偏离本企业历史走势较远，两位数字颠倒后的 1,090.3 则属正常，请核实。"
    ]


def test_whole_trade_that_falls_excuses_the_unit() -> None:
    fallen = [math.log(0.5) + step / 100 for step in range(-10, 10)]
    history = History(steady(), fallen)
    assert judge(NOVEMBER, Decimal(550), Decimal(1050), history).outlying is False
    assert judge(NOVEMBER, Decimal(550), Decimal(1050), History(steady(), ())).outlying is True


def test_unit_without_history_is_measured_by_its_trade() -> None:
    trade = [step / 100 for step in range(-10, 10)]
    assert judge(NOVEMBER, Decimal(180), Decimal(100), History({}, trade)).outlying
    assert not judge(NOVEMBER, Decimal(105), Decimal(100), History({}, trade)).outlying
    assert not judge(NOVEMBER, Decimal(180), Decimal(100), History({}, trade[:3])).outlying


def test_spring_festival_months_are_judged_together() -> None:
    own = {Month(2021, 1): Decimal(100), Month(2022, 1): Decimal(60)}
    february = Single(Month(2022, 2), "营业额", Decimal("170.3"), Decimal(60), Decimal(60), History(own))
    assert list(doubts(february)) == []
    alone = Single(Month(2022, 1), "营业额", Decimal("250.5"), Decimal(100), None, History())
    assert list(doubts(alone)) == []
    steep = Single(Month(2022, 2), "营业额", Decimal("350.3"), Decimal(60), Decimal(60), History(own))
    assert list(doubts(steep)) == ["营业额1—2月合计同比变动 156.4%，超过100%，请说明原因。"]


def test_last_years_figure_copied_is_doubted() -> None:
    assert said("1050.5", "1050.5") == ["商品销售额本月数与上年同月完全相同（1,050.5 万元），请核实。"]


def test_stock_may_be_as_much_as_a_year_ago() -> None:
    same = Decimal("1050.5")
    assert list(doubts(Single(NOVEMBER, "期末商品库存额", same, same, stock=True))) == []


@pytest.mark.parametrize("value", ["0.1", "53.4", "1200.05"])
def test_swap_undone_is_the_value_again(value: str) -> None:
    for turned in swaps(Decimal(value)):
        assert swapped(turned, Decimal(value))


@given(VALUES)
def test_spread_does_not_depend_on_the_order(values: list[float]) -> None:
    assert Spread.of(values) == Spread.of(sorted(values))
    assert Spread.of(values).width >= LEAST_SPREAD


@given(VALUES.filter(lambda values: len(values) > 2), st.floats(10, 10**6))
def test_one_gross_error_does_not_move_the_middle_out_of_the_rest(values: list[float], error: float) -> None:
    assert Spread.of([*values, error]).centre <= max(values)


def test_growth_without_both_figures_has_no_logarithm() -> None:
    assert log_growth(Decimal(0), Decimal(5)) is None
    assert log_growth(Decimal(5), None) is None
    assert log_growth(Decimal(5), Decimal(5)) == 0
