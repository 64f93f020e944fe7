"""The chart of the trades: a gap where there is no rate, a dot where a month stands alone."""

from __future__ import annotations

from decimal import Decimal

from pytestqt.qtbot import QtBot

from dadu_desktop.domain.growth import growth
from dadu_desktop.domain.periods import Month
from dadu_desktop.services.trade_lines import Point, TradeLine
from dadu_desktop.ui.trade_chart import TradeChart
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN


def line(trade: str, values: list[str | None]) -> TradeLine:
    """Make a line from January on over a base of 100."""
    points = [
        Point(Month(2022, at), Decimal(0), growth(None if one is None else Decimal(one), Decimal(100)))
        for at, one in enumerate(values, 1)
    ]
    return TradeLine(trade, tuple(points))


def test_month_between_two_gaps_is_drawn_as_a_dot(qtbot: QtBot) -> None:
    chart = TradeChart()
    qtbot.addWidget(chart)
    chart.show_lines([line("批发业", ["110", None, "120", None, "105", "108"]), line("零售业", ["101"] * 6)])
    drawn = chart.getPlotItem().listDataItems()
    dots = [one for one in drawn if one.opts["symbol"] == "o"]
    assert [(list(one.xData), list(one.yData)) for one in dots] == [([0, 2], [10.0, 20.0])]
    assert len(drawn) == 3


def test_newest_month_is_named_and_the_first_of_the_year_as_february(qtbot: QtBot) -> None:
    chart = TradeChart()
    qtbot.addWidget(chart)
    joint = Point(Month.january_february(2022), Decimal(0), growth(Decimal(104), Decimal(100)))
    chart.show_lines([TradeLine("批发业", (joint,))])
    assert chart.getAxis("bottom")._tickLevels == [[(0, "2022-02")]]
    assert "2022年1—2月同比：批发业4.0%" in chart.accessibleDescription()
