"""Texts that look like formulas stay texts, and come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dadu_desktop.domain.formula_texts import is_formula, kept_text, own_text

WORDS = st.text("=+-@'\t\r.,0159甲A", max_size=8)


@pytest.mark.parametrize(
    "text", ["=1+1", "+8613800000001", "-甲", "@SUM(A1)", "\tA", "\r", "-", "-1-1", "-1,2"]
)
def test_texts_that_would_be_computed_are_told(text: str) -> None:
    assert is_formula(text)
    assert kept_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "甲=1", "-7.9", "-1,234,567.80", "-12", "-3.5%", "'甲"])
def test_negative_numbers_and_other_texts_are_left_alone(text: str) -> None:
    assert not is_formula(text)
    assert kept_text(text) == text


@given(WORDS)
@example("'=1")
@example("''=1")
@example("'-5")
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert own_text(kept_text(text)) == text
    assert not is_formula(kept_text(text))
