"""What is doubtful in one figure though it may be right: unit slips, copies, digits swapped, great changes, outliers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from dadu_desktop.domain.growth import growth
from dadu_desktop.domain.money import format_amount
from dadu_desktop.domain.outliers import History, Judgement, expectations, judge, swaps
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.rounding import round_half_up

LARGE_CHANGE = 100
SLIPS = {10: 0.12, 1000: 0.35, 10_000: 0.35}
"""Factors between units with the reach of each, in powers of ten: a tenfold figure may also be a good month."""
TELLING_DIGITS = 3
"""A figure of fewer digits is often the same as last month's by chance; one more is asked of last year's."""


@dataclass(frozen=True)
class Single:
    """One figure of one unit: its month, last year's figure beside it, last month's, and what was before."""

    month: Month
    name: str
    value: Decimal
    base: Decimal | None = None
    last: Decimal | None = None
    history: History = field(default_factory=History)
    stock: bool = False  # what lies in store may well be as much as a year ago


def doubts(one: Single) -> Iterator[str]:
    """Say what should be looked at again, the likeliest cause only where several describe the same fault."""
    if slip := unit_slip(one):
        yield f"{one.name}本月数约为以往的{slip}，疑为单位填错，请核对。"
        return
    digits = len(one.value.normalize().as_tuple().digits)
    if one.value == one.last and digits >= TELLING_DIGITS:
        yield f"{one.name}本月数与上月完全相同（{say(one.value)} 万元），请核实。"
    elif one.value == one.base and digits > TELLING_DIGITS and not one.stock:
        yield f"{one.name}本月数与上年同月完全相同（{say(one.value)} 万元），请核实。"
    compared = _compared(one)
    if compared is None:
        return
    words, now, base = compared
    rate = growth(now, base).rate
    judged = judge(one.month, now, base, one.history) if words == "" else Judgement(None, None)
    if rate is not None and abs(rate) > LARGE_CHANGE:
        yield f"{one.name}{words}同比变动 {round_half_up(rate, 1)}%，超过100%，请说明原因。"
    elif judged.outlying:
        yield f"{one.name}本月数偏离本企业{_path(judged)}较远{_hint(one, base)}，请核实。"


def swapped(value: Decimal, wanted: Decimal) -> bool:
    """Tell whether a figure becomes ``wanted`` when two neighbouring digits are exchanged."""
    return any(turned == wanted for turned in swaps(value))


def say(amount: Decimal) -> str:
    """Write an amount to the last place that was reported."""
    return format_amount(amount, places=6)


def _expected(one: Single) -> list[float]:
    """Give what the figure could have been, by all that is known."""
    known = (one.last, one.base)
    bare = [float(amount) for amount in known if amount is not None and amount > 0]
    return [*bare, *expectations(one.month, one.base, one.history)]


def unit_slip(one: Single) -> str:
    """Return the factor ("10倍", "1/1000") by which a figure seems to be in another unit than expected."""
    if one.value <= 0 or not (likely := _expected(one)):
        return ""
    away = median(math.log10(float(one.value) / each) for each in likely)
    for factor, reach in SLIPS.items():
        if abs(abs(away) - math.log10(factor)) <= reach:
            return f"{factor}倍" if away > 0 else f"1/{factor}"
    return ""


def _compared(one: Single) -> tuple[str, Decimal, Decimal | None] | None:
    """Choose what is compared with last year: around the Spring Festival January and February together.

    The festival falls in either month, so that each alone swings; None where nothing can be compared yet.
    """
    if one.month.joint or one.month.month > 2:
        return "", one.value, one.base
    if one.month.month == 1:
        return None
    january = one.history.own.get(Month(one.month.year, 1))
    january_base = one.history.own.get(Month(one.month.year - 1, 1))
    if january is None or january_base is None or one.base is None:
        return None
    return "1—2月合计", one.value + january, one.base + january_base


def _path(judged: Judgement) -> str:
    """Name what a figure is compared with."""
    return "历史走势" if judged.trade is None else "历史走势和同行业增速" if judged.own else "同行业增速"


def _hint(one: Single, base: Decimal | None) -> str:
    """Offer the figure with two digits exchanged where it would be an ordinary one."""
    for turned in swaps(one.value):
        scores = judge(one.month, turned, base, one.history)
        if scores.own is not None and abs(scores.own) < 1:
            return f"，两位数字颠倒后的 {say(turned)} 则属正常"
    return ""
