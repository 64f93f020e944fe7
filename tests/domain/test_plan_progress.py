"""Tests of progress against schedule."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.plan_progress import (
    ProgressLight,
    Schedule,
    expected,
    is_stale,
    progress_light,
    worst,
)

BEGUN, DUE = date(2022, 1, 1), date(2022, 4, 11)  # a hundred days


@pytest.mark.parametrize(
    ("percent", "light"),
    [(100, "绿·完成"), (50, "绿·正常"), (41, "绿·正常"), (40, "黄·稍慢"), (20, "黄·稍慢"), (19, "红·滞后")],
)
def test_half_way_the_light_turns_at_10_and_30_points_behind(percent: int, light: str) -> None:
    """黄 10 to 30 points behind schedule, 红 above 30."""
    assert progress_light(Schedule(BEGUN, DUE, Decimal(percent)), BEGUN + timedelta(50)) == light


@pytest.mark.parametrize(
    ("schedule", "light"),
    [
        (Schedule(BEGUN, None, Decimal(0)), "灰·未定时限"),
        (Schedule(BEGUN, DUE, Decimal(0), long_term=True), "灰·未定时限"),
        (Schedule(BEGUN, DUE, Decimal(0), done=True), "绿·完成"),
        (Schedule(DUE, BEGUN, Decimal(0)), "绿·正常"),
    ],
)
def test_what_has_no_schedule_is_not_behind(schedule: Schedule, light: str) -> None:
    """No limit, long term, done, or not begun yet."""
    assert progress_light(schedule, BEGUN) == light


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 200))
def test_what_is_expected_only_grows_and_ends_at_100(one: int, other: int, length: int) -> None:
    """Day by day."""
    schedule = Schedule(BEGUN, BEGUN + timedelta(length), Decimal(0))
    first, last = (expected(schedule, BEGUN + timedelta(days)) for days in sorted((one, other)))
    assert 0 <= first <= last <= 100
    assert expected(schedule, BEGUN + timedelta(length)) == 100


def test_a_plan_shines_like_its_worst_measure() -> None:
    """Red before amber before green."""
    assert worst([ProgressLight.DONE, ProgressLight.AMBER, ProgressLight.NONE]) is ProgressLight.AMBER
    assert worst([]) is ProgressLight.NONE


def test_thirty_days_are_not_stale_yet() -> None:
    """The 31st day is."""
    assert not is_stale(BEGUN, None, BEGUN + timedelta(30))
    assert is_stale(BEGUN, None, BEGUN + timedelta(31))
    assert not is_stale(BEGUN, DUE, DUE)
