"""The dated values of one indicator of a case as a line, each point with the words in which it was given."""

from __future__ import annotations

from math import ceil, isnan

import pyqtgraph
from PySide6.QtWidgets import QWidget

from dadu_desktop.domain.indicators import IndicatorKind
from dadu_desktop.services.case_indicators import Trend
from dadu_desktop.ui.month_plot import MonthPlot, height_of
from dadu_desktop.ui.theme import colour

_HEIGHT = 120
_MOST_NAMED = 6
"""Points of which each has room for its words; of more, the outer and the outermost ones have them."""
_BESIDE, _ABOVE, _BELOW = 0.3, 0.7, 0.2
"""Room beside the outer points; above the line, where the words are, and below it as shares of its height."""


class TrendChart(MonthPlot):
    """One line; of ranks the first place is at the top."""

    def __init__(self, trend: Trend, parent: QWidget | None = None) -> None:
        """Draw the readings, oldest first; one that cannot be read leaves a gap."""
        super().__init__(_HEIGHT, parent)
        self.setMaximumHeight(_HEIGHT)
        self.hideAxis("left")  # the words at the points say more: 突破6万人, 1/81
        self.setAccessibleName(f"{trend.name}走势")
        self.setAccessibleDescription("；".join(f"{one.day} {one.words}" for one in trend.readings))
        self.invertY(trend.kind is IndicatorKind.RANK)
        heights = [height_of(one.number) for one in trend.readings]
        known = [height for height in heights if not isnan(height)]
        last = len(heights) - 1
        named = {0, last, *(heights.index(pick(known)) for pick in (min, max) if known)}
        self.name_months([one.day for one in trend.readings], ceil(len(heights) / _MOST_NAMED))
        self.plot(
            list(range(len(heights))), heights, antialias=True, connect="finite",
            pen=pyqtgraph.mkPen(colour("accent"), width=2),
            symbol="o", symbolSize=5, symbolBrush=colour("accent"), symbolPen=None,
        )  # fmt: skip
        for place, (one, height) in enumerate(zip(trend.readings, heights, strict=True)):
            if not isnan(height) and (last < _MOST_NAMED or place in named):
                words = pyqtgraph.TextItem(one.words, color=colour("text"), anchor=(place / last, 1.1))
                words.setPos(place, height)
                self.addItem(words)
        self.setXRange(-_BESIDE, last + _BESIDE, padding=0)
        if known:
            low, high = min(known), max(known)
            way = (high - low) or 1
            down, up = (_ABOVE, _BELOW) if trend.kind is IndicatorKind.RANK else (_BELOW, _ABOVE)
            self.setYRange(low - down * way, high + up * way, padding=0)
