"""Words of the briefing (简报) for figures, and the faults that creep into them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from dadu_desktop.domain.rounding import round_half_up

_SENTENCE_END = re.compile(r"[。！？；\n]")
_DOUBLE_SIGN = re.compile(
    r"(?:增长|下降|增加|减少|提高|上升|回落|降低|增幅|降幅)了?(?:为|达)?\s*[-−－—]\s*\d[\d.]*%?"
)
_POINTS_MEANT = re.compile(
    r"(?:增速|增幅|降幅|占比|比重|比例|\w{0,3}率)[^，,。；;]{0,12}?(?:提高|上升|下降|回落|降低|加快|放缓|收窄|扩大)了?\s*\d[\d.]*[%％]"
)
_YI = re.compile(r"\d[\d.,]*[余多]?亿")
_WAN = re.compile(r"\d[\d.,]*[余多]?万(?![人次户家平台辆张件])")
_AFTER_POINT = 1
_YI_FROM = 10_000

Basis = Literal["同比", "环比", "累计同比"]
"""What a growth is compared with."""


def change_words(rate: Decimal, places: int = _AFTER_POINT) -> str:
    """Return 增长4.0%, 下降2.3% or 持平 for a growth in per cent; what rounds to zero is 持平."""
    rounded = round_half_up(rate, places)
    if not rounded:
        return "持平"
    return f"{'增长' if rounded > 0 else '下降'}{abs(rounded)}%"


def ordinal_in_city(n: int) -> str:
    """Return 位居全市第2位."""
    return f"位居全市第{n}位"


def compared_words(basis: Basis, rate: Decimal | None, places: int = _AFTER_POINT) -> str:
    """Return 同比增长4.0%, 环比下降2.3% or 同比持平; "" where there is nothing to compare with."""
    return "" if rate is None else f"{basis}{change_words(rate, places)}"


def pace_words(rate: Decimal | None, before: Decimal | None, since: str = "上月") -> str:
    """Return 增速较上月提高1.2个百分点, 回落0.5个百分点 or 增速与上月持平; "" where one of the rates is missing.

    The difference is that of the printed rates: a reader may take one from the other.
    """
    if rate is None or before is None:
        return ""
    points = _printed(rate) - _printed(before)
    if not points:
        return f"增速与{since}持平"
    return f"增速较{since}{'提高' if points > 0 else '回落'}{abs(points)}个百分点"


def against_words(rate: Decimal | None, other: Decimal | None, whole: str = "全区") -> str:
    """Return 高于全区2.1个百分点, 低于全区0.3个百分点 or 与全区持平; "" where one of the rates is missing."""
    if rate is None or other is None:
        return ""
    points = _printed(rate) - _printed(other)
    if not points:
        return f"与{whole}持平"
    return f"{'高于' if points > 0 else '低于'}{whole}{abs(points)}个百分点"


def surpassed_words(amount: Decimal | None, before: Decimal | None) -> str:
    """Return 突破10亿元 where a sum of 万元 passed a round one since the time before; "" where it did not.

    Round are 1, 2 and 5 with noughts, from 1000万元 upwards; of several the largest is told. What reaches the round
    sum exactly is 达到.
    """
    if amount is None or before is None:
        return ""
    passed = [one for one in _round_sums(amount) if before < one <= amount]
    if not passed:
        return ""
    edge = max(passed)
    words = f"{edge // 10_000}亿元" if edge >= 10_000 else f"{edge}万元"
    return f"{'达到' if edge == amount else '突破'}{words}"


def expected_words(cumulative: Decimal | None, growth: Decimal | None, year_before: Decimal | None) -> str:
    """Return 预计全年69.1亿元左右: last year's whole at the growth so far; "" where something is missing or below zero.

    ``cumulative`` and ``year_before`` are 万元. A forecast is no figure of the statistics office: it says so by
    预计 and 左右, and is never below what there is already.
    """
    if cumulative is None or growth is None or not year_before or year_before < 0 or cumulative < 0:
        return ""
    whole = max(year_before * (100 + growth) / 100, cumulative)
    if whole >= _YI_FROM:
        return f"预计全年{round_half_up(whole / 10_000, 1)}亿元左右"
    return f"预计全年{round_half_up(whole, 0):,}万元左右"


def _printed(rate: Decimal) -> Decimal:
    """Round a rate as it is printed."""
    return round_half_up(rate, _AFTER_POINT)


def _round_sums(most: Decimal) -> Iterator[int]:
    """Count up the round sums of 万元."""
    unit = 1000
    while unit <= most:
        yield from (unit, 2 * unit, 5 * unit)
        unit *= 10


def lint_sentence(text: str) -> list[str]:
    """Return what is wrong with the figures of a text, one line a fault, sentence by sentence."""
    faults = []
    for sentence in filter(None, _SENTENCE_END.split(text)):
        faults += [f"“{found[0]}”：方向词后不能再用负数。" for found in _DOUBLE_SIGN.finditer(sentence)]
        faults += [f"“{found[0]}”：比率之差应写“个百分点”。" for found in _POINTS_MEANT.finditer(sentence)]
        if (yi := _YI.search(sentence)) and (wan := _WAN.search(sentence)):
            faults.append(f"“{yi[0]}”与“{wan[0]}”：一句话里亿和万混用，请统一单位。")
    return faults
