"""Checks of the monthly figures that one unit reported (E204-1 批零, S204-1 住餐)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from itertools import chain, product

from dadu_desktop.domain.growth import growth
from dadu_desktop.domain.money import format_amount
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.rounding import round_half_up


class Indicator(StrEnum):
    """What is reported, in the words of the forms."""

    SALES = "商品销售额"
    RETAIL = "零售额"
    ONLINE_SALES = "通过公共网络实现的商品销售额"
    ONLINE_RETAIL = "通过公共网络实现的零售额"
    STOCK = "期末商品库存额"
    TURNOVER = "营业额"
    ROOMS = "客房收入"
    MEALS = "餐费收入"
    GOODS = "商品销售额（住餐）"
    OTHER = "其他收入"


class Level(StrEnum):
    """An error has to be mended; a warning may be passed with a written reason."""

    ERROR = "错误"
    WARNING = "提醒"


@dataclass(frozen=True)
class Finding:
    """One doubtful figure: ``field`` is the indicator, the sentence is for the person."""

    level: Level
    field: str
    sentence: str


@dataclass(frozen=True)
class Reported:
    """The four columns of an indicator, in 万元; None where nothing was reported."""

    month: Decimal | None = None
    month_base: Decimal | None = None
    cumulative: Decimal | None = None
    cumulative_base: Decimal | None = None


Figures = Mapping[Indicator, Reported]
"""What one unit reported for one month."""

COLUMNS = {
    "month": "本月",
    "month_base": "上年同月",
    "cumulative": "本年累计",
    "cumulative_base": "上年累计",
}
LARGE_CHANGE = 100
SLIPS = (10, 1000, 10_000)
SLIP_REACH = Decimal("0.15")
"""How far from a slip's factor a ratio may be, as a share of it."""

_PARTS = (Indicator.ROOMS, Indicator.MEALS, Indicator.GOODS, Indicator.OTHER)
_WITHIN = (
    (Indicator.RETAIL, Indicator.SALES),
    (Indicator.ONLINE_SALES, Indicator.SALES),
    (Indicator.ONLINE_RETAIL, Indicator.RETAIL),
)


def check_figures(month: Month, figures: Figures, last_month: Figures | None = None) -> list[Finding]:
    """Return what is wrong or doubtful in a unit's figures, errors first.

    ``last_month`` are the unit's figures of the month before, where there are any.
    """
    before = last_month or {}
    each = (
        chain(_cumulated(month, name, now, before.get(name)), _unusual(name, now, before.get(name)))
        for name, now in figures.items()
    )
    found = chain(_negative(figures), _too_large(figures), _not_the_sum(figures), *each)
    return sorted(found, key=lambda finding: finding.level is Level.WARNING)


def _columns(reported: Reported) -> Iterator[tuple[str, Decimal | None]]:
    """Yield the label and the figure of each column."""
    for column in fields(reported):
        yield COLUMNS[column.name], getattr(reported, column.name)


def _negative(figures: Figures) -> Iterator[Finding]:
    """Find figures below zero."""
    for name, reported in figures.items():
        for label, value in _columns(reported):
            if value is not None and value < 0:
                sentence = f"{name}（{label}）为负数 {_say(value)} 万元，请向企业核实。"
                yield Finding(Level.ERROR, name, sentence)


def _too_large(figures: Figures) -> Iterator[Finding]:
    """Find parts that are larger than their whole (零售额 > 商品销售额)."""
    for part, whole in _WITHIN:
        pairs = zip(
            _columns(figures.get(part, Reported())), _columns(figures.get(whole, Reported())), strict=True
        )
        for (label, value), (_, limit) in pairs:
            if value is not None and limit is not None and value > limit:
                sentence = f"{part}（{label}）{_say(value)} 万元大于{whole} {_say(limit)} 万元，请核对。"
                yield Finding(Level.ERROR, part, sentence)


def _not_the_sum(figures: Figures) -> Iterator[Finding]:
    """Find a 营业额 that is not the sum of its parts; once a part is reported, the others count as zero."""
    turnover = figures.get(Indicator.TURNOVER, Reported())
    parts = [dict(_columns(figures[name])) for name in _PARTS if name in figures]
    for label, value in _columns(turnover):
        known = [amount for part in parts if (amount := part[label]) is not None]
        if value is not None and known and sum(known) != value:
            total = _say(sum(known, Decimal(0)))
            sentence = f"营业额（{label}）{_say(value)} 万元不等于各项收入之和 {total} 万元，请核对。"
            yield Finding(Level.ERROR, Indicator.TURNOVER, sentence)


def _cumulated(month: Month, name: Indicator, now: Reported, before: Reported | None) -> Iterator[Finding]:
    """Warn where the cumulated figure is not last month's and this month's together; corrections do that."""
    if name is Indicator.STOCK or now.month is None or now.cumulative is None:
        return
    start = Decimal(0) if month.joint or month.month == 1 else (before or Reported()).cumulative
    if start is not None and start + now.month != now.cumulative:
        difference = now.cumulative - start - now.month
        sentence = f"{name}本年累计与“上月累计＋本月”相差 {_say(difference)} 万元，如有更正请说明。"
        yield Finding(Level.WARNING, name, sentence)


def _unusual(name: Indicator, now: Reported, before: Reported | None) -> Iterator[Finding]:
    """Warn of a unit slip, of a figure like last month's and of a change above 100 %."""
    if not now.month:
        return
    past = before.month if before else None
    if slip := _slip(now.month, (past, now.month_base)):
        yield Finding(Level.WARNING, name, f"{name}本月数约为以往的{slip}，疑为单位填错，请核对。")
    if now.month == past:
        yield Finding(Level.WARNING, name, f"{name}本月数与上月完全相同（{_say(past)} 万元），请核实。")
    rate = growth(now.month, now.month_base).rate
    if rate is not None and abs(rate) > LARGE_CHANGE:
        yield Finding(
            Level.WARNING, name, f"{name}同比变动 {round_half_up(rate, 1)}%，超过100%，请说明原因。"
        )


def _slip(value: Decimal, history: tuple[Decimal | None, ...]) -> str:
    """Return the factor ("10倍", "1/1000") by which a figure seems to be in another unit than its history."""
    for past, factor in product((past for past in history if past and past > 0), SLIPS):
        if abs(value / past / factor - 1) <= SLIP_REACH:
            return f"{factor}倍"
        if abs(value / past * factor - 1) <= SLIP_REACH:
            return f"1/{factor}"
    return ""


def _say(amount: Decimal) -> str:
    """Write an amount to the last place that was reported."""
    return format_amount(amount, places=6)
