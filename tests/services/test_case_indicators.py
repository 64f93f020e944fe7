"""Dated values of indicators: in the order of their days, with a gap for what cannot be read."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.indicators import IndicatorKind
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.services.case_indicators import Reading, trends
from dadu_desktop.services.rows import Values

FOOTFALL: Values = {"name": "单日客流", "kind": "峰值", "unit": "人"}


def reading(year: int, month: int, value: str, indicator: str = "单日客流") -> dict[str, object]:
    """Give a dated value."""
    return {"indicator": indicator, "date": PartialDate(year, month), "value": value}


def test_readings_stand_beside_their_indicator_by_day() -> None:
    told = [reading(2022, 9, "6.5万"), reading(2022, 5, "突破6万人"), reading(2022, 6, "3", "别的")]
    (line,) = trends([FOOTFALL], told)
    assert (line.name, line.kind, line.unit) == ("单日客流", IndicatorKind.PEAK, "人")
    assert line.readings == (
        Reading("2022-05", "突破6万人", Decimal(60000)),
        Reading("2022-09", "6.5万", Decimal(65000)),
    )


def test_a_single_reading_is_no_line() -> None:
    assert trends([FOOTFALL], [reading(2022, 5, "6万")]) == []


def test_what_cannot_be_read_leaves_a_gap_and_amounts_are_in_wan() -> None:
    sales: Values = {"name": "销售额", "kind": "金额", "unit": None}
    told = [reading(2022, at, words, "销售额") for at, words in ((1, "1200"), (2, "未统计"), (3, "1.3亿元"))]
    (line,) = trends([sales], told)
    assert line.unit == "万元"
    assert [one.number for one in line.readings] == [Decimal(1200), None, Decimal(13000)]


@given(st.lists(st.tuples(st.integers(2000, 2030), st.integers(1, 12), st.integers(1, 99)), min_size=2))
def test_every_reading_comes_once_and_none_before_an_older_one(told: list[tuple[int, int, int]]) -> None:
    rank: Values = {"name": "排名", "kind": "排名", "unit": "家"}
    (line,) = trends([rank], [reading(year, month, f"{place}/99", "排名") for year, month, place in told])
    assert [one.day for one in line.readings] == [f"{year:04}-{month:02}" for year, month, _ in sorted(told)]
    assert sorted(one.number or 0 for one in line.readings) == sorted(place for *_, place in told)
