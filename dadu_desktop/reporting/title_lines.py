"""Breaking a title into lines: words stay whole and the lines are of like length (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise, takewhile

from dadu_desktop.reporting.line_breaking import (
    Line,
    Measure,
    Run,
    break_lines,
    closed_line,
    forced_lines,
    pieces,
)

_ENDS = re.compile("公司|集团|中心|商场|广场|委员会|企业|工作|政策|关于|[”》）、的年月]")
_BEGINS = re.compile("[“《（]")
_WORD_CUT = 60
"""What a break that may go through a word costs, in squares of a character by which a line falls short."""

_TOO_LONG = float("inf")


def break_title(runs: Sequence[Run], width: float, measure: Measure) -> list[Line]:
    """Break runs into as few lines as ``break_lines`` does, where the sense allows it and as even as can be."""
    return [line for forced in forced_lines(runs) for line in _even(forced, width, measure)]


def _even(runs: Sequence[Run], width: float, measure: Measure) -> list[Line]:
    """Choose the breaks of one forced line."""
    greedy = break_lines(runs, width, measure)
    parts = list(pieces(runs, measure, width))
    ends = list(accumulate(sum(len(run.text) for run in part) for part in parts))
    seams = _seams("".join(run.text for run in runs))

    @cache
    def best(start: int, lines: int) -> tuple[float, tuple[int, ...]]:
        """Give cost and breaks of the parts from ``start`` on, set in so many lines."""
        if lines == 1:
            return fall(start, len(parts)), ()
        stops = takewhile(
            lambda stop: fall(start, stop) < _TOO_LONG, range(start + 1, len(parts) - lines + 2)
        )
        found = [
            (fall(start, stop) + _WORD_CUT * (ends[stop - 1] not in seams) + rest, (stop, *breaks))
            for stop in stops
            for rest, breaks in (best(stop, lines - 1),)
        ]
        return min(found, default=(_TOO_LONG, ()))

    @cache
    def fall(start: int, stop: int) -> float:
        """Square the room that a line of these parts leaves; without bound where it is too long."""
        room = width - set_line(start, stop).width
        return (room / measure.size) ** 2 if room >= 0 else _TOO_LONG

    def set_line(start: int, stop: int) -> Line:
        """Make a line of these parts."""
        return closed_line(
            [run for part in parts[start:stop] for run in part], measure, last=stop == len(parts)
        )

    cost, breaks = best(0, len(greedy))
    if cost == _TOO_LONG:  # by a mark that hangs over
        return greedy
    edges = [0, *breaks, len(parts)]
    return [set_line(start, stop) for start, stop in pairwise(edges)]


def _seams(text: str) -> frozenset[int]:
    """List the places where a title may be broken between two words."""
    return frozenset(
        (*(one.end() for one in _ENDS.finditer(text)), *(one.start() for one in _BEGINS.finditer(text)))
    )
