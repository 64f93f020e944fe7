"""Tables laid out in other ways: beside each other, with numbered columns, on their side, one page a record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cards import labels_of, table_of_cards
from dadu_desktop.exchange.cell_texts import check_commas, date_text, name_text
from dadu_desktop.exchange.cells import Merge, Place, Row, Sheet
from dadu_desktop.exchange.columns import Header
from dadu_desktop.exchange.header import find_header, tables_of
from dadu_desktop.exchange.headings import Vocabulary
from dadu_desktop.exchange.shapes import explains, month_by_month, turned

Known = dict[str, Vocabulary]

REGISTER: list[Row] = [
    ["企业名称", "信用代码", "行业", "联系人"],
    ["重庆甲有限公司", "91512081MA62K0260E", "批发业", "张三"],
    ["重庆乙有限公司", "914403001922038216", "零售业", "李四"],
    ["重庆丙有限公司", "", "餐饮业", "王五"],
]
VISITS: list[Row] = [
    ["走访日期", "走访企业", "走访形式"],
    ["2022.5.1", "重庆丙有限公司", "电话"],
    ["", "", ""],
]


def tables(rows: list[Row], known: Known) -> list[tuple[Sheet, Header]]:
    found = tables_of(Sheet("表", rows), lambda one: find_header(one, known))
    return [(sheet, header) for sheet, header in found if header]


def beside(*groups: list[Row]) -> list[Row]:
    height = max(map(len, groups))
    blank: list[Row] = [[""] * len(groups[0][0])] * height
    filled = [(group + blank)[:height] for group in groups]
    return [[cell for group in filled for cell in (*group[at], "")] for at in range(height)]


def test_two_kinds_of_table_beside_each_other_are_never_mixed(known: Known) -> None:
    (first, left), (second, right) = tables(
        [["名单", "", "", "", "", "走访"], *beside(REGISTER, VISITS)], known
    )
    assert (left.kind, right.kind) == ("enterprises", "visits")
    assert (first.rows[2], second.rows[2]) == (REGISTER[1], [*[""] * 5, *VISITS[1]])
    assert [one.index for one in right.columns if one.target] == [5, 6, 7]


def test_blank_column_within_a_table_does_not_cut_it(known: Known) -> None:
    rows = beside([row[:2] for row in REGISTER], [row[2:] for row in REGISTER])
    ((_, header),) = tables(rows, known)
    assert header.paths == {"name", "credit_code", "trade", "contact"}


@pytest.mark.parametrize(
    "numbers",
    [["甲", "乙", "丙", 1.0], ["（1）", "(2)", "3", "4=2+3"], ["栏次", "—", "1", "2"], ["1", "2", "3"]],
)
def test_row_that_numbers_the_columns_belongs_to_the_heading(numbers: Row, known: Known) -> None:
    ((_, header),) = tables([REGISTER[0], numbers, *REGISTER[1:]], known)
    assert header.first_body_row == 2


@pytest.mark.parametrize("row", [["甲", "", "", ""], ["重庆甲有限公司", "", "1", "2"], ["1", "3", "5", "7"]])
def test_row_of_data_is_no_row_of_numbers(row: Row, known: Known) -> None:
    ((_, header),) = tables([REGISTER[0], row, *REGISTER[1:]], known)
    assert header.first_body_row == 1


def find_in(known: Known) -> Callable[[Sheet], Header | None]:
    return lambda sheet: find_header(sheet, known)


def card(sheet: Sheet, known: Known) -> Sheet:
    found = table_of_cards(sheet, labels_of(known))
    assert found
    return found


def test_table_on_its_side_is_stood_on_its_feet(known: Known) -> None:
    columns = [list(column) for column in zip(*REGISTER, strict=True)]
    upright = turned(Sheet("表", [["名单"], ["单位：千元"], *columns]), find_in(known))
    assert upright
    assert upright.rows == [["名单"], ["单位：千元"], *REGISTER]
    assert upright.address(3, 1) == "B4"
    assert upright.address(5, 0) == "D3"


@pytest.mark.parametrize("rows", [[["请各镇街于月底前报送"], ["联系人", "张工"]], []])
def test_sheet_of_remarks_is_no_table_on_its_side(rows: list[Row], known: Known) -> None:
    assert turned(Sheet("说明", rows), find_in(known)) is None


CARD: list[Row] = [
    ["企业名称", "重庆甲有限公司", "信用代码", "91512081MA62K0260E"],
    ["行业", "批发业", "所属镇街", "九宫庙街道"],
    ["联系人", "张三", "网址", "无"],
]


def test_page_of_one_record_is_a_row(known: Known) -> None:
    page = card(Sheet("表", [["一企一档"], [], *CARD]), known)
    assert page.rows[2] == ["企业名称", "信用代码", "行业", "所属镇街", "联系人", "网址"]
    assert page.rows[3] == ["重庆甲有限公司", "91512081MA62K0260E", "批发业", "九宫庙街道", "张三", "无"]
    assert page.address(3, 3) == "D4"
    assert page.original


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("填表说明", CARD),
        ("Sheet2", [["走访表填写说明"], *CARD]),
        ("Sheet2", [["企业名称", "按营业执照填写"], ["信用代码", "18位，必填"], ["行业", "从下拉列表选择"]]),
    ],
)
def test_sheet_that_explains_the_columns_is_no_page(name: str, rows: list[Row]) -> None:
    assert explains(Sheet(name, rows))


def test_page_of_one_record_explains_nothing() -> None:
    assert not explains(Sheet("重庆甲有限公司", [["一企一策服务表"], *CARD]))


def test_pages_below_each_other_are_a_row_each(known: Known) -> None:
    page = card(Sheet("表", [*CARD, [], *[[row[0], "乙", *row[2:]] for row in CARD]]), known)
    assert [row[0] for row in page.rows] == ["企业名称", "重庆甲有限公司", "乙"]


def test_table_inside_a_page_is_rows_of_its_record(known: Known) -> None:
    rows: list[Row] = [
        ["企业名称", "重庆甲有限公司", "联系领导", "张区长"],
        ["目标", "止跌回升", "服务专员", "李工"],
        ["帮扶措施", "具体措施", "牵头单位", "完成时限"],
        ["", "协调授信", "区金融办", "9月"],
        ["", "组织展销", "区商务委", "10月"],
        ["阶段评估", "有成效"],
    ]
    page = card(Sheet("表", rows, (Merge(Place(2, 0), Place(4, 0)),)), known)
    header = find_header(page, known)
    assert header
    assert header.kind == "plans"
    assert {"measures.measure", "measures.lead_unit", "goal", "service_person"} <= header.paths
    found = dict(zip(page.rows[0], zip(*page.rows[1:], strict=True), strict=True))
    assert found["具体措施"] == ("协调授信", "组织展销")
    assert found["阶段评估"] == ("有成效", "")


def test_content_may_stand_behind_a_colon_or_below_its_label(known: Known) -> None:
    rows: list[Row] = [
        ["走访记录表"],
        ["企业名称", "重庆甲有限公司"],
        ["走访时间", "2022.9.1"],
        ["带队领导", "王主任"],
        ["走访人员：张三、李四"],
        ["反映问题"],
        ["门前道路破损"],
    ]
    page = card(Sheet("表", rows), known)
    assert dict(zip(*page.rows[1:], strict=True))["走访人员"] == "张三、李四"
    assert dict(zip(*page.rows[1:], strict=True))["反映问题"] == "门前道路破损"


@pytest.mark.parametrize("body", [REGISTER[1:], [REGISTER[0], REGISTER[1]], []])
def test_table_with_strange_columns_and_repeated_headings_is_no_page_of_one_record(
    body: list[Row], known: Known
) -> None:
    rows: list[Row] = [[cell for one in row for cell in (one, "甲")] for row in [REGISTER[0], *body]]
    assert table_of_cards(Sheet("表", rows), labels_of(known)) is None
    assert table_of_cards(Sheet("表", [REGISTER[0], *body]), labels_of(known)) is None


def test_columns_of_months_come_below_each_other(known: Known) -> None:
    rows: list[Row] = [
        ["2022年各月商品销售额（万元）"],
        ["企业名称", "1月", "2月", "1-2月累计"],
        ["重庆甲有限公司", 10.0, "", 30.0],
        ["重庆乙有限公司", 7.0, 8.0, 15.0],
    ]
    long = month_by_month(Sheet("表", rows), known["figures"], find_in(known))
    assert long
    assert long.rows[1:] == [
        ["企业名称", "1-2月累计", "报告期", "本月"],
        ["重庆甲有限公司", 30.0, "1月", 10.0],
        ["重庆乙有限公司", 15.0, "1月", 7.0],
        ["重庆乙有限公司", 15.0, "2月", 8.0],
    ]
    assert long.address(4, 3) == "C4"


def test_register_with_figures_of_one_month_has_no_columns_of_months(known: Known) -> None:
    rows: list[Row] = [["企业名称", "11月销售额", "上年同期"], ["重庆甲有限公司", 10.0, 9.0]]
    assert month_by_month(Sheet("表", rows), known["figures"], find_in(known)) is None


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("二〇二二年五月八日", "2022年5月8日"),
        ("二○二二年十二月", "2022年12月"),
        ("2022年十月二十一日", "2022年10月21日"),
        ("五月三十日", "5月30日"),
        ("十一月十日", "11月10日"),
        ("2022.5.18（周三）", "2022.5.18"),
        ("2022.5.18 星期三 上午", "2022.5.18"),
        ("2022.5.11上午", "2022.5.11"),
        ("5月3日", "5月3日"),
        ("待定", "待定"),
    ],
)
def test_date_of_a_cell_is_written_as_people_type_it(cell: str, text: str) -> None:
    assert date_text(cell).strip() == text


@given(st.integers(1, 12), st.integers(1, 31))
def test_chinese_date_says_the_day_that_it_was_made_of(month: int, day: int) -> None:
    digits = "〇一二三四五六七八九"
    words = [
        ("" if number < 10 else "十" if number < 20 else f"{digits[number // 10]}十")
        + (digits[number % 10] if number % 10 else "")
        for number in (month, day)
    ]
    assert date_text(f"二〇二二年{words[0]}月{words[1]}日") == f"2022年{month}月{day}日"


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("重庆甲\n有限公司", "重庆甲有限公司"),
        ("重庆甲有限公司\n（分公司）", "重庆甲有限公司（分公司）"),
        ("Chongqing\nTrading\n有限公司", "Chongqing Trading有限公司"),
    ],
)
def test_name_broken_into_lines_is_one_name(name: str, whole: str) -> None:
    assert name_text(name) == whole


@pytest.mark.parametrize("cell", ["12,5", "1.234,50", "1,23,456", "约12,34多万元", "1，2"])
def test_comma_that_parts_no_thousands_is_refused(cell: str) -> None:
    with pytest.raises(InputProblem, match="千分位"):
        check_commas(cell)


@pytest.mark.parametrize("cell", ["1,234.50", "1，234", "20,915.3", "1,2345,6789", "约1,000多万元", "12"])
def test_comma_that_parts_thousands_is_none_of_our_business(cell: str) -> None:
    check_commas(cell)


@given(st.decimals(0, 10**12, places=2))
def test_number_written_with_thousands_is_never_refused(number: object) -> None:
    check_commas(f"{number:,}")
