"""Indicators (指标) of an assistance case: amounts, counts, ratios, peaks, ranks and milestones."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from dadu_desktop.domain.approximate import Approximate, read_approximate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import Unit, plain
from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.domain.text import clean, narrow


class IndicatorKind(StrEnum):
    """What an indicator measures; decides how its values are read and spoken of."""

    AMOUNT = "金额"
    COUNT = "数量"
    RATIO = "比率"
    PEAK = "峰值"
    RANK = "排名"
    MILESTONE = "节点"


class ProgressLight(StrEnum):
    """How far work is behind its schedule, with the word that is printed beside the colour."""

    GREEN = "绿·正常"
    AMBER = "黄·滞后"
    RED = "红·严重滞后"


AMBER_BEHIND, RED_BEHIND = 10, 30
"""Percentage points behind schedule: yellow from 10 to 30, red above."""

_RATIO = re.compile(r"(?P<hedge>\D*?)(?P<number>-?\d+(?:\.\d+)?)(?:%|个?百分点)?(?P<after>左右|以上)?")
_RANK = re.compile(
    r"第?(?P<place>\d+)(?:位|名)?(?:/|\(共|,?共)(?P<of>\d+)(?:家|位|名)?\)?|第(?P<alone>\d+)[位名]?"
)
_NOT_YET = re.compile("未(?!来)|尚|没|^[否待]")


@dataclass(frozen=True)
class IndicatorValue:
    """One reading: its number (万元, count, per cent, place, 1 for reached) and the words given.

    ``out_of`` is the number of those ranked, None where it is not told.
    """

    kind: IndicatorKind
    number: Decimal
    words: str
    out_of: int | None = None


def read_indicator(kind: IndicatorKind, text: str, unit: str = "") -> IndicatorValue:
    """Read a value of an indicator in its words; InputProblem when it does not suit the kind.

    Amounts without a unit of their own are in ``unit`` (万元 when empty); counts and peaks are counts.
    """
    words = clean(text)
    match kind:
        case IndicatorKind.AMOUNT:
            money = Unit(unit or Unit.WAN.value)
            return _hedged(kind, read_approximate(words, money), money.value)
        case IndicatorKind.COUNT | IndicatorKind.PEAK:
            return _hedged(kind, read_approximate(words, unit), unit)
        case IndicatorKind.RATIO:
            return _read_ratio(words)
        case IndicatorKind.RANK:
            return _read_rank(words)
        case IndicatorKind.MILESTONE:
            return _read_milestone(words)


def _hedged(kind: IndicatorKind, read: Approximate, unit: str) -> IndicatorValue:
    """Return a value that may be hedged; a bare number gets its unit."""
    said = read.text()
    return IndicatorValue(kind, read.value, f"{said}{unit}" if said[-1].isdigit() else said)


def _read_ratio(words: str) -> IndicatorValue:
    """Read 35.7%, 约35% or 35.7 (per cent)."""
    found = _RATIO.fullmatch(narrow(words).replace(" ", ""))
    if not found:
        raise InputProblem(f"“{words}”不是比率，请写成 35.7%。")
    return IndicatorValue(IndicatorKind.RATIO, plain(Decimal(found["number"])), words)


def _read_rank(words: str) -> IndicatorValue:
    """Read 81/81, 第81位（共81家） or 第2位."""
    found = _RANK.fullmatch(narrow(words).replace(" ", ""))
    place = int(found["place"] or found["alone"]) if found else 0
    out_of = int(found["of"]) if found and found["of"] else None
    if place < 1 or (out_of is not None and place > out_of):
        raise InputProblem(f"“{words}”不是名次，请写成“名次/总数”，如 1/81。")
    return IndicatorValue(IndicatorKind.RANK, Decimal(place), words, out_of)


def _read_milestone(words: str) -> IndicatorValue:
    """Read whether a milestone is reached: 未开门, or 已开门 or the day on which it was."""
    if not words:
        raise InputProblem("请写明节点情况，如“未开工”“2022年5月正式开门”。")
    return IndicatorValue(IndicatorKind.MILESTONE, Decimal(not _NOT_YET.search(words)), words)


def describe(
    kind: IndicatorKind,
    base: IndicatorValue | None,
    target: IndicatorValue | None,
    actual: IndicatorValue | None,
) -> str:
    """Say an indicator's way from base over target to actual in one Chinese sentence without a full stop.

    Hedged words are said as they were given and no growth is reckoned from them.
    """
    parts = [_movement(kind, base, actual)]
    if target:
        reached = "" if actual is None else _verdict(kind, base, target, actual)
        parts.append(f"目标{_spoken(target)}{reached}")
    return "，".join(part for part in parts if part)


def _movement(kind: IndicatorKind, base: IndicatorValue | None, actual: IndicatorValue | None) -> str:
    """Say where an indicator came from and where it is."""
    if base is None or actual is None:
        known = base or actual
        return "" if known is None else f"{'基期' if base else '实际'}{_spoken(known)}"
    if kind is IndicatorKind.MILESTONE:
        return f"{base.words}→{actual.words}"
    if base.number == actual.number:
        return f"保持在{_spoken(actual)}"
    now = replace(actual, out_of=None) if actual.out_of == base.out_of else actual
    return f"由{_spoken(base)}{_verb(kind, base, actual)}{_spoken(now)}{_by(kind, base, actual)}"


def _verb(kind: IndicatorKind, base: IndicatorValue, actual: IndicatorValue) -> str:
    """Return the word for the direction; a smaller place in a ranking is a rise."""
    if kind is IndicatorKind.RANK:
        return "升至" if actual.number < base.number else "降至"
    if kind is IndicatorKind.RATIO:
        return "提高到" if actual.number > base.number else "下降到"
    return "增至" if actual.number > base.number else "减至"


def _by(kind: IndicatorKind, base: IndicatorValue, actual: IndicatorValue) -> str:
    """Say the difference of ratios in percentage points."""
    if kind is not IndicatorKind.RATIO:
        return ""
    verb = "提高" if actual.number > base.number else "下降"
    return f"（{verb}{abs(actual.number - base.number):f}个百分点）"


def _spoken(value: IndicatorValue) -> str:
    """Say one value."""
    if value.kind is IndicatorKind.RANK:
        return f"第{value.number}位" + (f"（共{value.out_of}家）" if value.out_of else "")
    if value.kind is IndicatorKind.RATIO and not re.search("%|％|百分点", value.words):
        return f"{value.words}%"
    return value.words


def _verdict(
    kind: IndicatorKind, base: IndicatorValue | None, target: IndicatorValue, actual: IndicatorValue
) -> str:
    """Say whether the target is reached, and how far the way is done where that can be told."""
    if is_reached(kind, target, actual, base):
        return "（已达到）"
    done = progress(base, target, actual)
    return "（未达到）" if done is None else f"（完成{round_half_up(done, 1)}%）"


def is_reached(
    kind: IndicatorKind, target: IndicatorValue, actual: IndicatorValue, base: IndicatorValue | None = None
) -> bool:
    """Tell whether the target is met; a rank, or a target below the base, is met from above."""
    downwards = kind is IndicatorKind.RANK or (base is not None and target.number < base.number)
    return actual.number <= target.number if downwards else actual.number >= target.number


def progress(base: IndicatorValue | None, target: IndicatorValue, actual: IndicatorValue) -> Decimal | None:
    """Return the per cent of the way from base (zero when None) to target; None without a way."""
    start = base.number if base else Decimal(0)
    way = target.number - start
    return (actual.number - start) * 100 / way if way else None


def progress_light(done: Decimal, scheduled: Decimal) -> ProgressLight:
    """Return the light of work that is ``done`` per cent where ``scheduled`` per cent should be."""
    behind = scheduled - done
    if behind > RED_BEHIND:
        return ProgressLight.RED
    return ProgressLight.AMBER if behind >= AMBER_BEHIND else ProgressLight.GREEN
