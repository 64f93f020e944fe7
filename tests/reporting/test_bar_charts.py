"""Bars on paper: as long as their values, told apart in black and white, vectors in the fonts of the text."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pdfplumber
import pytest

from dadu_desktop.reporting.bar_charts import GoalChart, PullChart, ShareChart
from dadu_desktop.reporting.document import Block, make_document
from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.page import SHEET_STYLE
from dadu_desktop.reporting.pdf import Information
from tests.reporting.reading import page_texts


def drawn(fonts: FontSet, chart: Block) -> tuple[str, list[dict[str, Any]]]:
    """Print a chart; give its words and its bars from the top down, each track before its filling."""
    made = make_document("文\n\n![图](chart)", SHEET_STYLE, {"chart": chart}, Information("题"), fonts)
    with pdfplumber.open(BytesIO(made.content)) as document:
        page = document.pages[0]
        assert page.images == []
        bars = sorted(page.rects, key=lambda one: (round(one["top"]), -one["width"]))
    return page_texts(made.content)[0], bars


def is_black(bar: dict[str, Any]) -> bool:
    """Tell whether a bar is filled with black."""
    return set(bar["non_stroking_color"]) == {0}


def test_pulls_go_right_in_black_and_left_in_white_in_proportion(fonts: FontSet) -> None:
    chart = PullChart(
        (("甲公司", Decimal("0.8")), ("乙公司", Decimal("-0.4")), ("丙公司", Decimal(0))), "个百分点"
    )
    words, (up, down) = drawn(fonts, chart)
    assert (is_black(up), is_black(down)) == (True, False)
    assert up["width"] == pytest.approx(2 * down["width"], rel=0.01)
    assert up["x0"] == pytest.approx(down["x1"], abs=0.1)
    assert "+0.80个百分点" in words
    assert "-0.40个百分点" in words
    assert "丙公司" not in words


def test_names_and_words_stay_within_the_width(fonts: FontSet) -> None:
    long = "重庆" + "很长的名称" * 12 + "有限公司"
    chart = PullChart(((long, Decimal("9.99")), (long, Decimal("-9.99"))), "个百分点")
    made = make_document("![](chart)", SHEET_STYLE, {"chart": chart}, Information("题"), fonts)
    paper = SHEET_STYLE.paper
    with pdfplumber.open(BytesIO(made.content)) as document:
        chars = [char for char in document.pages[0].chars if char["top"] < 200]
    assert min(char["x0"] for char in chars) >= paper.left - 0.5
    assert max(char["x1"] for char in chars) <= paper.width - paper.right + 0.5


def test_shares_fill_a_track_from_nothing_to_all(fonts: FontSet) -> None:
    chart = ShareChart((("办结率", Decimal(25)), ("满意率", Decimal(100)), ("解决率", None)))
    words, bars = drawn(fonts, chart)
    tracks = [one for one in bars if not is_black(one)]
    filled = [one for one in bars if is_black(one)]
    assert len({round(one["width"], 1) for one in tracks if one["width"] > 1}) == 1
    assert filled[0]["width"] == pytest.approx(tracks[0]["width"] / 4, rel=0.01)
    assert filled[1]["width"] == pytest.approx(tracks[0]["width"], rel=0.01)
    assert "25.0%" in words
    assert "—" in words


def test_base_target_and_actual_are_white_hatched_and_black(fonts: FontSet) -> None:
    chart = GoalChart("销售额", Decimal(100), Decimal(120), Decimal(110), "万元")
    words, bars = drawn(fonts, chart)
    assert [is_black(one) for one in bars[:3]] == [False, False, True]
    base, target, actual = (one["width"] for one in bars[:3])
    assert base / target == pytest.approx(100 / 120, rel=0.01)
    assert actual / target == pytest.approx(110 / 120, rel=0.01)
    assert "销售额·目标120万元" in words


@pytest.mark.parametrize(
    "chart",
    [
        PullChart(()),
        PullChart((("甲", Decimal(0)),)),
        ShareChart((("办结率", None),)),
        GoalChart("销售额", None, None, Decimal(1)),
        GoalChart("销售额", Decimal(0), None, Decimal(0)),
    ],
)
def test_a_chart_of_nothing_to_compare_is_left_out(fonts: FontSet, chart: Block) -> None:
    words, bars = drawn(fonts, chart)
    assert bars == []
    assert words == "文第1页共1页"
