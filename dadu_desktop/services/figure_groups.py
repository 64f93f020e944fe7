"""Sums by trade and group as the database gives them, folded into the groups that are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dadu_desktop.domain.measures import TRADES
from dadu_desktop.domain.scopes import Scope
from dadu_desktop.records.column_types import from_scaled

_SERIES = 4
_WIDTH = 6  # units, figure and base of the comparable scope, then units, figure and base of all
UNNAMED = "（未填）"
TOTAL = "合计"


@dataclass
class GroupSum:
    """One group: for each series the number of units, figure and base in 万元, in one scope.

    ``comparable_base`` is that of the first series in the comparable scope, on which enterprises pull.
    """

    key: str
    scope: Scope
    overlapping: bool = False
    units: list[int] = field(default_factory=lambda: [0] * _SERIES)
    current: list[Decimal] = field(default_factory=lambda: [Decimal(0)] * _SERIES)
    base: list[Decimal] = field(default_factory=lambda: [Decimal(0)] * _SERIES)
    comparable_base: Decimal = Decimal(0)


def group_sums(
    rows: Iterable[Sequence[Any]],
    bases: Iterable[Sequence[Any]] | None,
    scope: Scope,
    *,
    split: bool = False,
    whole: bool = False,
) -> list[GroupSum]:
    """Fold rows (trade, group, numbers…) into groups in their usual order.

    ``bases`` are last year's own reports, which the full scope compares with (None: they are not known, and the
    stated ones stand for them). With ``split`` an enterprise counts in each of its tags, with ``whole`` all are one
    group.
    """
    found: dict[str, GroupSum] = {}

    def groups(trade_and_group: Sequence[Any]) -> list[GroupSum]:
        keys = [TOTAL] if whole else _keys(str(trade_and_group[1]), split=split)
        return [found.setdefault(key, GroupSum(key, scope, overlapping=split)) for key in keys]

    for row in rows:
        for one in groups(row):
            _add(one, row[2:], own_base=scope is Scope.COMPARABLE or bases is None)
    for row in bases or ():
        for one in groups(row):
            one.base = [old + _amount(new) for old, new in zip(one.base, row[2:], strict=True)]
    if whole and not found:
        return [GroupSum(TOTAL, scope)]
    return sorted(found.values(), key=_place)


def _keys(group: str, *, split: bool) -> list[str]:
    """Name the groups of an enterprise."""
    return (group.split("、") if split else [group]) if group else [UNNAMED]


def _add(one: GroupSum, numbers: Sequence[Any], *, own_base: bool) -> None:
    """Add a row of the database."""
    for at in range(_SERIES):
        sums = numbers[at * _WIDTH : (at + 1) * _WIDTH]
        units, now, base = sums[:3] if one.scope is Scope.COMPARABLE else sums[3:]
        one.units[at] += units
        one.current[at] += _amount(now)
        if own_base:
            one.base[at] += _amount(base)
    one.comparable_base += _amount(numbers[2])


def _amount(stored: int | None) -> Decimal:
    """Turn a stored sum into 万元; nothing is zero."""
    return Decimal(0) if stored is None else from_scaled(stored)


def _place(one: GroupSum) -> tuple[int, Decimal, str]:
    """Put trades in the order of the classification, other groups by size, the unnamed last."""
    if one.key in TRADES:
        return TRADES.index(one.key), Decimal(0), ""
    return (1000 if one.key == UNNAMED else 100), -one.current[0], one.key
