"""The growth of the enterprise of a case beside that of its trade over the same months."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from dadu_desktop.domain.peers import PeerMonth
from dadu_desktop.ui.month_plot import MonthPlot, height_of
from dadu_desktop.ui.theme import colour

_EVERY = 2
_FAINT = 48


class CaseChart(MonthPlot):
    """Growth in per cent: own line, median of the trade in dashes, its middle half as a band."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build empty axes."""
        super().__init__(170, parent)
        self.setAccessibleName("本企业与同行业同比")

    def show_months(self, months: Sequence[PeerMonth]) -> None:
        """Draw the months, oldest first; one without a rate leaves a gap."""
        self.clear()
        self.name_months([str(one.month) for one in months], _EVERY)
        places = list(range(len(months)))
        edges = [
            self.plot(
                places,
                [height_of(one.quartiles[side] if one.quartiles else None) for one in months],
                pen=pyqtgraph.mkPen(colour("line"), width=1),
                connect="finite",
            )
            for side in (0, 1)
        ]
        band = QColor(colour("muted"))
        band.setAlpha(_FAINT)
        self.addItem(pyqtgraph.FillBetweenItem(*edges, brush=band))
        middle = pyqtgraph.mkPen(colour("muted"), width=1.5, style=Qt.PenStyle.DashLine)
        own = pyqtgraph.mkPen(colour("accent"), width=2)
        for pen, rates in (
            (middle, [one.median for one in months]),
            (own, [one.own.rate for one in months]),
        ):
            self.plot(places, list(map(height_of, rates)), pen=pen, antialias=True, connect="finite")
        self.setAccessibleDescription("；".join(one.words for one in months))
