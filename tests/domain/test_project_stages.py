"""Stages of projects against their plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.project_stages import (
    NEAR_DAYS,
    Stage,
    StageLight,
    delay_words,
    project_light,
    stage_light,
)

TODAY = date(2022, 11, 23)

moments = st.dates(date(2020, 1, 1), date(2025, 12, 31)).map(PartialDate.of)
partly_known = moments | moments.map(lambda day: PartialDate(day.year, day.month))
stages = st.builds(Stage, st.just("开工"), st.none() | partly_known, st.none() | moments)


def planned(words: str, actual: str = "") -> Stage:
    """Give a stage that is planned until a time."""
    return Stage(
        "开工",
        PartialDate.parse_iso(words) if words else None,
        PartialDate.parse_iso(actual) if actual else None,
    )


@pytest.mark.parametrize(
    ("stage", "light"),
    [
        (planned("2022-11-22"), StageLight.RED),
        (planned("2022-11-23"), StageLight.AMBER),
        (planned("2022-12-23"), StageLight.AMBER),
        (planned("2022-12-24"), StageLight.GREEN),
        (planned("2022-10"), StageLight.RED),
        (planned("2022-11"), StageLight.AMBER),
        (planned("2022-12"), StageLight.GREEN),
        (planned("2022"), StageLight.GREEN),
        (planned("2021"), StageLight.RED),
        (planned(""), StageLight.NONE),
        (planned("2022-10", "2022-11-20"), StageLight.DONE),
        (planned("", "2022-11-20"), StageLight.DONE),
    ],
)
def test_light_of_a_stage_compares_the_last_day_planned_with_today(stage: Stage, light: StageLight) -> None:
    assert stage_light(stage, TODAY) is light


@given(st.lists(stages, max_size=5))
def test_a_project_shows_the_worst_light_of_its_open_stages(found: list[Stage]) -> None:
    lights = [stage_light(one, TODAY) for one in found]
    light = project_light(found, TODAY)
    if StageLight.RED in lights:
        assert light is StageLight.RED
    assert (light is StageLight.DONE) == (bool(lights) and set(lights) == {StageLight.DONE})
    assert light in {*lights, StageLight.NONE}


@given(moments)
def test_a_stage_is_near_for_thirty_days_before_it_is_late(day: PartialDate) -> None:
    last = day.first_day()
    stage = Stage("投产", day, None)
    assert stage_light(stage, last + timedelta(days=1)) is StageLight.RED
    assert stage_light(stage, last - timedelta(days=NEAR_DAYS)) is StageLight.AMBER
    assert stage_light(stage, last - timedelta(days=NEAR_DAYS + 1)) is StageLight.GREEN


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (planned("2022-11-18"), "已逾期 5 天"),
        (planned("2022-11-30"), "还有 7 天"),
        (planned("2022-06-30", "2022-07-12"), "晚 12 天"),
        (planned("2022-07-31", "2022-07-12"), "提前 19 天"),
        (planned("2022-07", "2022-07-12"), "按期"),
        (planned("2022-07", "2022-08"), ""),
        (planned("", "2022-08-01"), ""),
        (planned(""), ""),
    ],
)
def test_delay_is_said_in_days_where_the_days_are_known(stage: Stage, words: str) -> None:
    assert delay_words(stage, TODAY) == words
