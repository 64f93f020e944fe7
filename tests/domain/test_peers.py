"""An enterprise beside its trade: median, range and wording; and days planned from a start."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.case_schedule import scheduled
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.growth import Growth
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.peers import CAUTION, PeerMonth, peer_sentences
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.redaction import LEAST

NOVEMBER = Month(2022, 11)
RATES = st.lists(st.decimals(-100, 500, places=2), min_size=LEAST, max_size=40).map(
    lambda found: tuple(sorted(found))
)


def month(own: str | None, *rates: str) -> PeerMonth:
    """Make a month."""
    told = Growth(None, "停报") if own is None else Growth(Decimal(own))
    return PeerMonth(NOVEMBER, told, tuple(map(Decimal, rates)))


def test_a_month_says_median_range_and_how_many() -> None:
    assert month("12.34", "-8", "3.2", "21.44").words == (
        "2022年11月同比：本企业12.3%；同行业3家中位数3.2%，范围-8.0%至21.4%"
    )


def test_fewer_than_three_others_are_not_spoken_of() -> None:
    few = month("1", "2", "3")
    assert (few.median, few.quartiles) == (None, None)
    assert few.words.endswith("同行业有数的企业不足3家，不作比较")
    assert "2" not in few.words.split("；")[1]


def test_sentences_count_months_above_the_median_and_name_no_cause() -> None:
    told = peer_sentences([month("5", "1", "2", "3"), month(None, "1", "2", "3"), month("1", "1", "2", "3")])
    assert told[1:] == ["可比的2个月中，1个月高于同行业中位数", CAUTION]
    assert "同期变化" in CAUTION
    assert not any(word in "".join(told) for word in ("因为", "由于", "导致", "带动", "使得"))


def test_nothing_is_said_of_no_month() -> None:
    assert peer_sentences([]) == []


@given(RATES)
def test_median_and_quartiles_lie_in_order_within_the_range(rates: tuple[Decimal, ...]) -> None:
    one = PeerMonth(NOVEMBER, Growth(Decimal(0)), rates)
    assert one.quartiles is not None
    assert one.median == median(rates)
    assert rates[0] <= one.quartiles[0] <= median(rates) <= one.quartiles[1] <= rates[-1]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 2000))
def test_a_milestone_lies_as_many_days_after_the_start_as_its_offset(start: date, days: int) -> None:
    assert scheduled(PartialDate.of(start), days).first_day() - start == timedelta(days=days)


@pytest.mark.parametrize(
    ("offset", "planned"), [(0, PartialDate(2022, 1)), (30, PartialDate(2022, 1)), (31, PartialDate(2022, 2))]
)
def test_a_start_known_to_the_month_plans_months(offset: int, planned: PartialDate) -> None:
    assert scheduled(PartialDate(2022, 1), offset) == planned


def test_nothing_is_planned_from_a_year() -> None:
    with pytest.raises(InputProblem, match="补到月或日"):
        scheduled(PartialDate(2022), 10)
