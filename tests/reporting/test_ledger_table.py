"""Printed ledgers, read back from the PDF."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.ledger_table import LedgerSheet, make_ledger
from tests.reporting.reading import characters, page_size, page_texts

FIELDS = (
    Field("name", "企业名称", Kind.TEXT, width=32),
    Field("opened", "开业时间", Kind.DATE),
    Field("sales", "销售额", Kind.AMOUNT, unit="万元"),
    Field("note", "备注", Kind.LONG_TEXT, width=24),
)


def sheet(count: int, **changes: object) -> LedgerSheet:
    """Make a ledger of so many rows."""
    rows = [
        {
            "name": f"重庆第{number}商贸有限公司",
            "opened": PartialDate(2019, 6),
            "sales": Decimal(number) / 100,
            "note": "百货",
        }
        for number in range(1, count + 1)
    ]
    given: dict[str, object] = {
        "title": "企业台账",
        "fields": FIELDS,
        "rows": rows,
        "totals": ("sales",),
        "left_line": "填报单位：区商务委",
        "right_line": "单位：万元",
    }
    return LedgerSheet(**{**given, **changes})  # type: ignore[arg-type]


def test_ledger_is_a4_landscape_with_title_lines_total_and_signatures(fonts: FontSet) -> None:
    made = make_ledger(sheet(3), fonts)
    text = page_texts(made.content)[0]
    assert page_size(made.content) == (297, 210)
    expected = (
        "企业台账",
        "填报单位：区商务委",
        "单位：万元",
        "销售额（万元）",
        "合计0.06",
        "制表：",
        "审核：",
    )
    assert all(words in text for words in expected)


def test_header_and_page_of_pages_stand_on_every_page(fonts: FontSet) -> None:
    made = make_ledger(sheet(120), fonts)
    texts = page_texts(made.content)
    assert len(texts) == made.pages > 2
    for number, text in enumerate(texts, 1):
        assert "企业名称" in text
        assert f"第{number}页共{made.pages}页" in text


def test_every_row_is_printed_once(fonts: FontSet) -> None:
    text = "".join(page_texts(make_ledger(sheet(120), fonts).content))
    assert all(text.count(f"重庆第{number}商贸有限公司") == 1 for number in range(1, 121))


def test_signatures_never_stand_on_a_page_without_a_row(fonts: FontSet) -> None:
    for count in range(18, 26):
        *_others, last = page_texts(make_ledger(sheet(count), fonts).content)
        assert "制表：" in last
        assert f"重庆第{count}商贸有限公司" in last


def test_units_in_headers_stay_in_their_brackets(fonts: FontSet) -> None:
    fields = tuple(
        Field(f"f{place}", "核定申报金额", Kind.AMOUNT, unit="万元", width=8) for place in range(14)
    )
    made = make_ledger(sheet(0, fields=fields, rows=[{}], totals=(), right_line=""), fonts)
    tops = {round(char["top"]) for char in characters(made.content) if char["text"] in "（万元）"}
    assert len(tops) == 1


def test_all_fonts_are_embedded_subsets(fonts: FontSet) -> None:
    content = make_ledger(sheet(2), fonts).content
    assert {char["fontname"].split("+")[0] for char in characters(content)} == {"AAAAAA"}
    assert b"/Helvetica" not in content
    assert content.count(b"/FontFile2") == content.count(b"/Type /FontDescriptor")


def test_decimal_points_stand_below_each_other(fonts: FontSet) -> None:
    rows = [{"sales": Decimal("1234.5")}, {"sales": Decimal("7.25")}]
    text = page_texts(make_ledger(sheet(0, rows=rows), fonts).content)[0]
    assert "1,234.50" in text
    assert "1,241.75" in text


def test_round_amounts_need_no_decimals(fonts: FontSet) -> None:
    rows = [{"sales": Decimal(1000)}, {"sales": Decimal(20)}]
    assert "1,020" in page_texts(make_ledger(sheet(0, rows=rows), fonts).content)[0]


def test_a_total_with_hedged_amounts_says_that_it_is_about(fonts: FontSet) -> None:
    fields = (FIELDS[0], Field("sales", "销售额", Kind.APPROXIMATE, unit="万元"))
    amounts = (
        Approximate(Decimal("1000.25")), Approximate(Decimal(20), "约", "约20万元"), Approximate(Decimal(3))
    )  # fmt: skip
    rows = [{"name": "甲", "sales": one} for one in amounts]
    text = page_texts(make_ledger(sheet(0, rows=rows, fields=fields), fonts).content)[0]
    assert all(words in text for words in ("约20万元", "3.00", "合计约1,023.25"))


def test_groups_have_headings_and_subtotals(fonts: FontSet) -> None:
    rows = [{"name": name, "sales": Decimal(1)} for name in ("甲", "甲", "乙")]
    text = page_texts(make_ledger(sheet(0, rows=rows, group="name"), fonts).content)[0]
    assert "甲（2条）" in text
    assert text.count("小计") == 2


def test_empty_ledger_says_so(fonts: FontSet) -> None:
    assert "没有符合条件的记录。" in page_texts(make_ledger(sheet(0), fonts).content)[0]


def test_too_many_columns_go_on_a3(fonts: FontSet) -> None:
    fields = tuple(Field(f"k{n}", "信用代码", Kind.CREDIT_CODE, width=20) for n in range(10))
    rows = [{field.key: "91512081MA62K0260E" for field in fields}]
    made = make_ledger(sheet(0, rows=rows, fields=fields, totals=()), fonts)
    assert page_size(made.content) == (420, 297)
    assert made.preflight == ()


def test_columns_too_many_for_a3_stand_in_parts_with_the_first_column_in_each(fonts: FontSet) -> None:
    fields = (
        Field("name", "企业名称", Kind.TEXT),
        *(Field(f"k{n}", f"代码{n}", Kind.CREDIT_CODE) for n in range(30)),
    )
    row = {field.key: "91512081MA62K0260E" for field in fields} | {"name": "重庆商贸"}
    made = make_ledger(sheet(0, rows=[row, row], fields=fields, totals=()), fonts)
    texts = page_texts(made.content)
    assert made.preflight == ()
    assert made.pages == len(texts) == 3
    assert [f"第{part}部分，共3部分" in text for part, text in enumerate(texts, 1)] == [True] * 3
    assert [text.count("重庆商贸") for text in texts] == [2, 2, 2]
    assert [sum(f"代码{n}" in text for text in texts) >= 1 for n in range(30)] == [True] * 30
    for page in range(3):
        edge = max(char["x1"] for char in characters(made.content, page))
        assert edge < 420 * 72 / 25.4 - 40


def test_totals_and_groups_stand_in_every_part(fonts: FontSet) -> None:
    fields = (
        Field("name", "企业名称", Kind.TEXT),
        *(Field(f"k{n}", f"金额{n}", Kind.AMOUNT) for n in range(40)),
    )
    row = {field.key: Decimal("1234567890.12") for field in fields} | {"name": "甲", "town": "八桥镇"}
    totals = tuple(f"k{n}" for n in range(40))
    made = make_ledger(sheet(0, rows=[row, row], fields=fields, totals=totals, group="town"), fonts)
    texts = page_texts(made.content)
    assert len(texts) > 1
    assert all("八桥镇（2条）" in text and "小计" in text for text in texts)
    assert sum(text.count("2,469,135,780.24") for text in texts) == 40


def test_a_column_wider_than_any_sheet_is_named_and_nothing_is_cut_off(fonts: FontSet) -> None:
    fields = (Field("name", "企业名称", Kind.TEXT), Field("code", "代码", Kind.CREDIT_CODE))
    made = make_ledger(sheet(0, rows=[{"name": "甲", "code": "9" * 400}], fields=fields, totals=()), fonts)
    assert "“代码”一栏过窄" in made.preflight[0]
    assert max(char["x1"] for char in characters(made.content)) < 420 * 72 / 25.4 - 40


def test_missing_character_is_reported_with_its_place(fonts: FontSet) -> None:
    made = make_ledger(sheet(0, rows=[{"name": "重庆𠮷祥商贸"}]), fonts)
    assert made.preflight == ("字库缺少“𠮷”（U+20BB7），已用“〓”代替：第1页“重庆𠮷祥商贸”。",)


def test_row_taller_than_a_page_goes_on_the_next(fonts: FontSet) -> None:
    note = "，".join(f"第{number}句" for number in range(900))
    made = make_ledger(sheet(0, rows=[{"note": note}], totals=()), fonts)
    text = "".join(page_texts(made.content))
    assert made.pages > 1
    assert "第0句" in text
    assert "第899句" in text


def test_same_data_twice_give_the_same_bytes(fonts: FontSet) -> None:
    assert make_ledger(sheet(5), fonts).content == make_ledger(sheet(5), fonts).content


@pytest.mark.parametrize("count", [1, 30])
def test_numbers_are_counted_without_page_numbers(fonts: FontSet, count: int) -> None:
    fields = (Field("sales", "销售额", Kind.AMOUNT),)
    made = make_ledger(sheet(count, fields=fields, totals=()), fonts)
    assert made.figures == 2 * count
