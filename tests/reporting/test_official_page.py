"""The measures of GB/T 9704-2012, in millimetres on the made page."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.reporting.document import Block, make_document
from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.letterhead import Imprint
from dadu_desktop.reporting.official_parts import (
    AnnexMark,
    AnnexNote,
    OfficialHead,
    Signature,
    document_number,
)
from dadu_desktop.reporting.page import OFFICIAL_STYLE
from dadu_desktop.reporting.pdf import Information, Pages
from tests.reporting.reading import MM, page_texts

EDGE_LEFT, EDGE_RIGHT, EDGE_TOP, EDGE_BOTTOM = 28, 184, 37, 262
CHAR = 156 / 28
LINE = 225 / 22
BLOCKS: dict[str, Block] = {
    "head": OfficialHead("重庆市大渡口区商务委员会文件", document_number("渡商务发[2022]007")),
    "signature": Signature("重庆市大渡口区商务委员会", "2022年5月1日"),
    "note": AnnexNote(("限上商贸企业名单", "这是一个名称很长很长需要回行因而要与上一行对齐的附件")),
    "annex": AnnexMark(1),
    "tail": Imprint(
        ("抄送：区委办公室，区人大常委会办公室，区政府办公室，区政协办公室，各镇街，各有关单位。",),
        "区商务委办公室",
        "2022年5月1日印发",
    ),
}
SOURCE = """![](head)

# 关于限上商贸企业运行情况的报告

正文。

![](note)

![](signature)

![](annex)

# 名单

文。

![](tail)
"""


def made(fonts: FontSet, markdown: str) -> Pages:
    """Print a document with the parts of an official one."""
    return make_document(markdown, OFFICIAL_STYLE, BLOCKS, Information("题目"), fonts)


def seen(content: bytes, page: int = 0) -> Any:
    """Give a page as it was printed."""
    with pdfplumber.open(BytesIO(content)) as document:
        found = document.pages[page]
        _ = (found.chars, found.rects, found.lines)
        return found


def box(page: Any, words: str) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the em boxes of words, in millimetres."""
    chars = [char for char in page.chars if char["text"].strip()]
    start = "".join(char["text"] for char in chars).index(words)
    found = chars[start : start + len(words)]
    height, size = float(page.height), found[0]["size"]
    baseline = [height - char["matrix"][5] for char in found]
    edges = found[0]["x0"], min(baseline) - 0.88 * size, found[-1]["x1"], max(baseline) + 0.12 * size
    return edges[0] / MM, edges[1] / MM, edges[2] / MM, edges[3] / MM


@pytest.fixture(scope="module")
def pages(fonts: FontSet) -> Pages:
    """Give a whole document of two pages."""
    return made(fonts, SOURCE)


def test_the_name_stands_35_mm_below_the_upper_edge_in_red(pages: Pages) -> None:
    page = seen(pages.content)
    left, top, right, _ = box(page, "重庆市大渡口区商务委员会文件")
    assert top == pytest.approx(EDGE_TOP + 35, abs=0.3)
    assert (left + right) / 2 == pytest.approx(EDGE_LEFT + 78, abs=0.3)
    assert page.chars[0]["non_stroking_color"] == pytest.approx((0.839, 0, 0.059), abs=0.01)
    assert "Song-Bold" in page.chars[0]["fontname"]


def test_the_number_has_hexagonal_brackets_and_stands_two_lines_below(pages: Pages) -> None:
    page = seen(pages.content)
    name, number = box(page, "重庆市大渡口区商务委员会文件"), box(page, "渡商务发〔2022〕7号")
    assert number[1] - name[3] == pytest.approx(2 * LINE + (LINE - 16 / MM) / 2, abs=0.3)


@pytest.mark.parametrize(
    "typed", ["渡商务发[2022]7号", "渡商务发（2022）007", "渡商务发 2022年第7号", "渡商务发〔2022〕7号"]
)
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    assert document_number(typed) == "渡商务发〔2022〕7号"


def test_what_is_no_number_of_a_document_is_told() -> None:
    with pytest.raises(InputProblem, match="渡商务发〔2022〕7号"):
        document_number("第七号")


