"""企业: the enterprises of a month with growth, pull and light; sorted by its headers, found by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.figure_rows import SortKey, UnitPage, UnitRow, unit_rows
from dadu_desktop.services.measured import Measured
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.copying import rows_as_text
from dadu_desktop.ui.month_choice import Choice
from dadu_desktop.ui.parts import label, push_button, search_line
from dadu_desktop.ui.rows_table import RowsTable

if TYPE_CHECKING:
    from dadu_desktop.ui.desk import Desk

FIELDS = (
    Field("enterprise", "企业", Kind.TEXT, width=23),
    Field("trade", "行业", Kind.TEXT, width=6),
    Field("month", "本期", Kind.AMOUNT, width=11),
    Field("base", "同期", Kind.AMOUNT, width=11),
    Field("growth", "同比", Kind.PERCENT, width=16),
    Field("pull", "拉动", Kind.NUMBER, width=8),
    Field("cumulative", "累计", Kind.AMOUNT, width=12),
    Field("cumulative_growth", "累计同比", Kind.PERCENT, width=14),
    Field("light", "状态", Kind.LIGHT, width=11),
)
"""All in sight on a small screen, a growth with its mark or reason too; the line above says the units."""
_PULL = 5
_UNITS = "单位：万元，拉动：百分点"
_SORTS = {
    "enterprise": "name",
    "month": "month",
    "growth": "month_growth",
    "pull": "pull",
    "cumulative": "cumulative",
    "cumulative_growth": "cumulative_growth",
}


@dataclass(frozen=True)
class _Asked:
    """What the table shows."""

    choice: Choice = field(default_factory=Choice)
    key: str = ""
    search: str = ""
    sort: str = "pull"
    descending: bool = True


class MonthUnits(QWidget):
    """The table, a page at a time; Enter opens the enterprise."""

    def __init__(self, desk: Desk) -> None:
        """Build search line and table."""
        super().__init__()
        self.desk = desk
        self._asked = _Asked()
        self._ids: dict[int, int] = {}
        self.search = search_line("查找企业", "查找企业：名称、代码、拼音")
        self.search.setFixedWidth(260)
        self.search.textChanged.connect(lambda words: self._ask(replace(self._asked, search=words.strip())))
        self.count = label("", "small")
        self.only = push_button("", lambda: self.show_group(""), role="link", tip="显示全部企业")
        self.table = RowsTable("本月企业", FIELDS)
        self.table.opened.connect(self._open)
        self.table.rows.rows_wanted.connect(self._more)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(_PULL, Qt.SortOrder.DescendingOrder)
        header.sectionClicked.connect(self._sort)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.table, self.copy)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._lay_out()

    def _lay_out(self) -> None:
        """Search line over the table."""
        row = QHBoxLayout()
        row.addWidget(self.search)
        row.addWidget(self.only)
        row.addStretch(1)
        row.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.table, 1)

    def load(self, choice: Choice) -> None:
        """Show a month; the group that was opened belongs to the grouping that it was opened in."""
        key = self._asked.key if choice.group == self._asked.choice.group else ""
        self._ask(replace(self._asked, choice=choice, key=key))

    def show_group(self, key: str) -> None:
        """Show the enterprises of one group, all of them for ""."""
        self._ask(replace(self._asked, key=key))

    def copy(self) -> None:
        """Copy the selected rows as cells."""
        known = [self.table.rows.row(at) for at in self.table.chosen()]
        QGuiApplication.clipboard().setText(rows_as_text(FIELDS, [one for one in known if one]))

    def _ask(self, asked: _Asked) -> None:
        """Read the first page."""
        self._asked = asked
        self.only.setText(f"仅“{asked.key}”　显示全部" if asked.key else "")
        self.only.setVisible(bool(asked.key))
        self._read(0, self._show)

    def _read(self, offset: int, done: Callable[[UnitPage], None]) -> None:
        """Read one page on the worker, unless another is wanted by then."""
        asked = self._asked
        choice = asked.choice

        def arrived(page: UnitPage) -> None:
            if asked == self._asked:
                done(page)

        self.desk.ask(
            lambda ledger: unit_rows(
                ledger, choice.month, group=choice.group, key=asked.key, span=choice.span,
                search=asked.search, sort=cast("SortKey", asked.sort), descending=asked.descending, offset=offset,
            ),
            arrived,
        )  # fmt: skip

    def _show(self, page: UnitPage) -> None:
        """Show a new list."""
        self._ids.clear()
        self.table.show_page(self._rows(0, page), page.total)
        self.count.setText(f"{_UNITS}　{page.total:,} 家" if page.total else "没有符合条件的企业")

    def _more(self, offset: int) -> None:
        """Add the page that somebody scrolls to."""
        self._read(offset, lambda page: self.table.rows.put_rows(offset, self._rows(offset, page)))

    def _rows(self, offset: int, page: UnitPage) -> list[Row]:
        """Show enterprises as rows, and remember whom each stands for."""
        self._ids.update((offset + at, one.enterprise.id) for at, one in enumerate(page.rows))
        return [_row(one) for one in page.rows]

    def _sort(self, column: int) -> None:
        """Sort by a header; the other way round the second time."""
        sort = _SORTS.get(FIELDS[column].key)
        if sort is None:
            return
        down = not self._asked.descending if sort == self._asked.sort else sort != "name"
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, order)
        self._ask(replace(self._asked, sort=sort, descending=down))

    def _open(self, row: int) -> None:
        """Open the enterprise of a row."""
        if row in self._ids:
            self.desk.open_record("enterprises", self._ids[row])


def _row(one: UnitRow) -> Row:
    """Show one enterprise."""
    values: dict[str, object] = {
        "enterprise": one.enterprise.label,
        "trade": one.trade,
        "month": one.month.current,
        "base": one.month.base,
        "growth": one.month.growth.text(),
        "pull": _points(one.month),
        "cumulative": one.cumulative.current,
        "cumulative_growth": one.cumulative.growth.text(),
        "light": one.light,
    }
    return Row(one.enterprise.id, values)


def _points(one: Measured) -> object:
    """Give a pull to two places."""
    return None if one.pull is None else round_half_up(one.pull, 2)
