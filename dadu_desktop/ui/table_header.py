"""The header of a ledger: sort by click, filter by the funnel at the right of each column."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.theme import size

FUNNEL = 12
EDGE = 6


class TableHeader(QHeaderView):
    """Paints a funnel in every section, in the accent colour where a filter is set."""

    filter_wanted = Signal(int, QPoint)  # column and where its window opens

    def __init__(self, parent: QWidget) -> None:
        """Be clickable and movable by the edges only."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("ledger")
        self.filtered: frozenset[int] = frozenset()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(False)
        self.setMinimumSectionSize(48)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName("列标题")
        self.setAccessibleDescription("单击排序；Alt+↓ 打开当前列的筛选")

    def ask_filter(self, column: int) -> None:
        """Open the filter of a column under its header."""
        place = QPoint(self.sectionViewportPosition(column), self.height())
        self.filter_wanted.emit(column, self.viewport().mapToGlobal(place))

    def sectionSizeFromContents(self, section: int) -> QSize:
        """Leave room for the funnel."""
        fitting = super().sectionSizeFromContents(section)
        return QSize(fitting.width(), max(fitting.height(), size("row")))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint label, funnel and, where the list is sorted, the arrow."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        token = "accent" if section in self.filtered else "muted"
        icon("filter", token).paint(painter, self._funnel(rect))
        if section == self.sortIndicatorSection():
            upward = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            arrow = icon("chevron-up" if upward else "chevron-down", "accent")
            arrow.paint(painter, self._funnel(rect).translated(-FUNNEL - 4, 0))

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        """Shorten the words of the column that is sorted, so that they end before the arrow."""
        super().initStyleOptionForIndex(option, section)
        if section == self.sortIndicatorSection():
            room = self.sectionSize(section) - 2 * (FUNNEL + EDGE) - EDGE
            words = self.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, room)  # type: ignore[attr-defined]
            option.text = words  # type: ignore[attr-defined]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the filter when the funnel was clicked, else sort."""
        column = self.logicalIndexAt(event.position().toPoint())
        if column >= 0 and self._hits(column, event.position().toPoint()):
            self.ask_filter(column)
            return
        super().mouseReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave a press on the funnel alone, so that it does not sort."""
        column = self.logicalIndexAt(event.position().toPoint())
        if column < 0 or not self._hits(column, event.position().toPoint()):
            super().mousePressEvent(event)

    def _hits(self, column: int, place: QPoint) -> bool:
        """Tell whether a place is on the funnel of a column; the edge is for resizing."""
        left = self.sectionViewportPosition(column)
        rect = QRect(left, 0, self.sectionSize(column), self.height())
        return self._funnel(rect).adjusted(-4, -8, 2, 8).contains(place)

    def _funnel(self, rect: QRect) -> QRect:
        """Place the funnel at the right of a section."""
        return QRect(rect.right() - FUNNEL - EDGE, rect.center().y() - FUNNEL // 2, FUNNEL, FUNNEL)
