"""The light of an enterprise's month, with the word that is printed beside the colour."""

from __future__ import annotations

from enum import StrEnum

from dadu_desktop.domain.growth import Growth

STEEP_FALL = -20
"""A growth in per cent below which an enterprise is looked after."""


class FigureLight(StrEnum):
    """How an enterprise fares this month."""

    GREEN = "绿·正常"
    AMBER = "黄·下降"
    RED = "红·预警"
    NONE = "灰·未报"


def figure_light(growth: Growth, *, reported: bool) -> FigureLight:
    """Choose the light: red below -20 %, amber for any fall, grey where nothing was reported."""
    if not reported:
        return FigureLight.NONE
    if growth.rate is None or growth.rate >= 0:
        return FigureLight.GREEN
    return FigureLight.RED if growth.rate < STEEP_FALL else FigureLight.AMBER
