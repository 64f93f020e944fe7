"""An enterprise beside those of the same trade over the same months (同期变化), never as cause and effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median, quantiles

from dadu_desktop.domain.growth import Growth
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.redaction import LEAST
from dadu_desktop.domain.rounding import round_half_up

CAUTION = "以上为同期变化，不说明原因"


@dataclass(frozen=True)
class PeerMonth:
    """Growth of one enterprise in a month, and the growth rates of the others of its trade, in per cent."""

    month: Month
    own: Growth
    rates: tuple[Decimal, ...]

    @property
    def is_telling(self) -> bool:
        """Tell whether there are enough others to speak of."""
        return len(self.rates) >= LEAST

    @cached_property
    def median(self) -> Decimal | None:
        """The median of the others; None where they are too few."""
        return median(self.rates) if self.is_telling else None

    @cached_property
    def quartiles(self) -> tuple[Decimal, Decimal] | None:
        """The bounds of the middle half of the others; None where they are too few."""
        if not self.is_telling:
            return None
        lower, _middle, upper = quantiles(self.rates, method="inclusive")
        return lower, upper

    @property
    def words(self) -> str:
        """Say both with the number of enterprises, their median and their range."""
        own = f"{self.month.chinese()}同比：本企业{self.own.text()}"
        if self.median is None:
            return f"{own}；同行业有数的企业不足{LEAST}家，不作比较"
        middle, low, high = (round_half_up(one, 1) for one in (self.median, min(self.rates), max(self.rates)))
        return f"{own}；同行业{len(self.rates)}家中位数{middle}%，范围{low}%至{high}%"


def peer_sentences(months: Sequence[PeerMonth]) -> list[str]:
    """Say the newest month, in how many months the enterprise was above the median, and that it proves nothing."""
    if not months:
        return []
    told = [months[-1].words]
    known = [(one.own.rate, one.median) for one in months]
    pairs = [(rate, middle) for rate, middle in known if rate is not None and middle is not None]
    if pairs:
        above = sum(rate > middle for rate, middle in pairs)
        told.append(f"可比的{len(pairs)}个月中，{above}个月高于同行业中位数")
    return [*told, CAUTION]