def test_the_red_rule_is_as_wide_as_the_text_4_mm_below_the_number(pages: Pages) -> None:
    page = seen(pages.content)
    red = next(one for one in page.lines if one["stroking_color"][0] > 0.8)
    middle = (red["top"] + red["bottom"]) / 2 / MM
    half = red["linewidth"] / 2 / MM
    assert (red["x0"] / MM, red["x1"] / MM) == pytest.approx((EDGE_LEFT, EDGE_RIGHT), abs=0.1)
    assert middle - half - box(page, "渡商务发〔2022〕7号")[3] == pytest.approx(4, abs=0.5)


def test_the_title_stands_two_lines_below_the_rule_in_the_middle(pages: Pages) -> None:
    page = seen(pages.content)
    red = next(one for one in page.lines if one["stroking_color"][0] > 0.8)
    left, top, right, bottom = box(page, "关于限上商贸企业运行情况的报告")
    above = (LINE - 22 / MM) / 2
    assert top - red["bottom"] / MM == pytest.approx(2 * LINE + above, abs=0.5)
    assert bottom - top == pytest.approx(22 / MM, abs=0.1)
    assert (left + right) / 2 == pytest.approx(EDGE_LEFT + 78, abs=0.3)


def test_names_of_annexes_align_and_bear_no_mark_at_their_end(pages: Pages) -> None:
    page = seen(pages.content)
    text = page_texts(pages.content)[0]
    assert "附件：1.限上商贸企业名单2.这是一个名称" in text
    first, second, turned = (box(page, words) for words in ("限上商贸企业名单", "这是一个名称", "对齐的附件"))
    assert first[0] == pytest.approx(second[0], abs=0.3)
    assert turned[0] == pytest.approx(second[0], abs=0.3)
    assert box(page, "附件：")[0] == pytest.approx(EDGE_LEFT + 2 * CHAR, abs=0.3)


def test_date_without_a_seal_is_two_characters_right_of_the_office(pages: Pages) -> None:
    page = seen(pages.content)
    head = "".join(char["text"] for char in page.chars if char["text"].strip())
    assert head.count("重庆市大渡口区商务委员会") == 2
    chars = [char for char in page.chars if char["text"].strip()]
    start = head.rindex("重庆市大渡口区商务委员会")
    office, day = chars[start]["x0"] / MM, chars[start + 12]["x0"] / MM
    assert day - office == pytest.approx(2 * CHAR, abs=0.3)
    assert chars[start + 11]["x1"] / MM == pytest.approx(EDGE_RIGHT - 2 * CHAR, abs=0.3)


def test_an_annex_begins_on_a_page_of_its_own_with_its_title_on_the_third_line(pages: Pages) -> None:
    page = seen(pages.content, 1)
    mark, title = box(page, "附件1"), box(page, "名单")
    assert mark[0] == pytest.approx(EDGE_LEFT, abs=0.1)
    assert "Hei" in page.chars[0]["fontname"]
    lines = (title[1] - (LINE - 22 / MM) / 2 - EDGE_TOP) / LINE
    assert lines == pytest.approx(2, abs=0.02)


def test_the_imprint_ends_with_the_text_area_of_the_last_page(pages: Pages) -> None:
    page = seen(pages.content, 1)
    rules = sorted(page.lines, key=lambda one: float(one["top"]))
    widths = [one["linewidth"] / MM for one in rules]
    assert widths == pytest.approx([0.35, 0.25, 0.35], abs=0.01)
    assert rules[-1]["bottom"] / MM == pytest.approx(EDGE_BOTTOM, abs=0.5)
    left, _, _, _ = box(page, "抄送：")
    _, _, right, _ = box(page, "2022年5月1日印发")
    assert (left, right) == pytest.approx((EDGE_LEFT + 14 / MM, EDGE_RIGHT - 14 / MM), abs=0.4)
    assert box(page, "各镇街")[2] <= EDGE_RIGHT - 14 / MM + 2.5


def test_page_numbers_stand_7_mm_below_the_text(pages: Pages) -> None:
    for number, page in enumerate((seen(pages.content, 0), seen(pages.content, 1)), 1):
        left, top, right, bottom = box(page, f"—{number}—")
        dash = (top + 0.52 * 14 / MM, bottom)[0]
        assert dash == pytest.approx(EDGE_BOTTOM + 7, abs=0.3)
        inset = EDGE_RIGHT - right if number % 2 else left - EDGE_LEFT
        assert inset == pytest.approx(14 / MM, abs=0.3)


