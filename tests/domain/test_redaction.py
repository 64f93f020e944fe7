"""What a copy hides cannot be worked out from what it tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dadu_desktop.domain.redaction import LEAST, Sum, band, suppress

Place = tuple[int, int]
"""Row and column; the last of each is the total."""
TABLES = st.integers(1, 5).flatmap(
    lambda wide: st.lists(st.lists(st.integers(0, 6), min_size=wide, max_size=wide), min_size=1, max_size=5)
)


def table(body: Sequence[Sequence[int]]) -> tuple[dict[Place, int], list[Sum[Place]]]:
    """Give the counts of a table with the totals of its rows and columns, and which cells add up."""
    rows = [[*row, sum(row)] for row in body]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    counts = {(at, place): count for at, row in enumerate(rows) for place, count in enumerate(row)}
    high, wide = len(body), len(body[0])
    sums = [Sum((at, wide), tuple((at, place) for place in range(wide))) for at in range(high + 1)]
    sums += [Sum((high, place), tuple((at, place) for at in range(high))) for place in range(wide + 1)]
    return counts, sums


def rank(rows: Iterable[Mapping[Place, int]], cells: Sequence[Place]) -> int:
    """Count the independent rows."""
    left = [[Fraction(row.get(cell, 0)) for cell in cells] for row in rows]
    found = 0
    for column in range(len(cells)):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        for at in range(found + 1, len(left)):
            times = left[at][column] / pivot[column]
            left[at] = [one - times * other for one, other in zip(left[at], pivot, strict=True)]
        found += 1
    return found


def can_be_worked_out(cells: Iterable[Place], sums: Sequence[Sum[Place]], hidden: frozenset[Place]) -> bool:
    """Tell whether the sum of some hidden cells follows from all that is told."""
    known = [
        {cell: sign for cell, sign in [(one.whole, -1), *((part, 1) for part in one.parts)] if cell in hidden}
        for one in sums
    ]
    order = sorted(hidden)
    return rank([*known, dict.fromkeys(cells, 1)], order) == rank(known, order)


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_no_cell_of_too_few_enterprises_can_be_worked_out(body: list[list[int]]) -> None:
    counts, sums = table(body)
    hidden = suppress(counts, sums)
    for cell, count in counts.items():
        if 0 < count < LEAST:
            assert cell in hidden
            assert not can_be_worked_out([cell], sums, hidden)


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_what_is_hidden_in_a_row_or_column_stands_for_enough_enterprises(body: list[list[int]]) -> None:
    counts, sums = table(body)
    hidden = suppress(counts, sums)
    for one in sums:
        parts = [part for part in one.parts if part in hidden]
        if parts and one.whole not in hidden:
            assert sum(counts[part] for part in parts) >= LEAST


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_empty_cells_are_told_and_a_safe_table_is_told_whole(body: list[list[int]]) -> None:
    counts, sums = table(body)
    hidden = suppress(counts, sums)
    assert not [cell for cell in hidden if not counts[cell]]
    if not any(0 < count < LEAST for count in counts.values()):
        assert hidden == frozenset()


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    counts = {"批发业": 60, "零售业": 50, "住宿业": 2, "餐饮业": 9, "合计": 121}
    sums = [Sum("合计", ("批发业", "零售业", "住宿业", "餐饮业"))]
    assert suppress(counts, sums) == {"住宿业", "餐饮业"}


def test_two_small_groups_that_are_too_few_together_take_a_third() -> None:
    counts = {"甲": 1, "乙": 1, "丙": 8, "丁": 20, "合计": 30}
    assert suppress(counts, [Sum("合计", ("甲", "乙", "丙", "丁"))]) == {"甲", "乙", "丙"}


def test_where_nothing_else_is_left_the_total_goes() -> None:
    assert suppress({"甲": 2, "合计": 2}, [Sum("合计", ("甲",))]) == {"甲", "合计"}
    assert suppress({"甲": 2, "乙": 0, "合计": 2}, [Sum("合计", ("甲", "乙"))]) == {"甲", "合计"}


def test_a_table_without_totals_hides_the_small_cells_only() -> None:
    assert suppress({"甲": 1, "乙": 5}, []) == {"甲"}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("-1", "负数"),
        ("0", "不足100万元"),
        ("99.99", "不足100万元"),
        ("100", "100万元—500万元"),
        ("4999.9", "2000万元—5000万元"),
        ("9999", "5000万元—1亿元"),
        ("10000", "1亿元—5亿元"),
        ("50000", "5亿元以上"),
    ],
)
def test_amounts_are_told_in_bands(amount: str, words: str) -> None:
    assert band(Decimal(amount)) == words


@given(st.decimals(0, 99999, places=2), st.decimals(0, 99999, places=2))
def test_a_larger_amount_never_lies_in_a_lower_band(one: Decimal, other: Decimal) -> None:
    bands = [
        "不足100万元",
        "100万元—500万元",
        "500万元—1000万元",
        "1000万元—2000万元",
        "2000万元—5000万元",
        "5000万元—1亿元",
        "1亿元—5亿元",
        "5亿元以上",
    ]
    low, high = sorted((one, other))
    assert bands.index(band(low)) <= bands.index(band(high))
