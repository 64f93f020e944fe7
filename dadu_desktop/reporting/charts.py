"""Charts on paper: readable in black and white, drawn from the same series as on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from reportlab.lib.colors import black, lightgrey, white
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from dadu_desktop.reporting.ink import Ink
from dadu_desktop.reporting.page import GREY, HAIRLINE, SIZE_5

_HEIGHT = 150.0
_LABEL = 8.0
_LEGEND_LINE = 12.0
_LEGEND_MARK = 30.0
_LEGEND_GAP = 10.0
_LABELS_SHOWN = 8
_TICKS = 5
_MARK = 1.8
_DASHES = ((), (3, 2), (1, 2), (7, 2, 1, 2))
"""Of the first, second … line: told apart without colour."""
_AXIS, _FOOT, _HEAD = 48.0, 22.0, 18.0
"""Room left of, below and above the lines."""


@dataclass(frozen=True)
class Series:
    """One line: its name and its values, None where nothing is known."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class LineChart:
    """Lines over months (or other labels); told apart by dashes and by filled or hollow marks."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Return the chart; nothing where no value is known."""
        if not any(value is not None for one in self.series for value in one.values):
            return []
        return [_Lines(self, ink, width)]


class _Lines(Flowable):
    """A line chart with its legend."""

    def __init__(self, chart: LineChart, ink: Ink, width: float) -> None:
        """Take the chart and its width in points."""
        super().__init__()
        self._chart, self._ink = chart, ink
        names = [ink.fonts.width(one.name, "song", _LABEL) + _LEGEND_MARK for one in chart.series]
        room = width - ink.fonts.width(self._unit(), "song", _LABEL)
        self._beside = sum(names) + _LEGEND_GAP * len(names) <= room
        lines = 0 if self._beside else len(names)
        self.width, self.height = width, _HEIGHT + _LEGEND_LINE * lines

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the room given at the start."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the scales, the lines and the legend."""
        known = [value for one in self._chart.series for value in one.values if value is not None]
        step = tick_step(max([*map(abs, known), Decimal(1)]))
        self._bottom, self._top = scale_ends(min(known), max(known), step)
        self._draw_scales(step)
        for number, one in enumerate(self._chart.series):
            self._draw_series(one, number)
        self._draw_legend()

    def _x(self, place: int) -> float:
        """Return where the values of a label stand."""
        return _AXIS + (self.width - _AXIS - 8) * (place + 0.5) / len(self._chart.labels)

    def _y(self, value: Decimal) -> float:
        """Return how high a value stands."""
        return _FOOT + (_HEIGHT - _FOOT - _HEAD) * float((value - self._bottom) / (self._top - self._bottom))

    def _draw_scales(self, step: Decimal) -> None:
        """Draw a faint line for each step, and some of the labels below."""
        canvas, labels = self.canv, self._chart.labels
        ink = Ink(self._ink.fonts)  # scales are no figures of the document
        canvas.setLineWidth(HAIRLINE)
        for count in range(int(self._bottom / step), int(self._top / step) + 1):
            y = self._y(step * count)
            canvas.setStrokeColor(black if count == 0 else lightgrey)
            canvas.line(_AXIS, y, self.width - 8, y)
            ink.text(canvas, _AXIS - 5, y - _LABEL / 3, f"{step * count:,f}", "song", _LABEL, align="right")
        canvas.setStrokeColor(black)
        for place in range(0, len(labels), max(1, -(-len(labels) // _LABELS_SHOWN))):
            ink.text(canvas, self._x(place), 8, labels[place], "song", _LABEL, align="centre")

    def _draw_series(self, one: Series, number: int) -> None:
        """Draw one line, broken where a value is not known."""
        canvas = self.canv
        points = [
            None if value is None else (self._x(at), self._y(value)) for at, value in enumerate(one.values)
        ]
        canvas.saveState()
        canvas.setLineWidth(1)
        canvas.setDash(list(_DASHES[number % len(_DASHES)]))
        for start, end in pairwise(points):
            if start and end:
                canvas.line(*start, *end)
        canvas.setDash([])
        canvas.setFillColor(white if number % 2 else black)
        for point in filter(None, points):
            canvas.circle(*point, _MARK, fill=1)
        canvas.restoreState()

    def _unit(self) -> str:
        """Say what the scale counts."""
        return f"单位：{self._chart.unit}"

    def _draw_legend(self) -> None:
        """Say unit and names above the chart: in one line where they fit, else each name in a line of its own."""
        x, y = self.width, self.height - _LABEL
        self._ink.text(self.canv, 0, y, self._unit(), "song", _LABEL, colour=GREY)
        lines = list(enumerate(self._chart.series))
        for number, one in reversed(lines) if self._beside else lines:
            wanted = self._ink.fonts.width(one.name, "song", _LABEL)
            size = min(_LABEL, _LABEL * (self.width - _LEGEND_MARK) / max(wanted, 1))
            if not self._beside:
                x, y = self.width, y - _LEGEND_LINE
            x -= wanted * size / _LABEL
            self._ink.text(self.canv, x, y, one.name, "song", size)
            _legend_line(self.canv, x - 26, y + _LABEL * 0.35, number)
            x -= _LEGEND_MARK + _LEGEND_GAP


def _legend_line(canvas: Canvas, x: float, y: float, number: int) -> None:
    """Draw the sample of a line."""
    canvas.saveState()
    canvas.setDash(list(_DASHES[number % len(_DASHES)]))
    canvas.setLineWidth(1)
    canvas.line(x, y, x + 22, y)
    canvas.setDash([])
    canvas.setFillColor(white if number % 2 else black)
    canvas.circle(x + 11, y, _MARK, fill=1)
    canvas.restoreState()


def tick_step(highest: Decimal) -> Decimal:
    """Return 1, 2 or 5 times a power of ten, so that about five lines lie between zero and the highest value."""
    rough = highest / _TICKS
    power = Decimal(10) ** rough.adjusted()
    return next(times * power for times in (1, 2, 5, 10) if times * power >= rough)


def scale_ends(lowest: Decimal, highest: Decimal, step: Decimal) -> tuple[Decimal, Decimal]:
    """Return the whole steps between which zero and all values lie."""
    bottom = (min(lowest, Decimal(0)) / step).to_integral_value(ROUND_FLOOR)
    top = (max(highest, step) / step).to_integral_value(ROUND_CEILING)
    return bottom * step, top * step


@dataclass(frozen=True)
class RankMove:
    """The way of a rank: name of the indicator, place before and now, how many are ranked."""

    name: str
    before: int
    now: int
    out_of: int


@dataclass(frozen=True)
class RankChart:
    """Ranks as marks on a line from last to first, the old place hollow, the new one filled."""

    moves: tuple[RankMove, ...]

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Return one line for each rank."""
        return [_Rank(move, ink, width) for move in self.moves]


class _Rank(Flowable):
    """One rank on its line."""

    def __init__(self, move: RankMove, ink: Ink, width: float) -> None:
        """Take the ranks and the width in points."""
        super().__init__()
        self._move, self._ink, self.width = move, ink, width

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Take three lines of text."""
        return self.width, 58

    def draw(self) -> None:
        """Draw line, way and both places."""
        move, canvas, y = self._move, self.canv, 22.0
        left, right = 60.0, self.width - 60
        self._ink.text(canvas, self.width / 2, 44, move.name, "hei", SIZE_5 - 1, align="centre")
        canvas.setLineWidth(HAIRLINE)
        canvas.line(left, y, right, y)
        places = [
            right - (right - left) * (place - 1) / max(1, move.out_of - 1)
            for place in (move.before, move.now)
        ]
        canvas.setLineWidth(1.6)
        canvas.line(places[0], y, places[1], y)
        for place, x, filled in zip((move.before, move.now), places, (False, True), strict=True):
            canvas.setFillColor(black if filled else white)
            canvas.circle(x, y, 4, fill=1)
            self._ink.text(
                canvas,
                x,
                y - 17,
                f"{'现' if filled else '原'}第{place}位",
                "song",
                SIZE_5 - 1,
                align="centre",
            )
