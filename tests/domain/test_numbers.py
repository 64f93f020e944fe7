"""Record numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.numbers import CASE, VISIT, WIDTHS, RecordNumber, format_number, parse_number


def test_numbers_have_the_width_of_their_kind() -> None:
    """Four places for the many, two for the few."""
    assert format_number(VISIT, 2022, 1, WIDTHS[VISIT]) == "ZF-2022-0001"
    assert format_number(CASE, 2022, 1, WIDTHS[CASE]) == "BF-2022-01"
    assert format_number(CASE, 2022, 123, WIDTHS[CASE]) == "BF-2022-123"


@given(st.sampled_from(sorted(WIDTHS)), st.integers(2000, 2100), st.integers(1, 10**6))
def test_number_reads_back(prefix: str, year: int, serial: int) -> None:
    """Parsing undoes writing, also past the width."""
    written = format_number(prefix, year, serial, WIDTHS[prefix])
    assert parse_number(written) == RecordNumber(prefix, year, serial)


def test_typed_number_may_be_small_and_full_width() -> None:
    """As it comes from an input method."""
    assert parse_number(" zf－2022－0001 ") == RecordNumber("ZF", 2022, 1)


@pytest.mark.parametrize("text", ["", "ZF20220001", "Z-2022-0001", "ZF-22-0001", "ZF-2022-1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    """The sentence shows what a number looks like."""
    with pytest.raises(InputProblem, match="ZF-2022-0001"):
        parse_number(text)
