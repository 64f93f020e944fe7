"""Widths of the columns of a printed table, from what is in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dadu_desktop.reporting.grid import PAD_X
from dadu_desktop.reporting.line_breaking import LINE_SEPARATOR, Measure, Run, widest_atom
from dadu_desktop.reporting.page import Role

_SAMPLE = 400
_HEADER_LINES = 2
_LONG = 0.9
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
"""A day stands on one line."""
_SHORT = 4.5
"""Texts of so many characters look torn on two lines."""


class Need(NamedTuple):
    """What a column needs: the width below which words are broken, and the width it would like; in points."""

    least: float
    liked: float


def column_need(
    header: str, texts: Sequence[str], measure: Measure, *, header_role: Role, role: Role, limit: float
) -> Need:
    """Measure a column; ``limit`` is the widest that it may ask for, in points."""
    sample = [line for text in texts[:: max(1, len(texts) // _SAMPLE)] for line in text.split(LINE_SEPARATOR)]
    head = measure.fonts.width(header, header_role, measure.size)
    head_least = max(widest_atom(header, header_role, measure), head / _HEADER_LINES + measure.size / 2)
    days = (measure.width([Run(text, role)]) for text in sample if _DAY.fullmatch(text))
    least = max([head_least, *days, *(widest_atom(text, role, measure) for text in sample)])
    lengths = sorted(measure.fonts.width(text, role, measure.size) for text in sample) or [0.0]
    usual = lengths[min(len(lengths) - 1, int(len(lengths) * _LONG))]
    if usual <= _SHORT * measure.size:
        least = max(least, usual)
    liked = max(least, min(limit, max(usual, head)))
    return Need(least + 2 * PAD_X + 0.5, liked + 2 * PAD_X + 0.5)


def fit_columns(needs: Sequence[Need], available: float) -> list[float] | None:
    """Share a width out between columns; None when words would have to be broken."""
    least, liked = sum(need.least for need in needs), sum(need.liked for need in needs)
    if least > available + 0.01:
        return None
    if liked <= available:
        return [need.liked * available / liked for need in needs]
    part = (available - least) / (liked - least)
    return [need.least + (need.liked - need.least) * part for need in needs]


def squeeze_columns(needs: Sequence[Need], available: float) -> list[float]:
    """Share out a width that is too small, in proportion to what is needed."""
    least = sum(need.least for need in needs)
    return [need.least * available / least for need in needs]
