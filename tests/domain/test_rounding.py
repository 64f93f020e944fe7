"""Rounding for print."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.rounding import largest_remainder, round_half_up

FRACTIONS = st.fractions(-1000, 1000, max_denominator=10_000)
PLACES = st.integers(0, 4)


@pytest.mark.parametrize(
    ("exact", "printed"), [("0.05", "0.1"), ("-0.05", "-0.1"), ("0.04", "0.0"), ("-0.04", "0.0")]
)
def test_half_goes_away_from_zero(exact: str, printed: str) -> None:
    """And nothing is printed as minus zero."""
    assert str(round_half_up(Decimal(exact), 1)) == printed


@given(FRACTIONS, PLACES)
def test_rounded_value_is_within_half_a_place(value: Fraction, places: int) -> None:
    """It is the nearest that can be printed."""
    assert abs(Fraction(round_half_up(value, places)) - value) <= Fraction(1, 2 * 10**places)


@given(st.lists(FRACTIONS, min_size=1), PLACES)
def test_printed_parts_add_up_to_the_printed_total(parts: list[Fraction], places: int) -> None:
    """No part moves by a whole last place for it."""
    total = sum(parts, Fraction(0))
    printed = largest_remainder(parts, total, places)
    assert sum(printed) == round_half_up(total, places)
    assert all(
        abs(Fraction(shown) - part) <= Fraction(1, 10**places)
        for shown, part in zip(printed, parts, strict=True)
    )


def test_thirds_add_up_to_one_hundred() -> None:
    """The classic."""
    third = Fraction(100, 3)
    assert largest_remainder([third] * 3, 100, 1) == [Decimal("33.4"), Decimal("33.3"), Decimal("33.3")]
    assert largest_remainder([], 0, 1) == []
