"""Checks of the monthly figures that one unit reported (E204-1 批零, S204-1 住餐)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from itertools import chain

from dadu_desktop.domain.figure_doubts import Single, doubts, say, swapped
from dadu_desktop.domain.outliers import History
from dadu_desktop.domain.periods import Month


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

PARTS = (Indicator.ROOMS, Indicator.MEALS, Indicator.GOODS, Indicator.OTHER)
_WITHIN = (
    (Indicator.RETAIL, Indicator.SALES),
    (Indicator.ONLINE_SALES, Indicator.SALES),
    (Indicator.ONLINE_RETAIL, Indicator.RETAIL),
)


def check_figures(
    month: Month,
    figures: Figures,
    last_month: Figures | None = None,
    histories: Mapping[Indicator, History] | None = None,
    *,
    whole: bool = True,
) -> list[Finding]:
    """Return what is wrong or doubtful in a unit's figures, errors first.

    ``last_month`` are the unit's figures of the month before, where there are any; ``histories`` what it reported
    earlier and how its trade fares. Not ``whole``: figures that belong together may still follow, so that 营业额 and its
    parts are only doubted.
    """
    before, known = last_month or {}, histories or {}
    each = (
        chain(
            _cumulated(month, name, now, before.get(name)),
            _doubtful(month, name, now, before.get(name), known.get(name)),
        )
        for name, now in figures.items()
    )
    found = chain(_negative(figures), _too_large(figures), _not_the_sum(figures, whole=whole), *each)
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
                sentence = f"{name}（{label}）为负数 {say(value)} 万元，请向企业核实。"
                yield Finding(Level.ERROR, name, sentence)


def _too_large(figures: Figures) -> Iterator[Finding]:
    """Find parts that are larger than their whole (零售额 > 商品销售额)."""
    for part, whole in _WITHIN:
        pairs = zip(
            _columns(figures.get(part, Reported())), _columns(figures.get(whole, Reported())), strict=True
        )
        for (label, value), (_, limit) in pairs:
            if value is not None and limit is not None and value > limit:
                sentence = f"{part}（{label}）{say(value)} 万元大于{whole} {say(limit)} 万元，请核对。"
                yield Finding(Level.ERROR, part, sentence)


def _not_the_sum(figures: Figures, *, whole: bool) -> Iterator[Finding]:
    """Find a 营业额 that is not the sum of its parts; once a part is reported, the others count as zero."""
    turnover = figures.get(Indicator.TURNOVER, Reported())
    parts = [dict(_columns(figures[name])) for name in PARTS if name in figures]
    for label, value in _columns(turnover):
        known = [amount for part in parts if (amount := part[label]) is not None]
        total = sum(known, Decimal(0))
        to_come = not whole and len(known) < len(PARTS) and value is not None and total < value
        if value is not None and known and total != value and not to_come:
            sentence = f"营业额（{label}）{say(value)} 万元不等于各项收入之和 {say(total)} 万元，请核对。"
            yield Finding(Level.ERROR if whole else Level.WARNING, Indicator.TURNOVER, sentence)


def _cumulated(month: Month, name: Indicator, now: Reported, before: Reported | None) -> Iterator[Finding]:
    """Warn where the cumulated figure is not last month's and this month's together; corrections do that."""
    if name is Indicator.STOCK or now.month is None or now.cumulative is None:
        return
    start = Decimal(0) if month.joint or month.month == 1 else (before or Reported()).cumulative
    if start is not None and start + now.month != now.cumulative:
        difference = now.cumulative - start - now.month
        turned = swapped(now.month, now.cumulative - start) or swapped(now.cumulative, start + now.month)
        advice = "疑为相邻两位数字颠倒，请核对" if turned else "如有更正请说明"
        sentence = f"{name}本年累计与“上月累计＋本月”相差 {say(difference)} 万元，{advice}。"
        yield Finding(Level.WARNING, name, sentence)


def _doubtful(
    month: Month, name: Indicator, now: Reported, before: Reported | None, history: History | None
) -> Iterator[Finding]:
    """Warn of what a single figure shows."""
    if not now.month or now.month < 0:
        return
    last = before.month if before else None
    one = Single(month, name, now.month, now.month_base, last, history or History(), name is Indicator.STOCK)
    yield from (Finding(Level.WARNING, name, sentence) for sentence in doubts(one))
