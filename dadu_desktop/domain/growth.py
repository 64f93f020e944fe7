"""Growth (同比), pull (拉动) and contribution (贡献率) of reported figures.

The formulas are the statistics office's: growth = (C - P) / P; pull of a part = its increase / the base
of the whole, in percentage points, so that the pulls add up to the growth; contribution = its increase / the
increase of the whole. Results are in per cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dadu_desktop.domain.rounding import largest_remainder, round_half_up

STOPPED = "停报"
LEFT = "已退库"
NEW = "新入库"
NO_BASE = "上年无数"
NEGATIVE_BASE = "上年为负"

LARGE_GROWTH = 200
"""Growth in per cent from which the printed figure carries the mark 基数小."""

NEAR_ZERO = Fraction(1, 1000)
"""An increase of the whole below this share of its base is too small to take contributions from."""


@dataclass(frozen=True)
class Growth:
    """A growth in per cent (not rounded), or None and the reason; ``small_base`` asks for the mark 基数小."""

    rate: Decimal | None
    reason: str = ""
    small_base: bool = False

    def rounded(self, places: int = 1) -> Decimal | None:
        """Return the printed rate."""
        return None if self.rate is None else round_half_up(self.rate, places)

    def text(self, places: int = 1) -> str:
        """Return 4.0%, 505.97%（基数小） or —（上年无数）."""
        if self.rate is None:
            return f"—（{self.reason}）"
        return f"{self.rounded(places)}%" + ("（基数小）" if self.small_base else "")


def growth(
    current: Decimal | None, base: Decimal | None, *, entered: bool = False, left: bool = False
) -> Growth:
    """Return the growth of ``current`` over ``base``; a unit has ``entered`` or ``left`` the register since."""
    if current is None:
        return Growth(None, LEFT if left else STOPPED)
    if not base:
        return Growth(None, NEW if entered else NO_BASE)
    if base < 0:
        return Growth(None, NEGATIVE_BASE)
    rate = (current - base) * 100 / base
    return Growth(rate, small_base=abs(rate) >= LARGE_GROWTH)


def pull(delta: Decimal, total_base: Decimal) -> Fraction | None:
    """Return exactly how many points an increase adds to the growth of the whole; None without base."""
    return Fraction(delta) / Fraction(total_base) * 100 if total_base > 0 else None


@dataclass(frozen=True)
class Part:
    """One part of a whole: a trade or an enterprise, with both of its figures known."""

    key: str
    current: Decimal
    base: Decimal

    @property
    def delta(self) -> Decimal:
        """The increase."""
        return self.current - self.base


@dataclass(frozen=True)
class Contribution:
    """What a part gave to the growth of the whole, in per cent, exact; None where it has no meaning."""

    key: str
    delta: Decimal
    pull: Fraction | None
    share: Fraction | None


def contributions(parts: Iterable[Part]) -> list[Contribution]:
    """Return pull and contribution of each part, in the order given.

    The pulls add up to the growth of the whole exactly. Contributions (贡献率) are given only where the whole
    grew by more than a trifle.
    """
    known = list(parts)
    base = sum((part.base for part in known), Decimal(0))
    delta = sum((part.delta for part in known), Decimal(0))
    telling = base > 0 and Fraction(delta) > Fraction(base) * NEAR_ZERO
    return [
        Contribution(
            part.key,
            part.delta,
            pull(part.delta, base),
            Fraction(part.delta) / Fraction(delta) * 100 if telling else None,
        )
        for part in known
    ]


def printed_pulls(found: Sequence[Contribution], places: int = 2) -> list[Decimal]:
    """Return the pulls rounded so that they add up to the printed growth; empty without a base."""
    exact = [one.pull for one in found if one.pull is not None]
    return largest_remainder(exact, sum(exact, Fraction(0)), places)
