"""Who leads and who drags: a table with a bar beside each name, so that it can be read as well as seen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.figure_view import Bar
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.rows_table import RowsTable
from dadu_desktop.ui.table_delegate import TableDelegate
from dadu_desktop.ui.theme import colour

_FIELDS = (
    Field("enterprise", "企业", Kind.TEXT, width=13),
    Field("bar", "对比", Kind.TEXT, width=4),
    Field("delta", "增减", Kind.AMOUNT, width=8),
    Field("pull", "拉动", Kind.NUMBER, width=5),
)
_BAR = 1
_HEIGHT = 10


class LinkTable(RowsTable):
    """A table whose rows lead to what is behind them: one click opens a row, as Enter does."""

    def __init__(self, name: str, fields: Sequence[Field]) -> None:
        """Open by the first click instead of the second."""
        super().__init__(name, fields)
        self.setAccessibleDescription("单击或回车打开")
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.doubleClicked.disconnect()
        self.clicked.connect(lambda index: self.opened.emit(index.row()))


class BarTable(LinkTable):
    """Ten enterprises with their increase, what they pull, and a bar in proportion."""

    enterprise_wanted = Signal(int)

    def __init__(self, name: str) -> None:
        """Begin without rows."""
        super().__init__(name, _FIELDS)
        self.most = Decimal(0)
        self._ids: list[int] = []
        self.setItemDelegateForColumn(_BAR, _BarDelegate(self))
        self.opened.connect(lambda row: self.enterprise_wanted.emit(self._ids[row]))

    def show_bars(self, bars: Sequence[Bar], most: Decimal) -> None:
        """Show the bars; ``most`` is the longest of both tables."""
        self.most = most
        self._ids = [one.enterprise.id for one in bars]
        self.show_rows([_row(one) for one in bars])

    def share(self, row: int) -> float:
        """Tell how long a bar is, from -1 to 1."""
        known = self.rows.row(row)
        delta = known.values["delta"] if known else None
        return float(delta / self.most) if isinstance(delta, Decimal) and self.most else 0.0


class _BarDelegate(TableDelegate):
    """Paints the bar: to the right for an increase, in red for a decrease."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the cell and the bar on it."""
        super().paint(painter, option, index)
        table = self.parent()
        if not isinstance(table, BarTable):
            return
        share = table.share(index.row())
        rect: QRect = option.rect  # type: ignore[attr-defined]
        wide = abs(share) * (rect.width() - 16)
        bar = QRectF(rect.x() + 8, rect.center().y() - _HEIGHT / 2, wide, _HEIGHT)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent" if share > 0 else "red"))
        painter.drawRect(bar)
        painter.restore()


def _row(one: Bar) -> Row:
    """Show one enterprise; the pull to two places, as it is printed."""
    pull = None if one.pull is None else round_half_up(one.pull, 2)
    values = {"enterprise": one.enterprise.label, "delta": one.delta, "pull": pull, "bar": ""}
    return Row(one.enterprise.id, values)
