"""What stands at the lower edge of the last page (GB/T 9704-2012, 7.4.1)."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable


class Footing(Flowable):
    """Flowables kept together whose last one ends where the text of the page ends."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        """Take the parts from the top down."""
        super().__init__()
        self.parts = tuple(parts)
        self.spare = 0.0  # room above the parts, in points, once they are laid out

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take all the room that is left on the page, or ask for the next page."""
        self.width = available_width
        self._heights = [part.wrap(available_width, available_height)[1] for part in self.parts]
        self.spare = max(0.0, available_height - sum(self._heights))
        self.height = sum(self._heights) + self.spare
        return self.width, self.height

    def draw(self) -> None:
        """Draw the parts from the lower edge upwards."""
        bottom = 0.0
        for part, height in reversed([*zip(self.parts, self._heights, strict=True)]):
            part.drawOn(self.canv, 0, bottom)
            bottom += height
