"""A title is broken between words into lines of like length, and into no more of them than it needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.line_breaking import LINE_SEPARATOR, Measure, Run, break_lines
from dadu_desktop.reporting.page import LATIN_GAP, OFFICIAL_STYLE
from dadu_desktop.reporting.title_lines import break_title

STYLE, WIDTH = OFFICIAL_STYLE.title, OFFICIAL_STYLE.paper.text_width
WORDS = st.lists(
    st.sampled_from(["关于", "重庆霜序汽车商贸有限公司", "“一企一策”", "2022年1—11月", "情况", "的报告", "（虚构）", "ABC"]),
    min_size=1,
    max_size=16,
).map("".join)  # fmt: skip


def measure(fonts: FontSet) -> Measure:
    """Give what the widths of an official title depend on."""
    return Measure(fonts, STYLE.size, STYLE.char_space, LATIN_GAP * STYLE.size)


def broken(fonts: FontSet, title: str) -> list[str]:
    """Break a title for an official page."""
    return [line.text for line in break_title([Run(title, STYLE.role)], WIDTH, measure(fonts))]


@pytest.mark.parametrize(
    "lines",
    [
        ["重庆霜序汽车商贸有限公司", "“一企一策”半年评估表"],
        ["重庆大渡口万达广场", "商业管理有限公司一企一档"],
        ["大渡口区商务委员会关于2022年11月", "限上商贸企业运行情况的分析报告"],
        ["关于印发《重庆市大渡口区促进限上商贸企业", "稳定增长和消费恢复若干措施》的通知"],
        ["“一对一”帮扶大渡口万达广场走出困境"],
    ],
)
def test_a_title_is_broken_where_a_reader_would_pause(fonts: FontSet, lines: list[str]) -> None:
    assert broken(fonts, "".join(lines)) == lines


def test_a_line_that_is_asked_for_stays(fonts: FontSet) -> None:
    assert broken(fonts, f"区商务委{LINE_SEPARATOR}工作简报") == ["区商务委", "工作简报"]


def test_what_has_no_seam_is_parted_in_the_middle(fonts: FontSet) -> None:
    assert [len(line) for line in broken(fonts, "推" * 30)] == [15, 15]


@given(title=WORDS)
def test_nothing_is_lost_and_no_line_is_added_or_too_wide(fonts: FontSet, title: str) -> None:
    runs, scale = [Run(title, STYLE.role)], measure(fonts)
    lines = break_title(runs, WIDTH, scale)
    assert "".join(line.text for line in lines) == title
    assert len(lines) == len(break_lines(runs, WIDTH, scale))
    assert all(line.width <= WIDTH + STYLE.size / 2 + 0.01 for line in lines)  # a mark may hang over by half
