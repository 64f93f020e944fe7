"""Breaking Chinese text into lines.

No line begins with a closing mark or ends with an opening one, a number keeps its sign and its unit, a Latin word
stays whole (GB/T 15834-2011, 5.1). A closing mark at the end of a line may hang over by the half of it that is
blank. Where Chinese meets Latin letters or digits a style may ask for a thin space, which is no character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.page import Role

LINE_SEPARATOR = "\u2028"
"""A forced new line inside a paragraph or a table cell."""

CLOSING = "，。、；：？！）》〉」』】〕〗”’…—·％℃,.;:?!)]}%"
OPENING = "（《〈「『【〔〖“‘([{￥¥$＄"
HANGING = "，。、；：？！）》〉」』】〕〗”’"

_NUMBER = r"第?[-−+±]?\d[\d,]*(?:\.\d+)?(?:[-—～~/.:]\d+(?:\.\d+)?)*"
_UNIT = r"(?:个百分点|平方米|公里|百分点|亿|千|百|余|多|万|元|个|家|户|人|次|场|条|项|件|倍|年|月|日|号|位|名|岁|期|份|吨|亩|台|辆|天|批|类|所|间|起|笔|宗|小时|分钟|㎡|[%％‰℃])"
_WORD = r"[A-Za-z0-9]+(?:[-.,:/+@_&'][A-Za-z0-9]+)*"
_SHORT_NOTE = r"(?<=（)[^（）\s]{1,3}(?=）)"
"""A unit or the like in brackets, （万元）."""
_ATOM = re.compile(
    rf"[{re.escape(OPENING)}]*(?:{_SHORT_NOTE}|{_NUMBER}{_UNIT}*(?![A-Za-z0-9])|{_WORD}|—+|…+|\S|\s)[{re.escape(CLOSING)}]*\s*"
)


_SEAM = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u3400-\u9fff])")
_NARROWER = 0.5
"""Points by which a line is made shorter than its words, so that one of them goes to the next."""


class Run(NamedTuple):
    """A stretch of text in one typeface; ``figure`` is the place of the figure that it says, 0 for none."""

    text: str
    role: Role
    figure: int = 0


class Line(NamedTuple):
    """One line: its runs, its natural width in points, and whether it ends a paragraph or a forced line."""

    runs: tuple[Run, ...]
    width: float
    last: bool

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)


class Measure(NamedTuple):
    """What widths depend on."""

    fonts: FontSet
    size: float
    char_space: float = 0
    latin_gap: float = 0
    hang: bool = True  # whether a closing mark may hang over the end of a line by half

    def width(self, runs: Sequence[Run]) -> float:
        """Measure runs in points, without the space after the last character."""
        total = sum(self.fonts.width(run.text, run.role, self.size, self.char_space) for run in runs)
        if self.latin_gap:
            total += self.latin_gap * (len(seams("".join(run.text for run in runs))) - 1)
        return total - self.char_space if total else 0


def seams(text: str) -> list[str]:
    """Split a text where Chinese meets Latin letters or digits."""
    return _SEAM.split(text)


def atoms(text: str) -> list[str]:
    """Split a text where a line may be broken."""
    return _ATOM.findall(text)


def widest_atom(text: str, role: Role, measure: Measure) -> float:
    """Measure the widest piece of a text that may not be broken."""
    return max((measure.width([Run(atom.rstrip(), role)]) for atom in atoms(text)), default=0)


def break_lines(runs: Sequence[Run], width: float, measure: Measure, first_indent: float = 0) -> list[Line]:
    """Break runs into lines of at most ``width`` points, the first shorter by ``first_indent``."""
    lines: list[Line] = []
    for forced in forced_lines(runs):
        indent = first_indent if not lines else 0
        lines += _fill(forced, width, indent, measure)
    return lines


def balance_lines(runs: Sequence[Run], width: float, measure: Measure) -> list[Line]:
    """Break runs into no more lines than ``break_lines``, as even as they can be: 活动／主题 and not 活动主／题."""
    least = max(widest_atom(run.text, run.role, measure) for run in runs)
    lines = break_lines(runs, width, measure)
    while (room := _widest(lines) - _NARROWER) > least:
        narrower = break_lines(runs, room, measure)
        if len(narrower) > len(lines) or _widest(narrower) > room:  # by a mark that hangs over
            break
        lines = narrower
    return lines


def _widest(lines: Sequence[Line]) -> float:
    """Give the width of the widest line."""
    return max(line.width for line in lines)


def forced_lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Split runs at the line separators in them."""
    current: list[Run] = []
    for run in runs:
        head, *rest = run.text.split(LINE_SEPARATOR)
        current.append(run._replace(text=head))
        for part in rest:
            yield current
            current = [run._replace(text=part)]
    yield current


