"""What closes a table, a signature or a form to sign: never on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from dadu_desktop.reporting.grid import Grid

_LEAST = 1.0
"""Points by which a table that fits is too high, so that its last row comes along."""


class Closing(Flowable):
    """A table and what stands below it; where that goes to another page, the last row of the table comes along."""

    def __init__(self, table: Grid, after: Sequence[Flowable], page_height: float) -> None:
        """Take the table and what closes it; more than a page high, in points, they are not kept together."""
        super().__init__()
        self.table = table
        self.after = tuple(after)
        self._page_height = page_height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Add up the heights of all parts."""
        self._heights = [
            part.wrap(available_width, available_height)[1] + (part.getSpaceBefore() if place else 0)
            for place, part in enumerate((self.table, *self.after))
        ]
        self.height = sum(self._heights)
        return available_width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Leave on this page the rows that fit, at least one of them for the next."""
        self.wrap(available_width, available_height)
        high = self._heights[0]
        match self.table.split(available_width, min(available_height, high - _LEAST)):
            case [begun, Grid() as rest]:
                return [begun, Closing(rest, self.after, self._page_height)]
        apart = self.height > self._page_height and high <= available_height
        return [self.table, *self.after] if apart else []

    def draw(self) -> None:
        """Draw the parts from the top down."""
        top = self.height
        for part, height in zip((self.table, *self.after), self._heights, strict=True):
            part.drawOn(self.canv, 0, top - height)
            top -= height
