"""Figures by hand: the grid, corrections as new revisions, and what locked months refuse."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

from dadu_desktop.domain.errors import FieldProblems, InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.figure_doubts import doubts_of_month
from dadu_desktop.services.figure_entry import (
    EntryChange,
    EntryProblems,
    entry_month,
    entry_sheet,
    judge_entries,
    judge_entry,
    recent_lines,
    save_entries,
)
from dadu_desktop.services.histories import record_history
from dadu_desktop.services.import_undo import undo_batch
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.month_close import (
    changed_since,
    closings,
    lock_month,
    month_status,
    not_reported,
    on_time_rates,
    unlock_month,
)
from dadu_desktop.services.records import (
    change_field,
    delete_records,
    get_record,
    restore_records,
    save_record,
)
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.services.figure_rows import plain, write_figures

EXPORT = Path(__file__).parents[1] / "samples" / "2022年11月E204-1_S204-1导出（千元）.xlsx"
NOVEMBER = Month(2022, 11)
SALES = "商品销售额"


def change(enterprise: Reference, value: str, indicator: str = SALES, **rest: object) -> EntryChange:
    """Type a figure."""
    return EntryChange(enterprise.id, indicator, Decimal(value), **rest)  # type: ignore[arg-type]


def only(ledger: LedgerFile) -> dict[str, object]:
    """Give the one figure that a list shows, with its id."""
    page = list_records(ledger, "figures", ListQuery())
    assert page.total == 1
    return {"id": page.rows[0].id, **page.rows[0].values}


def test_grid_has_a_row_for_every_unit_of_the_register(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    sheet = entry_sheet(ledger, NOVEMBER)
    assert [(row.enterprise.label, row.indicator) for row in sheet.rows] == [
        ("重庆九宫百货有限公司", SALES),
        ("重庆跳磴建材批发有限公司", SALES),
        ("重庆小面餐饮管理有限公司", "营业额"),
        ("重庆新山村宾馆", "营业额"),
    ]
    assert [row.state for row in entry_sheet(ledger, NOVEMBER, trade="零售业").rows] == ["未报"]
    both = entry_sheet(ledger, NOVEMBER, town="跳磴镇", indicators=(SALES, "零售额"))
    assert [(row.enterprise, row.indicator) for row in both.rows] == [
        (register[2], SALES),
        (register[2], "零售额"),
    ]


def test_what_follows_from_kept_figures_need_not_be_typed(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    shop = register[1]
    write_figures(ledger, [(shop.id, "2022-10", SALES, "90", "85", "900", "850")])
    write_figures(ledger, [(shop.id, "2021-11", SALES, "80", None, "930", None)])
    save_entries(ledger, NOVEMBER, [change(shop, "96.5")])
    kept = list_records(ledger, "figures", ListQuery(filters=(Filter("month", "is", PartialDate(2022, 11)),)))
    values = kept.rows[0].values
    assert [values[key] for key in ("base", "cumulative", "cumulative_base")] == [80, Decimal("996.5"), 930]
    assert (values["source"], values["person"], values["revision"]) == ("手工录入", "王敏", 1)


def test_growth_and_doubts_are_told_while_typing(ledger: LedgerFile, register: tuple[Reference, ...]) -> None:
    verdict = judge_entry(ledger, NOVEMBER, change(register[1], "107.5", base=Decimal(100)))
    assert (verdict.growth.text(), verdict.findings) == ("7.5%", ())
    doubtful = judge_entry(ledger, NOVEMBER, change(register[1], "230.5", base=Decimal(100)))
    assert doubtful.reason_needed
    assert not doubtful.refused
    assert judge_entry(ledger, NOVEMBER, change(register[1], "-1")).refused


def test_doubtful_cell_is_saved_with_a_written_reason_only(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    typed = change(register[1], "230.5", base=Decimal(100))
    with pytest.raises(EntryProblems) as refused:
        save_entries(ledger, NOVEMBER, [typed, change(register[2], "50")])
    assert list(refused.value.by_cell) == [(register[1].id, SALES)]
    assert list_records(ledger, "figures", ListQuery()).total == 0
    save_entries(ledger, NOVEMBER, [change(register[1], "230.5", base=Decimal(100), checked="新开两家分店")])
    assert only(ledger)["checked"] == "新开两家分店"
    assert [(one.checked, one.level) for one in doubts_of_month(ledger, NOVEMBER)] == [
        ("新开两家分店", "提醒")
    ]


def test_grid_refuses_parts_that_do_not_make_up_the_whole(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    noodles = register[3]
    wrong = [change(noodles, "10", "营业额"), change(noodles, "7", "餐费收入")]
    with pytest.raises(EntryProblems) as refused:
        save_entries(ledger, NOVEMBER, wrong)
    assert "不等于各项收入之和" in refused.value.by_cell[noodles.id, "营业额"]
    save_entries(ledger, NOVEMBER, [*wrong[:1], change(noodles, "10", "餐费收入")])
    assert list_records(ledger, "figures", ListQuery()).total == 2


def test_cell_typed_again_is_a_new_revision_with_its_reason(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    save_entries(ledger, NOVEMBER, [change(register[1], "90", comment="初报", follow_up=True)])
    first = only(ledger)
    with pytest.raises(EntryProblems, match="1 处"):
        save_entries(ledger, NOVEMBER, [change(register[1], "95")])
    save_entries(ledger, NOVEMBER, [change(register[1], "95", correction="统计员更正")])
    second = only(ledger)
    assert (second["value"], second["revision"], second["correction"]) == (95, 2, "统计员更正")
    assert get_record(ledger, "figures", int(str(first["id"]))).values["value"] == 90


def test_mark_on_a_kept_cell_leaves_figure_and_reasons_alone(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    save_entries(ledger, NOVEMBER, [change(register[1], "90")])
    save_entries(ledger, NOVEMBER, [change(register[1], "95", correction="统计员更正")])
    before = only(ledger)
    marked = change(register[1], "95", comment="待走访", follow_up=True, state="存疑")
    save_entries(ledger, NOVEMBER, [marked])
    after = only(ledger)
    assert {key for key in after if after[key] != before[key]} == {"comment", "follow_up", "state"}


def test_late_day_makes_a_report_late(ledger: LedgerFile, register: tuple[Reference, ...]) -> None:
    save_entries(ledger, NOVEMBER, [change(register[1], "90", reported=PartialDate(2022, 12, 20))])
    assert month_status(ledger, NOVEMBER).units[0].state == "逾期"


def test_last_months_stand_beside_the_cell(ledger: LedgerFile, register: tuple[Reference, ...]) -> None:
    write_figures(ledger, [(register[1].id, "2022-09", SALES, "7", None, None, None)])
    write_figures(ledger, [(register[1].id, "2021-11", SALES, "8", None, None, None)])
    found = recent_lines(ledger, NOVEMBER, [register[1].id])[register[1].id, SALES]
    assert len(found.months) == 12
    assert plain(*found.months[-2:], found.months[0]) == (7, None, 8)
    assert found.year_ago == 8


def test_both_first_months_are_typed_as_one_beside_those_of_last_year(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    together = Month.january_february(2022)
    assert entry_month(ledger, Month(2022, 2)) == together
    save_entries(ledger, together.year_ago(), [change(register[1], "150")])
    assert recent_lines(ledger, together, [register[1].id])[register[1].id, SALES].year_ago == 150
    save_entries(ledger, together, [change(register[1], "165")])
    row = entry_sheet(ledger, together).rows[0]
    assert (row.value, row.base, row.cumulative) == plain(165, 150, 165)
    save_entries(ledger, Month(2023, 1), [change(register[1], "80")])
    assert entry_month(ledger, Month(2023, 2)) == Month(2023, 2)


def test_whole_form_has_every_indicator_of_the_trade(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    rows = entry_sheet(ledger, NOVEMBER, whole=True).rows
    asked = [one.indicator for one in rows if one.enterprise == register[3]]
    assert asked == ["营业额", "客房收入", "餐费收入", "商品销售额（住餐）", "其他收入"]
    assert {one.town for one in rows if one.enterprise == register[2]} == {"跳磴镇"}


def test_mark_on_an_imported_cell_needs_neither_judgement_nor_reason(
    imported: LedgerFile,
) -> None:
    rows = [one for one in entry_sheet(imported, NOVEMBER).rows if one.imported]
    columns = [(one.value, one.base, one.cumulative, one.cumulative_base) for one in rows]
    marked = [
        EntryChange(one.enterprise.id, one.indicator, *numbers, follow_up=True)
        for one, numbers in zip(rows, columns, strict=True)
    ]
    assert judge_entries(imported, NOVEMBER, marked) == {}
    save_entries(imported, NOVEMBER, marked)
    assert all(one.follow_up for one in entry_sheet(imported, NOVEMBER).rows if one.figure)


def test_cumulated_figure_follows_a_correction(ledger: LedgerFile, register: tuple[Reference, ...]) -> None:
    write_figures(ledger, [(register[1].id, "2022-11", SALES, "90", "85", "900", "850")])
    typed = change(register[1], "95", base=Decimal(85), cumulative_base=Decimal(850))
    assert judge_entries(ledger, NOVEMBER, [typed])[typed.cell].completed.cumulative == 905


@pytest.fixture
def imported(ledger: LedgerFile) -> LedgerFile:
    """Give a ledger with the export of the statistics."""
    write_import(ledger, preview_import(ledger, [EXPORT]))
    return ledger


def one_figure(ledger: LedgerFile) -> int:
    """Choose an imported figure."""
    query = ListQuery(filters=(Filter("indicator", "is", SALES),), limit=1)
    return list_records(ledger, "figures", query).rows[0].id


def test_imported_figure_is_corrected_by_a_new_revision_only(imported: LedgerFile) -> None:
    figure = one_figure(imported)
    before = get_record(imported, "figures", figure)
    value = Decimal(str(before.values["value"])) + 1
    with pytest.raises(FieldProblems) as refused:
        save_record(imported, "figures", figure, {"value": value, "checked": "已核"})
    assert "correction" in refused.value.by_field
    saved = save_record(
        imported, "figures", figure, {"value": value, "checked": "已核"}, reason="企业来函更正"
    )
    assert saved.id != figure
    after = get_record(imported, "figures", saved.id).values
    assert (after["value"], after["revision"], after["correction"]) == (value, 2, "企业来函更正")
    assert (after["source"], after["sheet"]) == ("手工更正", None)
    assert get_record(imported, "figures", figure).values == before.values
    with pytest.raises(InputProblem, match="最新的版本"):
        save_record(imported, "figures", figure, {"value": 1, "correction": "再改"})


def test_marks_change_in_place_and_leave_a_trace(imported: LedgerFile) -> None:
    figure = one_figure(imported)
    saved = save_record(
        imported, "figures", figure, {"comment": "待走访", "follow_up": True, "state": "存疑"}
    )
    assert saved.id == figure
    assert {one.field_label for one in record_history(imported, "figures", figure)} >= {
        "说明",
        "需跟进",
        "状态",
    }


def test_bulk_change_of_numbers_needs_its_own_reason(imported: LedgerFile) -> None:
    figure = one_figure(imported)
    change_field(imported, "figures", [figure], "state", "存疑")
    with pytest.raises(FieldProblems, match="写明原因"):
        change_field(imported, "figures", [figure], "base", Decimal(1))


def test_imported_figure_is_not_deleted_without_a_reason(imported: LedgerFile) -> None:
    figure = one_figure(imported)
    with pytest.raises(InputProblem, match="不能直接删除"):
        delete_records(imported, "figures", [figure])
    delete_records(imported, "figures", [figure], reason="重复企业")
    restore_records(imported, "figures", [figure])
    assert not get_record(imported, "figures", figure).deleted


def test_second_figure_of_the_same_cell_is_refused(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    values = {"enterprise": register[1], "month": PartialDate(2022, 11), "indicator": SALES}
    save_record(ledger, "figures", 0, {**values, "value": Decimal(5)})
    with pytest.raises(FieldProblems, match="已有数据"):
        save_record(ledger, "figures", 0, {**values, "value": Decimal(6)})


def test_locked_month_refuses_every_way_of_writing(imported: LedgerFile) -> None:
    figure = one_figure(imported)
    shop = get_record(imported, "figures", figure).values["enterprise"]
    assert isinstance(shop, Reference)
    lock_month(imported, NOVEMBER)
    with pytest.raises(InputProblem, match="已锁定"):
        save_record(imported, "figures", figure, {"comment": "补记"})
    with pytest.raises(InputProblem, match="已锁定"):
        save_entries(imported, NOVEMBER, [change(shop, "1")])
    with pytest.raises(InputProblem, match="已锁定"):
        delete_records(imported, "figures", [figure], reason="删")
    with pytest.raises(InputProblem, match="不必再锁"):
        lock_month(imported, NOVEMBER)
    outcome = undo_batch(imported, 1)
    kept = [one for one in outcome.kept if one.kind == "figures"]
    assert kept
    assert all("已锁定" in one.reason for one in kept)
    assert entry_sheet(imported, NOVEMBER).closed


def test_import_into_a_locked_month_is_refused_row_by_row(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    write_figures(ledger, [(register[1].id, "2022-10", SALES, "7", None, None, None)])
    lock_month(ledger, NOVEMBER)
    preview = preview_import(ledger, [EXPORT])
    assert preview.counts() == {"refused": 151}
    assert {problem.reason for row in preview.sheets[0].rows for problem in row.problems} == {
        "2022年11月的数据已锁定，不能修改；确需修改请先填写原因解锁。"
    }


def test_unlocking_needs_a_reason_and_leaves_a_trace(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    lock_month(ledger, NOVEMBER)
    with pytest.raises(InputProblem, match="原因"):
        unlock_month(ledger, NOVEMBER, " ")
    unlock_month(ledger, NOVEMBER, "统计局修订")
    with pytest.raises(InputProblem, match="没有锁定"):
        unlock_month(ledger, NOVEMBER, "再解")
    save_entries(ledger, NOVEMBER, [change(register[1], "5")])
    lock_month(ledger, NOVEMBER)
    told = closings(ledger, NOVEMBER)
    assert [(one.person, one.reopened_by, one.reason) for one in told] == [
        ("王敏", "王敏", "统计局修订"),
        ("王敏", "", ""),
    ]


def test_what_changed_after_publishing_is_listed(ledger: LedgerFile, register: tuple[Reference, ...]) -> None:
    save_entries(ledger, NOVEMBER, [change(register[1], "90"), change(register[2], "50")])
    assert changed_since(ledger, NOVEMBER) == ()
    lock_month(ledger, NOVEMBER)
    unlock_month(ledger, NOVEMBER, "企业更正")
    save_entries(ledger, NOVEMBER, [change(register[1], "95", correction="漏报一张发票")])
    save_entries(ledger, NOVEMBER, [change(register[3], "8", "营业额")])
    found = {
        one.enterprise: plain(one.before, one.after, one.reason) for one in changed_since(ledger, NOVEMBER)
    }
    assert found == {register[1]: (90, 95, "漏报一张发票"), register[3]: (None, 8, "")}


def test_undone_correction_puts_a_new_revision_before_it(
    ledger: LedgerFile, register: tuple[Reference, ...], tmp_path: Path
) -> None:
    save_entries(ledger, NOVEMBER, [change(register[1], "90")])
    book = tmp_path / "更正.csv"
    book.write_text(
        f"企业,月份,指标,本月（万元）\n{register[1].label},2022-11,{SALES},95\n", encoding="utf-8-sig"
    )
    made = write_import(ledger, preview_import(ledger, [book]))
    assert (only(ledger)["value"], only(ledger)["correction"]) == (95, "导入更正：更正.csv")
    undo_batch(ledger, made.batch)
    last = only(ledger)
    assert (last["value"], last["revision"], last["correction"]) == (90, 3, f"撤销导入批次 {made.batch}")


def test_hard_checks_refuse_a_row_of_a_workbook_and_soft_ones_are_noted(
    ledger: LedgerFile, register: tuple[Reference, ...], tmp_path: Path
) -> None:
    book = tmp_path / "上报.csv"
    rows = [
        "企业,月份,指标,本月（万元）,上年同月（万元）",
        f"{register[1].label},2022-11,{SALES},10,9",
        f"{register[1].label},2022-11,零售额,12,9",
        f"{register[2].label},2022-11,{SALES},30,10",
    ]
    book.write_text("\n".join(rows), encoding="utf-8-sig")
    preview = preview_import(ledger, [book])
    assert [row.action for row in preview.sheets[0].rows] == ["created", "refused", "created"]
    assert "大于商品销售额" in preview.sheets[0].rows[1].problems[0].reason
    assert "超过100%" in preview.sheets[0].rows[2].warnings[0].reason


def test_who_has_not_reported_is_known_with_the_telephone(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    save_entries(ledger, NOVEMBER, [change(register[1], "90")])
    write_figures(ledger, [(register[2].id, "2022-11", SALES, "9", None, None, None)], state="预计")
    write_figures(
        ledger,
        [(register[4].id, "2022-11", "营业额", "9", None, None, None)],
        reported=PartialDate(2022, 12, 9),
    )
    status = month_status(ledger, NOVEMBER)
    assert {one.enterprise: one.state for one in status.units} == {
        register[1]: "已报",
        register[2]: "预计",
        register[3]: "未报",
        register[4]: "逾期",
    }
    assert [(one.enterprise, one.telephone) for one in status.waited_for] == [
        (register[2], ""),
        (register[3], "023-68901234"),
    ]


@pytest.mark.parametrize("month", [Month(2022, 9), NOVEMBER, Month(2023, 1)])
def test_list_of_who_has_not_reported_is_that_of_the_month(
    month: Month, ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    save_record(ledger, "enterprises", register[2].id, {"status": "已退库", "removed": PartialDate(2022, 10)})
    save_record(ledger, "enterprises", register[3].id, {"admitted": PartialDate(2022, 12)})
    save_entries(ledger, NOVEMBER, [change(register[1], "90")])
    write_figures(ledger, [(register[4].id, "2022-09", "营业额", "9", None, None, None)])
    missing = not_reported(PartialDate(month.year, month.month))
    listed = list_records(ledger, "enterprises", ListQuery(filters=(missing,), columns=("number",)))
    waited_for = month_status(ledger, month).waited_for
    assert [row.values["number"] for row in listed.rows] == [one.number for one in waited_for]
    assert waited_for


def test_newest_reported_month_stands_in_the_register(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    save_entries(ledger, NOVEMBER, [change(register[1], "90")])
    write_figures(ledger, [(register[1].id, "2022-12", SALES, "9", None, None, None)], state="预计")
    listed = list_records(ledger, "enterprises", ListQuery(columns=("name", "last_report")))
    told = {row.values["name"]: row.values["last_report"] for row in listed.rows}
    assert told[register[1].label] == PartialDate(2022, 11)
    assert told[register[3].label] is None


def test_unit_is_due_only_while_it_is_in_the_register(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    save_record(ledger, "enterprises", register[1].id, {"admitted": PartialDate(2022, 12)})
    save_record(ledger, "enterprises", register[2].id, {"status": "已退库", "removed": PartialDate(2022, 10)})
    assert [one.enterprise for one in month_status(ledger, NOVEMBER).units] == [register[3], register[4]]
    assert register[2] in [one.enterprise for one in month_status(ledger, Month(2022, 9)).units]


def test_on_time_rate_of_a_year_counts_january_and_february_in_one_report(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    write_figures(ledger, [(register[1].id, "2022-02", SALES, "9", None, "9", None)], joint=True)
    write_figures(ledger, [(register[1].id, "2022-03", SALES, "9", None, None, None)])
    write_figures(ledger, [(register[2].id, "2022-02", SALES, "9", None, None, None)])
    rates = {one.enterprise: one.months for one in on_time_rates(ledger, 2022, Month(2022, 3))}
    assert plain(rates[register[1]].due, rates[register[1]].rate) == (2, 100)
    assert plain(rates[register[2]].due, rates[register[2]].rate) == (3, Decimal("33.3"))
    assert rates[register[3]].missing == 3


def test_first_number_beside_a_comment_corrects_nothing(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    waiting = EntryChange(register[1].id, SALES, comment="已电话催报", state="未报")
    save_entries(ledger, NOVEMBER, [waiting])
    save_entries(ledger, NOVEMBER, [change(register[1], "90", comment="已电话催报")])
    kept = only(ledger)
    assert (kept["value"], kept["revision"], kept["source"]) == (90, 1, "手工录入")
    save_entries(ledger, NOVEMBER, [EntryChange(register[2].id, SALES, comment="联系不上", state="未报")])
    rows = list_records(ledger, "figures", ListQuery()).rows
    figure = next(one.id for one in rows if one.values["comment"] == "联系不上")
    save_record(ledger, "figures", figure, {"value": Decimal(7)})
    values = get_record(ledger, "figures", figure).values
    assert (values["value"], values["state"]) == (7, "已报")


def test_figure_is_never_kept_as_missing(
    ledger: LedgerFile, register: tuple[Reference, ...], tmp_path: Path
) -> None:
    with pytest.raises(EntryProblems) as refused:
        save_entries(ledger, NOVEMBER, [change(register[1], "90", state="未报")])
    assert "先清空本月数" in refused.value.by_cell[register[1].id, SALES]
    save_entries(ledger, NOVEMBER, [change(register[1], "90")])
    figure = list_records(ledger, "figures", ListQuery()).rows[0].id
    with pytest.raises(FieldProblems) as by_hand:
        save_record(ledger, "figures", figure, {"state": "未报"})
    assert set(by_hand.value.by_field) == {"state"}
    book = tmp_path / "上报.csv"
    book.write_text(
        f"企业,月份,指标,本月（万元）,状态\n{register[2].label},2022-11,{SALES},9,未报", "utf-8-sig"
    )
    row = preview_import(ledger, [book]).sheets[0].rows[0]
    assert (row.action, "先清空本月数" in row.problems[0].reason) == ("refused", True)


def test_row_tells_where_its_figure_comes_from(imported: LedgerFile) -> None:
    row = next(one for one in entry_sheet(imported, NOVEMBER).rows if one.figure)
    assert row.imported
    found = re.fullmatch(re.escape(EXPORT.name) + r"，工作表 (\w+)，单元格 ([A-Z]+)(\d+)，第1版", row.origin)
    assert found, row.origin
    sheet = openpyxl.load_workbook(EXPORT, data_only=True)[found[1]]
    assert row.value is not None
    thousands = sheet.cell(int(found[3]), column_index_from_string(found[2])).value
    assert thousands == row.value * 10
    with pytest.raises(FieldProblems):
        save_record(imported, "figures", row.figure, {"source": "别处.xlsx"})


def test_history_of_a_correction_tells_the_revision_before(imported: LedgerFile) -> None:
    old = list_records(imported, "figures", ListQuery()).rows[0]
    value = {"value": old.values["value"] + 1, "correction": "企业更正", "checked": "已核实"}  # type: ignore[operator]
    save_record(imported, "figures", old.id, value)
    page = list_records(imported, "figures", ListQuery(filters=(Filter("correction", "is", "企业更正"),)))
    told = record_history(imported, "figures", page.rows[0].id)
    assert [(one.action, one.field_label, one.key) for one in told] == [
        ("修改", "已被更正", ""),
        ("新增", "", ""),
        ("新增", "", ""),
    ]
    assert "版本：1" in told[-1].after
    assert record_history(imported, "figures", old.id)[-1] == told[-1]
