"""Lines of Chinese text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.line_breaking import (
    LINE_SEPARATOR,
    Line,
    Measure,
    Run,
    atoms,
    balance_lines,
    break_lines,
    widest_atom,
)

SIZE = 10.0
TEXTS = st.text(alphabet="区商务委走访企业，。、（）“”《》2022.5年%A ", max_size=120)


def lines_of(fonts: FontSet, text: str, width: float) -> list[Line]:
    """Break a text of one typeface."""
    return break_lines([Run(text, "song")], width, Measure(fonts, SIZE))


@given(text=TEXTS)
def test_lines_keep_every_character_but_blanks(fonts: FontSet, text: str) -> None:
    broken = "".join(line.text for line in lines_of(fonts, text, 83))
    assert broken.replace(" ", "") == text.replace(" ", "")


@given(text=TEXTS)
def test_no_line_is_wider_than_the_page_but_for_half_a_hanging_mark(fonts: FontSet, text: str) -> None:
    assert all(line.width <= 83 + SIZE / 2 + 0.01 for line in lines_of(fonts, text, 83))


@given(text=TEXTS)
def test_even_lines_are_as_many_with_the_same_words_and_none_wider(fonts: FontSet, text: str) -> None:
    lines = lines_of(fonts, text, 83)
    even = balance_lines([Run(text, "song")], 83, Measure(fonts, SIZE))
    assert len(even) == len(lines)
    assert "".join(line.text for line in even).replace(" ", "") == text.replace(" ", "")
    assert max(line.width for line in even) <= max(line.width for line in lines) + 0.01


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("活动主题", ["活动", "主题"]),
        ("牵头区领导", ["牵头区", "领导"]),
        ("下一阶段计划时间", ["下一阶段", "计划时间"]),
        ("发放消费券（万元）", ["发放消费券", "（万元）"]),
    ],
)
def test_a_heading_is_broken_evenly(fonts: FontSet, heading: str, lines: list[str]) -> None:
    width = 3.5 * SIZE if len(heading) < 5 else 5.5 * SIZE if len(heading) > 5 else 4.5 * SIZE
    assert [line.text for line in balance_lines([Run(heading, "hei")], width, Measure(fonts, SIZE))] == lines


@given(text=TEXTS)
def test_atoms_are_the_whole_text(text: str) -> None:
    pieces = atoms(text)
    assert "".join(pieces).strip() == text.strip()


@pytest.mark.parametrize("width", range(40, 130, 7))
def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark(fonts: FontSet, width: int) -> None:
    text = "走访企业（限上）五家，召开“一对一”座谈会；收集问题、办结问题。《办法》施行（试行）。" * 3
    lines = lines_of(fonts, text, width)
    assert not [line.text for line in lines[1:] if line.text[0] in "，。；、）”》"]
    assert not [line.text for line in lines if line.text[-1] in "（“《"]


@pytest.mark.parametrize("kept", ["300.23亿元", "4.0%", "1.2个百分点", "2022年", "-2.3%", "第2位", "81/81"])
def test_a_number_keeps_sign_and_unit(kept: str) -> None:
    assert kept in [atom.rstrip("，。") for atom in atoms(f"销售额{kept}，同比")]


def test_a_separator_forces_a_new_line(fonts: FontSet) -> None:
    assert [line.text for line in lines_of(fonts, f"甲{LINE_SEPARATOR}乙", 100)] == ["甲", "乙"]


def test_a_word_wider_than_the_line_is_broken_by_characters(fonts: FontSet) -> None:
    lines = lines_of(fonts, "91512081MA62K0260E", 30)
    assert len(lines) > 2
    assert widest_atom("91512081MA62K0260E", "song", Measure(fonts, SIZE)) > 30


@pytest.mark.parametrize(
    ("text", "kept"), [("核定金额（万元）", "（万元）"), ("进出口（虚构）额", "（虚构）")]
)
def test_a_short_note_in_brackets_stays_whole(text: str, kept: str) -> None:
    assert kept in atoms(text)
