"""Bars on paper: who leads and who drags, rates and progress, values beside their base and target.

Black, white and hatched, so that they are told apart without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from dadu_desktop.reporting.ink import Ink
from dadu_desktop.reporting.page import HAIRLINE, Align

_LABEL = 8.0
_ROW = 16.0
_BAR = 9.0
_GAP = 5.0
_PAD = 4.0
_NAMES = 0.36
"""The greatest part of the width that names take."""
_VALUES = 64.0
"""Room for the value at the end of a bar, in points."""
_STROKE = 3.2
_FULL = Decimal(100)

Fill = Literal["black", "white", "hatched"]


@dataclass(frozen=True)
class Bar:
    """One bar: its name, how long it is, the words at its end and how it is filled."""

    name: str
    value: Decimal
    words: str
    fill: Fill = "black"


@dataclass(frozen=True)
class PullChart:
    """Bars from a middle line: who pulls up to the right in black, who pulls down to the left in white."""

    pulls: tuple[tuple[str, Decimal], ...]
    unit: str = ""

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Return the chart; nothing where nobody pulls."""
        bars = [
            Bar(name, value, f"{value:+.2f}{self.unit}", "black" if value > 0 else "white")
            for name, value in self.pulls
            if value
        ]
        return [_Bars(bars, ink, width, max(abs(one.value) for one in bars))] if bars else []


@dataclass(frozen=True)
class ShareChart:
    """Rates or progress in per cent: each a track from 0 to 100 as far filled; — where there is nothing to divide by."""

    shares: tuple[tuple[str, Decimal | None], ...]

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Return the chart; nothing where no rate is known."""
        if all(value is None for _name, value in self.shares):
            return []
        bars = [
            Bar(name, value or Decimal(0), "—" if value is None else f"{value:.1f}%")
            for name, value in self.shares
        ]
        return [_Bars(bars, ink, width, _FULL, track=True)]


@dataclass(frozen=True)
class GoalChart:
    """One indicator: base white, target hatched, actual value black; those not known are left out."""

    name: str
    base: Decimal | None
    target: Decimal | None
    actual: Decimal | None
    unit: str = ""

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Return the chart; nothing where there is nothing to compare."""
        known: tuple[tuple[str, Decimal | None, Fill], ...] = (
            ("基期", self.base, "white"),
            ("目标", self.target, "hatched"),
            ("实际", self.actual, "black"),
        )
        bars = [
            Bar(f"{self.name}·{label}", value, f"{value:,f}{self.unit}", fill)
            for label, value, fill in known
            if value is not None and value >= 0
        ]
        longest = max((one.value for one in bars), default=Decimal(0))
        return [_Bars(bars, ink, width, longest)] if len(bars) > 1 and longest else []


class _Bars(Flowable):
    """Names at the left, bars beside them, words at their ends."""

    def __init__(
        self, bars: Sequence[Bar], ink: Ink, width: float, longest: Decimal, *, track: bool = False
    ) -> None:
        """Take the bars, the width in points and the value that takes all the room."""
        super().__init__()
        self._bars, self._ink, self._longest, self._track = tuple(bars), ink, longest, track
        self.width, self.height = width, len(bars) * _ROW + 2 * _PAD
        widest = max(ink.fonts.width(one.name, "song", _LABEL) for one in bars)
        self._names = min(widest, width * _NAMES) + _GAP

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the room given at the start."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw bar by bar from the top down, and the line at which they begin."""
        below = any(one.value < 0 for one in self._bars)
        left = self._names + (_VALUES if below else 0)
        room = self.width - left - _VALUES
        self._zero = left + (room / 2 if below else 0)
        self._step = (room / 2 if below else room) / float(self._longest)
        for place, one in enumerate(self._bars):
            self._draw_bar(one, self.height - _PAD - (place + 1) * _ROW)
        self.canv.setLineWidth(HAIRLINE)
        self.canv.line(self._zero, _PAD / 2, self._zero, self.height - _PAD / 2)

    def _draw_bar(self, one: Bar, y: float) -> None:
        """Draw name, bar and words of one row."""
        words = Ink(self._ink.fonts)  # a picture repeats figures that the document states
        baseline, bottom = y + (_ROW - _LABEL) / 2 + 1, y + (_ROW - _BAR) / 2
        wanted = self._ink.fonts.width(one.name, "song", _LABEL)
        size = min(_LABEL, _LABEL * (self._names - _GAP) / max(wanted, 1))
        words.text(self.canv, self._names - _GAP, baseline, one.name, "song", size, align="right")
        length = float(one.value) * self._step
        if self._track:
            self._box(self._zero, bottom, float(self._longest) * self._step, "white")
        self._box(self._zero + min(0.0, length), bottom, abs(length), one.fill)
        end = float(self._longest) * self._step if self._track else length
        align: Align = "right" if end < 0 else "left"
        at = self._zero + end + (-_GAP if end < 0 else _GAP)
        words.text(self.canv, at, baseline, one.words, "song", _LABEL, align=align)

    def _box(self, x: float, y: float, length: float, fill: Fill) -> None:
        """Draw a bar."""
        canvas = self.canv
        canvas.saveState()
        canvas.setLineWidth(HAIRLINE * 1.5)
        canvas.setStrokeColor(black)
        canvas.setFillColor(black if fill == "black" else white)
        canvas.rect(x, y, length, _BAR, stroke=1, fill=1)
        if fill == "hatched":
            _hatch(canvas, x, y, length)
        canvas.restoreState()


def _hatch(canvas: Canvas, x: float, y: float, length: float) -> None:
    """Fill a bar with slanting lines."""
    path = canvas.beginPath()
    path.rect(x, y, length, _BAR)
    canvas.clipPath(path, stroke=0, fill=0)
    start = x - _BAR
    while start < x + length:
        canvas.line(start, y, start + _BAR, y + _BAR)
        start += _STROKE
