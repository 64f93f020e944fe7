"""Several points written into one cell under numbers: “1.停车难；2.租金高”, “一是…；二是…”, lines with （一） （二）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from dadu_desktop.domain.text import clean
from dadu_desktop.exchange.cell_texts import small_number

_CHINESE = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STYLES = (
    re.compile(r"(?P<number>[12]?\d)\s*(?P<mark>[.．、)）:：])(?P<after>\s*)"),
    re.compile(r"[(（]\s*(?P<number>[12]?\d)\s*[)）][.、]?\s*"),
    re.compile(rf"(?P<number>[{_CHINESE}]{{1,3}})\s*[、.．]\s*"),
    re.compile(rf"[(（]\s*(?P<number>[{_CHINESE}]{{1,3}})\s*[)）][、.]?\s*"),
    re.compile(rf"第?(?P<number>[{_CHINESE}]{{1,3}})(?:是|[，,:：])\s*"),
    re.compile(rf"(?P<number>[{_CIRCLED}])[.、]?\s*"),
)
"""The ways to number points; one cell keeps to one of them."""
SECOND_MARKS = ("2", "二", "②")
"""One of these is in every text of several points."""
_BREAK = re.compile(r"(?:^|[\n；;。！？!?：:])\s*$")
_PREFACE = re.compile(r"[^：:\n]{0,12}(?:问题|诉求|困难|建议|如下|以下)[^：:\n]{0,6}[：:]\s*")
_YEAR = re.compile(r"20\d\d年")
_LONGEST = 4_000
_LOOSE_END = "；;，,、 \n\t"
_WORDS = re.compile(r"[^\W\d_]")


class _Mark(NamedTuple):
    """Where a number stands, where the words behind it begin, and whether a sentence or line ends before it."""

    start: int
    end: int
    number: int
    breaks: bool


def points_of(text: str) -> tuple[str, ...]:
    """Part a text into its numbered points; () unless the numbering is unmistakable.

    That is: two points or more, numbered in one way from 1 without a gap or a number said twice, nothing before
    the first but words such as 主要问题：, and words in each.
    """
    if len(text) > _LONGEST:
        return ()
    begins = preface.end() if (preface := _PREFACE.match(text)) else 0
    for style in _STYLES:
        marks = list(_marks(style, text))
        for tried in ([one for one in marks if one.breaks], marks):
            numbers = [one.number for one in tried]
            if len(tried) > 1 and tried[0].start == begins and numbers == list(range(1, len(tried) + 1)):
                return _points(text, tried)
    return ()


def shared_out(cell: object, count: int) -> list[object]:
    """Give each of ``count`` points its share of another cell: the point of the same number, else all of it."""
    own = points_of(clean(cell)) if isinstance(cell, str) else ()
    if not own or len(own) > count:
        return [cell] * count
    return [*own, *[""] * (count - len(own))]


def _points(text: str, marks: list[_Mark]) -> tuple[str, ...]:
    """Cut a text at its numbers; () where one has no words."""
    ends = [*(after.start for _, after in pairwise(marks)), len(text)]
    points = tuple(
        text[mark.end : end].strip().rstrip(_LOOSE_END) for mark, end in zip(marks, ends, strict=True)
    )
    return points if all(map(_WORDS.search, points)) else ()


def _marks(style: re.Pattern[str], text: str) -> Iterator[_Mark]:
    """Find the numbers of one style; those that are part of an amount, a date or a list of amounts are none."""
    for found in style.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        breaks = _BREAK.search(before) is not None
        if re.search(r"[\dA-Za-z.．第之]$", before) or (not breaks and re.match(r"\d", after)):
            continue
        if "mark" in style.groupindex and _is_decimal(found, after):
            continue
        yield _Mark(found.start(), found.end(), _number(found["number"]), breaks)


def _is_decimal(found: re.Match[str], after: str) -> bool:
    """Tell 1.5 and 9:30 from a number before words; 1.2022年 is one."""
    return (
        found["mark"] in ".．:："
        and not found["after"]
        and re.match(r"\d", after) is not None
        and _YEAR.match(after) is None
    )


def _number(words: str) -> int:
    """Read the number of a point."""
    return _CIRCLED.index(words) + 1 if words in _CIRCLED else small_number(words)
