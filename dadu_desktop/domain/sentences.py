"""Words of the briefing (简报) for figures, and the faults that creep into them."""

from __future__ import annotations

import re
from decimal import Decimal

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


def change_words(rate: Decimal, places: int = _AFTER_POINT) -> str:
    """Return 增长4.0%, 下降2.3% or 持平 for a growth in per cent; what rounds to zero is 持平."""
    rounded = round_half_up(rate, places)
    if not rounded:
        return "持平"
    return f"{'增长' if rounded > 0 else '下降'}{abs(rounded)}%"


def points_words(points: Decimal, places: int = _AFTER_POINT) -> str:
    """Return 提高1.2个百分点, 下降0.5个百分点 or 持平 for a difference of two rates."""
    rounded = round_half_up(points, places)
    if not rounded:
        return "持平"
    return f"{'提高' if rounded > 0 else '下降'}{abs(rounded)}个百分点"


def ordinal_in_city(n: int) -> str:
    """Return 位居全市第2位."""
    return f"位居全市第{n}位"


def lint_sentence(text: str) -> list[str]:
    """Return what is wrong with the figures of a text, one line a fault, sentence by sentence."""
    faults = []
    for sentence in filter(None, _SENTENCE_END.split(text)):
        faults += [f"“{found[0]}”：方向词后不能再用负数。" for found in _DOUBLE_SIGN.finditer(sentence)]
        faults += [f"“{found[0]}”：比率之差应写“个百分点”。" for found in _POINTS_MEANT.finditer(sentence)]
        if (yi := _YI.search(sentence)) and (wan := _WAN.search(sentence)):
            faults.append(f"“{yi[0]}”与“{wan[0]}”：一句话里亿和万混用，请统一单位。")
    return faults
