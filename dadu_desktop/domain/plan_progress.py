"""Progress of measures against schedule, with the light and the word that is printed beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

AMBER_FROM = 10
RED_FROM = 30
"""Points behind schedule: 黄 from 10 to 30, 红 above."""

STALE_DAYS = 30
"""A running plan without an entry for so many days has no progress (无进展)."""


class ProgressLight(StrEnum):
    """How a measure, or the worst of a plan's, stands against its schedule."""

    RED = "红·滞后"
    AMBER = "黄·稍慢"
    GREEN = "绿·正常"
    DONE = "绿·完成"
    NONE = "灰·未定时限"


@dataclass(frozen=True)
class Schedule:
    """One measure: when it began, when it is due, and how far it is in per cent."""

    begun: date
    due: date | None
    percent: Decimal
    done: bool = False
    long_term: bool = False


def expected(one: Schedule, today: date) -> Decimal:
    """Give the per cent that would be reached by now, were the work spread evenly over the time."""
    if one.due is None or today <= one.begun:
        return Decimal(0)
    if today >= one.due:
        return Decimal(100)
    return Decimal((today - one.begun).days * 100) / (one.due - one.begun).days


def progress_light(one: Schedule, today: date) -> ProgressLight:
    """Choose the light of a measure; 长期推进 and measures without a limit have no schedule to be behind."""
    if one.done or one.percent >= 100:
        return ProgressLight.DONE
    if one.due is None or one.long_term:
        return ProgressLight.NONE
    behind = expected(one, today) - one.percent
    if behind > RED_FROM:
        return ProgressLight.RED
    return ProgressLight.AMBER if behind >= AMBER_FROM else ProgressLight.GREEN


def worst(lights: Iterable[ProgressLight]) -> ProgressLight:
    """Give the light of a plan: that of its worst measure."""
    found = set(lights)
    return next((one for one in ProgressLight if one in found), ProgressLight.NONE)


def is_stale(begun: date | None, latest: date | None, today: date) -> bool:
    """Tell whether nothing was entered for 30 days, counted from the beginning where nothing ever was."""
    last = latest or begun
    return last is None or today - last > timedelta(days=STALE_DAYS)
