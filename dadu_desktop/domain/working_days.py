"""Working days (工作日) by the State Council's yearly list of holidays and 调休."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from chinese_calendar.constants import Holiday, holidays, workdays

_LISTED_YEARS = range(min(holidays).year, max(holidays).year + 1)
_SATURDAY = 5


@cache
def shipped_days() -> dict[date, tuple[bool, str]]:
    """Give the days of the shipped lists that differ from the weekday: whether the office works, and why."""
    names = {one.value: one.chinese for one in Holiday}
    days = {day: (False, names.get(name, name)) for day, name in holidays.items()}
    return days | {day: (True, names.get(name, name)) for day, name in workdays.items()}


@dataclass(frozen=True)
class WorkCalendar:
    """Working days; ``extra``, the office's own table (True: work), goes before the list."""

    extra: Mapping[date, bool] = field(default_factory=dict)

    def known(self, year: int) -> bool:
        """Tell whether the holidays of a year are known; else Monday to Friday are working days."""
        return year in _LISTED_YEARS or any(day.year == year for day in self.extra)

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office works on a day."""
        if day in self.extra:
            return self.extra[day]
        return day in workdays or (day.weekday() < _SATURDAY and day not in holidays)

    def add_working_days(self, start: date, n: int) -> date:
        """Return the ``n``-th working day after ``start`` (before it if negative; ``start`` for 0)."""
        step = timedelta(days=1 if n > 0 else -1)
        day, left = start, abs(n)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, a: date, b: date) -> int:
        """Count the working days after ``a`` up to and with ``b``; negative when ``b`` is earlier."""
        if b < a:
            return -self.working_days_between(b, a)
        days = (a + timedelta(days=step) for step in range(1, (b - a).days + 1))
        return sum(map(self.is_working_day, days))
