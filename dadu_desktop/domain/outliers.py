"""Outliers by robust statistics: a figure against its unit's own history and against its trade.

A deviation counts in median absolute deviations (MAD), as few gross errors move neither median nor MAD: modified
z-score = (x - median) / (1.4826 MAD), an outlier above 3.5 (Iglewicz and Hoaglin, How to Detect and Handle
Outliers, ASQC 1993). Growths are compared as logarithms, so that halving weighs as much as doubling. Only these
scores are binary floats; no amount is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from dadu_desktop.domain.periods import Month

CONSISTENT = 1.4826
"""Makes the MAD of a normal distribution its standard deviation."""
OUTLYING = 3.5
UNUSUAL_IN_TRADE = 2.0
LEAST_SPREAD = 0.08
"""A unit whose growth never varied may still vary by so much (about 8 %) from now on."""
ENOUGH = 6


@dataclass(frozen=True)
class History:
    """What a unit reported for the months before, and the log growths of its trade in this month."""

    own: Mapping[Month, Decimal] = field(default_factory=dict)
    trade: Sequence[float] = ()


@dataclass(frozen=True)
class Spread:
    """Where values lie: their median and how far they usually are from it."""

    centre: float
    width: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Measure by median and MAD; at least one value is needed."""
        centre = median(values)
        away = median(abs(value - centre) for value in values)
        return cls(centre, max(CONSISTENT * away, LEAST_SPREAD))

    def score(self, value: float) -> float:
        """Return how many usual distances a value is from the middle."""
        return (value - self.centre) / self.width


@dataclass(frozen=True)
class Judgement:
    """How a growth compares: scores within the unit and the trade (None: too little is known of it)."""

    own: float | None
    trade: float | None

    @property
    def outlying(self) -> bool:
        """Tell whether the unit left its own way and its trade does not explain it."""
        known = [score for score in (self.own, self.trade) if score is not None]
        if self.own is None:
            return any(abs(score) > OUTLYING for score in known)
        return abs(self.own) > OUTLYING and (self.trade is None or abs(self.trade) > UNUSUAL_IN_TRADE)


def log_growth(current: Decimal | None, base: Decimal | None) -> float | None:
    """Return the logarithm of current / base; None unless both are above zero."""
    if current is None or base is None or current <= 0 or base <= 0:
        return None
    return math.log(current / base)


def judge(month: Month, current: Decimal, base: Decimal | None, history: History) -> Judgement:
    """Compare the growth of a month with the growths of the last twelve and with those of the trade.

    Where last year is not known, the change since last month is compared with earlier changes instead.
    """
    now = log_growth(current, base)
    own: float | None = None
    if now is not None and len(past := list(_yearly(month, history.own))) >= ENOUGH:
        own = Spread.of(past).score(now)
    elif (step := log_growth(current, history.own.get(month.previous()))) is not None:
        changes = list(_steps(month, history.own))
        own = Spread.of(changes).score(step) if len(changes) >= ENOUGH else None
    trade = Spread.of(history.trade).score(now) if now is not None and len(history.trade) >= ENOUGH else None
    return Judgement(own, trade)


def expectations(month: Month, base: Decimal | None, history: History) -> Iterator[float]:
    """Give what the unit could be expected to report: last year's figure grown as usual, last month's, its median."""
    if base is not None and base > 0:
        growths = list(_yearly(month, history.own)) or list(history.trade)
        yield float(base) * math.exp(median(growths) if growths else 0.0)
    if (last := history.own.get(month.previous())) is not None and last > 0:
        yield float(last)
    recent = [float(value) for one in _before(month) if (value := history.own.get(one)) and value > 0]
    if recent:
        yield median(recent)


def swaps(value: Decimal) -> Iterator[Decimal]:
    """Give the value with each two unequal neighbouring digits exchanged, as fingers do."""
    scale = value.as_tuple().exponent
    digits = str(abs(value)).replace(".", "")
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1] and isinstance(scale, int):
            turned = f"{digits[:at]}{digits[at + 1]}{digits[at]}{digits[at + 2 :]}"
            yield Decimal(turned).scaleb(scale)


def _before(month: Month, count: int = 12) -> Iterable[Month]:
    """List the months before, newest first."""
    one = month
    for _ in range(count):
        one = one.previous()
        yield one


def _yearly(month: Month, own: Mapping[Month, Decimal]) -> Iterator[float]:
    """Give the log growths over the same month of the year before, of the last twelve months."""
    for one in _before(month):
        found = log_growth(own.get(one), own.get(one.year_ago()))
        if found is not None:
            yield found


def _steps(month: Month, own: Mapping[Month, Decimal]) -> Iterator[float]:
    """Give the log changes from month to month of the last twelve months."""
    for one in _before(month):
        found = log_growth(own.get(one), own.get(one.previous()))
        if found is not None:
            yield found
