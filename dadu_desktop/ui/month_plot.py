"""The ground of every chart over months: calm axes, no menu, no mouse, no keyboard of its own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import nan

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dadu_desktop.ui.theme import colour


class MonthPlot(pyqtgraph.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Empty axes in the colours in force."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        """Build them; ``height`` is the least one, in pixels of the layout."""
        super().__init__(parent, background=colour("raised"))
        self.setMenuEnabled(False)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.showGrid(y=True, alpha=0.15)
        self.setMinimumHeight(height)
        # What a chart shows is told in its accessible description: Tab has nothing to stop for here.
        for widget in (self, self.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for side in ("left", "bottom"):
            self.getAxis(side).setPen(colour("line"))
            self.getAxis(side).setTextPen(colour("muted"))

    def name_months(self, months: Sequence[str], every: int) -> None:
        """Write the newest month and one out of some before it, so that they do not run into each other."""
        last = len(months) - 1
        ticks = [(place, month) for place, month in enumerate(months) if (last - place) % every == 0]
        self.getAxis("bottom").setTicks([ticks])


def height_of(amount: Decimal | None) -> float:
    """Give the height of a point, or a gap: drawing is the one place where amounts become floats."""
    return nan if amount is None else float(amount)
