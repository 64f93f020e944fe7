"""Tables of figures that offices make up themselves: which indicator and which period a column holds."""

from __future__ import annotations

import pytest

from dadu_desktop.exchange.cells import Row, Sheet
from dadu_desktop.exchange.header import find_header
from dadu_desktop.exchange.headings import Vocabulary

Known = dict[str, Vocabulary]

NAME = "重庆甲有限公司"


def paths(known: Known, *rows: Row) -> set[str]:
    header = find_header(Sheet("表", list(rows)), known)
    assert header
    assert header.kind == "figures"
    return header.paths - {"enterprise", "enterprise.credit_code"}


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("本月商品销售额（元）", "商品销售额;value"),
        ("11月零售额", "零售额;value"),
        ("上年同月商品销售额（千元）", "商品销售额;base"),
        ("零售额去年同期数", "零售额;base"),
        ("1—11月商品销售额", "商品销售额;cumulative"),
        ("零售额（本年累计）", "零售额;cumulative"),
        ("上年1至本月零售额", "零售额;cumulative_base"),
        ("当月销售额（营业额）（万元）", "销售额（营业额）;value"),
        ("本月销售额/营业额", "销售额（营业额）;value"),
        ("其中：通过公共网络实现的零售额 本月", "通过公共网络实现的零售额;value"),
        ("本月餐费收入", "餐费收入;value"),
    ],
)
def test_heading_names_indicator_and_period_in_its_own_words(heading: str, path: str, known: Known) -> None:
    assert paths(known, ["企业名称", "信用代码", heading], [NAME, "", 1]) == {path}


def test_indicator_of_the_title_holds_for_columns_that_say_the_period_only(known: Known) -> None:
    head: Row = ["企业名称", "本月", "去年同期", "增速%", "1-11月", "去年1-11月"]
    found = paths(known, ["2022年11月商品零售额情况表"], head, [NAME, 10, 9, 11.1, 100, 90])
    assert found == {"零售额;value", "零售额;base", "零售额;cumulative", "零售额;cumulative_base"}


@pytest.mark.parametrize("title", ["经营情况表", "销售额、零售额情况表"])
def test_table_whose_indicator_is_not_named_holds_no_figures(title: str, known: Known) -> None:
    header = find_header(Sheet("表", [[title], ["企业名称", "行业", "本月"], [NAME, "批发业", 1]]), known)
    assert header
    assert header.kind == "enterprises"


def test_columns_of_several_months_are_never_taken_for_that_of_the_title(known: Known) -> None:
    rows: list[Row] = [["2022年5月销售额"], ["企业名称", "信用代码", "1月", "2月"], [NAME, "", 1, 2]]
    header = find_header(Sheet("表", rows), known)
    assert header
    assert header.paths == {"name", "credit_code"}


def test_sales_of_the_year_stay_a_field_of_the_register(known: Known) -> None:
    header = find_header(Sheet("销售额", [["企业名称", "上年销售额", "联系人"], [NAME, 1, "张三"]]), known)
    assert header
    assert header.paths == {"name", "last_year_sales", "contact"}
