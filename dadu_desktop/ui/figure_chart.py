"""The monthly figures of an enterprise as a line, with the same months of last year behind it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dadu_desktop.ui.month_plot import MonthPlot, height_of
from dadu_desktop.ui.theme import colour

Series = Sequence[tuple[str, Decimal | None, Decimal | None]]
_EVERY = 3


class FigureChart(MonthPlot):
    """Two lines over the months; amounts in 万元."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build empty axes."""
        super().__init__(200, parent)
        self.getAxis("left").enableAutoSIPrefix(enable=False)

    def show_series(self, indicator: str, series: Series) -> None:
        """Draw the months, oldest first; a month without a figure leaves a gap."""
        self.clear()
        places = list(range(len(series)))
        self.name_months([month for month, _value, _base in series], _EVERY)
        before = pyqtgraph.mkPen(colour("muted"), width=1.5, style=Qt.PenStyle.DashLine)
        now = pyqtgraph.mkPen(colour("accent"), width=2)
        self.plot(
            places,
            [height_of(base) for *_others, base in series],
            pen=before,
            antialias=True,
            connect="finite",
            symbol="o",  # a month alone is no line
            symbolSize=5,
            symbolBrush=colour("muted"),
            symbolPen=None,
        )
        self.plot(
            places, [height_of(value) for _month, value, _base in series], pen=now, antialias=True, connect="finite",
            symbol="o", symbolSize=5, symbolBrush=colour("accent"), symbolPen=None,
        )  # fmt: skip
        self.setAccessibleName(f"{indicator}折线图")
        self.setAccessibleDescription(
            "；".join(f"{month} {value}万元" for month, value, _base in series if value)
        )
