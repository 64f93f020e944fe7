"""A paragraph of Chinese text as something that reportlab can place and split."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from dadu_desktop.reporting.ink import Ink, baseline_drop, justified_space, line_start
from dadu_desktop.reporting.line_breaking import LINE_SEPARATOR, Line, Measure, Run, break_lines
from dadu_desktop.reporting.page import LATIN_GAP, TextStyle
from dadu_desktop.reporting.title_lines import break_title


class Paragraph(Flowable):
    """Runs of text set in one style; a heading enters the outline of the document."""

    def __init__(
        self,
        runs: Sequence[Run],
        style: TextStyle,
        ink: Ink,
        lines: Sequence[Line] = (),
        *,
        continued: bool = False,
    ) -> None:
        """Take the runs; of a paragraph that was split, its ``lines`` and whether its beginning is elsewhere."""
        super().__init__()
        self.runs = tuple(runs)
        self.style = style
        self.ink = ink
        self._continued = continued
        self._kept = tuple(lines)
        self._lines: tuple[Line, ...] = ()
        self.keepWithNext = style.keep_with_next

    @classmethod
    def of(cls, words: str, style: TextStyle, ink: Ink) -> Paragraph:
        """Make a paragraph of one typeface."""
        return cls([Run(words, style.role)], style, ink)

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """Return the space above, in points."""
        return self.style.before

    def getSpaceAfter(self) -> float:  # noqa: N802 - reportlab's name
        """Return the space below, in points."""
        return self.style.after

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Break the lines for a width and say how much room they take."""
        style = self.style
        self._width = available_width - (style.left + style.right) * style.advance
        measure = Measure(self.ink.fonts, style.size, style.char_space, LATIN_GAP * style.size)
        self._lines = self._kept or tuple(self._broken(measure))
        self.height = len(self._lines) * style.pitch
        return available_width, self.height

    def _broken(self, measure: Measure) -> list[Line]:
        """Break the lines, those of the title by their sense."""
        if self.style.heading == 1:
            return break_title(self.runs, self._width, measure)
        return break_lines(self.runs, self._width, measure, self._first_indent())

    @property
    def with_breaks(self) -> tuple[Run, ...]:
        """The runs; those of a title, once it is placed, with a forced new line where it was broken."""
        if self.style.heading != 1 or not self._lines:
            return self.runs
        first, *others = (line.runs for line in self._lines)
        return (*first, *(run for line in others for run in (Run(LINE_SEPARATOR, self.style.role), *line)))

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Cut where the page ends; never leave one line alone at the top of a page."""
        self.wrap(available_width, available_height)
        fit = int((available_height + 0.01) // self.style.pitch)
        if 1 < fit == len(self._lines) - 1:
            fit -= 1
        if fit < 1 or fit >= len(self._lines):
            return []
        head, rest = self._lines[:fit], self._lines[fit:]
        return [
            Paragraph(self.runs, self.style, self.ink, head, continued=self._continued),
            Paragraph(self.runs, self.style, self.ink, rest, continued=True),
        ]

    def draw(self) -> None:
        """Draw the lines from the top down."""
        if self.style.heading and not self._continued:
            self._enter_outline()
        for number, line in enumerate(self._lines):
            self._draw_line(line, number, 0 if number or self._continued else self._first_indent())

    def _first_indent(self) -> float:
        """Return by how much the first line of the paragraph is shorter, in points."""
        return self.style.indent * self.style.advance

    def _draw_line(self, line: Line, number: int, indent: float) -> None:
        """Draw one line, spread over the width where the style says so."""
        style = self.style
        x, width = style.left * style.advance + indent, self._width - indent
        space = style.char_space
        if style.align == "justify":
            space = justified_space(line, width, space, style.size)
        baseline = self.height - number * style.pitch - baseline_drop(style.size, style.pitch)
        start = line_start(line, x, width, style.align)
        self.ink.line(
            self.canv, start, baseline, line.runs, style.size,
            char_space=space, latin_gap=LATIN_GAP * style.size, colour=style.colour, heading=bool(style.heading),
        )  # fmt: skip

    def _enter_outline(self) -> None:
        """Put the heading into the bookmarks of the document; the title stays above all."""
        words = "".join(run.text for run in self.runs)
        key = f"{self.canv.getPageNumber()}-{words}"
        self.canv.bookmarkPage(key)
        notes = self.ink.notes
        notes.outline_level = min(self.style.heading - 1, notes.outline_level + 1)  # no level may be left out
        self.canv.addOutlineEntry(words, key, notes.outline_level, closed=False)
