"""Text: what is cleaned away, what stays, and what spellings meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.text import clean, is_nothing, match_choice, narrow, normalise_name, split_phones

TOWNS = ("新山村街道", "跃进村街道", "九宫庙街道", "茄子溪街道", "春晖路街道", "八桥镇", "建胜镇", "跳磴镇")
FORMS = ("实地走访", "座谈会", "电话", "微信", "企业来访", "现场办公")


def test_cleaning_removes_what_nobody_sees() -> None:
    """Byte order marks, zero-width and control characters, blanks of all kinds."""
    assert clean("\ufeff 万达\u200b广场\u00a0金桥\u3000片区\x00\t") == "万达广场 金桥 片区"


def test_cleaning_keeps_chinese_punctuation_and_line_feeds() -> None:
    """Only letters, digits and marks of numbers become half width."""
    assert clean("１２％，你好（ＡＢ）；\r\n完：") == "12%，你好（AB）；\n完："


def test_narrow_writing_of_numbers_has_half_width_punctuation() -> None:
    """Full-width commas and brackets of a number are read as its own."""
    assert narrow("（１，２３４）") == "(1,234)"


@given(st.text())
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    """Import and export of the same text agree."""
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "spelling",
    [
        "重庆市大渡口区佳佰联百货有限公司",
        "重庆佳佰联百货有限责任公司",
        " 佳佰联 百货股份有限公司",
        "重庆市佳佰联百货（有限公司）",
    ],
)
def test_spellings_of_one_enterprise_meet(spelling: str) -> None:
    """Place, legal form, blanks and brackets do not tell enterprises apart."""
    assert normalise_name(spelling) == "佳佰联百货"


def test_branch_and_head_office_stay_apart() -> None:
    """What follows the legal form counts, and so does a place inside the name."""
    assert normalise_name("重庆嘉禾有限公司") != normalise_name("重庆嘉禾有限公司大渡口分公司")
    assert (
        normalise_name("嘉禾(重庆)商贸有限公司")
        == normalise_name("嘉禾（重庆）商贸有限公司")
        == "嘉禾(重庆)商贸"
    )


def test_name_that_is_only_a_place_or_form_is_kept() -> None:
    """A key is never empty where the name is not."""
    assert normalise_name("有限公司") == "有限公司"
    assert normalise_name("重庆市") == "重庆市"


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        (17736239460.0, ("17736239460",)),
        ("17736239460.0", ("17736239460",)),
        ("1.7736239460E+10", ("17736239460",)),
        ("13843355503、023-68901234", ("13843355503", "023-68901234")),
        ("023—68901234转801", ("023-68901234转801",)),
        ("138 4335 5503", ("13843355503",)),
        ("（023）68901234/13800000000", ("023-68901234", "13800000000")),
        ("+86 13843355503", ("13843355503",)),
        ("张三：13843355503；李四 13943355503", ("13843355503", "13943355503")),
        ("68901234 68905678", ("68901234", "68905678")),
        ("400-123-4567", ("4001234567",)),
        ("13843355503，13843355503", ("13843355503",)),
        ("无", ()),
    ],
)
def test_telephone_numbers_of_a_cell(cell: object, numbers: tuple[str, ...]) -> None:
    """Several in a cell, with names, as numbers, in any grouping."""
    assert split_phones(cell) == numbers


def test_number_with_a_digit_missing_is_not_lost() -> None:
    """A person has to see it."""
    assert split_phones("1384335550") == ("1384335550",)


@pytest.mark.parametrize("cell", ["", "无", "/", "-", "—", "——", "暂无。", "没有", "无问题", " N/A "])
def test_cells_that_say_nothing(cell: str) -> None:
    """No problem record is made from these."""
    assert is_nothing(cell)


@pytest.mark.parametrize("cell", ["无法办理外摆审批", "0", "无人机业务缺资金"])
def test_cells_that_only_begin_like_nothing(cell: str) -> None:
    """A real problem may begin with 无."""
    assert not is_nothing(cell)


@pytest.mark.parametrize(
    ("typed", "choices", "meant"),
    [
        ("新山村", TOWNS, "新山村街道"),
        ("八桥", TOWNS, "八桥镇"),
        ("跳磴 镇", TOWNS, "跳磴镇"),
        ("九宫庙街道办事处", TOWNS, "九宫庙街道"),
        ("走访", FORMS, "实地走访"),
        ("座谈", FORMS, "座谈会"),
        ("小", ("大型", "中型", "小型", "微型"), "小型"),
        ("批发", ("批发业", "零售业"), "批发业"),
        ("解决", ("已解决", "部分解决"), "已解决"),
    ],
)
def test_choice_meant_by_a_shorter_word(typed: str, choices: tuple[str, ...], meant: str) -> None:
    """街道, 镇, 型 and 业 may be missing, the beginning or the end of a choice suffices."""
    assert match_choice(typed, choices) == meant


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("", TOWNS),
        ("镇", TOWNS),
        ("花园", TOWNS),
        ("满意", ("基本满意", "不满意")),
        ("解决", ("已解决", "先解决")),
    ],
)
def test_nothing_is_chosen_when_the_word_is_doubtful(typed: str, choices: tuple[str, ...]) -> None:
    """Unknown words, words of several choices and words that a prefix turns round."""
    assert match_choice(typed, choices) is None
