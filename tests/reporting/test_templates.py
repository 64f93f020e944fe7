"""Filling in templates."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.numerals import chinese_numeral
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.reporting.document import make_document
from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.page import SHEET_STYLE
from dadu_desktop.reporting.pdf import Information
from dadu_desktop.reporting.templates import fill_template
from tests.reporting.reading import page_texts


def filled(source: str, **values: object) -> str:
    """Fill in a template."""
    return fill_template(source, values, "试")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "是"),
        (Decimal("1234.50"), r"1\,234\.50"),
        (PartialDate(2022, 5), "2022年5月"),
        (Approximate(Decimal(1000), "多", "1000多万元"), "1000多万元"),
        (Reference(7, "万达广场"), "万达广场"),
        ((Reference(7, "甲"), Reference(8, "乙")), "甲、乙"),
    ],
)
def test_values_are_said_in_the_words_of_the_office(value: object, words: str) -> None:
    assert filled("{{ value }}", value=value) == words


@settings(deadline=None)
@given(text=st.text(alphabet="甲乙|*_#<>[]()`~-+.!\\&1 ", min_size=1, max_size=30))
def test_text_of_a_stranger_is_never_markup(fonts: FontSet, text: str) -> None:
    markdown = filled("| | |\n|--|--|\n| 前 | 始{{ value }}终 |", value=text)
    made = make_document(markdown, SHEET_STYLE, {}, Information("题"), fonts)
    assert "".join(f"始{text}终".split()) in page_texts(made.content)[0]


def test_unknown_placeholder_is_told_with_the_name_of_the_template() -> None:
    with pytest.raises(InputProblem, match="报表定义“试”第1行"):
        filled("{{ nothing }}")


def test_template_cannot_reach_into_the_program() -> None:
    with pytest.raises(InputProblem):
        filled("{{ ''.__class__.__mro__ }}")


def test_long_text_becomes_paragraphs() -> None:
    assert filled("{{ text | paragraphs }}", text="第一段\n\n第二段") == "第一段\n\n第二段"


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")]
)
def test_headings_count_in_chinese(number: int, words: str) -> None:
    assert chinese_numeral(number) == words
