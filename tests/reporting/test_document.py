"""Markdown as official documents, read back from the PDF."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.reporting.charts import LineChart, RankChart, RankMove, Series, scale_ends, tick_step
from dadu_desktop.reporting.document import Block, make_document
from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.letterhead import Imprint, Letterhead
from dadu_desktop.reporting.page import OFFICIAL_STYLE, SHEET_STYLE, DocumentStyle
from dadu_desktop.reporting.pdf import Information, Pages
from tests.reporting.reading import MM, characters, page_size, page_texts

SENTENCE = "今年以来，区商务委对内贸企业实施“一企一策”，采取走访、座谈等形式，助力企业纾困解难。"


def made(fonts: FontSet, markdown: str, style: DocumentStyle = OFFICIAL_STYLE, **blocks: Block) -> Pages:
    """Print a document."""
    return make_document(markdown, style, blocks, Information("题目", "区商务委"), fonts)


def test_official_page_keeps_the_text_area_of_the_standard(fonts: FontSet) -> None:
    content = made(fonts, SENTENCE * 30).content
    body = [char for char in characters(content) if char["size"] == pytest.approx(16)]
    assert page_size(content) == (210, 297)
    assert min(char["x0"] for char in body) == pytest.approx(28 * MM, abs=1)
    half_mark = 8.1
    assert max(char["x1"] for char in body) <= (28 + 156) * MM + half_mark
    assert min(char["top"] for char in body) >= 37 * MM
    assert max(char["bottom"] for char in body) <= (37 + 225) * MM + 1


def test_official_page_has_22_lines_of_28_characters(fonts: FontSet) -> None:
    content = made(fonts, "国" * 28 * 40).content
    tops = [round(char["top"]) for char in characters(content) if char["text"] == "国"]
    assert len(set(tops)) == 22
    assert tops.count(sorted(set(tops))[1]) == 28


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(fonts: FontSet) -> None:
    content = made(fonts, SENTENCE * 40).content
    assert "—1—" in page_texts(content)[0]
    first, second = (
        [char for char in characters(content, page) if char["size"] == pytest.approx(14)] for page in (0, 1)
    )
    assert max(char["x1"] for char in first) == pytest.approx((28 + 156) * MM - 14, abs=1)
    assert min(char["x0"] for char in second) == pytest.approx(28 * MM + 14, abs=1)


def test_headings_are_numbered_and_set_in_their_faces(fonts: FontSet) -> None:
    content = made(fonts, "# 题\n\n## 甲\n\n### 乙\n\n### 丙\n\n#### 丁\n\n## 戊\n\n文").content
    assert "一、甲（一）乙（二）丙1．丁二、戊文" in page_texts(content)[0]
    faces = {char["text"]: char["fontname"] for char in characters(content)}
    assert ("Song-Bold" in faces["题"], "Hei" in faces["甲"], "Kai" in faces["乙"]) == (True, True, True)


def test_heading_never_ends_a_page(fonts: FontSet) -> None:
    for lines in range(18, 24):
        markdown = "\n\n".join(["国" * 20] * lines + ["## 标题", "正文"])
        assert not made(fonts, markdown).preflight


def test_table_cells_are_merged_and_values_stay_whole(fonts: FontSet) -> None:
    table = (
        "| | | | |\n|:--|:-----|:--|:-----|\n| 名称 | 万达 | 代码 | 9150 |\n| 概况 | 很长的一句话 | < | < |\n"
    )
    text = page_texts(made(fonts, table, SHEET_STYLE).content)[0]
    assert "名称万达代码9150" in text
    assert "<" not in text


def test_unfilled_place_is_reported(fonts: FontSet) -> None:
    assert made(fonts, "〔待填：下步打算〕").preflight == ("第1页有未填写的内容：〔待填：下步打算〕",)


def test_unknown_block_is_told(fonts: FontSet) -> None:
    with pytest.raises(InputProblem, match="没有的图块"):
        made(fonts, "![图](nothing)")


def test_briefing_has_red_name_issue_and_foot(fonts: FontSet) -> None:
    head = Letterhead("工作简报", "第11期", "区商务委", "2022年12月5日")
    tail = Imprint(("报：区政府办公室",), "区商务委办公室", "共印30份")
    content = made(fonts, "![](head)\n\n# 题目\n\n![](tail)", head=head, tail=tail).content
    text = page_texts(content)[0]
    assert all(words in text for words in ("工作简报", "第11期", "报：区政府办公室", "共印30份"))
    name = next(char for char in characters(content) if char["text"] == "简")
    red, green, blue = name["non_stroking_color"]
    assert (red > 0.8, green < 0.1, blue < 0.1) == (True, True, True)


def test_line_chart_names_unit_and_series_and_bears_gaps(fonts: FontSet) -> None:
    values = (Decimal(10), None, Decimal(30))
    chart = LineChart(
        ("2022-01", "2022-02", "2022-03"), (Series("本年", values), Series("上年", values)), "万元"
    )
    text = page_texts(made(fonts, "![销售额](chart)", chart=chart).content)[0]
    assert all(words in text for words in ("销售额", "单位：万元", "本年", "上年", "2022-03"))


def test_chart_without_values_is_left_out_with_its_caption(fonts: FontSet) -> None:
    chart = LineChart((), (Series("本年", ()),), "万元")
    assert "销售额" not in page_texts(made(fonts, "正文\n\n![销售额](chart)", chart=chart).content)[0]


def test_rank_chart_says_both_places(fonts: FontSet) -> None:
    chart = RankChart((RankMove("客流恢复率", 81, 1, 81),))
    text = page_texts(made(fonts, "![](ranks)", ranks=chart).content)[0]
    assert all(words in text for words in ("客流恢复率", "原第81位", "现第1位"))


@pytest.mark.parametrize(
    ("highest", "step"), [("7", "2"), ("60000", "20000"), ("0.4", "0.1"), ("2600", "1000")]
)
def test_steps_of_a_scale_are_round(highest: str, step: str) -> None:
    assert tick_step(Decimal(highest)) == Decimal(step)


@given(st.decimals(-(10**9), 10**9, places=2), st.decimals(-(10**9), 10**9, places=2))
def test_zero_and_every_value_lie_between_the_ends_of_the_scale(one: Decimal, other: Decimal) -> None:
    lowest, highest = min(one, other), max(one, other)
    step = tick_step(max(abs(lowest), abs(highest), Decimal(1)))
    bottom, top = scale_ends(lowest, highest, step)
    assert bottom <= min(lowest, Decimal(0))
    assert max(highest, Decimal(0)) <= top
    assert bottom % step == top % step == 0


def test_a_long_text_begins_on_the_page_of_its_heading(fonts: FontSet) -> None:
    texts = page_texts(made(fonts, f"# 题\n\n## 标题\n\n{SENTENCE * 40}").content)
    assert "今年以来" in texts[0]
    assert len(texts) == 3


FORM = "| | |\n|:--|:-----|\n" + "| 办理情况 | &nbsp;\u2028&nbsp;\u2028&nbsp; |\n" * 4


@pytest.mark.parametrize("lines", range(10, 21, 2))
def test_a_form_stands_on_one_page_with_its_heading(fonts: FontSet, lines: int) -> None:
    texts = page_texts(made(fonts, f"{'国' * 28 * lines}\n\n## 回执\n\n{FORM}").content)
    (page,) = (text for text in texts if "办理情况" in text)
    assert page.count("办理情况") == 4
    assert "回执" in page


@pytest.mark.parametrize("closing", [FORM.replace("办理情况", "签字"), "填报人：　　签字："])
@pytest.mark.parametrize("rows", range(28, 34, 2))
def test_what_closes_a_document_is_never_alone_on_its_page(fonts: FontSet, closing: str, rows: int) -> None:
    table = "| 编号 | 事项 |\n|:--|:-----|\n" + "| 一 | 走访企业 |\n" * rows
    *_others, last = page_texts(made(fonts, f"{table}\n{closing}", SHEET_STYLE).content)
    assert "签字" in last
    assert "走访企业" in last


def test_a_short_table_is_not_parted(fonts: FontSet) -> None:
    table = "| 行业 | 本月 |\n|:--|--:|\n" + "| 零售业 | 8 |\n" * 4
    texts = page_texts(made(fonts, f"{'国' * 28 * 19}\n\n{table}\n\n{SENTENCE}").content)
    assert [text.count("零售业") for text in texts] == [0, 4]
