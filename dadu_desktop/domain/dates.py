"""The many ways in which dates are typed and arrive in cells."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate, Precision
from dadu_desktop.domain.text import narrow

__all__ = ["PartialDate", "Precision", "read_date"]

_YEARS = range(1900, 2101)
_SERIALS = range(10_000, 80_000)
_FAR_AHEAD = timedelta(days=183)
_DAYS_AHEAD = 14
_DAY_NAMES = {
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "当天": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
}
_NO_DATE = re.compile("长期|常年|持续|待定|尽快|不定期|全年|随时")

_CLOCK = re.compile(r"(?<=[\d日])(?: +|T)\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?$")
_BY = re.compile(r"(?:(?:之|以)?前)?(?:完成)?$")
_DASH = re.compile("[‐‑‒–—―−年月/.]-*")
_SEPARATOR = re.compile(r"[-/.年]|月(?=\d)")
_SAME = str.maketrans("‐‑‒–—―−", "-------")
_MONTH_END = re.compile(r"(?:(?P<year>\d{4})[年./-])?(?:(?P<month>\d{1,2})月?|本?月)份?[底末]")
_YEAR_END = re.compile(r"(?:(?P<year>\d{4})|今|本)?年年?[底末]")
_FORMS = [
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})[日号]?",
        r"(?P<short>\d{2})-(?P<month>\d{1,2})-(?P<day>\d{1,2})[日号]?",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-?(?:份|初|[上中下]旬)?",
        r"(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)?",
        r"(?P<year>(?:19|20)\d{2})-?",
        r"(?P<month>\d{1,2})-(?P<day>\d{1,2})[日号]?",
        r"(?P<month>\d{1,2})-(?:份|初|[上中下]旬)?",
        r"(?P<day>\d{1,2})[日号]",
    )
]


def read_date(value: object, *, today: date, base_1904: bool = False) -> PartialDate:
    """Read a date from a cell or a typed text; InputProblem with what to do when it is none.

    A year that is left out is that of ``today``, or the year before where the date would be more than half a
    year ahead. 月底 and 年底 are the last day. ``base_1904``: serial numbers of the workbook count from 1904.
    """
    if isinstance(value, date):
        return PartialDate.of(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _of_number(Decimal(str(value)), today, base_1904=base_1904)
    text = narrow("" if value is None else str(value))
    if re.fullmatch(r"\d{5}", text):
        return _of_number(Decimal(text), today, base_1904=base_1904)
    return _within_reason(_of_text(text, today), text)


def _of_number(number: Decimal, today: date, *, base_1904: bool) -> PartialDate:
    """Read a number cell: a serial number, 20220501, 202205, 2022, or 2022.5 and 5.8 that lost their text."""
    if not number.is_finite() or number <= 0:
        raise _not_a_date(number)
    if int(number) in _SERIALS:
        start = date(1904, 1, 1) if base_1904 else date(1899, 12, 30)
        return PartialDate.of(start + timedelta(days=int(number)))
    whole, _, fraction = f"{number.normalize():f}".partition(".")
    if fraction and fraction in ("1" if int(whole) in _YEARS else ("1", "2", "3")):
        raise InputProblem(
            f"“{number}”是数字，分不清是{fraction}还是{fraction}0，请把日期写成 2022-05-01 的样子。"
        )
    text = f"{whole}.{fraction}" if fraction else whole
    return _within_reason(_of_text(text, today), text)


def _of_text(text: str, today: date) -> PartialDate:
    """Read a date in half width writing."""
    if text in _DAY_NAMES:
        return PartialDate.of(today + timedelta(days=_DAY_NAMES[text]))
    if _NO_DATE.search(text):
        raise InputProblem(f"“{text}”不是具体日期：请填写日期，没有期限的请留空并在说明中写明。")
    bare = _BY.sub("", re.sub(r"\s", "", _CLOCK.sub("", text)).rstrip(".。"))
    if ended := _YEAR_END.fullmatch(bare) or _MONTH_END.fullmatch(bare):
        return _end_of(ended.groupdict(), today)
    # 2022.5-8 and 5月1-3日 are spans
    if len({mark.replace("月", "年") for mark in _SEPARATOR.findall(bare.translate(_SAME))}) > 1:
        raise _not_a_date(text)
    dashed = _DASH.sub("-", bare)
    found = next(filter(None, (form.fullmatch(dashed) for form in _FORMS)), None)
    if not found:
        raise _not_a_date(text)
    return _of_parts(found.groupdict(), today)


def _end_of(parts: dict[str, str | None], today: date) -> PartialDate:
    """Return the last day of a month or, where no month is named, of the year."""
    months = parts if "month" in parts else {**parts, "month": "12"}
    if not months["month"]:
        months = {"year": str(today.year), "month": str(today.month)}
    return PartialDate.of(_of_parts(months, today).last_day())


def _of_parts(parts: dict[str, str | None], today: date) -> PartialDate:
    """Put a date together and find the year, or year and month, that was left out."""
    written = parts.get("day")
    day = int(written) if written else None
    if short := parts.get("short"):
        return PartialDate(2000 + int(short), int(parts["month"] or 0), day)
    month = parts.get("month")
    if year := parts.get("year"):
        return PartialDate(int(year), int(month) if month else None, day)
    if month is None:
        return _latest_day(day, today)
    this_year = PartialDate(today.year, int(month), day)
    ahead = this_year.first_day() - today > _FAR_AHEAD
    return PartialDate(today.year - 1, int(month), day) if ahead else this_year


def _latest_day(day: int | None, today: date) -> PartialDate:
    """Return 8日 of this month, or of the month before where it is more than two weeks ahead."""
    month = today.replace(day=1)
    if day and (day - today.day > _DAYS_AHEAD or day > calendar.monthrange(today.year, today.month)[1]):
        month = (month - timedelta(days=1)).replace(day=1)
    return PartialDate(month.year, month.month, day)


def _within_reason(found: PartialDate, text: str) -> PartialDate:
    """Refuse a year that no record of an office can have."""
    if found.year not in _YEARS:
        raise InputProblem(f"“{text}”的年份不合常理，请核对。")
    return found


def _not_a_date(value: object) -> InputProblem:
    """Return the sentence for what cannot be read as a date."""
    return InputProblem(f"“{value}”不是能识别的日期，请写成 2022-05-01、2022年5月1日 或 2022年5月。")
