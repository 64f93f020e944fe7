"""Rules for copies that hide who stands behind the figures: bands of amounts, and cells that must not be told.

A cell with fewer than three enterprises would tell one of them what the others reported; so would any cells from
which it can be worked out. Enterprises that know bounds of each other's figures are not reckoned with.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Generic, TypeVar

LEAST = 3
"""Enterprises that a cell must have to be told (use)."""
HIDDEN = "＊"
_EDGES = (100, 500, 1000, 2000, 5000, 10_000, 50_000)
_HEADS = (10, 50, 100, 300, 1000)

Cell = TypeVar("Cell", bound=Hashable)


def band(amount: Decimal) -> str:
    """Say in which band an amount of 万元 lies; the lower edge belongs to it."""
    return "负数" if amount < 0 else _within(amount, _EDGES, _money, _money)


def headcount_band(people: int) -> str:
    """Say in which band a number of people of one enterprise lies; the lower edge belongs to it."""
    return _within(people, _HEADS, str, "{}人".format)


def _within(
    number: Decimal | int, edges: Sequence[int], low: Callable[[int], str], high: Callable[[int], str]
) -> str:
    """Say between which edges a number lies, the lower edge in the words of ``low``, any other in those of ``high``."""
    if number < edges[0]:
        return f"不足{high(edges[0])}"
    for lower, upper in pairwise(edges):
        if number < upper:
            return f"{low(lower)}—{high(upper)}"
    return f"{high(edges[-1])}以上"


def _money(amount: int) -> str:
    """Say an edge in 万元 or 亿元."""
    return f"{amount // 10_000}亿元" if amount >= 10_000 else f"{amount}万元"


@dataclass(frozen=True)
class Sum(Generic[Cell]):
    """Cells that add up to another one."""

    whole: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells of the sum."""
        return (self.whole, *self.parts)


def suppress(counts: Mapping[Cell, int], sums: Sequence[Sum[Cell]], least: int = LEAST) -> frozenset[Cell]:
    """Choose the cells that must not be told, by how many enterprises each has.

    Those with too few, and further ones until none of these, nor the sum of several that have too few between them,
    can be worked out from what is told. The cell with the fewest enterprises is taken first, so that a total is the
    last to go. Empty cells are told.
    """
    hidden = {cell for cell, count in counts.items() if 0 < count < least}
    while (further := _further(counts, sums, hidden, least)) is not None:
        hidden.add(further)
    return frozenset(hidden)


def _further(
    counts: Mapping[Cell, int], sums: Sequence[Sum[Cell]], hidden: Collection[Cell], least: int
) -> Cell | None:
    """Choose one more cell to hide where something can be worked out; None where nothing can."""
    for row in _known(sums, hidden):
        if _tells(row, counts, least):
            near = {cell for one in sums if any(part in row for part in one.cells) for cell in one.cells}
            free = [cell for cell in counts if cell not in hidden and counts[cell]]
            chosen = [cell for cell in free if cell in near] or free
            return min(chosen, key=lambda cell: counts[cell], default=None)
    return None


def _tells(row: Mapping[Cell, Fraction], counts: Mapping[Cell, int], least: int) -> bool:
    """Tell whether something worked out, a cell or a sum of cells, stands for too few enterprises."""
    added = len({sign > 0 for sign in row.values()}) == 1
    return added and 0 < sum(counts[cell] for cell in row) < least


def _known(sums: Sequence[Sum[Cell]], hidden: Collection[Cell]) -> Iterator[dict[Cell, Fraction]]:
    """Give what can be worked out of the hidden cells: each sum without its told cells, and all of them solved."""
    rows = [_unknown(one, hidden) for one in sums]
    yield from (row for row in rows if row)
    solved: list[tuple[Cell, dict[Cell, Fraction]]] = []
    for given in rows:
        row = given
        for pivot, other in solved:
            row = _minus(row, other, row.get(pivot, Fraction(0)))
        if row:
            first = next(iter(row))
            row = {cell: value / row[first] for cell, value in row.items()}
            solved = [(pivot, _minus(other, row, other.get(first, Fraction(0)))) for pivot, other in solved]
            solved.append((first, row))
    yield from (row for _pivot, row in solved)


def _unknown(one: Sum[Cell], hidden: Collection[Cell]) -> dict[Cell, Fraction]:
    """Write a sum with what is not told in it: parts − whole."""
    signs = {**dict.fromkeys(one.parts, Fraction(1)), one.whole: Fraction(-1)}
    return {cell: sign for cell, sign in signs.items() if cell in hidden}


def _minus(
    row: Mapping[Cell, Fraction], other: Mapping[Cell, Fraction], times: Fraction
) -> dict[Cell, Fraction]:
    """Take a multiple of one row from another."""
    cells = dict.fromkeys((*row, *other)) if times else dict.fromkeys(row)
    made = {cell: row.get(cell, Fraction(0)) - times * other.get(cell, Fraction(0)) for cell in cells}
    return {cell: value for cell, value in made.items() if value}
