"""Early warning (预警): what of an enterprise's months asks for a visit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dadu_desktop.domain.growth import Growth
from dadu_desktop.domain.lights import STEEP_FALL
from dadu_desktop.domain.rounding import round_half_up

IN_A_ROW = 3


class AlarmKind(StrEnum):
    """What gave rise to an alarm."""

    FALLING = "连续下降"
    STEEP = "大幅下降"
    SILENT = "本月未报"
    SLIP = "疑似单位错"


@dataclass(frozen=True)
class Alarm:
    """One reason to look at an enterprise."""

    kind: AlarmKind
    sentence: str


@dataclass(frozen=True)
class MonthFact:
    """One month of an enterprise: its growth, and whether it reported at all."""

    growth: Growth
    reported: bool


def alarms(months: Sequence[MonthFact], slip: str = "") -> Iterator[Alarm]:
    """Say what is alarming in the last months (oldest first); ``slip`` is the factor of a suspected unit slip.

    With a slip the growth of the month means nothing, so that nothing else is said of it.
    """
    if not months:
        return
    last = months[-1]
    if not last.reported:
        yield Alarm(AlarmKind.SILENT, "本月还没有上报数据。")
        return
    if slip:
        yield Alarm(AlarmKind.SLIP, f"本月数约为以往的{slip}，疑为单位填错。")
        return
    rates = [one.growth.rate for one in months[-IN_A_ROW:]]
    falling = [rate for rate in rates if rate is not None and rate < 0]
    if len(falling) == IN_A_ROW:
        told = "、".join(f"{abs(round_half_up(rate, 1))}%" for rate in falling)
        yield Alarm(AlarmKind.FALLING, f"连续{IN_A_ROW}个月同比下降（{told}）。")
    if last.growth.rate is not None and last.growth.rate < STEEP_FALL:
        fall = abs(round_half_up(last.growth.rate, 1))
        yield Alarm(AlarmKind.STEEP, f"本月同比下降{fall}%，超过{abs(STEEP_FALL)}%。")


def suggestion(found: Sequence[Alarm]) -> str:
    """Say what to do about an enterprise's alarms."""
    kinds = {one.kind for one in found}
    if AlarmKind.SLIP in kinds:
        return "建议电话核对数据单位，再看走势。"
    if AlarmKind.SILENT in kinds:
        return "建议联系统计员催报，了解是否停业或有困难。"
    return "建议近期走访，了解下降原因和诉求。"
