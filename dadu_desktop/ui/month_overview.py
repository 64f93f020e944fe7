"""总览: official figures as cards, trades as lines, who leads and drags, and the groups of a month."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.domain.scopes import Reconciliation
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.figure_view import TOTAL, Card, GroupLine, MonthView, month_view
from dadu_desktop.services.figures import scope_bridge
from dadu_desktop.services.measured import shown_lines
from dadu_desktop.services.rows import Row
from dadu_desktop.services.trade_lines import TradeLine, trade_lines
from dadu_desktop.ui.month_bars import BarTable, LinkTable
from dadu_desktop.ui.parts import card, empty_layout, label, push_button
from dadu_desktop.ui.trade_chart import TradeChart

if TYPE_CHECKING:
    from dadu_desktop.ui.desk import Desk
    from dadu_desktop.ui.month_choice import Choice

_CARDS_A_ROW = 4
_NOTHING = "这个月还没有可比的数据：可在“录入”逐家录入，或到“导入导出”导入；也可换成全口径看。"
_GROUPS_HEIGHT = 232  # header and six lines, the four trades and both totals
_BARS_HEIGHT = 180
GROUP_FIELDS = (
    Field("key", "分组", Kind.TEXT, width=11),
    Field("units", "户数", Kind.INTEGER, width=6),
    Field("current", "本期", Kind.AMOUNT, width=11),
    Field("base", "同期", Kind.AMOUNT, width=11),
    Field("growth", "同比", Kind.PERCENT, width=15),
    Field("pull", "拉动", Kind.NUMBER, width=7),
    Field("contribution", "贡献率", Kind.PERCENT, width=8),
    Field("cumulative", "累计", Kind.AMOUNT, width=11),
    Field("cumulative_growth", "累计同比", Kind.PERCENT, width=13),
    Field("cumulative_pull", "累计拉动", Kind.NUMBER, width=9),
    Field("share", "占比", Kind.PERCENT, width=8),
)
"""All in sight on a small screen, a growth with its mark or reason too; the line above says the units."""


class MonthOverview(QWidget):
    """Everything about a month at a glance; each number opens what is behind it."""

    group_wanted = Signal(str)  # the enterprises of a group; "" for all

    def __init__(self, desk: Desk) -> None:
        """Build empty cards, charts and the table of groups."""
        super().__init__()
        self.desk = desk
        self.view: MonthView | None = None
        self.note = label("", "small", wrap=True)
        self.cards = QGridLayout()
        self.chart = TradeChart()
        self.leading, self.dragging = BarTable("拉动最大的十家"), BarTable("拖累最大的十家")
        self.groups = LinkTable("分组合计", GROUP_FIELDS)
        self.bridge = label("", "small", wrap=True)
        self._lay_out()
        self.groups.opened.connect(self._open_group)
        for table in (self.leading, self.dragging):
            table.enterprise_wanted.connect(partial(desk.open_record, "enterprises"))

    def _lay_out(self) -> None:
        """Cards, chart beside the two bar tables, groups below."""
        self.cards.setSpacing(8)
        for column_of_cards in range(_CARDS_A_ROW):
            self.cards.setColumnStretch(column_of_cards, 1)
        charts = QHBoxLayout()
        charts.setSpacing(12)
        charts.addWidget(_framed("四个行业当月同比（%）", self.chart), 17)
        charts.addWidget(_framed("拉动最大（万元、百分点）", self.leading), 16)
        charts.addWidget(_framed("拖累最大（万元、百分点）", self.dragging), 16)
        self.groups.setMinimumHeight(_GROUPS_HEIGHT)
        for table in (self.leading, self.dragging):
            table.setMinimumHeight(_BARS_HEIGHT)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        self._scroll_around(inner)
        column.addLayout(self.cards)
        column.addLayout(charts, 4)
        column.addWidget(self.note)
        column.addWidget(self.groups, 3)
        column.addWidget(self.bridge)

    def _scroll_around(self, inner: QWidget) -> None:
        """Let a small screen scroll rather than squeeze tables to one line."""
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName("总览")
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def load(self, choice: Choice) -> None:
        """Ask for the month, then for the lines and the difference of the scopes."""
        self.desk.ask(
            lambda ledger: month_view(ledger, choice.month, choice.scope, choice.group, choice.span),
            self.show_view,
        )
        self.desk.ask(lambda ledger: trade_lines(ledger, choice.month), self._show_lines)
        self.desk.ask(lambda ledger: scope_bridge(ledger, choice.month, choice.span), self._show_bridges)

    def show_view(self, view: MonthView) -> None:
        """Show a month."""
        self.view = view
        empty_layout(self.cards)
        for place, one in enumerate(view.cards):
            self.cards.addWidget(self._card(one), place // _CARDS_A_ROW, place % _CARDS_A_ROW)
        locked = "　已锁定" if view.closed else ""
        overlap = "" if view.adds_up else "；一家企业可有几个标签，各组相加不等于合计"
        further = "单击或回车打开一组的企业。" if view.total.units else _NOTHING
        self.note.setText(f"{view.note}，拉动单位：百分点{overlap}{locked}。{further}")
        most = max((abs(one.delta) for one in (*view.leading, *view.dragging)), default=round_half_up(0, 0))
        self.leading.show_bars(view.leading, most)
        self.dragging.show_bars(view.dragging, most)
        total, retail = replace(view.total, key=TOTAL), replace(view.retail, key="限上社零")
        lines = [*shown_lines(view.groups, parts=view.adds_up), *shown_lines((total, retail), parts=False)]
        self.groups.show_rows([_row(at, one) for at, one in enumerate(lines)])

    def _show_lines(self, lines: tuple[TradeLine, ...]) -> None:
        """Draw the trades."""
        self.chart.show_lines(lines)

    def _show_bridges(self, bridges: dict[str, Reconciliation]) -> None:
        """Say how the scopes differ; trade by trade in the tip."""
        said = {trade: f"{trade}：{one.sentence()}。" for trade, one in bridges.items()}
        self.bridge.setText(said.get(TOTAL, ""))
        self.bridge.setToolTip("\n".join(said.values()))
        self.bridge.setAccessibleDescription("".join(said.values()))

    def _card(self, one: Card) -> QFrame:
        """Show one official figure with its source; it opens its record."""
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        column.addWidget(label(one.label, "small"))
        open_record = partial(self.desk.open_record, "district-figures", one.record)
        words = "　".join(filter(None, (one.words, one.growth)))
        row = QHBoxLayout()
        row.addWidget(
            push_button(words, open_record, role="link", tip=one.sentence, name=f"{one.sentence}打开记录")
        )
        row.addWidget(label("，".join(one.remarks), "small"), 1)
        column.addLayout(row)
        column.addWidget(label(f"{one.period}　来源：{one.source}", "small"))
        return frame

    def _open_group(self, row: int) -> None:
        """Open the enterprises of a group; the totals open all."""
        groups = self.view.groups if self.view else ()
        self.group_wanted.emit(groups[row].key if row < len(groups) else "")


def _framed(title: str, widget: QWidget) -> QFrame:
    """Put a title over a chart or table."""
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(4)
    column.addWidget(label(title, "section"))
    column.addWidget(widget, 1)
    return frame


def _row(at: int, line: GroupLine) -> Row:
    """Show one group."""
    month, year = line.month, line.cumulative
    values: dict[str, object] = {
        "key": line.key,
        "units": line.units,
        "current": month.current,
        "base": month.base,
        "growth": month.growth.text(),
        "pull": month.pull,
        "contribution": _percent(month.contribution),
        "cumulative": year.current,
        "cumulative_growth": year.growth.text(),
        "cumulative_pull": year.pull,
        "share": _percent(line.share),
    }
    return Row(at + 1, values)


def _percent(share: Decimal | None) -> str:
    """Say a share with its sign, as the growth beside it."""
    return "" if share is None else f"{share}%"
