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
_LONG_HEADER = 10
"""A header of more characters, mostly one with its unit in brackets, may take one line more."""
_LONG = 0.9
_DAY = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")
"""A day or a month stands on one line."""
_SHORT = 4.5
"""Texts of so many characters look torn on two lines."""
_MODEST = 6.5
"""Texts of so many characters stand on one line where there is room."""


class Need(NamedTuple):
    """What a column needs, in points: below ``least`` words are broken, ``liked`` suits its texts.

    ``ample`` suits its header too, which else stands on two lines. From ``whole`` on texts of a few characters stand
    on one line: a width between ``least`` and that is of no use.
    """

    least: float
    liked: float
    ample: float = 0
    whole: float = 0


def column_need(
    header: str, texts: Sequence[str], measure: Measure, *, header_role: Role, role: Role, limit: float
) -> Need:
    """Measure a column; ``limit`` is the widest that it may ask for, in points."""
    sample = [line for text in texts[:: max(1, len(texts) // _SAMPLE)] for line in text.split(LINE_SEPARATOR)]
    head = measure.fonts.width(header, header_role, measure.size)
    lines = _HEADER_LINES + (head > _LONG_HEADER * measure.size)
    head_least = max(widest_atom(header, header_role, measure), head / lines + measure.size / 2)
    days = (measure.width([Run(text, role)]) for text in sample if _DAY.fullmatch(text))
    least = max([head_least, *days, *(widest_atom(text, role, measure) for text in sample)])
    # the empty cells of a column say nothing about the few that are filled
    lengths = sorted(measure.fonts.width(text, role, measure.size) for text in sample if text) or [0.0]
    usual = lengths[min(len(lengths) - 1, int(len(lengths) * _LONG))]
    if usual <= _SHORT * measure.size:
        least = max(least, usual)
    modest = usual <= _MODEST * measure.size
    liked = max(least, usual if modest else min(limit, usual))
    ample = max(liked, min(limit, head))
    whole = liked if modest else least
    return Need(*(width + 2 * PAD_X + 0.5 for width in (least, liked, ample, whole)))


def fit_columns(needs: Sequence[Need], available: float) -> list[float] | None:
    """Share a width out between columns; None when words would have to be broken."""
    if sum(need.least for need in needs) > available + 0.01:
        return None
    needs = _with_whole_words(needs, available)
    for step in (_between_least_and_liked, _between_liked_and_ample):
        low, high = (sum(widths) for widths in zip(*map(step, needs), strict=True))
        if available < high:
            part = max(0, available - low) / (high - low)
            return [begin + (end - begin) * part for begin, end in map(step, needs)]
    ample = [max(need.liked, need.ample) for need in needs]
    return [width * available / sum(ample) for width in ample]


def _with_whole_words(needs: Sequence[Need], available: float) -> list[Need]:
    """Give columns of short texts what they need for one line, those first that need the least for it."""
    widened = list(needs)
    room = available - sum(need.least for need in needs)
    for at in sorted(range(len(needs)), key=lambda at: needs[at].whole - needs[at].least):
        more = needs[at].whole - needs[at].least
        if 0 < more <= room:
            widened[at] = needs[at]._replace(least=needs[at].whole)
            room -= more
    return widened


def _between_least_and_liked(need: Need) -> tuple[float, float]:
    """Give the widths between which a column lies in a narrow table."""
    return need.least, need.liked


def _between_liked_and_ample(need: Need) -> tuple[float, float]:
    """Give the widths between which a column lies where its texts have room."""
    return need.liked, max(need.liked, need.ample)


def squeeze_columns(needs: Sequence[Need], available: float) -> list[float]:
    """Share out a width that is too small, in proportion to what is needed."""
    least = sum(need.least for need in needs)
    return [need.least * available / least for need in needs]
