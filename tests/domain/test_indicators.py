"""Indicators of assistance cases."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.indicators import (
    IndicatorKind,
    IndicatorValue,
    ProgressLight,
    describe,
    progress,
    progress_light,
    read_indicator,
)

AMOUNT, COUNT, RATIO, PEAK, RANK, MILESTONE = IndicatorKind


def read(kind: IndicatorKind, text: str, unit: str = "") -> IndicatorValue | None:
    """Read a value, none for an empty text."""
    return read_indicator(kind, text, unit) if text else None


@pytest.mark.parametrize(
    ("kind", "text", "unit", "number", "words"),
    [
        (AMOUNT, "1000多万元", "", "1000", "1000多万元"),
        (AMOUNT, "820", "", "820", "820万元"),
        (AMOUNT, "约3000", "元", "0.3", "约3000元"),
        (COUNT, "40余家", "家", "40", "40余家"),
        (COUNT, "23", "个", "23", "23个"),
        (PEAK, "突破6万人", "人", "60000", "突破6万人"),
        (RATIO, "35.7%", "", "35.7", "35.7%"),
        (RATIO, "约３５％", "", "35", "约35%"),
        (RANK, "81/81", "", "81", "81/81"),
        (MILESTONE, "2022年5月正式开门", "", "1", "2022年5月正式开门"),
        (MILESTONE, "无动力公园建成", "", "1", "无动力公园建成"),
        (MILESTONE, "尚未开工", "", "0", "尚未开工"),
    ],
)
def test_values_are_read_by_their_kind(
    kind: IndicatorKind, text: str, unit: str, number: str, words: str
) -> None:
    """The number to reckon with and the words to say."""
    value = read_indicator(kind, text, unit)
    assert (value.number, value.words) == (Decimal(number), words)


@pytest.mark.parametrize(
    ("text", "place", "out_of"), [("1/81", 1, 81), ("第81位（共81家）", 81, 81), ("第2位", 2, None)]
)
def test_rank_is_a_place_among_so_many(text: str, place: int, out_of: int | None) -> None:
    """As typed and as said."""
    value = read_indicator(RANK, text)
    assert value.number == place
    assert value.out_of == out_of


@pytest.mark.parametrize(
    ("kind", "text"),
    [(RANK, "82/81"), (RANK, "0/81"), (RANK, "前列"), (RATIO, "很高"), (COUNT, "若干"), (MILESTONE, "")],
)
def test_words_that_do_not_suit_the_kind_are_refused(kind: IndicatorKind, text: str) -> None:
    """With a sentence that shows how to write it."""
    with pytest.raises(InputProblem):
        read_indicator(kind, text)


@pytest.mark.parametrize(
    ("kind", "base", "target", "actual", "sentence"),
    [
        (RANK, "81/81", "", "1/81", "由第81位（共81家）升至第1位"),
        (RANK, "1/81", "", "3/80", "由第1位（共81家）降至第3位（共80家）"),
        (RANK, "81/81", "10/81", "1/81", "由第81位（共81家）升至第1位，目标第10位（共81家）（已达到）"),
        (PEAK, "", "50000人", "突破6万人", "实际突破6万人，目标50000人（已达到）"),
        (AMOUNT, "100", "1000", "820", "由100万元增至820万元，目标1000万元（完成80.0%）"),
        (AMOUNT, "100", "", "1000多万元", "由100万元增至1000多万元"),
        (COUNT, "23个", "30个", "", "基期23个，目标30个"),
        (COUNT, "23个", "", "23个", "保持在23个"),
        (COUNT, "23个", "5个", "4个", "由23个减至4个，目标5个（已达到）"),
        (RATIO, "20", "", "35.5%", "由20%提高到35.5%（提高15.5个百分点）"),
        (MILESTONE, "未开门", "", "2022年5月正式开门", "未开门→2022年5月正式开门"),
    ],
)
def test_way_of_an_indicator_in_one_sentence(
    kind: IndicatorKind, base: str, target: str, actual: str, sentence: str
) -> None:
    """From base over target to actual, in the words of the case report."""
    assert describe(kind, read(kind, base), read(kind, target), read(kind, actual)) == sentence


@pytest.mark.parametrize(
    ("behind", "light"),
    [
        ("-5", ProgressLight.GREEN),
        ("9.9", ProgressLight.GREEN),
        ("10", ProgressLight.AMBER),
        ("30", ProgressLight.AMBER),
        ("30.1", ProgressLight.RED),
    ],
)
def test_light_of_progress(behind: str, light: ProgressLight) -> None:
    """Yellow from 10 to 30 points behind schedule, red above."""
    assert progress_light(Decimal(60) - Decimal(behind), Decimal(60)) is light


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_progress_runs_from_nothing_to_the_whole_way(base: int, target: int) -> None:
    """In either direction; no way, no progress."""
    start, end = (IndicatorValue(COUNT, Decimal(number), "") for number in (base, target))
    if base == target:
        assert progress(start, end, end) is None
    else:
        assert [progress(start, end, start), progress(start, end, end)] == [0, 100]
