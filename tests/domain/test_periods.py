"""Reporting months."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.periods import Month

MONTHS = st.builds(Month, st.integers(1950, 2100), st.integers(1, 12))
PERIODS = MONTHS | st.integers(1950, 2100).map(Month.january_february)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2022-11", Month(2022, 11)),
        ("2022.5", Month(2022, 5)),
        ("2022年11月", Month(2022, 11)),
        ("２０２２年１１月份", Month(2022, 11)),
        ("2022年1—2月", Month.january_february(2022)),
        ("2022-01/02", Month.january_february(2022)),
    ],
)
def test_month_is_read_from_usual_writings(text: str, month: Month) -> None:
    """As typed, as stored, as printed."""
    assert Month.parse(text) == month


@pytest.mark.parametrize("text", ["2022", "2022-13", "2022-0", "11月", "2022年1—11月", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    """A year, a span of other months, a month that does not exist."""
    with pytest.raises(InputProblem):
        Month.parse(text)


@given(PERIODS)
def test_month_reads_back_from_its_writings(month: Month) -> None:
    """Stored and printed form."""
    assert Month.parse(str(month)) == Month.parse(month.chinese()) == month


@given(MONTHS)
def test_next_undoes_previous(month: Month) -> None:
    """Over the turn of the year too."""
    assert month.previous().next() == month == month.next().previous()


@given(PERIODS, PERIODS)
def test_written_form_sorts_by_time(one: Month, other: Month) -> None:
    """The joint months stand between January and February in both orders."""
    assert (one < other) == (str(one) < str(other))


def test_january_and_february_are_one_period() -> None:
    """Reported together, compared with the same period of last year."""
    both = Month.january_february(2022)
    assert (both.first_day(), both.last_day()) == (date(2022, 1, 1), date(2022, 2, 28))
    assert both.year_ago().chinese() == "2021年1—2月"
    assert (both.previous(), both.next()) == (Month(2021, 12), Month(2022, 3))
    assert both.cumulative_chinese() == "2022年1—2月"


def test_cumulative_words() -> None:
    """January up to the month."""
    assert Month(2022, 11).cumulative_chinese() == "2022年1—11月"
    assert Month.of(date(2022, 1, 31)).cumulative_chinese() == "2022年1月"
