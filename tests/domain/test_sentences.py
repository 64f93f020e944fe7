"""Words of the briefing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.sentences import change_words, lint_sentence, ordinal_in_city, points_words

RATES = st.decimals(-500, 500, places=3)


@pytest.mark.parametrize(
    ("rate", "words"),
    [("4", "增长4.0%"), ("-2.31", "下降2.3%"), ("0", "持平"), ("0.04", "持平"), ("-0.05", "下降0.1%")],
)
def test_growth_is_said_without_a_sign(rate: str, words: str) -> None:
    """The direction is in the word."""
    assert change_words(Decimal(rate)) == words


def test_difference_of_rates_is_in_percentage_points() -> None:
    """Never in per cent."""
    assert points_words(Decimal("1.2")) == "提高1.2个百分点"
    assert points_words(Decimal("-0.5")) == "下降0.5个百分点"
    assert points_words(Decimal("0.04")) == "持平"


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


@given(RATES, RATES)
def test_own_words_pass_the_own_check(rate: Decimal, points: Decimal) -> None:
    """What the program writes, it does not complain about."""
    assert lint_sentence(f"销售额同比{change_words(rate)}，增速较上月{points_words(points)}。") == []
