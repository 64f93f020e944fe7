"""What somebody may have meant."""

from __future__ import annotations

import pytest

from dadu_desktop.domain.near_words import near, unknown_words

FIELDS = {"name": "企业名称", "credit_code": "统一社会信用代码", "town": "所属镇街", "area": "商圈（片区）"}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("nmae", ["name"]),
        ("credit_cod", ["credit_code"]),
        ("镇街", ["town"]),
        ("企业名称", ["name"]),
        ("xyz", []),
    ],
)
def test_a_word_is_compared_with_key_and_label(word: str, meant: list[str]) -> None:
    assert near(word, FIELDS)[:1] == meant


def test_the_sentence_names_what_may_have_been_meant() -> None:
    assert unknown_words("字段", "nmae", FIELDS) == "没有“nmae”这个字段，是不是：name（企业名称）。"


def test_where_nothing_is_near_the_few_that_there_are_are_named() -> None:
    assert unknown_words("版式", "zzz", {"official": "official"}) == "没有“zzz”这个版式，可用的有：official。"
    assert unknown_words("字段", "zzz", {str(one): f"字段{one}" for one in range(9)}) == "没有“zzz”这个字段。"
