"""The monthly figures of an enterprise as a line, with the same months of last year behind it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import nan

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dadu_desktop.ui.theme import colour

Series = Sequence[tuple[str, Decimal | None, Decimal | None]]
_EVERY = 3


class FigureChart(pyqtgraph.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Two lines over the months; amounts in 万元. Drawing is the one place where they become floats."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build empty axes in the colours in force."""
        super().__init__(parent, background=colour("raised"))
        self.setMenuEnabled(False)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.showGrid(y=True, alpha=0.15)
        self.setMinimumHeight(200)
        for widget in (self, self.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for side in ("left", "bottom"):
            self.getAxis(side).setPen(colour("line"))
            self.getAxis(side).setTextPen(colour("muted"))
        self.getAxis("left").enableAutoSIPrefix(enable=False)

    def show_series(self, indicator: str, series: Series) -> None:
        """Draw the months, oldest first; a month without a figure leaves a gap."""
        self.clear()
        months = [month for month, _value, _base in series]
        places = list(range(len(series)))
        ticks = [(place, month) for place, month in enumerate(months) if place % _EVERY == 0]
        self.getAxis("bottom").setTicks([ticks])
        before = pyqtgraph.mkPen(colour("muted"), width=1.5, style=Qt.PenStyle.DashLine)
        now = pyqtgraph.mkPen(colour("accent"), width=2)
        self.plot(
            places, [_drawn(base) for *_others, base in series], pen=before, antialias=True, connect="finite"
        )
        self.plot(
            places, [_drawn(value) for _month, value, _base in series], pen=now, antialias=True, connect="finite",
            symbol="o", symbolSize=5, symbolBrush=colour("accent"), symbolPen=None,
        )  # fmt: skip
        self.setAccessibleName(f"{indicator}折线图")
        self.setAccessibleDescription(
            "；".join(f"{month} {value}万元" for month, value, _base in series if value)
        )


def _drawn(amount: Decimal | None) -> float:
    """Give the height of a point, or a gap."""
    return nan if amount is None else float(amount)
