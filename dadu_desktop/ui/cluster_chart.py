"""The counts of a cluster as bars with their numbers: enterprises, those above the limit, high-tech ones."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph
from PySide6.QtWidgets import QWidget

from dadu_desktop.services.cluster_readings import Count
from dadu_desktop.ui.month_plot import MonthPlot
from dadu_desktop.ui.theme import colour

_BAR = 0.55
_ROOM = 1.2
_LABELS = 40  # pixels for two lines under the bars
_SHORT = 4  # letters a line


class ClusterChart(MonthPlot):
    """One bar for each indicator, the number above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build empty axes."""
        super().__init__(140, parent)
        self.getAxis("bottom").setHeight(_LABELS)
        self.setAccessibleName("集群指标柱状图")

    def show_counts(self, counts: Sequence[Count]) -> None:
        """Draw the counts in their order."""
        self.clear()
        self.setAccessibleDescription("；".join(f"{one.indicator} {one.words}" for one in counts))
        if not counts:
            return
        places, heights = list(range(len(counts))), [one.value for one in counts]
        bars = pyqtgraph.BarGraphItem(
            x=places, height=heights, width=_BAR, brush=colour("accent"), pen=colour("accent")
        )
        self.addItem(bars)
        for place, one in enumerate(counts):
            words = pyqtgraph.TextItem(one.words, color=colour("text"), anchor=(0.5, 1))
            words.setPos(place, one.value)
            self.addItem(words)
        self.name_months([_short(one.indicator) for one in counts], 1)
        self.setYRange(0, max(heights) * _ROOM)


def _short(name: str) -> str:
    """Say an indicator in few letters under its bar, in two lines where it takes more."""
    words = name.removesuffix("数").removesuffix("企业") or name
    return "\n".join(words[at : at + _SHORT] for at in range(0, len(words), _SHORT))
