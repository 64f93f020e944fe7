"""Charts on paper: the legend stays beside or above the lines, whatever it has to say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dadu_desktop.reporting.charts import LineChart, Series
from dadu_desktop.reporting.fonts import load_fonts
from dadu_desktop.reporting.ink import Ink
from dadu_desktop.rooms import room

WIDTH = 442.0  # of the type area of a page, 156 mm


def height(*names: str) -> float:
    """Give the height of a chart with lines of these names."""
    values = (Decimal(1), Decimal(2))
    chart = LineChart(("2022-10", "2022-11"), tuple(Series(name, values) for name in names), "万元")
    (drawn,) = chart.flowables(Ink(load_fonts(room("resources") / "fonts")), WIDTH)
    return drawn.wrap(WIDTH, WIDTH)[1]


@pytest.mark.parametrize(("long", "lines"), [(30, 2), (80, 2)])
def test_names_that_do_not_fit_beside_the_unit_get_lines_of_their_own(long: int, lines: int) -> None:
    short = height("商品销售额", "上年同月")
    assert height("名" * long, "字" * long) == short + 12 * lines


def test_a_chart_of_nothing_known_is_left_out() -> None:
    chart = LineChart(("2022-11",), (Series("商品销售额", (None,)),), "万元")
    assert chart.flowables(Ink(load_fonts(room("resources") / "fonts")), WIDTH) == []
