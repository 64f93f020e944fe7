"""Statuses, limits, lights and rates of problems."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dadu_desktop.domain.problem_workflow import CLOSED, OPEN, STATUSES, Light, Role, default_due, light, rate
from dadu_desktop.domain.working_days import WorkCalendar

CALENDAR = WorkCalendar()
WEDNESDAY = date(2022, 11, 30)


def test_every_status_is_either_open_or_closed() -> None:
    """So that no problem falls out of a count."""
    assert set(STATUSES) == OPEN | CLOSED
    assert not OPEN & CLOSED


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2022, 11, 29), Light.RED),
        (date(2022, 11, 30), Light.AMBER),
        (date(2022, 12, 2), Light.AMBER),
        (date(2022, 12, 3), Light.GREEN),
        (date(2022, 12, 5), Light.GREEN),
        (None, Light.NONE),
    ],
)
def test_light_follows_the_working_days_left(due: date | None, expected: Light) -> None:
    """Yellow from two working days before the limit, red from the day after it."""
    assert light(due, "办理中", WEDNESDAY, CALENDAR) is expected


def test_weekend_does_not_use_up_the_warning() -> None:
    """On a Friday the limit of the Tuesday after is two working days off."""
    assert light(date(2022, 11, 29), "交办", date(2022, 11, 25), CALENDAR) is Light.AMBER
    assert light(date(2022, 11, 29), "交办", date(2022, 11, 25), CALENDAR, near=1) is Light.GREEN


@pytest.mark.parametrize("status", [*sorted(CLOSED), "长期推进"])
def test_no_light_burns_for_what_is_closed_or_put_off(status: str) -> None:
    """Even long past the limit."""
    assert light(date(2020, 1, 1), status, WEDNESDAY, CALENDAR) is Light.NONE


def test_limit_depends_on_the_part_in_the_work() -> None:
    """Seven working days for 主办, three for 协办, or as the office decides."""
    assert default_due(WEDNESDAY, Role.LEADING, CALENDAR) == date(2022, 12, 9)
    assert default_due(WEDNESDAY, Role.ASSISTING, CALENDAR) == date(2022, 12, 5)
    assert default_due(WEDNESDAY, "区级部门", CALENDAR) == date(2022, 12, 9)
    assert default_due(WEDNESDAY, "市级", CALENDAR, {"主办": 7, "市级": 1}) == date(2022, 12, 1)


def test_rate_of_nothing_is_unknown() -> None:
    """No 办结率 before anything was taken on."""
    assert rate(0, 0) is None
    assert rate(23, 40) == Decimal("57.5")
