"""Month, quarter and year made up of reported columns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.spans import Span, Term, added, span_words, terms

SEPTEMBER = Month(2022, 9)


def test_quarter_is_what_the_cumulated_figure_grew_by() -> None:
    assert terms(Span.QUARTER, SEPTEMBER) == (
        Term(Month(2022, 9), cumulated=True, sign=1),
        Term(Month(2022, 6), cumulated=True, sign=-1),
    )
    assert terms(Span.QUARTER, Month(2022, 3)) == terms(Span.CUMULATIVE, Month(2022, 3))


def test_january_and_february_in_one_are_the_cumulated_figure_of_february() -> None:
    both = Month.january_february(2022)
    assert terms(Span.MONTH, both) == (Term(Month(2022, 2), cumulated=True, sign=1),)
    assert terms(Span.MONTH, both)[0].year_ago().month == Month(2021, 2)


def test_year_has_to_be_over() -> None:
    assert terms(Span.YEAR, Month(2022, 12)) == (Term(Month(2022, 12), cumulated=True, sign=1),)
    with pytest.raises(InputProblem, match="12月"):
        terms(Span.YEAR, SEPTEMBER)


@pytest.mark.parametrize(
    ("span", "month", "words"),
    [
        (Span.MONTH, Month.january_february(2022), "2022年1—2月"),
        (Span.CUMULATIVE, SEPTEMBER, "2022年1—9月"),
        (Span.QUARTER, SEPTEMBER, "2022年三季度"),
        (Span.QUARTER, Month(2022, 11), "2022年四季度（至11月）"),
        (Span.YEAR, Month(2022, 12), "2022年全年"),
    ],
)
def test_span_is_named_as_offices_do(span: Span, month: Month, words: str) -> None:
    assert span_words(span, month) == words


def test_sum_with_a_gap_is_not_known() -> None:
    assert added([(1, Decimal(90)), (-1, Decimal(60))]) == 30
    assert added([(1, Decimal(90)), (-1, None)]) is None
    assert added([]) == 0
