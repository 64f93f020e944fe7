"""Growth, pull and contribution."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.growth import Part, contributions, growth, printed_pulls, pull
from dadu_desktop.domain.rounding import round_half_up

AMOUNTS = st.decimals(0, 10**7, places=4)
PARTS = st.lists(st.builds(Part, st.text(max_size=3), AMOUNTS, AMOUNTS), min_size=1, max_size=30)


def exact_growth(parts: list[Part]) -> Fraction:
    """Growth of the whole in per cent, reckoned another way."""
    now = sum((Fraction(part.current) for part in parts), Fraction(0))
    then = sum((Fraction(part.base) for part in parts), Fraction(0))
    return now / then * 100 - 100


def test_growth_of_a_year() -> None:
    """508438 over 473992 千元."""
    found = growth(Decimal("50843.8"), Decimal("47399.2"))
    assert (found.rounded(), found.text(), found.small_base) == (Decimal("7.3"), "7.3%", False)


@pytest.mark.parametrize(
    ("current", "base", "entered", "text"),
    [
        ("10", None, True, "—（新入库）"),
        ("10", "0", True, "—（新入库）"),
        ("10", None, False, "—（上年无数）"),
        ("10", "0", False, "—（上年无数）"),
        ("10", "-5", False, "—（上年为负）"),
        (None, "10", False, "—（停报）"),
    ],
)
def test_growth_without_a_base_prints_the_reason(
    current: str | None, base: str | None, entered: bool, text: str
) -> None:
    """Never a number."""
    found = growth(current and Decimal(current), base and Decimal(base), entered=entered)  # type: ignore[arg-type]
    assert found.rate is None
    assert found.text() == text


def test_very_large_growth_carries_the_mark() -> None:
    """A growth of 505.97 % says more about the base than about the year."""
    assert growth(Decimal("605.97"), Decimal(100)).text(2) == "505.97%（基数小）"


@given(PARTS)
def test_pulls_add_up_to_the_growth_of_the_whole_exactly(parts: list[Part]) -> None:
    """Before rounding, and in print."""
    found = contributions(parts)
    if any(part.base for part in parts):
        total = sum((one.pull or Fraction(0) for one in found), Fraction(0))
        assert total == exact_growth(parts)
        assert sum(printed_pulls(found)) == round_half_up(total, 2)
    else:
        assert [one.pull for one in found] == [None] * len(parts)
        assert printed_pulls(found) == []


@given(PARTS, st.randoms())
def test_order_of_the_parts_does_not_matter(parts: list[Part], chance: random.Random) -> None:
    """Each part keeps its pull and its contribution."""
    shuffled = chance.sample(parts, len(parts))
    assert sorted(map(repr, contributions(shuffled))) == sorted(map(repr, contributions(parts)))


@given(PARTS, st.sampled_from([Decimal("0.0001"), Decimal("0.1"), Decimal(10_000)]))
def test_unit_of_the_amounts_does_not_matter(parts: list[Part], factor: Decimal) -> None:
    """千元, 万元 and 亿元 give the same percentages."""
    scaled = [Part(part.key, part.current * factor, part.base * factor) for part in parts]
    before, after = contributions(parts), contributions(scaled)
    assert [(one.pull, one.share) for one in before] == [(one.pull, one.share) for one in after]


@given(PARTS)
def test_contributions_are_whole_or_not_given(parts: list[Part]) -> None:
    """They add up to 100 % where the whole grew, and have no meaning where it did not."""
    shares = [one.share for one in contributions(parts)]
    if None in shares:
        assert set(shares) == {None}
        assert not any(part.base for part in parts) or exact_growth(parts) <= Fraction(1, 10)
    else:
        assert sum(share for share in shares if share is not None) == 100


def test_pull_of_one_trade() -> None:
    """An increase of 5 on a whole of 200 pulls it by 2.5 points."""
    assert pull(Decimal(5), Decimal(200)) == Fraction(5, 2)
    assert pull(Decimal(5), Decimal(0)) is None
