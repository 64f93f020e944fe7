"""Figures written out in words are read as digits; what has two readings is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.approximate import read_approximate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import Unit, read_amount
from dadu_desktop.domain.numerals import chinese_numeral, in_digits

DIGITS = "零一二三四五六七八九"
CAPITALS = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def in_words(number: int) -> str:
    """Write a number below 10 000 in words, 0 as nothing."""
    words = ""
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += DIGITS[digit] + sign
        elif words and number % place and not words.endswith("零"):
            words += "零"
    return words


@given(st.integers(1, 9999))
def test_number_written_in_words_reads_back(number: int) -> None:
    assert in_digits(in_words(number)) == str(number)
    assert in_digits(in_words(number).translate(CAPITALS)) == str(number)


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(1000, 9999))
def test_amount_written_in_words_reads_back(yi: int, wan: int, ones: int) -> None:
    words = in_words(wan).rjust(2, "零") if wan < 10 else in_words(wan)
    assert (
        read_amount(f"{in_words(yi)}亿{words}万{in_words(ones)}元")
        == Decimal(yi * 10**8 + wan * 10**4 + ones) / 10**4
    )


@given(st.integers(1, 99))
def test_numbers_of_headings_read_back(number: int) -> None:
    assert in_digits(chinese_numeral(number)) == str(number)


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("约五百余万元", "约500余万元"),
        ("近两千万", "近2000万"),
        ("一点五亿", "1.5亿"),
        ("十二点零五", "12.05"),
        ("一亿二千万", "12000万"),
        ("一亿零五百万", "10500万"),
        ("一百零二", "102"),
        ("一百十五", "115"),
        ("两万元整", "2万元整"),
    ],
)
def test_figures_of_offices(words: str, digits: str) -> None:
    assert in_digits(words) == digits


@pytest.mark.parametrize(
    "words",
    [
        "一百二",
        "一万二",
        "三千五",
        "三四百万",
        "十十",
        "数千万元",
        "上百万",
        "千万",
        "零",
        "一万点五",
        "1千万元",
        "1000多万元",
        "3亿5千万",
    ],
)
def test_what_has_two_readings_or_none_stays(words: str) -> None:
    assert in_digits(words) == words


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("五百万元", 500),
        ("伍佰元整", Decimal("0.05")),
        ("一点五亿元", 15000),
        ("五百", 500),
        ("1,200元整", Decimal("0.12")),
    ],
)
def test_amount_in_words_is_one_in_the_unit_it_names(words: str, value: Decimal) -> None:
    assert read_amount(words) == value


@pytest.mark.parametrize("words", ["一百二", "数百万元", "三四百万元"])
def test_amount_with_two_readings_is_refused(words: str) -> None:
    with pytest.raises(InputProblem, match=words):
        read_amount(words)


@pytest.mark.parametrize(
    ("words", "unit", "value", "qualifier"),
    [
        ("约五百余万元", Unit.WAN, 500, "余"),
        ("突破两亿元", Unit.WAN, 20000, "突破"),
        ("十余家", "家", 10, "余"),
        ("十几家", "家", 10, "多"),
        ("20几万元", Unit.WAN, 20, "多"),
        ("三十人", "人", 30, ""),
    ],
)
def test_approximate_value_in_words_keeps_them(
    words: str, unit: Unit | str, value: int, qualifier: str
) -> None:
    about = read_approximate(words, unit)
    assert (about.value, about.qualifier, about.words) == (Decimal(value), qualifier, words)


@pytest.mark.parametrize("words", ["几十家", "几家", "10家几"])
def test_count_of_nobody_knows_how_many_is_refused(words: str) -> None:
    with pytest.raises(InputProblem, match="看不出是多少"):
        read_approximate(words, "家")
