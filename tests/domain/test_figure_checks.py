"""Checks of monthly figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.figure_checks import Finding, Indicator, Level, Reported, check_figures
from dadu_desktop.domain.periods import Month

NOVEMBER = Month(2022, 11)
SALES, RETAIL, TURNOVER = Indicator.SALES, Indicator.RETAIL, Indicator.TURNOVER


def reported(*columns: str) -> Reported:
    """Give the four columns in their order."""
    return Reported(*map(Decimal, columns))


def said(found: list[Finding]) -> list[tuple[str, str]]:
    """Give level and sentence of each finding."""
    return [(finding.level.value, finding.sentence) for finding in found]


def test_figures_of_a_good_report_pass() -> None:
    """A pharmacy of the export in 千元, here in 万元."""
    now = {
        SALES: reported("65.6", "70.3", "858.9", "761.4"),
        RETAIL: reported("61", "65.4", "798.8", "708.1"),
    }
    before = {SALES: reported("79.1", "75", "793.3", "691.1"), RETAIL: reported("74", "70", "737.8", "642.7")}
    assert check_figures(NOVEMBER, now, before) == []


def test_retail_above_sales_is_an_error_in_its_column() -> None:
    """零售额 is a part of 商品销售额."""
    found = check_figures(NOVEMBER, {SALES: reported("10", "9"), RETAIL: reported("12", "9")})
    assert said(found) == [("错误", "零售额（本月）12 万元大于商品销售额 10 万元，请核对。")]


def test_figure_below_zero_is_an_error() -> None:
    """In any of the four columns."""
    found = check_figures(NOVEMBER, {SALES: reported("10", "9", "100", "-3.5")})
    assert said(found) == [("错误", "商品销售额（上年累计）为负数 -3.5 万元，请向企业核实。")]
    assert found[0].field == SALES


def test_turnover_has_to_be_the_sum_of_its_parts() -> None:
    """营业额 = 客房 + 餐费 + 商品 + 其他; other income is not in the export and counts as zero."""
    parts = {
        Indicator.ROOMS: reported("8.8"),
        Indicator.MEALS: reported("3.1"),
        Indicator.GOODS: reported("0.6"),
    }
    assert check_figures(NOVEMBER, {TURNOVER: reported("12.5"), **parts}) == []
    found = check_figures(NOVEMBER, {TURNOVER: reported("12.6"), **parts})
    assert said(found) == [("错误", "营业额（本月）12.6 万元不等于各项收入之和 12.5 万元，请核对。")]


def test_turnover_without_reported_parts_is_not_doubted() -> None:
    """The quick report of a town has the total only."""
    assert check_figures(NOVEMBER, {TURNOVER: reported("12.6")}) == []


def test_cumulated_figure_that_jumps_is_a_warning() -> None:
    """Corrections happen, so it may be passed with a reason."""
    now, before = {SALES: reported("10", "9", "115", "90")}, {SALES: reported("11", "9", "100", "81")}
    assert said(check_figures(NOVEMBER, now, before)) == [
        ("提醒", "商品销售额本年累计与“上月累计＋本月”相差 5 万元，如有更正请说明。")
    ]


@pytest.mark.parametrize("month", [Month(2022, 1), Month.january_february(2022)])
def test_year_begins_with_its_first_period(month: Month) -> None:
    """The cumulated figure of January, and of 1—2月, is that of the period itself."""
    assert check_figures(month, {SALES: reported("10", "9", "10", "9")}) == []
    assert len(check_figures(month, {SALES: reported("10", "9", "12", "9")})) == 1


@pytest.mark.parametrize(
    ("value", "factor"), [("905", "10倍"), ("90500", "1000倍"), ("905000", "10000倍"), ("0.0905", "1/1000")]
)
def test_slip_of_the_unit_is_suspected(value: str, factor: str) -> None:
    """元 or 千元 in place of 万元."""
    found = check_figures(NOVEMBER, {SALES: Reported(Decimal(value))}, {SALES: Reported(Decimal(90))})
    assert said(found) == [("提醒", f"商品销售额本月数约为以往的{factor}，疑为单位填错，请核对。")]


def test_same_figure_as_last_month_is_a_warning() -> None:
    """Often copied and forgotten."""
    found = check_figures(NOVEMBER, {SALES: reported("10.4", "9")}, {SALES: reported("10.4", "8")})
    assert said(found) == [("提醒", "商品销售额本月数与上月完全相同（10.4 万元），请核实。")]


def test_change_above_one_hundred_per_cent_asks_for_the_reason() -> None:
    """Exactly doubling does not yet."""
    assert check_figures(NOVEMBER, {SALES: reported("20", "10")}) == []
    found = check_figures(NOVEMBER, {SALES: reported("25", "10")})
    assert said(found) == [("提醒", "商品销售额同比变动 150.0%，超过100%，请说明原因。")]


COLUMNS = st.builds(Reported, *[st.none() | st.decimals(-100, 10**6, places=2)] * 4)


@given(
    st.dictionaries(st.sampled_from(Indicator), COLUMNS), st.dictionaries(st.sampled_from(Indicator), COLUMNS)
)
def test_errors_stand_before_warnings_whatever_was_reported(
    now: dict[Indicator, Reported], before: dict[Indicator, Reported]
) -> None:
    """Gaps and odd values are borne."""
    levels = [finding.level for finding in check_figures(NOVEMBER, now, before)]
    assert levels == sorted(levels, key=list(Level).index)
