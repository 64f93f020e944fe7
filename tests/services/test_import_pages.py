"""Pages of one record and tables with a column for each month, taken into a real ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from dadu_desktop.services.import_lines import Line, SheetLines, address_in, remark, shown_columns
from dadu_desktop.services.import_returns import write_returned
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import count_records
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.services.conftest import MadeFile

CODE = "91500104RTYJ6YN8J2"
STORE = "重庆星桥百货有限公司"
ALL = ListQuery(limit=100)


@pytest.fixture
def stocked(ledger: LedgerFile, made: MadeFile) -> LedgerFile:
    """Give a ledger with one enterprise."""
    path = made(["企业名称", "信用代码", "行业"], [STORE, CODE, "零售业"], name="台账.xlsx")
    write_import(ledger, preview_import(ledger, [path]))
    return ledger


def visit_page(made: MadeFile, day: str) -> Path:
    return made(
        ["企业走访记录表"],
        ["企业名称", STORE, "走访日期", day],
        ["走访人员", "张三", "走访方式", "上门"],
        ["反映问题", "停车难", "企业诉求", "增设车位"],
        name="记录表.xlsx",
    )


def test_page_of_a_visit_brings_its_problem(stocked: LedgerFile, made: MadeFile) -> None:
    outcome = write_import(stocked, preview_import(stocked, [visit_page(made, "2022年9月15日")]))
    assert (outcome.files[0].kind, outcome.files[0].created) == ("visits", 1)
    (problem,) = list_records(stocked, "problems", ALL).rows
    assert (problem.values["description"], problem.values["appeal"]) == ("停车难", "增设车位")


def test_fault_of_a_page_is_told_and_marked_where_it_stands(
    stocked: LedgerFile, made: MadeFile, tmp_path: Path
) -> None:
    preview = preview_import(stocked, [visit_page(made, "2022年2月30日")])
    (problem,) = write_import(stocked, preview).files[0].problems
    assert (problem.row, problem.column, problem.address) == (2, "走访日期", "D2")
    (returned,) = write_returned(preview, tmp_path / "退回", ())
    again = preview_import(stocked, [returned])
    assert again.counts() == {"refused": 1}
    assert [one.address for sheet in again.sheets for row in sheet.rows for one in row.problems] == ["D2"]


def test_column_for_each_month_is_a_figure_for_each_month(stocked: LedgerFile, made: MadeFile) -> None:
    path = made(
        ["2022年各月商品销售额（千元）"],
        ["企业名称", "1月", "2月", "3月"],
        [STORE, 100, "", 300],
        name="各月.xlsx",
    )
    write_import(stocked, preview_import(stocked, [path]))
    found = [one.values for one in list_records(stocked, "figures", ALL).rows]
    assert {(str(one["month"]), str(one["value"]), one["cell"]) for one in found} == {
        ("2022-01", "10", "B3"),
        ("2022-03", "30", "D3"),
    }


def test_columns_that_are_not_taken_are_named(stocked: LedgerFile, made: MadeFile) -> None:
    path = made(["企业名称", "信用代码", "行业", "吉祥物"], [STORE, CODE, "零售业", "熊猫"], name="新.xlsx")
    outcome = write_import(stocked, preview_import(stocked, [path]))
    assert [one.partition("：")[0] for one in outcome.files[0].left_columns] == ["吉祥物"]


def test_code_with_letters_for_digits_is_that_of_the_register(stocked: LedgerFile, made: MadeFile) -> None:
    slip = CODE.replace("0", "O")
    path = made(["企业名称", "信用代码", "从业人数"], [STORE, slip, 12], name="新.xlsx")
    outcome = write_import(stocked, preview_import(stocked, [path]))
    assert outcome.files[0].updated == 1
    assert list_records(stocked, "enterprises", ALL).rows[0].values["credit_code"] == CODE


@pytest.mark.parametrize("name", [f"★{STORE}", f"1.{STORE}", f"{STORE}*"])
def test_marks_beside_a_name_do_not_hide_it(name: str, stocked: LedgerFile, made: MadeFile) -> None:
    path = made(["走访日期", "企业名称", "走访方式"], ["2022-05-01", name, "电话"], name="走访.xlsx")
    assert preview_import(stocked, [path]).counts() == {"created": 1}
    assert count_records(stocked)["visits"] == 0


def test_hedged_sales_beside_a_visit_keep_their_words_with_their_origin(
    stocked: LedgerFile, made: MadeFile
) -> None:
    path = made(
        ["走访日期", "企业名称", "走访方式", "本月销售额（万元）"],
        ["2022-05-01", STORE, "电话", "约300"],
        name="走访.xlsx",
    )
    preview = preview_import(stocked, [path])
    assert [one.reason for one in preview.sheets[0].rows[0].warnings] == [
        "“约300”是约数，本月销售额（营业额）按 300万元 录入，请核对。"
    ]
    write_import(stocked, preview)
    (figure,) = list_records(stocked, "figures", ALL).rows
    assert (str(figure.values["value"]), figure.values["state"]) == ("300", "预计")
    assert figure.values["cell"] == "D2（原文：约300）"
    assert preview_import(stocked, [path]).counts() == {"unchanged": 1}


def lines_of(stocked: LedgerFile, path: Path) -> tuple[SheetLines, list[Line]]:
    """Give the lines of a workbook's only table as the window shows them."""
    (sheet,) = preview_import(stocked, [path]).sheets
    lines = SheetLines(sheet)
    return lines, lines.groups["all"]