def test_a_page_has_22_lines_of_28_characters_at_the_standard_pitch(fonts: FontSet) -> None:
    page = seen(made(fonts, "国" * 28 * 30).content)
    tops = sorted({round(char["top"], 1) for char in page.chars if char["text"] == "国"})
    assert len(tops) == 22
    assert (tops[-1] - tops[0]) / 21 / MM == pytest.approx(LINE, abs=0.01)
    second = [char for char in page.chars if abs(char["top"] - tops[1]) < 1]
    assert len(second) == 28
    assert (second[0]["x0"] / MM, second[-1]["x1"] / MM) == pytest.approx((EDGE_LEFT, EDGE_RIGHT), abs=0.1)


@pytest.mark.parametrize(
    ("words", "face", "size"),
    [("一、甲", "Hei", 16), ("（一）乙", "Kai", 16), ("1．丙", "FangSong", 16), ("正文", "FangSong", 16)],
)
def test_headings_and_text_are_set_in_their_faces_two_characters_in(
    fonts: FontSet, words: str, face: str, size: int
) -> None:
    page = seen(made(fonts, "## 甲\n\n### 乙\n\n#### 丙\n\n正文").content)
    left, top, _, bottom = box(page, words)
    assert left == pytest.approx(EDGE_LEFT + 2 * CHAR, abs=0.1)
    assert bottom - top == pytest.approx(size / MM, abs=0.1)
    first = next(char for char in page.chars if char["text"] == words[-1])
    assert face.lower() in first["fontname"].lower()


WIDE = (
    "| "
    + " | ".join(f"很宽的栏目{n}" for n in "甲乙丙丁")
    + " |\n"
    + "|:--" * 4
    + "|\n"
    + "| 91512081MA62K0260E " * 4
    + "|"
)


def test_a_table_too_wide_for_the_page_lies_with_its_head_to_the_left_inside_the_text_area(
    fonts: FontSet,
) -> None:
    printed = made(fonts, f"前文。\n\n{WIDE}\n\n后文。")
    assert printed.preflight == ()
    assert printed.pages == 3
    page = seen(printed.content, 1)
    shown = (round(page.width / MM), round(page.height / MM))
    assert shown == (297, 210)  # turned to be read
    table = [char for char in page.chars if char["text"] in "很宽的栏目"]
    assert min(char["x0"] for char in table) / MM >= 297 - EDGE_BOTTOM
    assert min(char["top"] for char in table) / MM >= EDGE_LEFT
    assert max(rect["x1"] for rect in page.rects) / MM <= 297 - EDGE_TOP + 0.2
    assert "后文。" in page_texts(printed.content)[2]


def test_a_table_that_no_page_can_hold_goes_on_in_parts_with_its_first_column_in_each(fonts: FontSet) -> None:
    wide = WIDE.replace("91512081MA62K0260E", "91512081MA62K0260E91512081MA62K0260E")
    printed = made(fonts, wide)
    assert printed.preflight == ()
    assert "".join(page_texts(printed.content)).count("很宽的栏目甲") > 1


def test_a_column_that_no_page_can_hold_is_named(fonts: FontSet) -> None:
    wide = WIDE.replace("91512081MA62K0260E", "9" * 400)
    assert "“很宽的栏目甲”一栏过窄" in made(fonts, wide).preflight[0]


def test_chinese_and_digits_stand_an_eighth_of_a_character_apart(fonts: FontSet) -> None:
    with closing(pypdfium2.PdfDocument(made(fonts, "共计151家").content)) as document:
        text = document[0].get_textpage()
        words = text.get_text_range()
        starts = [text.get_charbox(words.index(char), loose=True)[0] for char in "计1"]
    assert starts[1] - starts[0] == pytest.approx(16 + 2 - 0.215, abs=0.1)


@pytest.mark.parametrize("lines", range(14, 24))
def test_office_and_date_stand_on_one_page_with_text_above_them(fonts: FontSet, lines: int) -> None:
    source = "\n\n".join(["正文。"] * lines) + "\n\n![](annexes)\n\n![](signature)"
    blocks: dict[str, Block] = {
        "annexes": AnnexNote(("企业名单", "情况表")),
        "signature": Signature("大渡口区商务委", "2022年12月1日"),
    }
    texts = page_texts(make_document(source, OFFICIAL_STYLE, blocks, Information("题"), fonts).content)
    (signed,) = (text for text in texts if "大渡口区商务委" in text)
    assert "2022年12月1日" in signed
    assert signed.startswith("正文。")
    assert "附件：1.企业名单2.情况表" in signed
