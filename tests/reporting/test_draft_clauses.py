"""A drafted document falls into clauses and stays whole when some of them are an officer's own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.reporting.draft_clauses import clauses_of, plain_text, with_words
from dadu_desktop.reporting.templates import escaped

DRAFT = """![](head)

# 题

## 总体情况

5月，走访企业[21](figure:1)家次；召开座谈会[1](figure:2)场。**内贸。**共[1\\,234\\.5](figure:3)万元。

| 行业 | 数 |
|:--|--:|
| 批发。 | [3](figure:4) |

[全区消费品零售总额50亿元。增长4\\.0%。](figure:5)

![](tail)
"""


def test_paragraphs_have_clauses_and_headings_tables_and_blocks_have_none() -> None:
    assert [(one.text, one.heading) for one in clauses_of(DRAFT)] == [
        ("5月，走访企业21家次；", "总体情况"),
        ("召开座谈会1场。", "总体情况"),
        ("内贸。", "总体情况"),
        ("共1,234.5万元。", "总体情况"),
        ("全区消费品零售总额50亿元。增长4.0%。", "总体情况"),
    ]


def test_without_own_words_nothing_changes() -> None:
    assert with_words(DRAFT, {}) == DRAFT


def test_own_words_stand_in_the_place_of_the_clause_and_are_never_markup() -> None:
    made = with_words(DRAFT, {1: "座谈 *一* 场，见[附表](x)。"})
    assert r"座谈 \*一\* 场，见\[附表\]\(x\)。" in made
    assert clauses_of(made)[1].text == "座谈 *一* 场，见[附表](x)。"


def test_figures_that_are_still_stated_keep_what_lies_behind_them() -> None:
    made = with_words(DRAFT, {0: "五月共走访21家次，", 3: "计1,234.5万元（1,234.56元不是）。"})
    assert "五月共走访[21](figure:1)家次，" in made
    assert r"计[1\,234\.5](figure:3)万元（1\,234\.56元不是）。" in made


def test_a_longer_number_is_not_taken_for_the_figure() -> None:
    assert "figure:1" not in with_words(DRAFT, {0: "走访210家次，占21%，共1.21。"})


def test_a_clause_can_be_left_out_and_a_new_line_is_a_new_paragraph() -> None:
    made = with_words(DRAFT, {0: "", 1: "第一段。\n第二段。", 2: "外贸。"})
    assert [one.text for one in clauses_of(made)][:3] == ["第一段。", "第二段。", "外贸。"]
    assert "**外贸。**" in made


@given(st.lists(st.text("甲乙，*_#|[]()!1.%", min_size=1, max_size=12), min_size=1, max_size=5))
def test_any_words_come_back_as_they_were_written(words: list[str]) -> None:
    draft = "".join(f"{escaped(one)}。" for one in words)
    assert "".join(one.markdown for one in clauses_of(draft)) == draft
    assert "".join(plain_text(one.markdown) for one in clauses_of(draft)) == "".join(
        f"{one}。" for one in words
    )
