"""The office's own list of holidays, and what the clock makes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.holidays import (
    HolidayDay,
    forget_holidays,
    holiday_years,
    read_holidays,
    save_holidays,
)
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.problem_clock import (
    due_words,
    near_days,
    problem_limits,
    save_problem_limits,
    unknown_year_note,
)
from dadu_desktop.services.problem_moves import make_move, move_options, standing_of
from dadu_desktop.services.records import get_record, save_record
from dadu_desktop.storage.ledger_file import LedgerFile

NEW_YEAR = (HolidayDay(date(2040, 1, 2), works=False, name="元旦"), HolidayDay(date(2040, 1, 7), works=True))


def test_past_years_ship_and_a_year_to_come_is_missing_until_it_is_imported(ledger: LedgerFile) -> None:
    years = {one.year: one for one in holiday_years(ledger, date(2039, 6, 1))}
    assert [one.origin for one in years.values()] == ["未导入"] * 3
    save_holidays(ledger, 2040, NEW_YEAR)
    assert {one.year: one.origin for one in holiday_years(ledger, date(2022, 6, 1))} == {
        2021: "随程序",
        2022: "随程序",
        2023: "随程序",
        2040: "本单位导入",
    }
    assert next(one for one in holiday_years(ledger) if one.year == 2040).days == NEW_YEAR
    shipped = next(one for one in holiday_years(ledger, date(2022, 6, 1)) if one.year == 2022)
    assert HolidayDay(date(2022, 10, 8), works=True, name="国庆节") in shipped.days


def test_a_limit_in_a_year_without_a_list_says_so_until_it_has_one(ledger: LedgerFile) -> None:
    due, today = date(2040, 1, 9), date(2039, 12, 30)
    assert due_words(ledger, due, today) == (
        "还有6个工作日（2039年、2040年放假安排未导入，按周一至周五推算）"
    )
    save_holidays(ledger, 2040, NEW_YEAR)
    assert due_words(ledger, due, today) == "还有6个工作日（2039年放假安排未导入，按周一至周五推算）"
    assert unknown_year_note(ledger, due) == ""
    forget_holidays(ledger, 2040)
    assert "2040" in unknown_year_note(ledger, due)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2022, 10, 10), "还有2个工作日"),
        (date(2022, 10, 7), "今天到期"),
        (date(2022, 9, 29), "超期1个工作日"),
        (date(2022, 10, 6), "已过时限"),
    ],
)
def test_a_limit_is_told_in_working_days(ledger: LedgerFile, due: date, words: str) -> None:
    """On the last day of the holiday: 8 and 9 October were working days."""
    expected = words if due != date(2022, 10, 10) else "还有3个工作日"
    assert due_words(ledger, due, date(2022, 10, 7)) == expected


def test_a_new_list_moves_the_limit_of_what_is_assigned_from_then_on(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    problem = save_record(
        ledger, "problems", 0, {"enterprise": register[0], "description": "甲", "status": "登记"}
    ).id
    make_move(ledger, problem, Move.ACCEPT, {}, day=date(2039, 12, 30))
    before = {one.move: one for one in move_options(ledger, problem, date(2039, 12, 30))}[Move.ASSIGN]
    save_holidays(ledger, 2040, [HolidayDay(date(2040, 1, day), works=False) for day in (2, 3, 4)])
    after = {one.move: one for one in move_options(ledger, problem, date(2039, 12, 30))}[Move.ASSIGN]
    assert (before.values["due_date"], after.values["due_date"]) == (
        PartialDate(2040, 1, 10),
        PartialDate(2040, 1, 13),
    )
    make_move(ledger, problem, Move.ASSIGN, {"lead_unit": "区商务委"}, day=date(2039, 12, 30))
    assert get_record(ledger, "problems", problem).values["due_date"] == PartialDate(2040, 1, 13)


def test_limits_and_nearness_are_the_office_s_own(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    assert (problem_limits(ledger)["市级"], near_days(ledger)) == (7, 2)
    save_problem_limits(ledger, {"主办": 7, "市级": 15}, near=4)
    assert (problem_limits(ledger)["市级"], near_days(ledger)) == (15, 4)
    values = {"enterprise": register[0], "description": "甲", "status": "办理中", "level": "市级"}
    problem = save_record(ledger, "problems", 0, {**values, "due_date": PartialDate(2022, 11, 18)}).id
    assert standing_of(ledger, problem, date(2022, 11, 14)).light == "黄·临近"
    assert standing_of(ledger, problem, date(2022, 11, 11)).light == "绿·期内"
    assert list_records(ledger, "problems", ListQuery()).rows[0].values["light"] == "红·超期"
    for bad in ({"主办": 0}, {"外星": 3}):
        with pytest.raises(InputProblem):
            save_problem_limits(ledger, bad, near=2)


def test_a_list_comes_from_a_text_or_a_small_workbook(tmp_path: Path) -> None:
    text = tmp_path / "2040年.txt"
    text.write_bytes("2040年\n元旦：1月1日至2日放假，1月7日（星期六）上班。".encode("gb18030"))
    assert [one.day.day for one in read_holidays(text).days] == [1, 2, 7]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["日期", "休或班", "名称"], [date(2040, 1, 2), "休", "元旦"], ["2040-1-7", "班", None]):
        sheet.append(row)
    book.save(tmp_path / "2040年.xlsx")
    assert read_holidays(tmp_path / "2040年.xlsx").days == (
        HolidayDay(date(2040, 1, 2), works=False, name="元旦"),
        HolidayDay(date(2040, 1, 7), works=True),
    )


def test_a_day_of_another_year_or_twice_is_refused(ledger: LedgerFile) -> None:
    for days in ([HolidayDay(date(2041, 1, 1), works=False)], [NEW_YEAR[0], NEW_YEAR[0]]):
        with pytest.raises(InputProblem):
            save_holidays(ledger, 2040, days)
    assert [one.year for one in holiday_years(ledger, date(2022, 1, 1))] == [2021, 2022, 2023]
