"""Approximate values: read, kept with their words, sorted, never sharpened."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.approximate import QUALIFIERS, Approximate, added, read_approximate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import Unit

VALUES = st.decimals(0, 10**13, places=6)
APPROXIMATES = st.builds(Approximate, VALUES, st.sampled_from(("", *QUALIFIERS)), st.text())


@pytest.mark.parametrize(
    ("words", "unit", "value", "qualifier"),
    [
        ("约1000多万元", Unit.WAN, 1000, "多"),
        ("1000多万", Unit.YUAN, 1000, "多"),
        ("超2亿元", Unit.WAN, 20000, "超"),
        ("突破9.2亿元", Unit.WAN, 92000, "突破"),
        ("2亿多元", Unit.WAN, 20000, "多"),
        ("20,915.3", Unit.WAN, "20915.3", ""),
        ("40余家", "家", 40, "余"),
        ("220余家", "家", 220, "余"),
        ("突破6万人", "人", 60000, "突破"),
        ("3万余人次", "人次", 30000, "余"),
        ("近3000", "人", 3000, "近"),
        ("大约３００", "人", 300, "约"),
        ("100人左右", "人", 100, "约"),
        ("50家以上", "家", 50, "超"),
        ("16人", "人", 16, ""),
        ("1200万人次", "人次", 12_000_000, ""),
    ],
)
def test_words_of_officials_are_read(words: str, unit: Unit | str, value: int | str, qualifier: str) -> None:
    """Value in 万元 or as a count, the hedge, and the words as they were."""
    read = read_approximate(words, unit)
    assert (read.value, read.qualifier) == (Decimal(value), qualifier)
    assert read.text() in (words, words.replace("３００", "300"), words.replace(",", ""))


@pytest.mark.parametrize(
    ("cell", "unit", "value"), [(231.0, "人", 231), (8355, "平方米", 8355), (4714500, Unit.YUAN, "471.45")]
)
def test_plain_number_has_no_hedge(cell: float, unit: Unit | str, value: int | str) -> None:
    """A number cell is exact."""
    assert read_approximate(cell, unit) == Approximate(Decimal(value))


def test_words_without_a_unit_take_that_of_their_column_along() -> None:
    """约3000 under a header of 元 must not be read as 万元 in another place."""
    read = read_approximate("约3000", Unit.YUAN)
    assert (read.value, read.text()) == (Decimal("0.3"), "约3000元")
    assert read_approximate(read.text(), Unit.WAN) == read


@pytest.mark.parametrize("cell", ["", None, "若干家", "10-20人", "3家5家", -5, "-5人", float("nan")])
def test_what_is_not_one_number_is_refused(cell: object) -> None:
    """Spans, negative numbers and words alone."""
    with pytest.raises(InputProblem):
        read_approximate(cell, "家")


def test_exact_value_is_said_with_its_unit() -> None:
    """Where there were no words, number and unit are said."""
    assert Approximate(Decimal("12.50")).text("万元") == "12.5万元"


@given(APPROXIMATES)
def test_stored_form_reads_back_with_every_word(value: Approximate) -> None:
    """Also where the words contain the separator."""
    assert Approximate.decode(value.encode()) == value


@given(APPROXIMATES, APPROXIMATES)
def test_stored_form_sorts_by_value(one: Approximate, other: Approximate) -> None:
    """A list sorted by the database is in the order of the numbers."""
    if one.value < other.value:
        assert one.encode() < other.encode()


@given(
    VALUES,
    st.sampled_from(["约{}", "{}多", "{}余", "近{}", "超{}", "突破{}"]),
    st.sampled_from(["万元", "亿元"]),
)
def test_hedged_amount_reads_back_from_its_own_words(value: Decimal, hedge: str, unit: str) -> None:
    """Exported words mean the same when they come in again."""
    if value < 10**9:
        read = read_approximate(hedge.format(value) + unit, Unit.WAN)
        assert read_approximate(read.text(), Unit.YUAN) == read
        assert read.value == value * Unit(unit).factor


def test_a_sum_with_a_hedged_value_in_it_is_hedged() -> None:
    """It never says more than its parts."""
    hedged = Approximate(Decimal(50), "突破", "突破50万元")
    assert added([hedged, Approximate(Decimal("1200.5")), None, 3]) == Approximate(
        Decimal("1253.5"), "约", "约1,253.5"
    )


@given(st.lists(st.decimals(0, 10**9, places=6)))
def test_a_sum_of_exact_values_is_exact(values: list[Decimal]) -> None:
    """In whatever words they were written."""
    said = [Approximate(one, "", f"{one:f}万元") for one in values]
    assert added(said) == added(values) == sum(values)


def test_foreign_money_is_no_amount_in_yuan() -> None:
    with pytest.raises(InputProblem, match="折算"):
        read_approximate("约500万美元", Unit.WAN)


@pytest.mark.parametrize(("words", "value"), [("2千万", "2000"), ("约3百万元", "300"), ("近2亿元", "20000")])
def test_multiples_of_multiples_are_amounts(words: str, value: str) -> None:
    assert read_approximate(words, Unit.WAN).value == Decimal(value)
