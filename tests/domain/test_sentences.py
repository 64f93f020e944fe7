"""Words of the briefing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.sentences import (
    Basis,
    against_words,
    change_words,
    compared_words,
    expected_words,
    lint_sentence,
    ordinal_in_city,
    pace_words,
    surpassed_words,
)

RATES = st.decimals(-500, 500, places=3)


@pytest.mark.parametrize(
    ("rate", "words"),
    [("4", "增长4.0%"), ("-2.31", "下降2.3%"), ("0", "持平"), ("0.04", "持平"), ("-0.05", "下降0.1%")],
)
def test_growth_is_said_without_a_sign(rate: str, words: str) -> None:
    """The direction is in the word."""
    assert change_words(Decimal(rate)) == words


def test_place_in_the_city() -> None:
    """As the briefing writes it."""
    assert ordinal_in_city(2) == "位居全市第2位"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("社零总额同比增长了 -5%。", "“增长了 -5%”：方向词后不能再用负数。"),
        ("零售额下降—2.3%", "“下降—2.3%”：方向词后不能再用负数。"),
        ("增速较上月提高1.2%。", "“增速较上月提高1.2%”：比率之差应写“个百分点”。"),
        ("占比上升３％", "“占比上升３％”：比率之差应写“个百分点”。"),
        ("实现销售额7.9亿元，同比增加300万元。", "“7.9亿”与“300万”：一句话里亿和万混用，请统一单位。"),
    ],
)
def test_faults_of_a_sentence_are_named(text: str, fault: str) -> None:
    """With the words at fault."""
    assert lint_sentence(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "社会消费品零售总额50.01亿元，增长4%，位居全市第2位。",
        "办结率提高1.2个百分点；占限上社零35.7%。",
        "单日客流突破6万人，销售额突破2亿元。",
        "合同投资额355.1亿元。企业投入1000多万元。",
        "走访覆盖率100%，销售额同比提高4%。",
    ],
)
def test_good_sentences_pass(text: str) -> None:
    """People are not amounts, and two sentences may have two units."""
    assert lint_sentence(text) == []


@pytest.mark.parametrize("basis", ["同比", "环比", "累计同比"])
@pytest.mark.parametrize(
    ("rate", "words"),
    [
        ("4", "增长4.0%"),
        ("-2.31", "下降2.3%"),
        ("0", "持平"),
        ("-0.04", "持平"),
        ("0.05", "增长0.1%"),
        ("505.97", "增长506.0%"),
        ("-100", "下降100.0%"),
    ],
)
def test_a_comparison_says_what_it_is_with(basis: Basis, rate: str, words: str) -> None:
    """Every sign and zero."""
    assert compared_words(basis, Decimal(rate)) == f"{basis}{words}"


def test_without_a_base_nothing_is_said() -> None:
    """Missing is not zero."""
    assert compared_words("同比", None) == ""
    assert pace_words(None, Decimal(1)) == pace_words(Decimal(1), None) == ""
    assert against_words(None, Decimal(1)) == against_words(Decimal(1), None) == ""
    assert surpassed_words(None, Decimal(1)) == surpassed_words(Decimal(1), None) == ""
    assert expected_words(None, Decimal(1), Decimal(1)) == ""
    assert expected_words(Decimal(1), None, Decimal(1)) == ""
    assert expected_words(Decimal(1), Decimal(1), None) == ""


@pytest.mark.parametrize(
    ("rate", "before", "words"),
    [
        ("5.2", "4.0", "增速较上月提高1.2个百分点"),
        ("3.5", "4.0", "增速较上月回落0.5个百分点"),
        ("4.04", "4.0", "增速与上月持平"),
        ("1.0", "-1.5", "增速较上月提高2.5个百分点"),
        ("-3.0", "-1.5", "增速较上月回落1.5个百分点"),
        ("4.05", "3.94", "增速较上月提高0.2个百分点"),
    ],
)
def test_the_pace_is_the_difference_of_the_printed_rates(rate: str, before: str, words: str) -> None:
    """4.1 − 3.9 is 0.2, whatever the digits behind."""
    assert pace_words(Decimal(rate), Decimal(before)) == words


@pytest.mark.parametrize(
    ("rate", "other", "words"),
    [
        ("6.1", "4.0", "高于全区2.1个百分点"),
        ("3.7", "4.0", "低于全区0.3个百分点"),
        ("4.0", "4.0", "与全区持平"),
        ("-1.0", "-3.0", "高于全区2.0个百分点"),
        ("-1.0", "1.0", "低于全区2.0个百分点"),
        ("0", "0.04", "与全区持平"),
    ],
)
def test_a_rate_is_set_against_that_of_the_whole_district(rate: str, other: str, words: str) -> None:
    """In percentage points."""
    assert against_words(Decimal(rate), Decimal(other)) == words


def test_the_whole_may_be_another() -> None:
    """The city, for the district's own rate."""
    assert against_words(Decimal(5), Decimal(4), "全市") == "高于全市1.0个百分点"
    assert pace_words(Decimal(5), Decimal(4), "上半年") == "增速较上半年提高1.0个百分点"


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("100500", "91000", "突破10亿元"),
        ("100000", "91000", "达到10亿元"),
        ("100000", "100000", ""),
        ("1200", "900", "突破1000万元"),
        ("5200", "900", "突破5000万元"),
        ("999", "0", ""),
        ("21000", "9000", "突破2亿元"),
        ("8000", "12000", ""),
        ("-5", "-10", ""),
        ("0", "0", ""),
    ],
)
def test_a_round_sum_is_passed_once(now: str, before: str, words: str) -> None:
    """Falling below and passing again is another month's news."""
    assert surpassed_words(Decimal(now), Decimal(before)) == words


@pytest.mark.parametrize(
    ("cumulative", "rate", "last_year", "words"),
    [
        ("640143.8", "5.9", "652000", "预计全年69.0亿元左右"),
        ("8203", "-4.8", "9000", "预计全年8,568万元左右"),
        ("9000", "-50", "10000", "预计全年9,000万元左右"),
        ("0", "0", "5000", "预计全年5,000万元左右"),
        ("100", "5", "0", ""),
        ("100", "5", "-3", ""),
        ("-100", "5", "3000", ""),
    ],
)
def test_a_forecast_is_said_as_one_and_never_below_what_there_is(
    cumulative: str, rate: str, last_year: str, words: str
) -> None:
    """Last year at the growth so far."""
    assert expected_words(Decimal(cumulative), Decimal(rate), Decimal(last_year)) == words


@given(RATES, RATES, st.decimals(0, 10**7, places=2), st.decimals(0, 10**7, places=2))
def test_all_drafted_words_pass_the_own_check(
    rate: Decimal, other: Decimal, now: Decimal, before: Decimal
) -> None:
    """Sentence by sentence."""
    for words in (
        change_words(rate),
        compared_words("环比", rate),
        pace_words(rate, other),
        against_words(rate, other),
        surpassed_words(now, before),
        expected_words(now, rate, before),
    ):
        assert lint_sentence(f"销售额{words}。") == []
