"""A year's holidays and 调休 read from the State Council's notice, or from plain lines of date and 休 or 班."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.text import narrow

_BRACKETS = re.compile(r"[(（][^)）]*[)）]")
_NUMBERING = re.compile(r"^[\s\d一二三四五六七八九十]*[、.．]?\s*(?=[^\d\s])")
_NAME = re.compile(
    r"^[一二三四五六七八九十]+[、.．]\s*([^：:，。；]{2,12})[：:]|^([^\d：:，。；]{2,12})[：:]"
)
_YEAR = re.compile(r"(20\d\d)\s*年")
_POINT = r"(?:(20\d\d)年)?(?:(\d{1,2})月)?(\d{1,2})日"
_SPAN = re.compile(rf"{_POINT}(?:\s*(?:至|到|—|－|-|~|～)+\s*{_POINT})?")
_ROW = re.compile(
    r"^\s*(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00:00)?[\s,，;；\t|]*"
    r"(休息|休|放假|上班|班|调休上班|补班)(?:$|[\s,，;；\t|]+(.*)$)"
)
_WORKS = ("上班", "班", "调休上班", "补班")
_LONGEST = timedelta(days=20)


@dataclass(frozen=True, order=True)
class HolidayDay:
    """One day on which the office rests or works otherwise than the weekday says."""

    day: date
    works: bool
    name: str = ""


@dataclass(frozen=True)
class HolidayList:
    """The list of a year as it was read; ``unread`` are the lines that name days but could not be used."""

    year: int
    days: tuple[HolidayDay, ...]
    unread: tuple[str, ...] = ()


def read_notice(text: str, year: int | None = None) -> HolidayList:
    """Read a list; InputProblem where no day is found or nothing says of which year it is."""
    found: dict[date, HolidayDay] = {}
    unread: list[str] = []
    plain = narrow(text.replace("\r", "\n"))
    named = _YEAR.search(plain) or re.search(r"(20\d\d)[-/.]\d", plain)
    about = year or (int(named[1]) if named else None)
    if about is None:
        raise InputProblem("没有写明是哪一年的放假安排，请选择年份后再导入。")
    for line in filter(str.strip, plain.split("\n")):
        days = list(_days_of(line, about))
        found.update((one.day, one) for one in days)
        if not days and _SPAN.search(line) and ("放假" in line or "上班" in line):
            unread.append(line.strip())
    if not found:
        raise InputProblem("没有读出放假或上班的日期，请核对内容，或按“日期、休或班、名称”三列填写。")
    return HolidayList(about, tuple(sorted(found.values())), tuple(unread))


def _days_of(line: str, year: int) -> Iterator[HolidayDay]:
    """Read one line: a row of a table, or a paragraph of the notice."""
    if row := _ROW.match(line):
        day = _made(int(row[1]), int(row[2]), int(row[3]))
        if day:
            yield HolidayDay(day, row[4] in _WORKS, (row[5] or "").strip(" ,，"))
        return
    named = _NAME.match(line.strip())
    name = (named[1] or named[2]).strip() if named else ""
    waiting: list[date] = []
    for part in re.split(r"[，,。；;]", _BRACKETS.sub("", line)):
        waiting += [day for span in _SPAN.finditer(part) for day in _span_days(span, year)]
        if "上班" in part or "放假" in part or "休息" in part:
            yield from (HolidayDay(day, "上班" in part, name) for day in waiting)
            waiting = []


def _span_days(span: re.Match[str], year: int) -> Iterator[date]:
    """Give the days of 10月1日至8日; a month that is left out is that of the day before it."""
    first_year, month, day, last_year, last_month, last_day = span.groups()
    if not month:
        return
    first = _made(int(first_year or year), int(month), int(day))
    last = (
        _made(int(last_year or first_year or year), int(last_month or month), int(last_day))
        if last_day
        else first
    )
    if first and last and last < first:  # 12月31日至1月2日
        last = _made(last.year + 1, last.month, last.day)
    if first and last and last - first <= _LONGEST:
        yield from (first + timedelta(days=one) for one in range((last - first).days + 1))


def _made(year: int, month: int, day: int) -> date | None:
    """Make a day; None for one that no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
