"""Tests of three-valued logic."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.verdicts import Verdict, all_of, any_of, opposite

VERDICTS = st.lists(st.sampled_from(Verdict))
M, N, U = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (M, M, M, M),
        (M, U, U, M),
        (M, N, N, M),
        (U, U, U, U),
        (U, N, N, U),
        (N, N, N, N),
    ],
)
def test_two_answers_join_as_in_the_table(
    one: Verdict, other: Verdict, both: Verdict, either: Verdict
) -> None:
    """In either order."""
    assert {all_of((one, other)), all_of((other, one))} == {both}
    assert {any_of((one, other)), any_of((other, one))} == {either}


def test_nothing_asked_is_met_and_nothing_offered_is_not() -> None:
    """The empty cases."""
    assert (all_of(()), any_of(())) == (M, N)


@given(VERDICTS)
def test_the_laws_of_de_morgan_hold(found: list[Verdict]) -> None:
    """Not all of them is any of the opposites."""
    assert opposite(all_of(found)) is any_of(map(opposite, found))
    assert opposite(any_of(found)) is all_of(map(opposite, found))


@given(VERDICTS)
def test_turning_an_answer_round_twice_changes_nothing(found: list[Verdict]) -> None:
    """The opposite is its own inverse."""
    assert [opposite(opposite(one)) for one in found] == found


@given(VERDICTS)
def test_what_was_decided_stays_decided_whatever_the_unknown_turns_out_to_be(found: list[Verdict]) -> None:
    """Filling a gap never turns 符合 or 不符合 into anything else."""
    gaps = [place for place, one in enumerate(found) if one is U][:4]
    for combined in (all_of, any_of):
        before = combined(found)
        for filling in product((M, N), repeat=len(gaps)):
            filled = [
                dict(zip(gaps, filling, strict=True)).get(place, one) for place, one in enumerate(found)
            ]
            assert before is U or combined(filled) is before
