"""Stages of a project against their plan, with the light and the word that is printed beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dadu_desktop.domain.partial_date import PartialDate

NEAR_DAYS = 30
"""A stage that is due within so many days is near (临近)."""


class StageLight(StrEnum):
    """How a stage, or the worst of a project's, stands against its plan."""

    RED = "红·逾期"
    AMBER = "黄·临近"
    GREEN = "绿·按期"
    DONE = "绿·完成"
    NONE = "灰·无计划"


@dataclass(frozen=True)
class Stage:
    """One stage: until when it was planned to be reached, and when it was."""

    name: str
    planned: PartialDate | None
    actual: PartialDate | None


def near_limit(today: date) -> date:
    """Return the last day that counts as near."""
    return today + timedelta(days=NEAR_DAYS)


def stage_light(one: Stage, today: date) -> StageLight:
    """Choose the light of a stage; a month or year that is planned for lasts until its last day."""
    if one.actual is not None:
        return StageLight.DONE
    if one.planned is None:
        return StageLight.NONE
    last = one.planned.last_day()
    if last < today:
        return StageLight.RED
    return StageLight.AMBER if last <= near_limit(today) else StageLight.GREEN


def project_light(stages: Iterable[Stage], today: date) -> StageLight:
    """Give the worst light of the stages; 完成 only where every stage is reached, 无计划 where none has a day."""
    lights = {stage_light(one, today) for one in stages}
    if lights == {StageLight.DONE}:
        return StageLight.DONE
    open_lights = lights - {StageLight.DONE}
    return next((one for one in StageLight if one in open_lights), StageLight.NONE)


def delay_words(one: Stage, today: date) -> str:
    """Say by how much a stage is ahead of or behind its plan: 晚 12 天, 提前 3 天, 已逾期 5 天, 还有 20 天.

    Nothing is said of stages of which only a month or year is known, but for a limit that is over.
    """
    if one.planned is None:
        return ""
    last = one.planned.last_day()
    if one.actual is None:
        left = (last - today).days
        return f"已逾期 {-left} 天" if left < 0 else f"还有 {left} 天"
    if one.actual.day is None:
        return ""
    late = (one.actual.first_day() - last).days
    if late > 0:
        return f"晚 {late} 天"
    early = (one.planned.first_day() - one.actual.first_day()).days
    return f"提前 {early} 天" if early > 0 else "按期"
