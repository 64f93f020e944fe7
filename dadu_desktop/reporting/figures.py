"""Numbers of a document that say where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class How(StrEnum):
    """How a number follows from records."""

    COUNT = "计数"
    TIMES = "家次"  # every enterprise of every visit
    DISTINCT = "企业数（不重复）"
    SHARE = "比率"  # the records, of those of the whole, in per cent
    SUM = "合计"
    GROWTH = "同比"
    BASE = "上年同期合计"
    PULL = "拉动"  # what one enterprise, the last of the keys, adds to the growth of all
    SAID = "推算"  # words that follow from sums of several months
    QUOTED = "原文"  # as one record says it


@dataclass(frozen=True)
class Basis:
    """The records behind a number and the rule that leads from them to it.

    ``ids`` are records of ``kind``; ``whole`` those that a share is of, or last year's behind a growth; ``keys`` the
    fields that are read.
    """

    label: str
    kind: str
    ids: tuple[int, ...]
    how: How
    rule: str
    whole: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A number, or the words in which it is said, with its basis; ``place`` counts the figures of a document."""

    value: object
    basis: Basis
    place: int

    def __bool__(self) -> bool:
        """Be true where there is something to say: templates ask."""
        return bool(self.value)

    def __str__(self) -> str:
        """Say the value alone, for templates that join it to other words."""
        return f"{self.value:,f}" if isinstance(self.value, Decimal) else str(self.value)


class Spot(NamedTuple):
    """Where a figure stands: its place in the document, the page from 1, and its box as the page is shown.

    In points from the lower left corner: left, bottom, right, top.
    """

    figure: int
    page: int
    box: tuple[float, float, float, float]


class FigureBook:
    """The figures of one document in the order in which they were gathered."""

    def __init__(self) -> None:
        """Begin without figures."""
        self.figures: list[Figure] = []

    def add(self, value: object, basis: Basis) -> Figure:
        """Keep a number with its basis."""
        figure = Figure(value, basis, len(self.figures) + 1)
        self.figures.append(figure)
        return figure


def spots_of(spots: Sequence[Spot], page: int, x: float, y: float) -> list[int]:
    """Name the figures at a point of a page."""
    return [
        one.figure
        for one in spots
        if one.page == page and one.box[0] <= x <= one.box[2] and one.box[1] <= y <= one.box[3]
    ]