def _fill(runs: Sequence[Run], width: float, indent: float, measure: Measure) -> list[Line]:
    """Fill line after line with what fits."""
    if measure.width(runs) <= width - indent:  # most cells: nothing need be taken apart
        return [closed_line(runs, measure, last=True)]
    lines: list[Line] = []
    current: list[Run] = []
    used, room = 0.0, width - indent
    for atom in pieces(runs, measure, room):
        fresh = measure.width(atom) + (_joint(current[-1], atom[0], measure) if current else 0)
        if current and used + fresh - _slack(atom, measure) > room + 0.01:
            lines.append(closed_line(current, measure, last=False))
            current, used, room = [], 0.0, width
            fresh = measure.width(atom)
        current += atom
        used += fresh
    lines.append(closed_line(current, measure, last=True))
    return lines


def _joint(before: Run, after: Run, measure: Measure) -> float:
    """Return the space between the end of one run and the beginning of the next."""
    meeting = len(seams(before.text[-1] + after.text[0])) > 1 if before.text and after.text else False
    return measure.char_space + (measure.latin_gap if meeting else 0)


def pieces(runs: Sequence[Run], measure: Measure, room: float) -> Iterator[list[Run]]:
    """Give the atoms as runs, those wider than a line character by character."""
    marks = _marks(runs)
    start = 0
    for atom in atoms("".join(run.text for run in runs)):
        piece = _restore(atom, marks[start : start + len(atom)])
        start += len(atom)
        if measure.width(piece) > room and len(atom) > 1:
            yield from ([run._replace(text=char)] for run in piece for char in run.text)
        else:
            yield piece


def _marks(runs: Sequence[Run]) -> list[Run]:
    """Give for each character the run that it stands in."""
    return [run for run in runs for _ in run.text]


def _restore(atom: str, marks: Sequence[Run]) -> list[Run]:
    """Join the characters of an atom to runs of one typeface and figure each."""
    if marks and marks.count(marks[0]) == len(marks):
        return [Run(atom, *marks[0][1:])]
    joined: list[Run] = []
    for char, mark in zip(atom, marks, strict=True):
        if joined and joined[-1][1:] == mark[1:]:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + char)
        else:
            joined.append(mark._replace(text=char))
    return joined


def _slack(atom: Sequence[Run], measure: Measure) -> float:
    """Return how far the end of an atom may hang over the line: blanks whole, a closing mark by half."""
    text = "".join(run.text for run in atom)
    bare = text.rstrip()
    blank = len(text) - len(bare)
    if not blank and bare[-1:] not in HANGING:
        return 0
    mark = measure.size / 2 if measure.hang and bare and bare[-1] in HANGING else 0
    return mark + measure.width([Run(" " * blank, atom[-1].role)])


def closed_line(runs: Sequence[Run], measure: Measure, *, last: bool) -> Line:
    """Close a line: blanks at its end go, neighbours of one typeface join, a hanging mark counts half."""
    text = "".join(run.text for run in runs).rstrip()
    joined = tuple(_restore(text, _marks(runs)[: len(text)]))
    hang = measure.size / 2 if measure.hang and not last and text and text[-1] in HANGING else 0
    return Line(joined, measure.width(joined) - hang, last)
