"""Dates of which month or day may be unknown."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Literal

from dadu_desktop.domain.errors import InputProblem

Precision = Literal["year", "month", "day"]

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date of which month or day may be unknown; it sorts at the beginning of what it covers."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no calendar has, with the sentence that tells the person."""
        if self.month is None and self.day is not None:
            raise InputProblem("有日没有月，请把日期补完整。")
        try:
            # 0 is a month or day that somebody wrote, not one that is unknown
            date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError:
            raise InputProblem(f"{self.chinese()}这个日期不存在，请核对。") from None

    def __lt__(self, other: PartialDate) -> bool:
        """Sort 2018 before 2018-01 before 2018-01-01."""
        return self._key < other._key

    @property
    def _key(self) -> tuple[int, int, int]:
        """What is compared."""
        return self.year, self.month or 0, self.day or 0

    @property
    def precision(self) -> Precision:
        """How much is known: year, month or day."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    def isoformat(self) -> str:
        """Return 2018, 2018-10 or 2018-10-03."""
        rest = (part for part in (self.month, self.day) if part is not None)
        return f"{self.year:04d}" + "".join(f"-{part:02d}" for part in rest)

    __str__ = isoformat

    @classmethod
    def parse_iso(cls, text: str) -> PartialDate:
        """Read what isoformat wrote; InputProblem for anything else."""
        found = _ISO.fullmatch(text)
        if not found:
            raise InputProblem(f"“{text}”不是日期，请写成 2022-05-01、2022-05 或 2022。")
        year, month, day = found.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Return a whole date as one of day precision."""
        return cls(day.year, day.month, day.day)

    def first_day(self) -> date:
        """Return the first day covered."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """Return the last day covered."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def chinese(self) -> str:
        """Return 2022年, 2022年5月 or 2022年5月1日, as printed in official papers."""
        month = "" if self.month is None else f"{self.month}月"
        day = "" if self.day is None else f"{self.day}日"
        return f"{self.year}年{month}{day}"
