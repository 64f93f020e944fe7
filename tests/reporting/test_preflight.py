"""What is found before a document is printed: each fault with its place, none where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dadu_desktop.reporting.document import make_document
from dadu_desktop.reporting.fonts import FontSet, load_fonts
from dadu_desktop.reporting.ink import Notes
from dadu_desktop.reporting.page import OFFICIAL_STYLE, SHEET_STYLE
from dadu_desktop.reporting.pdf import Information, Pages
from dadu_desktop.reporting.preflight import drafted_faults, preflight
from dadu_desktop.rooms import room


def printed(fonts: FontSet, markdown: str) -> Pages:
    """Print a document."""
    return make_document(markdown, OFFICIAL_STYLE, {}, Information("题"), fonts)


def test_a_fine_document_has_no_findings(fonts: FontSet) -> None:
    assert printed(fonts, "# 题\n\n## 一段\n\n同比增长4.0%。").preflight == ()


def test_missing_characters_are_named_with_their_places_and_the_rest_is_counted(fonts: FontSet) -> None:
    (said,) = printed(fonts, "\n\n".join(f"第{number}个𠮷字" for number in range(5))).preflight
    assert said.startswith("字库缺少“𠮷”（U+20BB7），已用“〓”代替：第1页“第0个𠮷字”、")
    assert said.endswith("等5处。")


@pytest.mark.parametrize("words", ["××元", "〔待填：下步打算〕", "{{ 金额 }}"])
def test_what_is_not_filled_in_is_named_with_its_page(fonts: FontSet, words: str) -> None:
    (said,) = printed(fonts, f"已投入{words}。").preflight
    assert said.startswith("第1页有未填写的内容：")


def test_a_heading_alone_at_the_foot_of_a_page_is_named() -> None:
    notes = Notes(last_drawn={1: ("一、总体情况", True), 2: ("文", False)})
    assert preflight(notes, 2) == ("第1页末尾只有标题“一、总体情况”，正文在下一页。",)
    assert preflight(Notes(last_drawn={1: ("一、总体情况", True)}), 1) == ()


def test_headings_go_to_the_next_page_with_what_they_head(fonts: FontSet) -> None:
    for lines in range(14, 24):
        made = printed(
            fonts, "\n\n".join(["文"] * lines) + "\n\n## 一\n\n### 二\n\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |"
        )
        assert made.preflight == ()


def test_a_table_that_fills_its_page_brings_no_empty_page_behind_it(fonts: FontSet) -> None:
    for lines in range(4, 30):
        made = printed(fonts, "| 甲 | 乙 |\n|--|--|\n" + "| 1 | 2 |\n" * lines)
        assert made.preflight == ()


def test_an_empty_last_page_is_named() -> None:
    assert preflight(Notes(last_drawn={1: ("文", False)}), 2) == ("最后一页没有内容。",)


def test_faces_that_the_machine_has_not_are_named_where_they_are_used(fonts: FontSet) -> None:
    assert printed(fonts, "# 题\n\n文").substituted == ("方正小标宋简体", "仿宋_GB2312")
    assert "黑体" in printed(fonts, "## 节").substituted


def test_an_installed_official_face_is_not_named(tmp_path: Path) -> None:
    installed = tmp_path / "仿宋_GB2312.ttf"
    installed.write_bytes((room("resources") / "fonts" / "DaduKai-Regular.ttf").read_bytes())
    found = load_fonts(room("resources") / "fonts", installed=[installed])
    made = make_document("# 题\n\n文", SHEET_STYLE, {}, Information("题"), found)
    assert made.substituted == ("方正小标宋简体",)


def test_sentences_are_looked_over_and_tables_are_not() -> None:
    assert drafted_faults("同比下降-3.0%。") != ()
    assert drafted_faults("| 同比下降-3.0%。 |") == ()
