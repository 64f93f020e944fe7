"""What offices write beside plain values: spans, hedged counts, words of their own, marks, titles between rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dadu_desktop.domain.numerals import chinese_numeral
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.exchange.body import BodyReader, RowGroup, Skipped
from dadu_desktop.exchange.cell_texts import (
    date_text,
    flag_text,
    names_no_day,
    number_text,
    small_number,
    span_ends,
)
from dadu_desktop.exchange.cells import Merge, Place, Row, Sheet
from dadu_desktop.exchange.choice_words import NOT_SAID, choice_meant
from dadu_desktop.exchange.columns import Header
from dadu_desktop.exchange.header import find_header
from dadu_desktop.exchange.headings import Vocabulary
from dadu_desktop.exchange.surroundings import surroundings
from dadu_desktop.exchange.workbooks import read_workbook
from dadu_desktop.records.enterprises import STATUSES
from tests.exchange.spoiled_old import open_document

Known = dict[str, Vocabulary]
TOWNS = {"towns": ("九宫庙街道", "八桥镇")}
VISITS: Row = ["序号", "走访时间", "企业名称", "走访方式", "反映问题"]
PROBLEMS: Row = ["企业名称", "反映问题", "完成时限", "办理情况", "办理结果"]


def header_of(rows: list[Row], known: Known) -> Header:
    found = find_header(Sheet("表", rows), known)
    assert found
    return found


def read(rows: list[Row], known: Known, *merges: Merge) -> list[RowGroup | Skipped]:
    sheet = Sheet("表", rows, merges)
    header = header_of(rows, known)
    around = surroundings(sheet, header, "", today=date(2022, 12, 20), base_1904=False, choices=TOWNS)
    return list(BodyReader(sheet, header, around).read())


def one(heading: Row, row: Row, known: Known) -> RowGroup:
    (found,) = read([heading, row], known)
    assert isinstance(found, RowGroup)
    return found


@pytest.mark.parametrize("number", range(1, 100))
def test_small_numbers_are_read_as_documents_write_them(number: int) -> None:
    assert small_number(chinese_numeral(number)) == number == small_number(str(number))


def test_refusal_of_a_date_tells_what_was_sent(known: Known) -> None:
    found = one(VISITS, [1, "2022.1.1、1.5", "重庆九宫百货有限公司", "实地走访", ""], known)
    assert "“2022.1.1、1.5”" in found.problems[0].reason


@pytest.mark.parametrize("cell", ["十十月5日", "2022年十十月"])
def test_what_only_looks_like_a_chinese_month_is_refused_with_a_sentence(cell: str, known: Known) -> None:
    found = one(VISITS, [1, cell, "重庆九宫百货有限公司", "实地走访", ""], known)
    assert [problem.column for problem in found.problems] == ["走访时间"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("2022年3月5日上午9:30", "2022年3月5日"),
        ("2022/03/05 14:30:00", "2022/03/05"),
        ("2022-03-05T14:30:00.000Z", "2022-03-05"),
        ("即日起至2022年底", "2022年底"),
        ("’22.3.5", "22.3.5"),
        ("2022。3。5", "2022.3.5"),
        ("2022，3，5", "2022.3.5"),
        ("2022\\3\\5", "2022.3.5"),
        ("2022 3 5", "2022.3.5"),
    ],
)
def test_date_is_read_whatever_marks_part_it(cell: str, text: str) -> None:
    assert date_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "ends"),
    [
        ("2022-11-8 至 2022-11-10", ("2022-11-8", "2022.11.10")),
        ("5.11-5.12", ("5.11", "5.12")),
        ("2022年3月5日至8日", ("2022年3月5日", "2022.3.8")),
        ("2022.3.5—2022.4.1", ("2022.3.5", "2022.4.1")),
        ("2022-05-01", None),
        ("22-5-1", None),
        ("5-8", None),
    ],
)
def test_span_of_days_is_told_from_a_date(cell: str, ends: tuple[str, str] | None) -> None:
    assert span_ends(cell) == ends


def test_visit_of_several_days_is_taken_by_its_first_day_with_a_remark(known: Known) -> None:
    found = one(VISITS, [1, "5.11-5.12", "甲公司", "上门", "无"], known)
    assert found.values["date"] == PartialDate(2022, 5, 11)
    assert found.values["form"] == "实地走访"
    assert "第一天 2022-05-11" in found.warnings[0].reason
    assert not found.problems


def test_time_limit_that_is_no_day_leaves_the_record_in_with_a_remark(known: Known) -> None:
    found = one(PROBLEMS, ["甲公司", "停车难", "立行立改", "已现场踏勘", "正在办理"], known)
    assert "due_date" not in found.values
    assert "不是具体日期" in found.warnings[0].reason
    assert not names_no_day("2022年5月")


def test_time_limit_of_several_days_is_the_last_one(known: Known) -> None:
    found = one(PROBLEMS, ["甲公司", "停车难", "2022.5.1-2022.5.8", "", "否"], known)
    assert found.values["due_date"] == PartialDate(2022, 5, 8)


@pytest.mark.parametrize(("cell", "value"), [("10余人", 10), ("约30人", 30), ("超50", 50)])
def test_hedged_count_is_taken_with_a_remark(cell: str, value: int, known: Known) -> None:
    found = one(["企业名称", "信用代码", "从业人数"], ["甲公司", "", cell], known)
    assert found.values["employees"] == value
    assert "约数" in found.warnings[0].reason


def test_count_that_is_no_number_is_refused(known: Known) -> None:
    found = one(["企业名称", "信用代码", "从业人数"], ["甲公司", "", "若干"], known)
    assert found.problems


@pytest.mark.parametrize(
    ("cell", "text"), [("2000+", "超2000"), (">500", "超500"), ("600（万元）", "600万元")]
)
def test_number_with_marks_is_written_out(cell: str, text: str) -> None:
    assert number_text(cell) == text


@pytest.mark.parametrize(("cell", "text"), [("否（无）", "否"), ("未开展", "否"), ("是", "是")])
def test_yes_and_no_may_be_explained(cell: str, text: str) -> None:
    assert flag_text(cell) == text


def test_remark_in_the_column_of_codes_is_no_code(known: Known) -> None:
    found = one(["企业名称", "信用代码"], ["甲公司", "（正在办理）"], known)
    assert "credit_code" not in found.values
    assert "没有代码" in found.warnings[0].reason
    labelled = one(["企业名称", "信用代码"], ["甲公司", "信用代码：91512081MA62K0260E"], known)
    assert labelled.values["credit_code"] == "91512081MA62K0260E"


@pytest.mark.parametrize(
    ("words", "meant"), [("在统", "在库"), ("限上", "在库"), ("正常营业", NOT_SAID), ("火星", None)]
)
def test_words_of_offices_mean_an_entry_or_something_else(words: str, meant: str | None) -> None:
    assert choice_meant(words, STATUSES) == meant


def test_word_beside_the_question_is_left_with_a_remark(known: Known) -> None:
    found = one(["企业名称", "信用代码", "经营状态"], ["甲公司", "", "正常营业"], known)
    assert "status" not in found.values
    assert "没有说明" in found.warnings[0].reason


def test_outcome_of_a_problem_is_its_status_and_how_it_ended(known: Known) -> None:
    heading: Row = ["企业名称", "反映问题", "办理情况", "办理结果"]
    first, second, third = (
        one(heading, ["甲公司", "停车难", words, cell], known).values
        for words, cell in (("已踏勘", "已解决"), ("正在协调银行", "正在办理"), ("已答复", "解释说明"))
    )
    assert (first["status"], first["result_kind"], first["measures"]) == ("办结", "已解决", "已踏勘")
    assert (second["status"], "result_kind" in second) == ("办理中", False)
    assert (third["status"], third["result_kind"]) == ("办结", "解释说明")


def test_result_in_words_stays_a_result(known: Known) -> None:
    found = one(["企业名称", "反映问题", "办理结果"], ["甲公司", "停车难", "新增车位二十个"], known)
    assert found.values["result"] == "新增车位二十个"
    own = header_of([["企业", "问题描述", "状态", "办理结果"], ["甲公司", "停车难", "办结", "已解决"]], known)
    assert {"status", "result"} <= own.paths


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["一", "", "批发业（2家）", "", ""], "分组标题行"),
        (["二", "", "零售业", "", "90"], "分组标题行"),
        (["", "", "九宫庙街道（3家）", "", ""], "分组标题行"),
        (["其中：", "", "重点企业", "", ""], "小计、合计行"),
        (["走访台账（第2页）", "", "", "", ""], "没有可导入的内容"),
    ],
)
def test_title_between_rows_is_no_record(row: Row, reason: str, known: Known) -> None:
    visit: Row = [1, "5月1日", "甲公司", "电话", "无"]
    found = read([VISITS, visit, row, [2, "5月2日", "乙公司", "电话", "无"]], known)
    assert [each.reason for each in found if isinstance(each, Skipped)] == [reason]
    assert sum(isinstance(each, RowGroup) for each in found) == 2


def test_base_behind_the_cumulated_figure_is_that_of_the_cumulated_figure(known: Known) -> None:
    rows: list[Row] = [
        ["企业名称", "11月零售额", "上年同期", "1-11月零售额", "上年同期"],
        ["甲公司", 1, 2, 3, 4],
    ]
    assert [each.target and each.target.path.rpartition(";")[2] for each in header_of(rows, known).columns] == [
        *("enterprise", "value", "base", "cumulative", "cumulative_base")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("存在的困难及问题", "problems.description"),
        ("纳税人名称", "enterprises"),
        ("税号", "enterprises.credit_code"),
    ],
)
def test_heading_is_known_by_its_words_and_by_those_of_other_kinds(
    heading: str, path: str, known: Known
) -> None:
    names = [] if path.startswith("enterprises") else ["走访企业"]
    other = ["反映问题"] if names == [] else []
    assert path in header_of([["走访时间", heading, *names, *other, "走访方式"]], known).paths


def test_merged_cells_of_an_open_document_are_known() -> None:
    rows = (
        '<table:table-row><table:table-cell office:value-type="string" table:number-rows-spanned="2">'
        "<text:p>甲公司</text:p></table:table-cell></table:table-row>"
        '<table:table-row><table:covered-table-cell/><table:table-cell office:value-type="string">'
        "<text:p>乙</text:p></table:table-cell></table:table-row>"
    )
    (sheet,) = read_workbook(open_document(rows=rows)).sheets
    assert sheet.merges == (Merge(Place(0, 0), Place(1, 0)),)


def test_visit_without_a_day_is_refused(known: Known) -> None:
    found = one(VISITS, [1, "长期", "甲公司", "电话", "无"], known)
    assert "不是具体日期" in found.problems[0].reason


@pytest.mark.parametrize(
    ("heading", "cell", "value", "said"),
    [
        ("合同投资额", "约3亿元", "30000", "按 30000万元 录入"),
        ("合同投资额（亿元）", "2.5左右", "25000", "按 25000万元 录入"),
        ("到位资金", "300余万元", "300", "是约数"),
    ],
)
def test_hedged_money_is_taken_with_a_remark(
    heading: str, cell: str, value: str, said: str, known: Known
) -> None:
    found = one(["项目名称", "投资方", heading], ["甲项目", "乙公司", cell], known)
    assert Decimal(value) in found.values.values()
    assert said in found.warnings[0].reason
    assert not found.problems


def test_hedged_share_is_taken_with_a_remark(known: Known) -> None:
    found = one(["企业名称", "年度", "措施", "进度"], ["甲公司", 2022, "增设车位", "约80％"], known)
    assert found.children["measures"][0]["percent"] == 80
    assert "进度按 80% 录入" in found.warnings[0].reason


@pytest.mark.parametrize("cell", ["约300万元", "300多", "近300"])
def test_hedged_figure_of_the_statistics_is_refused_with_what_to_do(cell: str, known: Known) -> None:
    found = one(["企业名称", "报告期", "指标", "本月"], ["甲公司", "2022年11月", "零售额", cell], known)
    assert "准确数" in found.problems[0].reason
    assert "核实后改填" in found.problems[0].reason
    assert not found.warnings


@pytest.mark.parametrize("cell", ["约500万美元", "若干", "300万以内"])
def test_amount_that_is_no_yuan_or_no_number_is_refused(cell: str, known: Known) -> None:
    found = one(["项目名称", "投资方", "合同投资额"], ["甲项目", "乙公司", cell], known)
    assert found.problems
