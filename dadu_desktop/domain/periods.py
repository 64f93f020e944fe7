"""Reporting months, with January and February reported as one."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.text import narrow

_WRITTEN = re.compile(r"(?P<year>\d{4})[-./年](?P<joint>0?1[-—/～~]0?(?=2))?(?P<month>\d{1,2})(?:月份?)?")


@dataclass(frozen=True, order=True)
class Month:
    """A month; 1—2月 is not ``single``, carries the number of February and sorts before it."""

    year: int
    month: int
    single: bool = True

    def __post_init__(self) -> None:
        """Refuse a month that does not exist."""
        if not (1 <= self.month <= 12 and 1 <= self.year <= 9999) or (self.joint and self.month != 2):
            raise InputProblem(f"没有{self.year}年{self.month}月这个报告期，请核对。")

    @property
    def joint(self) -> bool:
        """Tell whether this is January and February in one."""
        return not self.single

    @classmethod
    def january_february(cls, year: int) -> Month:
        """Return 1—2月 of a year."""
        return cls(year, 2, single=False)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read 2022-11, 2022.11, 2022年11月, 2022-01/02 or 2022年1—2月; InputProblem for anything else."""
        found = _WRITTEN.fullmatch(re.sub(r"\s", "", narrow(text)))
        if not found:
            raise InputProblem(f"“{text}”不是月份，请写成 2022-11 或 2022年11月。")
        return cls(int(found["year"]), int(found["month"]), single=found["joint"] is None)

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month of a day."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        """Return 2022-11, or 2022-01/02 for the joint months; texts of single months sort by time."""
        return f"{self.year:04d}-01/02" if self.joint else f"{self.year:04d}-{self.month:02d}"

    def chinese(self) -> str:
        """Return 2022年11月 or 2022年1—2月."""
        return f"{self.year}年1—2月" if self.joint else f"{self.year}年{self.month}月"

    def cumulative_chinese(self) -> str:
        """Return the words for January up to this month: 2022年1—11月."""
        return f"{self.year}年1月" if self.month == 1 else f"{self.year}年1—{self.month}月"

    def previous(self) -> Month:
        """Return the month before; that of 1—2月 is December."""
        return Month(self.year - 1, 12) if self.month == 1 or self.joint else Month(self.year, self.month - 1)

    def next(self) -> Month:
        """Return the month after."""
        return Month(self.year + 1, 1) if self.month == 12 else Month(self.year, self.month + 1)

    def year_ago(self) -> Month:
        """Return the same period of last year (同期)."""
        return Month(self.year - 1, self.month, self.single)

    def first_day(self) -> date:
        """Return the first day covered."""
        return date(self.year, 1 if self.joint else self.month, 1)

    def last_day(self) -> date:
        """Return the last day covered."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])
