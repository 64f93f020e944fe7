"""A table wider than any sheet, set as several that stand one behind the other, its first columns in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dadu_desktop.reporting.columns import Need
from dadu_desktop.reporting.grid import Row


def split_columns(needs: Sequence[Need], keys: int, available: float) -> list[tuple[int, ...]]:
    """Share columns out, each part beginning with the first ``keys``; one alone too wide stands in a part of its own."""
    leads = tuple(range(keys))
    taken = sum(need.least for need in needs[:keys])
    parts: list[tuple[int, ...]] = []
    current, used = leads, taken
    for column in range(keys, len(needs)):
        least = needs[column].least
        if len(current) > keys and used + least > available:
            parts.append(current)
            current, used = leads, taken
        current, used = (*current, column), used + least
    return [*parts, current]


def part_of(row: Row, columns: Sequence[int]) -> Row:
    """Take some columns of a row; what goes over all columns goes over those."""
    if len(row.cells) == 1:
        return replace(row, cells=(replace(row.cells[0], span=len(columns)),))
    return replace(row, cells=tuple(row.cells[column] for column in columns))
