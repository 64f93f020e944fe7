"""Headings of other offices' shapes: three levels, no merged cells, several tables of one sheet."""

from __future__ import annotations

import pytest

from dadu_desktop.domain.money import Unit
from dadu_desktop.exchange.cells import Merge, Place, Row, Sheet
from dadu_desktop.exchange.columns import Header
from dadu_desktop.exchange.header import find_header, tables_of
from dadu_desktop.exchange.headings import Vocabulary

Known = dict[str, Vocabulary]

REGISTER: Row = ["企业名称", "信用代码", "行业"]
FIRST: Row = ["重庆甲有限公司", "91512081MA62K0260E", "批发业"]
SECOND: Row = ["重庆乙有限公司", "914403001922038216", "零售业"]


def tables(rows: list[Row], known: Known, *merges: Merge) -> list[tuple[Sheet, Header | None]]:
    return list(tables_of(Sheet("表", rows, merges), lambda one: find_header(one, known)))


def merge(first_row: int, first_column: int, last_row: int, last_column: int) -> Merge:
    return Merge(Place(first_row, first_column), Place(last_row, last_column))


def test_three_levels_below_title_and_blank_row_are_joined(known: Known) -> None:
    rows: list[Row] = [
        ["附件2"],
        ["商贸企业服务情况一览表"],
        ["填报单位：某科室", "", "", "填报日期：2022年5月"],
        [],
        ["序号", "企业基本信息", "", "经营情况", "", "联系方式", ""],
        ["", "单位名称", "统一社会\n信用代码", "上年情况", "用工人数\n（人）", "姓名", "电话"],
        ["", "", "", "销售额\n（万元）", "", "", ""],
        [1, "重庆甲有限公司", "91512081MA62K0260E", "1,234.5", 16, "张三", "13812345678"],
    ]
    merges = (
        merge(1, 0, 1, 6), merge(4, 0, 6, 0), merge(4, 1, 4, 2), merge(4, 3, 4, 4), merge(4, 5, 4, 6),
        merge(5, 1, 6, 1), merge(5, 2, 6, 2), merge(5, 4, 6, 4), merge(5, 5, 6, 5), merge(5, 6, 6, 6),
    )  # fmt: skip
    ((_, header),) = tables(rows, known, *merges)
    assert header
    assert header.first_body_row == 7
    assert header.paths == {"name", "credit_code", "last_year_sales", "employees", "contact", "telephone"}
    sales = header.column_of("last_year_sales")
    assert sales
    assert sales.unit is Unit.WAN


def test_groups_are_read_without_merged_cells_even_where_the_title_is_merged(known: Known) -> None:
    rows: list[Row] = [
        ["企业走访情况表", "", "", "", ""],
        ["走访时间", "走访企业", "", "反映问题及诉求", ""],
        ["", "企业名称", "信用代码", "存在问题", "企业诉求"],
        ["2022.5.1", "重庆甲有限公司", "91512081MA62K0260E", "停车难", "增加车位"],
    ]
    ((_, header),) = tables(rows, known, merge(0, 0, 0, 4))
    assert header
    assert header.paths == {
        "date", "enterprises", "enterprises.credit_code", "problems.description", "problems.appeal",
    }  # fmt: skip


def test_two_tables_below_each_other_are_two(known: Known) -> None:
    visits: list[Row] = [["走访日期", "企业", "走访形式"], ["2022/5/8", "重庆甲有限公司", "电话"]]
    rows: list[Row] = [["一、企业"], REGISTER, FIRST, [], ["二、走访"], *visits]
    found = tables(rows, known)
    assert [header and (header.kind, header.rows) for _, header in found] == [
        ("enterprises", (1,)),
        ("visits", (5,)),
    ]
    assert not any(found[1][0].rows[:4])


def test_blank_rows_and_repeated_headings_do_not_cut_a_table(known: Known) -> None:
    ((sheet, header),) = tables([REGISTER, FIRST, [], SECOND, [], REGISTER, SECOND], known)
    assert header
    assert len(sheet.rows) == 7


def test_table_printed_twice_beside_itself_is_read_whole(known: Known) -> None:
    head: Row = ["序号", "企业名称", "行业", "", "序号", "企业名称", "行业"]
    row: Row = [1, "重庆甲有限公司", "批发业", "", 2, "重庆乙有限公司", "零售业"]
    (first, left), (second, right) = tables([["通讯录"], head, row], known)
    assert left
    assert right
    assert [one.index for one in left.columns if one.target] == [1, 2]
    assert [one.index for one in right.columns if one.target] == [5, 6]
    assert (first.rows[2][1], second.rows[2][5]) == ("重庆甲有限公司", "重庆乙有限公司")


def test_sheet_without_a_heading_comes_back_whole(known: Known) -> None:
    ((sheet, header),) = tables([["本表"], [], ["由镇街填写"]], known)
    assert header is None
    assert len(sheet.rows) == 3


@pytest.mark.parametrize(
    "heading",
    [
        "统一社会\n信用代码",
        "统 一 社 会 信 用 代 码",
        "*统一社会信用代码",
        "【统一社会信用代码】",
        "credit_code",
    ],
)
def test_heading_is_known_however_it_is_set(heading: str, known: Known) -> None:
    header = find_header(Sheet("", [["企业名称", heading, "行业"]]), known)
    assert header
    assert "credit_code" in header.paths


def test_bare_word_means_the_record_before_the_rows_inside_it(known: Known) -> None:
    header = find_header(Sheet("", [["企业名称", "联系人", "电话"]]), known)
    assert header
    assert header.paths == {"name", "contact", "telephone"}


def test_rows_inside_a_record_need_their_required_column(known: Known) -> None:
    half = find_header(Sheet("", [["企业名称", "行业", "联系人与责任人姓名"]]), known)
    whole = find_header(Sheet("", [["企业名称", "联系人与责任人身份", "联系人与责任人姓名"]]), known)
    assert half
    assert whole
    assert half.columns[2].remark == "缺少同组的“身份”栏，未采用"
    assert {"people.role", "people.name"} <= whole.paths