def test_lines_of_a_page_say_where_they_stand_in_the_senders_sheet(
    stocked: LedgerFile, made: MadeFile
) -> None:
    lines, (line,) = lines_of(stocked, visit_page(made, "2022年2月30日"))
    assert (line.shown_place, line.place_said) == ("2—4", "第 2—4 行")
    addresses = {one.heading: address_in(lines.sheet, line, one) for one in shown_columns(lines.sheet)}
    assert (addresses["走访日期"], addresses["企业诉求"]) == ("D2", "D4")
    assert remark(line).startswith("D2 走访日期：")


def test_lines_of_a_table_on_its_side_are_columns_of_the_senders_sheet(
    stocked: LedgerFile, made: MadeFile
) -> None:
    names: list[object] = ["企业名称", STORE, "重庆乙商贸有限公司", "重庆乙商贸有限公司"]
    people: list[object] = ["从业人数", 12, "很多", 3]
    path = made(
        names, ["行业", "零售业", "批发业", "批发业"], people, ["营业面积", 1, 2, 3], name="竖表.xlsx"
    )
    _, shown = lines_of(stocked, path)
    assert sorted(line.shown_place for line in shown) == ["B列", "C列", "D列"]
    assert shown[0].place_said == "C列"
    assert remark(shown[0]).startswith("C3 从业人数：")


def test_lines_of_a_table_of_months_keep_the_row_of_the_sender(stocked: LedgerFile, made: MadeFile) -> None:
    path = made(
        ["2022年各月商品销售额（千元）"],
        ["企业名称", "1月", "2月", "3月"],
        [STORE, 100, "很多", 300],
        name="各月.xlsx",
    )
    _, shown = lines_of(stocked, path)
    assert {line.shown_place for line in shown} == {"3"}
    assert remark(shown[0]).startswith("C3 ")


def test_plain_table_names_rows_and_headings_as_ever(stocked: LedgerFile, made: MadeFile) -> None:
    path = made(["企业名称", "从业人数"], ["重庆乙商贸有限公司", "很多"], name="表.xlsx")
    lines, (line,) = lines_of(stocked, path)
    assert line.shown_place == "2"
    assert remark(line).startswith("从业人数：")
    assert not any(address_in(lines.sheet, line, one) for one in shown_columns(lines.sheet))


def test_second_copy_of_a_page_is_told_where_the_first_stands(stocked: LedgerFile, made: MadeFile) -> None:
    cards: list[list[object]] = []
    for person in ("张三", "李四"):
        cards.append(["企业名称", STORE, "走访日期", "2022-09-15"])
        cards.append(["走访人员", person, "走访方式", "上门"])
        cards.append(["反映问题", "停车难", "企业诉求", "增设车位"])
    _, shown = lines_of(stocked, made(*cards, name="两份.xlsx"))
    assert "与第 1—3 行是同一条走访" in remark(shown[0])
