"""Tables of figures that offices make up themselves: which indicator and which period a column holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dadu_desktop.exchange.body import BodyReader, RowGroup, Skipped
from dadu_desktop.exchange.cells import Row, Sheet
from dadu_desktop.exchange.header import find_header
from dadu_desktop.exchange.headings import Vocabulary
from dadu_desktop.exchange.surroundings import surroundings

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


def value(known: Known, *rows: Row) -> object:
    """Read the one figure of a table."""
    sheet = Sheet("表", list(rows))
    header = find_header(sheet, known)
    assert header
    around = surroundings(sheet, header, "", today=date(2022, 12, 20), base_1904=False, choices={})
    (found, *_) = (one for one in BodyReader(sheet, header, around).read() if isinstance(one, RowGroup))
    return found.values.get("零售额;value")


@pytest.mark.parametrize(
    "heading",
    [
        "零售额：千元",
        "零售额/千元",
        "零售额_千元",
        "零售额【千元】",
        "零售额（千 元）",
        "零售额（计量单位：千元）",
        "零售额\n（千元）",
    ],
)
@pytest.mark.parametrize("period", ["本月", ""])
def test_unit_of_the_heading_is_found_however_it_is_written(heading: str, period: str, known: Known) -> None:
    rows: list[Row] = [
        ["2022年11月限上企业零售额"],
        ["企业名称", "信用代码", period + heading],
        [NAME, "", 12000],
    ]
    assert value(known, *rows) == Decimal(1200)


@pytest.mark.parametrize(
    "line",
    [
        "单位：千元，%",
        "计量单位:千元",
        "（单位：千元、%）",
        "金额单位：人民币千元",
        "2022年11月    单位：千元",
        "以千元为单位",
        "单位：千元（保留两位小数）",
    ],
)
def test_unit_of_the_lines_above_is_found_however_it_is_written(line: str, known: Known) -> None:
    rows: list[Row] = [["11月零售额"], [line], ["企业名称", "信用代码", "本月零售额"], [NAME, "", "12,000"]]
    assert value(known, *rows) == Decimal(1200)


def test_unit_below_the_table_holds_where_none_stands_above(known: Known) -> None:
    rows: list[Row] = [["企业名称", "信用代码", "本月零售额"], [NAME, "", 12000], ["注：金额单位为千元"]]
    assert value(known, *rows) == Decimal(1200)


@pytest.mark.parametrize("heading", ["本月零售额（十万元）", "本月零售额（万美元）"])
def test_amounts_in_a_unit_that_nobody_knows_are_not_taken(heading: str, known: Known) -> None:
    assert value(known, ["企业名称", "信用代码", heading], [NAME, "", 12000]) is None


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("2022年11月限上企业零售额", "零售额;value"),
        ("2022年1—11月限上企业零售额", "零售额;cumulative"),
        ("2022年11月累计零售额", "零售额;cumulative"),
    ],
)
def test_bare_indicator_is_of_the_period_that_its_title_names(title: str, path: str, known: Known) -> None:
    assert paths(known, [title], ["企业名称", "信用代码", "零售额"], [NAME, "", 1]) == {path}


def test_bare_indicator_below_a_title_of_something_else_is_no_figure(known: Known) -> None:
    rows: list[Row] = [["2022年11月限上企业名录"], ["企业名称", "信用代码", "零售额"], [NAME, "", 1]]
    header = find_header(Sheet("表", rows), known)
    assert header
    assert header.kind == "enterprises"


def read_table(known: Known, *rows: Row) -> list[RowGroup | Skipped]:
    """Read the rows of a table of figures of November."""
    sheet = Sheet("表", [["2022年11月零售额"], *rows])
    header = find_header(sheet, known)
    assert header
    around = surroundings(sheet, header, "来表", today=date(2022, 12, 20), base_1904=False, choices={})
    return list(BodyReader(sheet, header, around).read())


@pytest.mark.parametrize("said", ["未报", "未上报", "缺报", "尚未上报", "未报送", " 待报 "])
def test_an_enterprise_that_has_not_reported_is_skipped_as_such(said: str, known: Known) -> None:
    head: Row = ["企业名称", "11月零售额", "上年同期零售额", "1—11月零售额"]
    unreported, reported = read_table(known, head, [NAME, said, 90, ""], ["重庆乙有限公司", 5, 4, 50])
    assert unreported == Skipped(3, "未上报")
    assert isinstance(reported, RowGroup)
    assert not reported.problems


def test_a_figure_that_is_partly_reported_is_told(known: Known) -> None:
    head: Row = ["企业名称", "11月零售额", "1—11月零售额"]
    (row,) = read_table(known, head, [NAME, "未报", 800])
    assert isinstance(row, RowGroup)
    assert [one.value for one in row.problems] == ["未报"]
