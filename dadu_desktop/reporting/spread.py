"""One line whose parts stand left, right, or evenly between."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from dadu_desktop.reporting.ink import Ink, baseline_drop
from dadu_desktop.reporting.page import Align, TextStyle


class Spread(Flowable):
    """Two or three short texts over the width: left, (middle,) right."""

    def __init__(self, parts: Sequence[str], style: TextStyle, ink: Ink) -> None:
        """Take the parts from left to right."""
        super().__init__()
        self.parts = tuple(parts)
        self.style = style
        self._ink = ink
        self.keepWithNext = style.keep_with_next

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """Return the space above, in points."""
        return self.style.before

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the whole width and one line."""
        self._width = available_width
        return available_width, self.style.pitch

    def draw(self) -> None:
        """Draw the parts, the first at the left edge and the last at the right."""
        baseline = self.style.pitch - baseline_drop(self.style.size, self.style.pitch)
        last = len(self.parts) - 1
        inset = self.style.left * self.style.advance
        for number, words in enumerate(self.parts):
            align: Align = "left" if number == 0 else "right" if number == last else "centre"
            x = inset + (self._width - 2 * inset) * number / last
            self._ink.text(self.canv, x, baseline, words, self.style.role, self.style.size, align=align)
