"""Pages of one record and tables with a column for each month, taken into a real ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

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
