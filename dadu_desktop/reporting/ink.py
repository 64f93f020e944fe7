"""The one way by which text reaches the page; it notes what the preflight has to know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from dadu_desktop.reporting.figures import Spot
from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.line_breaking import Line, Run, seams
from dadu_desktop.reporting.page import BLACK, Align, Role

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_PLACEHOLDER = re.compile(r"\{\{|\}\}|××|〔待填[^〕]*〕")
_SNIPPET = 12


@dataclass
class Notes:
    """What was seen while the pages were drawn; texts by page."""

    figures: int = 0
    missing: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    placeholders: list[tuple[int, str]] = field(default_factory=list)
    last_drawn: dict[int, tuple[str, bool]] = field(default_factory=dict)
    broken_columns: list[str] = field(default_factory=list)
    outline_level: int = -1
    spots: list[Spot] = field(default_factory=list)
    roles: set[Role] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)  # the page on which each document of a collection begins


class Ink:
    """Draws text in the fonts of a document and keeps notes about it."""

    def __init__(self, fonts: FontSet) -> None:
        """Start with empty notes."""
        self.fonts = fonts
        self.notes = Notes()

    def line(
        self,
        canvas: Canvas,
        x: float,
        baseline: float,
        runs: Sequence[Run],
        size: float,
        *,
        char_space: float = 0,
        latin_gap: float = 0,
        colour: Color = BLACK,
        heading: bool = False,
    ) -> None:
        """Draw runs from ``x`` on and note numbers, missing characters and placeholders.

        ``latin_gap`` is added where Chinese meets Latin letters or digits.
        """
        text = canvas.beginText(x, baseline)
        text.setFillColor(colour)
        text.setCharSpace(char_space)
        gaps = iter(_gaps("".join(run.text for run in runs), latin_gap))
        for run in runs:
            end = x + self.fonts.width(run.text, run.role, size, char_space)
            if run.figure:
                self._spot(canvas, run.figure, (x, baseline - 0.12 * size, end, baseline + 0.88 * size))
            for font, drawn in self.fonts.pieces(run.text, run.role):
                text.setFont(font, size)
                end += _draw_spaced(text, drawn, char_space, gaps)
            x = end
        canvas.drawText(text)
        self._note(canvas.getPageNumber(), runs, heading=heading)

    def text(
        self,
        canvas: Canvas,
        x: float,
        baseline: float,
        words: str,
        role: Role,
        size: float,
        *,
        align: Align = "left",
        colour: Color = BLACK,
    ) -> None:
        """Draw one short text that begins at, ends at or is centred on ``x``."""
        width = self.fonts.width(words, role, size)
        start = x - {"left": 0.0, "justify": 0.0, "centre": width / 2, "right": width}[align]
        self.line(canvas, start, baseline, [Run(words, role)], size, colour=colour)

    def _spot(self, canvas: Canvas, figure: int, box: tuple[float, float, float, float]) -> None:
        """Keep where a figure stands on the page as it is shown."""
        corners = (canvas.absolutePosition(*box[:2]), canvas.absolutePosition(*box[2:]))
        (left, bottom), (right, top) = corners
        self.notes.spots.append(Spot(figure, canvas.getPageNumber(), (left, bottom, right, top)))

    def _note(self, page: int, runs: Sequence[Run], *, heading: bool) -> None:
        """Keep what the preflight asks about one line."""
        words = "".join(run.text for run in runs)
        if not words.strip():
            return
        self.notes.figures += len(_NUMBER.findall(words))
        self.notes.last_drawn[page] = (words, heading)
        self.notes.placeholders += [(page, words) for _ in _PLACEHOLDER.finditer(words)][:1]
        for run in runs:
            self.notes.roles.add(run.role)
            for char in self.fonts.missing(run.text, run.role):
                at = words.index(char)
                snippet = words[max(0, at - _SNIPPET // 2) : at + _SNIPPET // 2]
                self.notes.missing.setdefault(char, []).append((page, snippet))


def _gaps(words: str, latin_gap: float) -> list[float]:
    """Give for each character by how much more the next one stands off."""
    *seamed, last = seams(words) if latin_gap else [words]
    return [*(gap for part in seamed for gap in (*[0.0] * (len(part) - 1), latin_gap)), *[0.0] * len(last)]


def _draw_spaced(text: PDFTextObject, words: str, char_space: float, gaps: Iterator[float]) -> float:
    """Draw words, wider where there is a gap after a character; return what the gaps add up to."""
    total = 0.0
    for gap, chars in groupby(words, key=lambda _char: next(gaps)):
        if gap:
            text.setCharSpace(char_space + gap)
        drawn = "".join(chars)
        text.textOut(drawn)
        if gap:
            text.setCharSpace(char_space)
        total += gap * len(drawn)
    return total


def line_start(line: Line, x: float, width: float, align: Align) -> float:
    """Return where a line begins between ``x`` and ``x + width``."""
    spare = max(0.0, width - line.width)
    return x + {"left": 0.0, "justify": 0.0, "centre": spare / 2, "right": spare}[align]


def justified_space(line: Line, width: float, char_space: float, size: float) -> float:
    """Return the space between characters that fills a line; a line far too short stays ragged."""
    gaps = sum(len(run.text) for run in line.runs) - 1
    spare = width - line.width
    if line.last or gaps < 1 or spare / gaps > size / 3:
        return char_space
    return char_space + spare / gaps


def baseline_drop(size: float, pitch: float) -> float:
    """Return how far below the top of its line a baseline lies; Chinese faces rise 0.88 em above it."""
    return (pitch - size) / 2 + 0.88 * size
