"""Boxes, rates in words, days listed and abroad, remarks behind numbers, and the names that lists decorate."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.exchange.body import RowGroup, Skipped
from dadu_desktop.exchange.cell_texts import date_text, percent_text, period_end, span_ends
from dadu_desktop.exchange.cells import Merge, Place, Row, Sheet
from dadu_desktop.exchange.choice_words import NOT_SAID, choice_meant
from dadu_desktop.exchange.header import find_header, tables_of
from dadu_desktop.exchange.headings import Vocabulary
from dadu_desktop.exchange.shapes import days_joined
from dadu_desktop.exchange.ticks import ticked
from dadu_desktop.records.enterprises import STATUSES, TRADES
from tests.exchange.test_ways_of_writing import one, read

Known = dict[str, Vocabulary]
ENTERPRISES: Row = ["企业名称", "信用代码"]
SIZES = ("大型", "中型", "小型", "微型")


def groups(known: Known, *rows: Row) -> list[RowGroup]:
    """Read rows of records below a heading."""
    return [found for found in read(list(rows), known) if isinstance(found, RowGroup)]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("☑是 □否", "是"),
        ("□是 ☑否", "否"),
        ("是☑否□", "是"),
        ("是√ 否", "是"),
        ("（√）是 （ ）否", "是"),
        ("是（√） 否（　）", "是"),
        ("□大型 ☑中型 □小型", "中型"),
        ("■小型□微型", "小型"),
        ("方式：☑电话□微信", "电话"),
        ("☑订单 ☑物流 □汇率", "订单、物流"),
        ("□是 □否", ""),
        ("√", "是"),
        ("×", "否"),
        ("□", None),
        ("○", None),
        ("在库", None),
        ("小型（含微型）", None),
    ],
)
def test_ticked_box_is_what_is_said(cell: str, said: str | None) -> None:
    assert ticked(cell) == said


@given(st.lists(st.sampled_from(SIZES), min_size=1, max_size=4, unique=True), st.data(), st.booleans())
def test_box_before_or_behind_its_words_means_the_same(
    words: list[str], data: st.DataObject, before: bool
) -> None:
    chosen = data.draw(st.sampled_from(words))
    boxes = {word: "☑" if word == chosen else "□" for word in words}
    cell = " ".join(f"{boxes[word]}{word}" if before else f"{word}{boxes[word]}" for word in words)
    assert ticked(cell) == chosen


def test_boxes_of_a_form_are_read_where_an_entry_is_asked_for(known: Known) -> None:
    heading: Row = [*ENTERPRISES, "是否外贸企业", "单位规模", "在库状态", "行业"]
    first = one(heading, ["甲公司", "", "☑是 □否", "□大型 ☑中型", "☑在库", "☑零售业 □批发业"], known).values
    assert (first["foreign_trade"], first["size"], first["status"]) == (True, "中型", "在库")
    assert first["trade"] == "零售业"
    second = one(heading, ["甲公司", "", "√", "小型☑ 微型□", "", ""], known).values
    assert (second["foreign_trade"], second["size"]) == (True, "小型")
    assert one(heading, ["甲公司", "", "×", "", "", ""], known).values["foreign_trade"] is False


def test_boxes_of_which_none_is_ticked_say_nothing(known: Known) -> None:
    heading: Row = [*ENTERPRISES, "是否外贸企业", "单位规模"]
    found = one(heading, ["甲公司", "", "□是 □否", "□大型 □中型"], known)
    assert not {"foreign_trade", "size"} & set(found.values)
    assert [remark.column for remark in found.warnings] == ["单位规模"]
    assert not found.problems


def test_bare_tick_means_nothing_where_there_is_no_question(known: Known) -> None:
    found = one([*ENTERPRISES, "单位规模", "重点标签"], ["甲公司", "", "√", "√"], known)
    assert not {"size", "tags"} & set(found.values)
    assert "没有说明单位规模" in found.warnings[0].reason


@pytest.mark.parametrize(
    ("words", "meant"),
    [("☑在库", "在库"), ("在库（2019年起）", "在库"), ("□在库", NOT_SAID), ("办（结）", None)],
)
def test_entry_may_be_ticked_or_explained(words: str, meant: str | None) -> None:
    assert choice_meant(words, STATUSES) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("粮油批发", "批发业"),
        ("百货零售", "零售业"),
        ("一般旅馆", "住宿业"),
        ("正餐服务", "餐饮业"),
        ("批发零售", NOT_SAID),
        ("住宿和餐饮业", NOT_SAID),
        ("零售批发", None),
        ("酒店管理", None),
    ],
)
def test_class_of_trade_is_told_from_a_section_of_two(words: str, meant: str | None) -> None:
    assert choice_meant(words, TRADES) == meant


@pytest.mark.parametrize(
    ("kind", "heading", "path"),
    [
        ("visits", "反映的主要问题及建议", "problems.description"),
        ("visits", "企业提出的意见建议", "problems.appeal"),
        ("visits", "是否存在问题", None),
        ("visits", "帮助解决问题", None),
        ("visits", "领导批示意见", None),
        ("problems", "困难问题类型", None),
        ("problems", "问题解决时间", None),
        ("trade-surveys", "1-10月出口额（万元）", "exports"),
        ("trade-surveys", "1-10月出口同比", None),
    ],
)
def test_heading_that_nobody_listed_is_known_by_its_words(
    kind: str, heading: str, path: str | None, known: Known
) -> None:
    found = known[kind].candidates("", heading)
    assert (found[0].path if found else None) == path


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("增长73.3%", "73.3%"),
        ("同比下降2％", "-2%"),
        ("↑5.5%", "5.5%"),
        ("↓5.5", "-5.5"),
        ("持平", "0"),
        ("已完成", "100"),
        ("未启动", "0"),
        ("-3.2%", "-3.2%"),
        ("下降百分之五点三", "-5.3%"),
        ("百分之80", "80%"),
        ("上升1.2个百分点", "上升1.2个百分点"),
        ("有所增长", "有所增长"),
    ],
)
def test_rate_in_words_is_a_number_with_its_sign(cell: str, text: str) -> None:
    assert percent_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("220519", "2022-05-19"),
        ("202205", "202205"),
        ("201205", "201205"),
        ("05/22/2022", "2022-5-22"),
        ("22/05/2022", "2022-5-22"),
        ("05/06/2022", "05/06/2022"),
        ("二0二二年五月二十四日", "2022年5月24日"),
        ("2022年五月25日", "2022年5月25日"),
        ("五月8日", "5月8日"),
    ],
)
def test_day_is_read_in_more_ways(cell: str, text: str) -> None:
    assert date_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "ends"),
    [
        ("2022.5.27、28", ("2022.5.27", "2022.5.28")),
        ("5月27日、28日、30日", ("5月27日、28日", "5.30")),
        ("2022、5、1", None),
    ],
)
def test_listed_days_are_told_from_a_date(cell: str, ends: tuple[str, str] | None) -> None:
    found = span_ends(cell)
    assert found is None if ends is None else found is not None and found[1] == ends[1]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("上半年", "6月底"),
        ("2022年下半年", "2022年12月底"),
        ("第三季度", "9月底"),
        ("2022年4季度末", "2022年12月底"),
        ("年内", "本年底"),
        ("2022年内完成", "2022年底"),
        ("5月底", ""),
        ("尽快", ""),
    ],
)
def test_part_of_a_year_ends_on_a_day(cell: str, day: str) -> None:
    assert period_end(cell) == day


def test_part_of_a_year_is_a_time_limit_with_a_remark_and_no_day_of_a_visit(known: Known) -> None:
    problem = one(["企业名称", "反映问题", "完成时限"], ["甲公司", "停车难", "2022年第二季度"], known)
    assert problem.values["due_date"] == PartialDate(2022, 6, 30)
    assert "按 2022-06-30 录入" in problem.warnings[0].reason
    visit = one(["走访时间", "企业名称", "走访方式"], ["上半年", "甲公司", "电话"], known)
    assert visit.problems


def test_short_day_that_a_workbook_took_for_a_number_is_a_day_with_a_remark(known: Known) -> None:
    found = one(["走访时间", "企业名称", "走访方式"], [220519.0, "甲公司", "电话"], known)
    assert found.values["date"] == PartialDate(2022, 5, 19)
    assert "按 2022-05-19 录入" in found.warnings[0].reason


@pytest.mark.parametrize("words", ["2周内", "即日起", "15个工作日内", "三个月之内", "近期"])
def test_limit_that_is_reckoned_from_another_day_is_left_open(words: str, known: Known) -> None:
    found = one(["企业名称", "反映问题", "完成时限"], ["甲公司", "停车难", words], known)
    assert "due_date" not in found.values
    assert not found.problems


@pytest.mark.parametrize(
    ("cell", "value", "remark"),
    [
        ("1 200", 1200, ""),
        ("１２０", 120, ""),
        ("120（含临时工20人）", 120, "括号里的说明没有录入"),
        ("待核实", None, "没有录入"),
    ],
)
def test_number_stands_out_of_what_is_written_around_it(
    cell: str, value: int | None, remark: str, known: Known
) -> None:
    found = one([*ENTERPRISES, "从业人数"], ["甲公司", "", cell], known)
    assert found.values.get("employees") == value
    assert [remark in each.reason for each in found.warnings] == ([True] if remark else [])
    assert not found.problems


@pytest.mark.parametrize(("cell", "said"), [("50-80", "范围"), ("50～80人", "范围"), ("若干", "不是数字")])
def test_what_is_no_single_number_is_refused_with_what_to_do(cell: str, said: str, known: Known) -> None:
    found = one([*ENTERPRISES, "从业人数"], ["甲公司", "", cell], known)
    assert said in found.problems[0].reason


def test_remark_behind_a_figure_of_the_statistics_is_not_overlooked(known: Known) -> None:
    heading: Row = ["企业名称", "报告期", "指标", "本月"]
    found = one(heading, ["甲公司", "2022年11月", "零售额", "120（预估）"], known)
    assert found.problems


def test_growth_in_words_is_read(known: Known) -> None:
    heading: Row = ["企业名称", "调研时间", "出口额", "同比", "主要市场"]
    found = one(heading, ["甲公司", "2022.5.8", "300", "下降2%", "东盟"], known)
    assert found.values["growth"] == Decimal(-2)


def test_code_may_have_a_remark_behind_it(known: Known) -> None:
    found = one(ENTERPRISES, ["甲公司", "500104000012345（注册号）"], known)
    assert found.values["credit_code"] == "500104000012345"


def test_enterprises_that_are_only_counted_are_told_of(known: Known) -> None:
    heading: Row = ["走访时间", "企业名称", "走访方式", "反映问题"]
    found = one(heading, ["2022-05-01", "重庆甲公司、重庆乙公司等5家企业", "座谈", "无"], known)
    assert found.values["enterprises"] == "重庆甲公司、重庆乙公司"
    assert "其余请补填" in found.warnings[0].reason


@pytest.mark.parametrize(
    ("cell", "contact", "telephone"),
    [
        ("李四 13800000001", "李四", "13800000001"),
        ("王五（13800000002）", "王五", "13800000002"),
        ("李四（经理）\n138 0000 0001", "李四（经理）", "13800000001"),
        ("联系人：李四（电话68901234）", "李四", "68901234"),
        ("李四13800000001；王五 023-68901234转801", "李四、王五", "13800000001、023-68901234转801"),
        ("13800000001", None, "13800000001"),
        ("李四", "李四", None),
    ],
)
def test_person_and_telephone_in_one_cell_are_parted(
    cell: str, contact: str | None, telephone: str | None, known: Known
) -> None:
    found = one([*ENTERPRISES, "联系人及电话"], ["甲公司", "", cell], known).values
    assert (found.get("contact"), found.get("telephone")) == (contact, telephone)


def test_column_of_its_own_wins_over_the_one_for_both(known: Known) -> None:
    heading: Row = [*ENTERPRISES, "联系人及电话", "联系电话"]
    found = one(heading, ["甲公司", "", "李四 13800000001", "023-68901234转801"], known).values
    assert (found["contact"], found["telephone"]) == ("李四", "023-68901234转801")
    assert "contact_line" not in found


def test_ditto_is_what_stands_above_whatever_the_column_holds(known: Known) -> None:
    heading: Row = ["走访时间", "企业名称", "走访方式", "走访人员", "存在问题", "问题类别"]
    first, second = groups(
        known,
        heading,
        ["2022-05-08", "甲公司", "上门", "张三、李四", "停车难", "停车交通"],
        ["同上", "乙公司", "〃", "同上", "租金高", "同上"],
    )
    told = ("date", "form", "visitors")
    assert [second.values[key] for key in told] == [first.values[key] for key in told]
    assert second.values["enterprises"] == "乙公司"
    assert second.children["problems"] == [{"description": "租金高", "category": "停车交通"}]
    assert not second.warnings


def test_line_that_repeats_the_visit_in_dittos_is_another_problem_of_it(known: Known) -> None:
    heading: Row = ["走访时间", "企业名称", "走访方式", "存在问题"]
    (found,) = groups(
        known, heading, ["2022-05-08", "甲公司", "上门", "停车难"], ["同上", "同上", "", "租金高"]
    )
    assert [one["description"] for one in found.children["problems"]] == ["停车难", "租金高"]


def test_ditto_without_anything_above_says_nothing(known: Known) -> None:
    (found,) = groups(known, [*ENTERPRISES, "从业人数"], ["甲公司", "", "同上"])
    assert "employees" not in found.values


@pytest.mark.parametrize(
    "row",
    [
        ["平均", "", 12.0],
        ["户均：", "", 12.0],
        ["最大值", "", 12.0],
        ["数据来源：街道报送", "", ""],
        ["截止2022年11月30日", "", ""],
        ["（以下空白）", "", ""],
    ],
)
def test_line_below_a_list_is_no_enterprise(row: Row, known: Known) -> None:
    found = read([[*ENTERPRISES, "从业人数"], ["甲公司", "", 12.0], row], known)
    assert [type(each) for each in found] == [RowGroup, Skipped]


def test_tables_with_titles_but_without_blank_rows_between_them_are_both_read(known: Known) -> None:
    rows: list[Row] = [
        ["一、企业基本情况"],
        [*ENTERPRISES, "从业人数"],
        ["甲公司", "", 12.0],
        ["二、走访情况"],
        ["走访时间", "企业名称", "走访方式", "反映问题"],
        ["2022-05-08", "甲公司", "电话", "停车难"],
    ]
    found = [header for _, header in tables_of(Sheet("表", rows), lambda one: find_header(one, known))]
    assert [(one.kind, one.rows) for one in found if one] == [("enterprises", (1,)), ("visits", (4,))]


def test_group_of_rows_with_a_title_stays_in_its_table(known: Known) -> None:
    rows: list[Row] = [
        ["走访时间", "企业名称", "走访方式", "反映问题"],
        ["一、九宫庙街道"],
        ["2022.5.8", "甲公司", "电话", "停车难"],
        ["二、跳磴镇"],
        ["2022.5.9", "乙公司", "电话", "租金高"],
    ]
    assert sum(isinstance(each, RowGroup) for each in read(rows, known)) == 2
    tables = list(tables_of(Sheet("表", rows), lambda one: find_header(one, known)))
    assert len(tables) == 1


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("合同投资额", "2千万", "2000"),
        ("合同投资额", "3000w", "3000"),
        ("合同投资额（百万元）", "3.5", "350"),
    ],
)
def test_money_is_read_in_the_units_that_people_use(
    heading: str, cell: str, value: str, known: Known
) -> None:
    found = one(["项目名称", "投资方", heading], ["甲项目", "乙公司", cell], known)
    assert found.values["signed_amount"] == Decimal(value)
    assert not found.warnings


def test_day_in_three_columns_is_one_day(known: Known) -> None:
    rows: list[Row] = [
        ["走访时间", "", "", "企业名称", "走访方式"],
        ["年", "月", "日", "", ""],
        [2022.0, 5.0, 8.0, "甲公司", "电话"],
        ["", "5月", "9日", "乙公司", "电话"],
        ["", "长期", "", "丙公司", "电话"],
    ]
    merges = (Merge(Place(0, 0), Place(0, 2)), *(Merge(Place(0, at), Place(1, at)) for at in (3, 4)))
    sheet = days_joined(Sheet("表", rows, merges))
    header = find_header(sheet, known)
    assert header is not None
    assert (header.kind, header.rows) == ("visits", (0, 1))
    assert [row[0] for row in sheet.rows[2:]] == ["2022年5月8日", "5月9日", "长期"]
    plain = Sheet("表", [["年", "月", "企业"]])
    assert days_joined(plain) is plain


@pytest.mark.parametrize(
    ("heading", "path"),
    [("☆所属镇街", "town"), ("经营面积/㎡", "floor_area"), ("从业人数*\n（人）", "employees")],
)
def test_heading_is_known_behind_its_marks_and_units(heading: str, path: str, known: Known) -> None:
    found = find_header(Sheet("表", [[*ENTERPRISES, heading], ["甲公司", "", 1.0]]), known)
    assert found is not None
    assert path in found.paths


@pytest.mark.parametrize("row", [["（注：以下为5月下旬）", ""], ["*", ""]])
def test_line_between_records_is_none(row: Row, known: Known) -> None:
    heading: Row = ["走访日期", "企业名称", "走访方式"]
    found = read([heading, ["2022.5.8", "甲公司", "电话"], row, ["2022.5.29", "乙公司", "电话"]], known)
    assert [type(each) for each in found] == [RowGroup, Skipped, RowGroup]


def test_company_that_is_not_there_yet_leaves_the_project_in(known: Known) -> None:
    found = one(["项目名称", "投资方", "落地公司"], ["甲项目", "乙公司", "待注册"], known)
    assert "enterprise" not in found.values
    assert "注册后请补填" in found.warnings[0].reason


def test_long_column_of_dittos_is_read_from_its_first_line(known: Known) -> None:
    rows: list[Row] = [["2022-05-08", "甲公司", "上门", "停车难"]]
    rows += [["同上", f"{at}公司", "同上", f"第{at}件事"] for at in range(3_000)]
    found = groups(known, ["走访时间", "企业名称", "走访方式", "存在问题"], *rows)
    assert {str(each.values["date"]) for each in found} == {"2022-05-08"}
    assert len(found) == 3_001


def test_measure_that_is_under_way_stays_in_without_a_share(known: Known) -> None:
    heading: Row = ["企业名称", "年度", "帮扶措施", "进度"]
    found = one(heading, ["甲公司", 2022.0, "增设车位", "正在推进"], known)
    assert found.children["measures"] == [{"measure": "增设车位"}]
    assert "没有录入" in found.warnings[0].reason
