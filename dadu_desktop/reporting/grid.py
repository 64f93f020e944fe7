"""A table that repeats its header, never cuts a cell and splits a row that is taller than a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reportlab.platypus import Flowable

from dadu_desktop.reporting.ink import Ink, baseline_drop, line_start
from dadu_desktop.reporting.line_breaking import Line, Measure, Run, balance_lines, break_lines
from dadu_desktop.reporting.page import HAIRLINE, Align, TextStyle

PAD_X = 4.5
PAD_Y = 3.0
OUTLINE = 0.8
HEADER_RULE = 0.8
_JOINED_MOST = 300
"""Points that two rows may take to be kept together: less than any page has."""

RowKind = Literal["header", "body", "group", "total"]


@dataclass(frozen=True)
class Cell:
    """The content of a cell; ``span`` columns wide."""

    runs: tuple[Run, ...]
    align: Align = "left"
    span: int = 1


@dataclass(frozen=True)
class Row:
    """The cells of a row and what kind of row it is."""

    cells: tuple[Cell, ...]
    kind: RowKind = "body"


@dataclass(frozen=True)
class _Box:
    """A cell with its lines broken: where it begins, how wide it is."""

    lines: tuple[Line, ...]
    align: Align
    x: float
    width: float


@dataclass(frozen=True)
class _Band:
    """A row with its height."""

    boxes: tuple[_Box, ...]
    height: float
    kind: RowKind
    pitch: float

    def cut(self, room: float) -> tuple[_Band, _Band]:
        """Cut a row that no page can hold after the lines that fit into ``room``."""
        fit = max(1, int((room - 2 * PAD_Y) // self.pitch))
        rest = max(len(box.lines) for box in self.boxes) - fit
        head = replace(
            self,
            boxes=tuple(replace(box, lines=box.lines[:fit]) for box in self.boxes),
            height=fit * self.pitch + 2 * PAD_Y,
        )
        tail = replace(
            self,
            boxes=tuple(replace(box, lines=box.lines[fit:]) for box in self.boxes),
            height=rest * self.pitch + 2 * PAD_Y,
        )
        return head, tail


class Grid(Flowable):
    """Rows ruled with hairlines; the header rows come again on every page."""

    def __init__(
        self,
        bands: Sequence[_Band],
        headers: Sequence[_Band],
        style: TextStyle,
        ink: Ink,
        latin_gap: float = 0,
    ) -> None:
        """Take rows that are laid out; ``lay_out`` makes them. ``latin_gap`` is that of the lines, in points."""
        super().__init__()
        self._latin_gap = latin_gap
        self._bands = tuple(bands)
        self._headers = tuple(headers)
        self._style = style
        self._ink = ink
        self.rows: tuple[Row, ...] = ()
        self.widths: tuple[float, ...] = ()
        self.heights: tuple[float, ...] = ()
        self.whole_below = 0.0  # a table no higher than this, in points, is not split

    @property
    def style(self) -> TextStyle:
        """How the cells are set."""
        return self._style

    @property
    def whole(self) -> bool:
        """Tell whether the table stands on one page."""
        return 0 < sum(self.heights) <= self.whole_below

    @classmethod
    def lay_out(
        cls,
        rows: Sequence[Row],
        widths: Sequence[float],
        style: TextStyle,
        ink: Ink,
        measure: Measure | None = None,
    ) -> Grid:
        """Break the texts of all rows for columns of these widths, in points; all that stays known to other writers."""
        measure = measure or Measure(ink.fonts, style.size)
        bands = [_band(row, widths, style, measure) for row in rows]
        headers = [band for band in bands if band.kind == "header"]
        body = [band for band in bands if band.kind != "header"]
        grid = cls(body, headers, style, ink, measure.latin_gap)
        grid.rows, grid.widths = tuple(rows), tuple(widths)
        grid.heights = tuple(band.height for band in bands)
        return grid

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Say how much room all rows take."""
        self.height = sum(band.height for band in self._shown())
        return available_width, self.height

    def split(self, _available_width: float, available_height: float) -> list[Flowable]:
        """Give what fits and the rest; a group's heading goes with its first row, a total with the row before."""
        if self.whole:
            return []
        room = available_height - sum(band.height for band in self._headers)
        fit, used = 0, 0.0
        while fit < len(self._bands) and used + self._bands[fit].height <= room + 0.01:
            used += self._bands[fit].height
            fit += 1
        if fit == len(self._bands):
            return [self]
        if fit == 0:
            return self._split_row(room)
        while fit > 1 and self._joined(fit):
            fit -= 1
        if self._joined(fit) and sum(band.height for band in self._bands[:2]) <= _JOINED_MOST:
            return []
        return [self._part(self._bands[:fit]), self._part(self._bands[fit:])]

    def _joined(self, place: int) -> bool:
        """Tell whether a row goes with the one before it."""
        return self._bands[place - 1].kind == "group" or self._bands[place].kind == "total"

    def _split_row(self, room: float) -> list[Flowable]:
        """Cut the first row where it alone is taller than the room and that room is worth it."""
        first = self._bands[0]
        lines = max(len(box.lines) for box in first.boxes)
        if lines < 6 or room < 4 * first.pitch:
            return []
        head, tail = first.cut(room)
        return [self._part([head]), self._part([tail, *self._bands[1:]])]

    def _part(self, bands: Sequence[_Band]) -> Grid:
        """Make a table of some of the rows, with the same header."""
        return Grid(bands, self._headers, self._style, self._ink, self._latin_gap)

    def _shown(self) -> tuple[_Band, ...]:
        """Return the rows in the order in which they are drawn."""
        return self._headers + self._bands

    def draw(self) -> None:
        """Draw texts and rules from the top down."""
        top = self.height
        canvas = self.canv
        for band in self._shown():
            for box in band.boxes:
                self._draw_box(box, top, band)
            top -= band.height
            canvas.setLineWidth(HEADER_RULE if band.kind == "header" else HAIRLINE)
            canvas.line(0, top, self._right(), top)
        canvas.setLineWidth(OUTLINE)
        canvas.rect(0, top, self._right(), self.height - top)

    def _right(self) -> float:
        """Return the right edge."""
        last = self._shown()[0].boxes[-1]
        return last.x + last.width

    def _draw_box(self, box: _Box, top: float, band: _Band) -> None:
        """Draw one cell: its left rule and its lines, centred in the height of the row."""
        canvas, style = self.canv, self._style
        if box.x:
            canvas.setLineWidth(HAIRLINE)
            canvas.line(box.x, top, box.x, top - band.height)
        spare = band.height - len(box.lines) * style.pitch
        y = top - spare / 2 - baseline_drop(style.size, style.pitch)
        for line in box.lines:
            start = line_start(line, box.x + PAD_X, box.width - 2 * PAD_X, box.align)
            self._ink.line(canvas, start, y, line.runs, style.size, latin_gap=self._latin_gap)
            y -= style.pitch


def _band(row: Row, widths: Sequence[float], style: TextStyle, measure: Measure) -> _Band:
    """Break the texts of one row."""
    boxes, column, x = [], 0, 0.0
    for cell in row.cells:
        width = sum(widths[column : column + cell.span])
        break_text = balance_lines if row.kind == "header" else break_lines
        lines = break_text(cell.runs, width - 2 * PAD_X, measure)
        boxes.append(_Box(tuple(lines), cell.align, x, width))
        column += cell.span
        x += width
    height = max(len(box.lines) for box in boxes) * style.pitch + 2 * PAD_Y
    return _Band(tuple(boxes), height, row.kind, style.pitch)
