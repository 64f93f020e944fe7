"""A limit in a year without a list of holidays says so wherever it is shown, and no longer once there is one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dadu_desktop.domain.holiday_notice import HolidayDay
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.dossiers import dossier
from dadu_desktop.services.exports import export_list
from dadu_desktop.services.handover import handover
from dadu_desktop.services.holidays import save_holidays
from dadu_desktop.services.list_query import ListQuery, Sort
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import save_record
from dadu_desktop.services.reports import make_report
from dadu_desktop.services.work_calendar import work_calendar
from dadu_desktop.services.workbench import workbench
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.reporting.reading import page_texts

SAID = "2040年放假安排未导入，按周一至周五推算"
COLUMNS = ("number", "due_date")


@pytest.fixture
def limits(ledger: LedgerFile, register: tuple[Reference, ...]) -> LedgerFile:
    """Register three problems: a limit in a year that has its list, one in a year without, and none."""
    for due in (PartialDate(2022, 11, 16), PartialDate(2040, 1, 9), None):
        values = {"enterprise": register[0], "description": "停车位不足", "status": "办理中", "owner": "张三"}
        save_record(ledger, "problems", 0, {**values, "due_date": due})
    return ledger


def notes(ledger: LedgerFile) -> list[dict[str, str]]:
    """Read what is said beside the dates of the list, by limit."""
    query = ListQuery(columns=COLUMNS, sort=(Sort("due_date"),))
    return [dict(row.notes) for row in list_records(ledger, "problems", query).rows]


def test_a_list_says_it_beside_the_date_of_that_year_only(limits: LedgerFile) -> None:
    assert notes(limits) == [{}, {"due_date": SAID}, {}]
    row = list_records(limits, "problems", ListQuery(columns=COLUMNS, sort=(Sort("due_date"),))).rows[1]
    assert row.marked("due_date", "2040-01-09") == "2040-01-09 推算"
    assert row.marked("number", "WT-1") == "WT-1"
    save_holidays(limits, 2040, [HolidayDay(date(2040, 1, 2), works=False, name="元旦")])
    assert notes(limits) == [{}, {}, {}]


def test_other_lists_and_columns_say_nothing(limits: LedgerFile) -> None:
    assert all(not row.notes for row in list_records(limits, "enterprises", ListQuery()).rows)
    assert all(not row.notes for row in list_records(limits, "problems", ListQuery(columns=("number",))).rows)


def test_start_page_calendar_and_handover_say_it(limits: LedgerFile) -> None:
    due = workbench(limits, date(2022, 11, 10)).due
    assert [one.mark for one in due] == ["", " 推算"]
    (on_day,) = work_calendar(limits, date(2040, 1, 1), date(2040, 1, 31))
    assert on_day.label.endswith("推算 停车位不足")
    (known,) = work_calendar(limits, date(2022, 11, 1), date(2022, 11, 30))
    assert "推算" not in known.label
    items = handover(limits, "张三", date(2022, 11, 10)).items
    assert {one.due: one.note for one in items} == {
        date(2022, 11, 16): "", date(2040, 1, 9): SAID, None: "",
    }  # fmt: skip


def test_printed_pages_say_it_and_explain_the_mark(limits: LedgerFile) -> None:
    printed = "".join(page_texts(make_report(limits, "ledger-problems", {}).content))
    assert "推算" in printed.replace("2040-01-09", "")
    assert f"注明“推算”的办理时限：{SAID}。" in printed
    told = "".join(page_texts(make_report(limits, "handover", {"person": "张三"}).content))
    assert "2040-01-09（2040年放假安排未" in told
    problems = dossier(limits, {"enterprise": "重庆大渡口万达广场商业管理有限公司"}).values["problems"]
    assert [one["limit_note"] for one in problems].count(SAID) == 1  # type: ignore[attr-defined]


def test_a_printed_ledger_without_such_a_date_has_no_such_line(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    values = {"enterprise": register[0], "description": "甲", "status": "办理中"}
    save_record(ledger, "problems", 0, {**values, "due_date": PartialDate(2022, 11, 16)})
    assert "推算" not in "".join(page_texts(make_report(ledger, "ledger-problems", {}).content))


def test_a_workbook_keeps_its_dates_and_says_it_below(limits: LedgerFile, tmp_path: Path) -> None:
    export_list(limits, "problems", ListQuery(), tmp_path / "问题.xlsx", columns=COLUMNS)
    sheet = openpyxl.load_workbook(tmp_path / "问题.xlsx").worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(SAID in one for one in cells)
    assert not any("2040-01-09 推算" in one for one in cells)
