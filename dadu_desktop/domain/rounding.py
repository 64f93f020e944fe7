"""Exact figures to printed ones."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

Exact = Fraction | Decimal | int


def round_half_up(value: Exact, places: int) -> Decimal:
    """Round as offices do: a half goes away from zero."""
    scaled = abs(Fraction(value)) * 10**places
    rounded = floor(scaled + Fraction(1, 2))
    return Decimal(rounded if value >= 0 else -rounded).scaleb(-places) + 0


def largest_remainder(parts: Sequence[Exact], total: Exact, places: int) -> list[Decimal]:
    """Round parts so that their printed figures add up to the printed ``total`` (method of Hamilton).

    The parts must add up to ``total`` before rounding, or nearly so; none moves by a whole last place then.
    Among equal remainders the first part is favoured.
    """
    scaled = [Fraction(part) * 10**places for part in parts]
    units = [floor(part) for part in scaled]
    missing = int(round_half_up(total, places).scaleb(places)) - sum(units)
    order = sorted(range(len(units)), key=lambda at: units[at] - scaled[at])
    every, some = divmod(missing, len(units)) if units else (0, 0)
    favoured = set(order[:some])
    return [Decimal(unit + every + (at in favoured)).scaleb(-places) + 0 for at, unit in enumerate(units)]
