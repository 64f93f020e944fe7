"""Widths of printed columns follow what is in them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.reporting.columns import Need, column_need, fit_columns
from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.grid import PAD_X
from dadu_desktop.reporting.line_breaking import Measure

SIZE = 9.0
TOWNS = ["九宫庙街道", "春晖路街道", "跳磴镇"]
NAMES = ["重庆云梦泽金属材料供应链管理有限公司", "重庆岫云粮油贸易有限公司"]


def need(fonts: FontSet, header: str, texts: list[str]) -> Need:
    """Measure a column of a ledger."""
    return column_need(header, texts, Measure(fonts, SIZE), header_role="hei", role="song", limit=30 * SIZE)


def characters(width: float) -> float:
    """Say how many Chinese characters stand beside each other in a column."""
    return (width - 2 * PAD_X) / SIZE


def test_names_of_towns_stand_on_one_line_before_long_names_do(fonts: FontSet) -> None:
    needs = [need(fonts, "企业名称", NAMES), need(fonts, "所属镇街", TOWNS)]
    name, town = fit_columns(needs, 15 * SIZE + 4 * PAD_X) or (0, 0)
    assert characters(town) >= 5
    assert characters(name) < len(NAMES[0])


def test_few_filled_cells_of_a_column_are_given_room(fonts: FontSet) -> None:
    former = need(fonts, "曾用名", [*[""] * 150, NAMES[0]])
    assert characters(former.liked) > len(NAMES[0])


def test_long_header_with_its_unit_takes_a_third_line(fonts: FontSet) -> None:
    numbers = ["7,358.2", "28,147.1"]
    assert characters(need(fonts, "上年销售额（营业额）（万元）", numbers).least) < 6
    assert characters(need(fonts, "从业人数（人）", numbers).least) > 7 / 2


@given(
    st.lists(st.lists(st.floats(10, 90), min_size=4, max_size=4).map(sorted), min_size=1, max_size=12),
    st.floats(0, 2000),
)
def test_widths_fill_the_table_and_break_no_word(widths: list[list[float]], more: float) -> None:
    needs = [Need(least, liked, ample, whole) for least, whole, liked, ample in widths]
    available = sum(one.least for one in needs) + more
    fitted = fit_columns(needs, available)
    assert fitted is not None
    assert all(width >= one.least - 1e-6 for width, one in zip(fitted, needs, strict=True))
    assert sum(fitted) == pytest.approx(available)


@given(st.lists(st.floats(10, 60), min_size=2, max_size=8), st.floats(0, 300))
def test_a_wider_table_narrows_no_column_of_short_words(words: list[float], more: float) -> None:
    needs = [Need(10, one, one, one) for one in words]
    least = 10 * len(needs)
    fitted = [fit_columns(needs, least + part) or [] for part in (0, more, 2 * more)]
    served = [sum(at >= one.whole - 1e-6 for at, one in zip(row, needs, strict=True)) for row in fitted]
    assert all(before <= after for before, after in pairwise(served))
