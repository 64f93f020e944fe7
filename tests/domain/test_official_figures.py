"""Official figures said digit for digit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.official_figures import OfficialFigure, OfficialSpan, official_sentence
from dadu_desktop.domain.periods import Month


def figure(month: Month, span: OfficialSpan, value: Approximate | None, growth: str | None) -> OfficialFigure:
    """An official figure of the wholesale trade."""
    rate = None if growth is None else Decimal(growth)
    return OfficialFigure(month, span, "批发业商品销售额", value, rate, None, None, None, "", "统计局")


@pytest.mark.parametrize(
    ("month", "span", "value", "growth", "sentence"),
    [
        ((2022, 9), "累计", "3002300", "7.5", "2022年前三季度，批发业商品销售额300.23亿元，同比增长7.5%。"),
        ((2022, 6), "累计", "3002300", "-7", "2022年上半年，批发业商品销售额300.23亿元，同比下降7.0%。"),
        ((2022, 11), "累计", "5000", "0", "2022年1—11月，批发业商品销售额0.5亿元，同比持平。"),
        ((2022, 11), "当月", "5000", "7.25", "2022年11月，批发业商品销售额0.5亿元，同比增长7.25%。"),
        ((2022, 12), "全年", None, "7.5", "2022年全年，批发业商品销售额同比增长7.5%。"),
    ],
)
def test_sentence_says_what_was_given_out(
    month: tuple[int, int], span: str, value: str | None, growth: str, sentence: str
) -> None:
    amount = None if value is None else Approximate(Decimal(value))
    assert official_sentence(figure(Month(*month), OfficialSpan(span), amount, growth)) == sentence


def test_words_of_a_hedged_amount_are_kept() -> None:
    hedged = Approximate(Decimal(92000), "突破", "突破9.2亿元")
    cars = OfficialFigure(
        Month(2022, 9), OfficialSpan.CUMULATIVE, "新能源汽贸集聚区销售额", hedged, None, None, 17,
        Decimal("35.7"), "限上社零", "公开报道",
    )  # fmt: skip
    assert official_sentence(cars) == (
        "2022年前三季度，新能源汽贸集聚区17家企业销售额突破9.2亿元，占限上社零的35.7%。"
    )
