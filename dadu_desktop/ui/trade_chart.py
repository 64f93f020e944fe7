"""The growth of the four trades as lines over two years."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dadu_desktop.services.trade_lines import Point, TradeLine
from dadu_desktop.ui.month_plot import MonthPlot, height_of
from dadu_desktop.ui.theme import colour

_EVERY = 6
_ROOM = 0.3
_PENS = (
    ("accent", Qt.PenStyle.SolidLine),
    ("green", Qt.PenStyle.DashLine),
    ("amber", Qt.PenStyle.DashDotLine),
    ("red", Qt.PenStyle.DotLine),
)
"""Colour and dashes together: neither alone has to tell the lines apart."""


class TradeChart(MonthPlot):
    """Growth in per cent by month; a month without a rate leaves a gap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build empty axes with room for the key."""
        super().__init__(180, parent)
        self.key = self.addLegend(offset=(8, 4), labelTextColor=colour("text"), colCount=len(_PENS))
        self.setAccessibleName("四个行业同比折线图")

    def show_lines(self, lines: Sequence[TradeLine]) -> None:
        """Draw the trades, oldest month first."""
        self.clear()
        if not lines:
            return
        months = [point.month for point in lines[0].points]
        self.name_months([f"{month.year}-{month.month:02}" for month in months], _EVERY)  # 1—2月 as February
        places = list(range(len(months)))
        self.setXRange(0, len(months) + 1, padding=0.02)  # room for the name of the newest month
        for line, (token, dashes) in zip(lines, _PENS, strict=False):
            pen = pyqtgraph.mkPen(colour(token), width=2, style=dashes)
            heights = [height_of(point.growth.rate) for point in line.points]
            self.plot(places, heights, pen=pen, name=line.trade, antialias=True, connect="finite")
            alone = [at for at in places if _is_alone(line.points, at)]
            if alone:  # a line has no length there
                dots = [heights[at] for at in alone]
                self.plot(
                    alone, dots, pen=None, symbol="o", symbolSize=6, symbolPen=None, symbolBrush=colour(token)
                )
        known = [
            float(rate) for line in lines for point in line.points if (rate := point.growth.rate) is not None
        ]
        if known:  # with room above for the key
            low, high = min(0.0, *known), max(known)
            self.setYRange(low, high + (high - low) * _ROOM)
        newest = "；".join(f"{line.trade}{line.points[-1].growth.text()}" for line in lines)
        self.setAccessibleDescription(f"{months[-1].chinese()}同比：{newest}")


def _is_alone(points: Sequence[Point], at: int) -> bool:
    """Tell whether a month has a rate while those beside it have none."""
    beside = [one.growth.rate for one in points[max(0, at - 1) : at + 2]]
    return points[at].growth.rate is not None and sum(one is not None for one in beside) == 1
