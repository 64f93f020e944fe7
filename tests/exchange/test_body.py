"""Rows below a heading become records of one line or several."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.exchange.body import BodyReader, RowGroup, Skipped, outcome_values
from dadu_desktop.exchange.cells import Book, Merge, Place, Sheet
from dadu_desktop.exchange.header import find_header
from dadu_desktop.exchange.headings import Vocabulary
from dadu_desktop.exchange.surroundings import surroundings
from dadu_desktop.exchange.workbooks import read_workbook
from tests.exchange.conftest import SAMPLES

Known = dict[str, Vocabulary]


def read(book: Book, known: Known, name: str = "来表", sheet: int = 0) -> list[RowGroup | Skipped]:
    one = book.sheets[sheet]
    header = find_header(one, known)
    assert header
    around = surroundings(one, header, name, today=date(2022, 12, 20), base_1904=book.base_1904, choices={})
    return list(BodyReader(one, header, around).read())


def groups(rows: list[list[object]], known: Known, **more: object) -> list[RowGroup]:
    sheet = Sheet("表", rows, **more)  # type: ignore[arg-type]
    return [one for one in read(Book([sheet]), known) if isinstance(one, RowGroup)]


def sample(name: str, known: Known, sheet: int = 0) -> list[RowGroup | Skipped]:
    return read(read_workbook((SAMPLES / name).read_bytes()), known, Path(name).stem, sheet)


def test_register_has_151_enterprises_and_no_subtotal(known: Known) -> None:
    found = sample("限上商贸企业基础台账.xlsx", known)
    enterprises = [one for one in found if isinstance(one, RowGroup)]
    assert len(enterprises) == 151
    assert not any(one.problems for one in enterprises)
    assert sum(len(one.warnings) for one in enterprises) == 2
    assert [one.reason for one in found if isinstance(one, Skipped)].count("小计、合计行") == 5


def test_values_of_the_register_are_cleaned_and_exact(known: Known) -> None:
    by_name = {
        one.values["name"]: one.values
        for one in sample("限上商贸企业基础台账.xlsx", known)
        if isinstance(one, RowGroup)
    }
    assert by_name["重庆飞驰康食品贸易有限公司"]["credit_code"] == "9250010403Y8X631LH"
    steel = by_name["重庆市嘉禾鑫医疗器械有限公司"]
    assert (steel["employees"], steel["admitted"]) == (254, PartialDate(2018, 10))
    assert steel["last_year_sales"] == Approximate(Decimal("20915.3"))
    assert by_name["重庆市明德宜再生资源有限公司"]["last_year_sales"] == Approximate(
        Decimal(15300), "", "1.53亿元"
    )
    assert by_name["重庆嘉禾博汽车配件有限公司"]["telephone"] == "17736239460"


def test_problems_of_one_visit_stand_in_several_lines(known: Known) -> None:
    visits = [one for one in sample("九宫庙街道走访台账.xls", known) if isinstance(one, RowGroup)]
    assert len(visits) == 60
    assert sum(len(one.children.get("problems", [])) for one in visits) == 79
    assert (visits[0].row, visits[0].last_row) == (3, 5)


def test_measures_of_one_plan_stand_in_several_lines(known: Known) -> None:
    plans = [one for one in sample("一企一策工作台账.xlsx", known) if isinstance(one, RowGroup)]
    assert len(plans) == 40
    assert sum(len(one.children["measures"]) for one in plans) == 78


def test_dates_without_a_year_take_that_of_the_table(known: Known) -> None:
    found = sample("镇街上报/新山村街道.xlsx", known)
    assert {one.values["date"].year for one in found if isinstance(one, RowGroup)} == {2022}  # type: ignore[attr-defined]


def test_repeated_lines_of_an_unmerged_table_are_one_visit(known: Known) -> None:
    visit = ["2022-05-01", "实地走访", "甲公司"]
    rows: list[list[object]] = [["日期", "形式", "企业名称", "反映问题"], [*visit, "缺人"], [*visit, "缺钱"]]
    (found,) = groups(rows, known)
    assert [one["description"] for one in found.children["problems"]] == ["缺人", "缺钱"]


def test_date_merged_over_several_visits_belongs_to_each(known: Known) -> None:
    rows: list[list[object]] = [
        ["日期", "形式", "企业名称", "反映问题"],
        ["2022-05-01", "实地走访", "甲公司", "缺人"],
        ["", "实地走访", "乙公司", "无"],
    ]
    found = groups(rows, known, merges=(Merge(Place(1, 0), Place(2, 0)),))
    assert [one.values["date"] for one in found] == [PartialDate(2022, 5, 1)] * 2
    assert not found[1].children


@pytest.mark.parametrize("words", ["无", "/", "暂无", "——", ""])
def test_nothing_in_the_problem_column_is_no_problem(words: str, known: Known) -> None:
    (found,) = groups([["日期", "企业名称", "问题"], ["2022-05-01", "甲公司", words]], known)
    assert not found.children


def test_workbook_reports_the_row_of_a_bad_date(known: Known) -> None:
    (found,) = groups([["企业名称", "信用代码", "入库时间"], ["甲公司", "", "2022-02-30"]], known)
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.value, problem.address) == (
        2,
        "入库时间",
        "2022-02-30",
        "C2",
    )
    assert "不存在" in problem.reason


def test_code_that_came_as_a_number_is_refused(known: Known) -> None:
    (found,) = groups([["企业名称", "信用代码"], ["甲公司", 915001045432123456.0]], known)
    assert "数字格式" in found.problems[0].reason


def test_error_cell_is_no_empty_cell(known: Known) -> None:
    rows: list[list[object]] = [["企业名称", "信用代码", "从业人数"], ["甲公司", "", ""]]
    (found,) = groups(rows, known, faults={Place(1, 2): "单元格是错误值 #REF!"})
    assert found.problems[0].address == "C2"


def test_totals_of_the_export_are_exact(known: Known) -> None:
    found = sample("2022年11月E204-1_S204-1导出（千元）.xlsx", known)
    wholesale = [
        Decimal(str(one.values["商品销售额;value"])) for one in found
        if isinstance(one, RowGroup) and str(one.values["enterprise.industry_code"]).startswith("51")
    ]  # fmt: skip
    assert sum(wholesale) == Decimal("50843.8")


def test_one_word_for_status_and_result_is_taken_apart() -> None:
    assert outcome_values("已解决") == {"status": "办结", "result_kind": "已解决"}
    assert outcome_values("办理中") == {"status": "办理中"}
    assert outcome_values("长期推进") == {"status": "办理中", "result_kind": "长期推进"}


REGISTER: list[object] = ["序号", "企业名称", "信用代码", "所属镇街", "上年销售额（万元）"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["", "小  计", "", "", 500.0], "小计、合计行"),
        (["合计（2家）", "", "", "", 500.0], "小计、合计行"),
        (["一、批发业", "", "", "", ""], "分组标题行"),
        (["", "（二）零售业", "", "", ""], "分组标题行"),
        (["注：本表由镇街填写", "", "", "", ""], "注释、签名行"),
        (["填表人：张三", "", "联系电话：68901234", "", "2022年5月"], "注释、签名行"),
        (REGISTER, "重复的表头"),
    ],
)
def test_row_that_is_no_record_is_skipped_with_the_reason(
    row: list[object], reason: str, known: Known
) -> None:
    first: list[object] = [1, "甲公司", "", "九宫庙", 300.0]
    found = read(Book([Sheet("表", [REGISTER, first, row, [2, "乙公司", "", "八桥", 200.0]])]), known)
    assert [one.reason for one in found if isinstance(one, Skipped)] == [reason]
    assert [one.values["name"] for one in found if isinstance(one, RowGroup)] == ["甲公司", "乙公司"]


def test_ghost_rows_are_no_rows(known: Known) -> None:
    blank: list[object] = ["", " ", "", "", ""]
    assert len(groups([REGISTER, [1, "甲公司", "", "", 1.0], *([blank] * 500)], known)) == 1


def test_cell_merged_over_several_records_is_filled_down_but_for_amounts(known: Known) -> None:
    rows: list[list[object]] = [REGISTER, [1, "甲公司", "", "九宫庙", 300.0], [2, "乙公司", "", "", ""]]
    merges = (Merge(Place(1, 3), Place(2, 3)), Merge(Place(1, 4), Place(2, 4)))
    first, second = groups(rows, known, merges=merges)
    assert (first.values["town"], second.values["town"]) == ("九宫庙", "九宫庙")
    assert "last_year_sales" not in second.values


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("上年销售额（万元）", "约1000多万元", Approximate(Decimal(1000), "多", "约1000多万元")),
        ("上年销售额", "１．２亿元", Approximate(Decimal(12000), "", "1.2亿元")),
        ("上年销售额（元）", "12,345,678", Approximate(Decimal("1234.5678"), "", "12345678元")),
        ("上年销售额（千元）", 1500.0, Approximate(Decimal(150), "", "")),
        ("入库时间", "2022.5", PartialDate(2022, 5)),
        ("入库时间", "2022年5月1日", PartialDate(2022, 5, 1)),
        ("入库时间", "20220501", PartialDate(2022, 5, 1)),
        ("入库时间", 44682.0, PartialDate(2022, 5, 1)),
        ("入库时间", "2022", PartialDate(2022)),
        ("从业人数", "１６人", 16),
        ("联系电话", "13812345678/023-68901234", "13812345678、023-68901234"),
        ("联系电话", 13812345678.0, "13812345678"),
        ("联系人", "\u200b 李\x07静\u3000", "李静"),
        ("信用代码", " 9151 2081MA62K0260e\u200b", "91512081MA62K0260E"),
    ],
)
def test_cell_is_read_however_offices_write_it(
    heading: str, cell: object, value: object, known: Known
) -> None:
    (found,) = groups([["企业名称", "行业", heading], ["甲公司", "批发业", cell]], known)
    assert not found.problems
    column = find_header(Sheet("", [["企业名称", "行业", heading]]), known)
    assert column
    target = column.columns[2].target
    assert target
    assert found.values[target.path] == value
