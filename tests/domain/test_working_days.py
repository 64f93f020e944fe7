"""Working days around the holidays of the State Council's list."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.working_days import WorkCalendar

CALENDAR = WorkCalendar()
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2022, 11, 30), True),
        (date(2022, 11, 26), False),
        (date(2022, 10, 3), False),
        (date(2022, 10, 8), True),
        (date(2022, 1, 29), True),
        (date(2022, 1, 31), False),
    ],
)
def test_holidays_and_shifted_working_days_of_2022(day: date, works: bool) -> None:
    """National Day, Spring Festival and the Saturdays worked for them."""
    assert CALENDAR.is_working_day(day) is works


def test_limit_runs_over_the_national_holiday() -> None:
    """Three working days after 29 September 2022 end on 9 October, a Sunday that was worked."""
    assert CALENDAR.add_working_days(date(2022, 9, 29), 3) == date(2022, 10, 9)


def test_table_of_the_office_goes_before_the_list() -> None:
    """A closing day of its own, and a Sunday that it works."""
    own = WorkCalendar({date(2022, 11, 30): False, date(2022, 12, 4): True})
    assert not own.is_working_day(date(2022, 11, 30))
    assert own.working_days_between(date(2022, 11, 29), date(2022, 12, 5)) == 4


def test_year_without_a_list_falls_back_to_weekdays_and_says_so() -> None:
    """Until the office brings its own table of that year."""
    assert CALENDAR.known(2022)
    assert not CALENDAR.known(2090)
    assert CALENDAR.is_working_day(date(2090, 10, 2))
    assert not CALENDAR.is_working_day(date(2090, 10, 1).replace(day=7))
    assert WorkCalendar({date(2090, 10, 2): False}).known(2090)


@given(DAYS, COUNTS)
def test_counting_undoes_adding(start: date, n: int) -> None:
    """Forwards always; the day reached is a working day."""
    end = CALENDAR.add_working_days(start, n)
    assert CALENDAR.working_days_between(start, end) == n
    assert n == 0 or CALENDAR.is_working_day(end)


@given(DAYS, COUNTS)
def test_going_back_undoes_going_forward_from_a_working_day(start: date, n: int) -> None:
    """Minus n after n is where it began."""
    begin = CALENDAR.add_working_days(start, 1)
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(begin, n), -n) == begin


@given(DAYS, st.integers(-40, 40), st.integers(-40, 40))
def test_working_days_of_adjoining_spans_add_up(middle: date, before: int, after: int) -> None:
    """In either direction of time."""
    start, end = CALENDAR.add_working_days(middle, before), CALENDAR.add_working_days(middle, after)
    parts = CALENDAR.working_days_between(start, middle) + CALENDAR.working_days_between(middle, end)
    assert parts == CALENDAR.working_days_between(start, end)
