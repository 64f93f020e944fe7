"""Numbers and dates that are known only roughly, as the range in which they lie, compared with a limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.verdicts import Verdict

_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Range:
    """From ``low`` to ``high``, both within; ``high`` None has no end, ``open_end`` leaves ``high`` itself out."""

    low: Decimal
    high: Decimal | None
    open_end: bool = False

    @property
    def is_exact(self) -> bool:
        """Tell whether it is one number."""
        return self.low == self.high

    def at_least(self, limit: Decimal) -> Verdict:
        """Tell whether the number is the limit or more."""
        if self.low >= limit:
            return Verdict.MET
        below = self.high is not None and (self.high < limit or (self.open_end and self.high == limit))
        return Verdict.NOT_MET if below else Verdict.UNKNOWN

    def above(self, limit: Decimal) -> Verdict:
        """Tell whether the number is more than the limit."""
        if self.low > limit:
            return Verdict.MET
        return Verdict.NOT_MET if self.high is not None and self.high <= limit else Verdict.UNKNOWN


def range_of(value: Decimal | Approximate) -> Range:
    """Give the range that a hedge leaves: 1000多 lies below 2000, 近1000 from 900 on, 约1000 within a tenth.

    How far a hedge reaches is our own decision: 多 and 余 up to the next step of the last figure that is not 0,
    超 and 突破 have no end.
    """
    if isinstance(value, Decimal):
        return Range(value, value)
    number, tenth = value.value, value.value * _TENTH
    match value.qualifier:
        case "多" | "余":
            return Range(number, number + _step(number), open_end=True)
        case "超" | "突破":
            return Range(number, None)
        case "近":
            return Range(number - tenth, number, open_end=True)
        case "约":
            return Range(number - tenth, number + tenth)
        case _:
            return Range(number, number)


def _step(number: Decimal) -> Decimal:
    """Give the place value of the last figure that is not 0: 100 for 1200."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)


def not_before(day: PartialDate, limit: date) -> Verdict:
    """Tell whether a date known to the day, month or year is the limit or later."""
    if day.first_day() >= limit:
        return Verdict.MET
    return Verdict.NOT_MET if day.last_day() < limit else Verdict.UNKNOWN


def not_after(day: PartialDate, limit: date) -> Verdict:
    """Tell whether a date known to the day, month or year is the limit or earlier."""
    if day.last_day() <= limit:
        return Verdict.MET
    return Verdict.NOT_MET if day.first_day() > limit else Verdict.UNKNOWN
