"""Workbooks of offices taken into a real ledger."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dadu_desktop.domain.errors import Cancelled, InputProblem, PlaceUnusable
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.services.histories import record_history
from dadu_desktop.services.import_choices import mend_cell, take_rows
from dadu_desktop.services.import_plan import ImportOutcome, ImportPreview
from dadu_desktop.services.imports import (
    preview_import,
    workbooks_in,
    write_import,
)
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import count_records, delete_records, find_record, get_record, save_record
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.services.conftest import MadeFile, changed

SAMPLES = Path(__file__).parents[1] / "samples"
REGISTER = SAMPLES / "限上商贸企业基础台账.xlsx"
VISITS = SAMPLES / "九宫庙街道走访台账.xls"
PLANS = SAMPLES / "一企一策工作台账.xlsx"
EXPORT = SAMPLES / "2022年11月E204-1_S204-1导出（千元）.xlsx"
TOWNS = SAMPLES / "镇街上报"
TRUTH: dict[str, Any] = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))

ALL = ListQuery(limit=10_000)


def take(ledger: LedgerFile, *paths: Path) -> ImportOutcome:
    return write_import(ledger, preview_import(ledger, paths))


def actions(preview: ImportPreview) -> list[str]:
    return [row.action for sheet in preview.sheets for row in sheet.rows]


def reasons(preview: ImportPreview) -> str:
    return " ".join(one.reason for sheet in preview.sheets for row in sheet.rows for one in row.problems)


def test_register_is_taken_in_whole_and_the_same_file_again_changes_nothing(ledger: LedgerFile) -> None:
    first = take(ledger, REGISTER).files[0]
    assert (first.kind, first.header_rows, first.read, first.created) == ("enterprises", [3, 4], 151, 151)
    assert (first.refused, first.warnings) == (0, TRUTH["register"]["bad_check_digit"])
    rows = list_records(ledger, "enterprises", ALL).rows
    assert sorted(str(row.values["credit_code"]) for row in rows) == sorted(TRUTH["register"]["codes"])
    again = take(ledger, REGISTER)
    assert (again.files[0].unchanged, again.files[0].created, again.batch) == (151, 0, 0)


def test_visits_with_merged_cells_bring_their_problems(ledger: LedgerFile) -> None:
    take(ledger, REGISTER)
    assert take(ledger, VISITS).files[0].created == TRUTH["visits"]["visits"]
    assert count_records(ledger)["problems"] == TRUTH["visits"]["problems"]
    problem = list_records(ledger, "problems", ALL).rows[-1].values
    assert problem["visit"]
    assert problem["enterprise"]
    assert preview_import(ledger, [VISITS]).counts() == {"unchanged": 60}


def test_plans_bring_their_measures_and_policies(ledger: LedgerFile) -> None:
    take(ledger, REGISTER)
    assert take(ledger, PLANS).files[0].created == TRUTH["plans"]["plans"]
    rows = list_records(ledger, "plans", ALL).rows
    assert sum(row.values["measure_count"] for row in rows) == TRUTH["plans"]["measures"]  # type: ignore[misc]
    assert {row.values["year"] for row in rows} == {2022}
    assert preview_import(ledger, [PLANS]).counts() == {"unchanged": 40}


def test_figures_of_the_export_add_up_to_the_published_totals(ledger: LedgerFile) -> None:
    take(ledger, REGISTER)
    assert sum(one.created for one in take(ledger, EXPORT).files) == TRUTH["monthly"]["rows"]
    trades = {
        row.values["name"]: row.values["trade"] for row in list_records(ledger, "enterprises", ALL).rows
    }
    totals = dict.fromkeys(TRUTH["monthly"]["totals_thousand_yuan"], (Decimal(),) * 4)
    for row in list_records(ledger, "figures", ALL).rows:
        trade = str(trades[str(row.values["enterprise"])])
        indicator = "营业额" if trade in ("住宿业", "餐饮业") else "商品销售额"
        if row.values["indicator"] == indicator:
            keys = ("value", "base", "cumulative", "cumulative_base")
            added = [Decimal(str(row.values[key] or 0)) * 10 for key in keys]
            totals[trade] = tuple(map(sum, zip(totals[trade], added, strict=True)))  # type: ignore[assignment]
    assert {key: list(map(int, value)) for key, value in totals.items()} == TRUTH["monthly"][
        "totals_thousand_yuan"
    ]
    missing = ListQuery(filters=(Filter("indicator", "is", "营业额"), Filter("base", "empty")), limit=10)
    assert list_records(ledger, "figures", missing).total == 2


def test_returns_of_the_towns_are_visits_problems_and_monthly_figures(ledger: LedgerFile) -> None:
    take(ledger, REGISTER)
    outcome = take(ledger, *workbooks_in(TOWNS))
    assert {Path(one.file).stem: one.created for one in outcome.files} == TRUTH["towns"]["rows"]
    figures = list_records(ledger, "figures", ALL).rows
    assert len(figures) == 151
    assert {str(row.values["month"]) for row in figures} == {"2022-11"}
    assert {row.values["state"] for row in figures} == {"预计"}
    assert {row.values["indicator"] for row in figures} == {"商品销售额", "营业额"}


def test_figure_of_the_statistics_is_not_overwritten_by_that_of_a_town(ledger: LedgerFile) -> None:
    take(ledger, REGISTER, EXPORT)
    outcome = take(ledger, *workbooks_in(TOWNS))
    assert "figures" not in outcome.changed
    told = [note.reason for one in outcome.files for note in one.notes if "统计数据" in note.reason]
    assert len(told) == 148  # three towns report what the statistics say
    assert {row.values["state"] for row in list_records(ledger, "figures", ALL).rows} == {"已报"}


@pytest.mark.parametrize(("sales", "warnings"), [("1234567", 0), (1_236_000, 1), ("123.5万元", 0)])
@pytest.mark.parametrize("together", [False, True])
@pytest.mark.usefixtures("register")
def test_town_is_told_of_the_statistics_only_where_they_differ_by_more_than_their_rounding(
    sales: object, warnings: int, together: bool, ledger: LedgerFile, made: MadeFile
) -> None:
    name = "重庆九宫百货有限公司"
    head = ["单位详细名称", "商品销售额;本年-本月", "商品销售额;上年-本月"]
    export = made(head, [name, 1235, 1000], name="2022年11月（千元）.xlsx")
    town = made(
        ["日期", "企业名称", "本月销售额（元）"], ["2022.11.3", name, sales], name="九宫庙街道2022年11月.xlsx"
    )
    if not together:
        take(ledger, export)
    outcome = take(ledger, *([export, town] if together else [town]))
    assert (outcome.files[-1].created, outcome.files[-1].warnings) == (1, warnings)
    assert list_records(ledger, "figures", ALL).rows[0].values["value"] == Decimal("123.5")


def test_statistics_replace_the_preliminary_figures_of_towns(ledger: LedgerFile) -> None:
    take(ledger, REGISTER, *workbooks_in(TOWNS))
    take(ledger, EXPORT)
    rows = list_records(ledger, "figures", ALL).rows
    assert {row.values["state"] for row in rows} == {"已报"}
    assert {row.values["revision"] for row in rows} == {1, 2}


def test_whole_folder_is_taken_in_at_once_in_the_right_order(ledger: LedgerFile) -> None:
    outcome = take(ledger, *workbooks_in(SAMPLES))
    assert sum(one.refused for one in outcome.files) == 0
    counts = count_records(ledger)
    assert (counts["enterprises"], counts["visits"], counts["plans"]) == (151, 60 + 151, 40)


def test_visit_to_an_enterprise_that_the_register_lacks_adds_it_as_served(ledger: LedgerFile) -> None:
    take(ledger, VISITS)
    found = find_record(ledger, "enterprises", "92500104YK6BKRJ83X")
    assert (found.values["name"], found.values["status"]) == ("重庆金桥联电器有限公司", "服务对象")


def test_name_that_nobody_knows_is_refused_without_a_code(ledger: LedgerFile, made: MadeFile) -> None:
    preview = preview_import(ledger, [made(["日期", "企业名称", "问题"], ["2022-05-01", "无名公司", "缺人"])])
    assert actions(preview) == ["refused"]
    assert "台账中没有" in reasons(preview)
    assert write_import(ledger, preview).batch == 0


@pytest.mark.parametrize(
    ("code", "name", "question"),
    [
        ("91512081MA62K0260E", "重庆九宫百货有限公司", "是哪一家"),
        ("91512081MA62K0260E", "重庆改名后有限公司", "更名"),
        ("91500104RTYJ6YN8J2", "重庆九宫百货有限公司", "哪个正确"),
    ],
)
@pytest.mark.usefixtures("register")
def test_code_and_name_that_disagree_with_the_register_are_a_question(
    code: str, name: str, question: str, ledger: LedgerFile, made: MadeFile
) -> None:
    preview = preview_import(ledger, [made(["信用代码", "企业名称", "行业"], [code, name, "零售业"])])
    assert actions(preview) == ["refused"]
    assert question in reasons(preview)


@pytest.mark.usefixtures("register")
def test_other_spelling_of_a_name_means_the_same_enterprise(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(["单位名称", "信用代码", "从业人数"], ["九宫百货有限责任公司", "", "16人"])
    preview = preview_import(ledger, [file])
    assert preview.sheets[0].rows[0].changes["employees"] == (None, 16)


@pytest.mark.usefixtures("register")
def test_empty_cells_leave_what_is_kept(ledger: LedgerFile, made: MadeFile) -> None:
    take(ledger, made(["企业名称", "所属镇街", "联系人"], ["重庆九宫百货有限公司", "", "李静"]))
    values = find_record(ledger, "enterprises", "重庆九宫百货有限公司").values
    assert (values["town"], values["contact"]) == ("九宫庙街道", "李静")


def test_second_row_about_the_same_enterprise_is_refused(ledger: LedgerFile, made: MadeFile) -> None:
    rows = [["企业名称", "行业"], ["重庆甲有限公司", "批发业"], ["重庆甲有限公司", "零售业"]]
    preview = preview_import(ledger, [made(*rows)])
    assert actions(preview) == ["created", "refused"]


def test_row_with_a_fault_is_refused_and_the_good_ones_are_taken(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(
        ["企业名称", "信用代码", "入库时间"],
        ["重庆甲有限公司", "", "2022-02-30"],
        ["重庆乙有限公司", 915001045432, "2022.5"],
        ["重庆丙有限公司", "", "2022.5"],
        ["", "合计", ""],
    )
    outcome = take(ledger, file).files[0]
    assert (outcome.read, outcome.created, outcome.refused, outcome.skipped) == (3, 1, 2, 1)
    assert [(one.row, one.column, one.value) for one in outcome.problems] == [
        (2, "入库时间", "2022-02-30"),
        (3, "信用代码", "915001045432"),
    ]
    assert find_record(ledger, "enterprises", "重庆丙有限公司").values["admitted"] == PartialDate(2022, 5)


def test_person_mends_a_cell_in_the_preview_and_leaves_out_a_row(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(["企业名称", "行业"], ["重庆甲有限公司", "工业"], ["重庆乙有限公司", "批发业"])
    preview = preview_import(ledger, [file])
    assert actions(preview) == ["refused", "created"]
    sheet = preview.sheets[0]
    changed(ledger, preview, mend_cell(sheet, 2, "trade", "批发"), take_rows(sheet, [3], taken=False))
    assert actions(preview) == ["created", "excluded"]
    write_import(ledger, preview)
    assert [row.values["name"] for row in list_records(ledger, "enterprises", ALL).rows] == ["重庆甲有限公司"]


def test_row_that_is_left_out_can_be_taken_in_after_all(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(["企业名称", "行业"], ["重庆甲有限公司", "批发业"])
    preview = preview_import(ledger, [file])
    sheet = preview.sheets[0]
    changed(ledger, preview, take_rows(sheet, [2], taken=False))
    assert actions(changed(ledger, preview, take_rows(sheet, [2], taken=True))) == ["created"]


def test_row_is_left_out_of_one_file_only_where_two_have_the_same_name(
    ledger: LedgerFile, made: MadeFile, tmp_path: Path
) -> None:
    first = made(["企业名称", "行业"], ["重庆甲有限公司", "批发业"])
    (tmp_path / "另存").mkdir()
    second = first.rename(tmp_path / "另存" / first.name)
    first = made(["企业名称", "行业"], ["重庆乙有限公司", "批发业"])
    preview = preview_import(ledger, [first, second])
    second_out = take_rows(preview.sheets[1], [2], taken=False)
    assert actions(changed(ledger, preview, second_out)) == ["created", "excluded"]


def test_preview_says_which_columns_were_found_and_in_which_unit(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(["企业名称", "天气", "上年销售额（元）"], ["重庆甲有限公司", "晴", 12345678])
    sheet = preview_import(ledger, [file]).sheets[0]
    assert [(one.heading, one.path, one.unit) for one in sheet.columns] == [
        ("企业名称", "name", ""), ("天气", "", ""), ("上年销售额（元）", "last_year_sales", "元"),
    ]  # fmt: skip
    assert sheet.columns[1].remark
    assert sheet.rows[0].values["last_year_sales"].value == Decimal("1234.5678")  # type: ignore[attr-defined]


def test_cancelled_import_has_written_nothing(ledger: LedgerFile) -> None:
    preview = preview_import(ledger, [REGISTER])

    def cancel(_done: int, _total: int, _words: str) -> None:
        raise Cancelled("已取消。")

    with pytest.raises(Cancelled):
        write_import(ledger, preview, cancel)
    assert count_records(ledger)["enterprises"] == 0


def test_ledger_that_changed_since_the_preview_is_compared_anew(ledger: LedgerFile, made: MadeFile) -> None:
    preview = preview_import(ledger, [made(["企业名称", "行业"], ["重庆甲有限公司", "批发业"])])
    save_record(ledger, "enterprises", 0, {"name": "重庆甲有限公司", "trade": "批发业"})
    assert write_import(ledger, preview).files[0].unchanged == 1


def test_corrected_figure_is_a_new_revision_beside_the_old_one(ledger: LedgerFile, made: MadeFile) -> None:
    head = ["单位详细名称", "统一社会信用代码", "商品销售额;本年-本月", "商品销售额;上年-本月"]
    name = "2022年11月（千元）.xlsx"
    take(ledger, made(head, ["重庆甲有限公司", "91500104RTYJ6YN8J2", 100, 90], name=name))
    outcome = take(ledger, made(head, ["重庆甲有限公司", "91500104RTYJ6YN8J2", 120, ""], name=name))
    assert outcome.files[0].updated == 1
    (row,) = list_records(ledger, "figures", ALL).rows
    assert (row.values["value"], row.values["base"], row.values["revision"]) == (Decimal(12), Decimal(9), 2)


@pytest.mark.parametrize("title", ["2022年11月主要指标", "2022年1—11月主要指标"])
def test_month_of_figures_is_that_of_the_title(title: str, ledger: LedgerFile, made: MadeFile) -> None:
    head = ["单位名称", "统一社会信用代码", "指标名称", "本月", "本年累计"]
    take(ledger, made([title], head, ["重庆甲有限公司", "91500104RTYJ6YN8J2", "零售额", 100, 1000]))
    (row,) = list_records(ledger, "figures", ALL).rows
    assert (row.values["month"], row.values["cumulative"]) == (PartialDate(2022, 11), Decimal(1000))


@pytest.mark.usefixtures("register")
def test_one_table_of_all_trades_gives_each_enterprise_its_own_indicator(
    ledger: LedgerFile, made: MadeFile
) -> None:
    file = made(
        ["2022年11月限上企业销售额（营业额）情况表", "", "单位：万元"],
        ["企业名称", "本月", "上年同月", "同比（%）", "本年累计"],
        ["重庆九宫百货有限公司", 10, 9, 11.1, 100],
        ["重庆小面餐饮管理有限公司", 20, 25, -20, 200],
        ["重庆大渡口万达广场商业管理有限公司", 30, 25, 20, 300],
    )
    preview = preview_import(ledger, [file])
    assert actions(preview) == ["created", "created", "refused"]
    assert "看不出是商品销售额还是营业额" in reasons(preview)
    write_import(ledger, preview)
    rows = [row.values for row in list_records(ledger, "figures", ALL).rows]
    assert {(one["indicator"], one["value"]) for one in rows} == {
        ("商品销售额", Decimal(10)),
        ("营业额", Decimal(20)),
    }
    assert {str(one["month"]) for one in rows} == {"2022-11"}


def test_import_stands_in_the_history_with_person_and_file(ledger: LedgerFile, made: MadeFile) -> None:
    outcome = take(ledger, made(["企业名称", "行业"], ["重庆甲有限公司", "批发业"]))
    record = outcome.changed["enterprises"][0]
    change = record_history(ledger, "enterprises", record)[0]
    assert (change.person, change.batch) == ("王敏", outcome.batch)
    assert "来表.xlsx" in change.reason


def test_numbers_of_deleted_records_are_not_used_again(ledger: LedgerFile, made: MadeFile) -> None:
    first = take(ledger, made(["企业名称", "行业"], ["重庆甲有限公司", "批发业"])).changed["enterprises"]
    delete_records(ledger, "enterprises", first)
    second = take(ledger, made(["企业名称", "行业"], ["重庆乙有限公司", "批发业"])).changed["enterprises"]
    assert (
        get_record(ledger, "enterprises", first[0]).number
        != get_record(ledger, "enterprises", second[0]).number
    )


def test_imported_enterprise_is_found_by_its_sounds(ledger: LedgerFile, made: MadeFile) -> None:
    take(ledger, made(["企业名称", "简称"], ["重庆大渡口商业管理有限公司", "万达广场"]))
    assert list_records(ledger, "enterprises", ListQuery(search="wdgc")).total == 1
    assert list_records(ledger, "enterprises", ListQuery(search="达广")).total == 1


@pytest.mark.parametrize(("content", "words"), [(b"", "坏.xlsx.*空的"), (b"PK\x03\x04x", "坏.xlsx.*损坏")])
def test_file_that_cannot_be_read_is_named(
    content: bytes, words: str, ledger: LedgerFile, tmp_path: Path
) -> None:
    (tmp_path / "坏.xlsx").write_bytes(content)
    with pytest.raises(InputProblem, match=words):
        preview_import(ledger, [tmp_path / "坏.xlsx"])


def test_workbook_without_any_known_heading_is_refused(ledger: LedgerFile, made: MadeFile) -> None:
    with pytest.raises(InputProblem, match="表头"):
        preview_import(ledger, [made(["春", "夏"], ["秋", "冬"])])


def test_file_that_is_not_there_is_a_place_that_cannot_be_used(ledger: LedgerFile, tmp_path: Path) -> None:
    with pytest.raises(PlaceUnusable):
        preview_import(ledger, [tmp_path / "没有.xlsx"])
