"""The two scopes of a sum: 可比口径 and 全口径, and how one leads to the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dadu_desktop.domain.growth import Growth, growth


class Scope(StrEnum):
    """Which units a sum takes in."""

    COMPARABLE = "可比口径"
    FULL = "全口径"


@dataclass(frozen=True)
class UnitFigures:
    """One unit's figure now and a year ago; ``restated`` is the base as the unit now reports it."""

    key: str
    current: Decimal | None
    base: Decimal | None
    restated: Decimal | None = None
    entered: bool = False

    @property
    def valid_base(self) -> Decimal | None:
        """The base to compare with: the restated one goes before that of last year's report."""
        return self.base if self.restated is None else self.restated

    @property
    def growth(self) -> Growth:
        """The unit's own growth, or why there is none."""
        return growth(self.current, self.valid_base, entered=self.entered)


@dataclass(frozen=True)
class ScopeTotal:
    """Sums over one scope, with the number of units in it."""

    scope: Scope
    units: int
    current: Decimal
    base: Decimal

    @property
    def growth(self) -> Growth:
        """The growth of the sum."""
        return growth(self.current, self.base)


@dataclass(frozen=True)
class Reconciliation:
    """Both totals and what lies between.

    Full = comparable + added; full base = comparable base - revised + dropped.
    """

    comparable: ScopeTotal
    full: ScopeTotal
    added: Decimal
    dropped: Decimal
    revised: Decimal
    left_out: tuple[tuple[str, str], ...]

    def sentence(self) -> str:
        """Say in one line how the scopes differ (万元)."""
        return (
            f"全口径本期{self.full.current:,f}万元 = 可比口径{self.comparable.current:,f}"
            f" + 新入库等{self.added:,f}；"
            f"全口径同期{self.full.base:,f}万元 = 可比口径{self.comparable.base:,f} - 改报{self.revised:,f}"
            f" + 退库等{self.dropped:,f}"
        )


def reconcile(units: Iterable[UnitFigures]) -> Reconciliation:
    """Add up units in both scopes.

    Comparable are the units with a figure now and a base above zero; the others are listed with the reason in
    ``left_out``: their figures are ``added`` (新入库), their bases ``dropped`` (退库).
    ``revised`` (改报) is by how much comparable units changed their bases.
    """
    every = list(units)
    comparable = [unit for unit in every if unit.growth.rate is not None]
    others = [unit for unit in every if unit.growth.rate is None]
    new_base = _sum(unit.valid_base for unit in comparable)
    return Reconciliation(
        ScopeTotal(Scope.COMPARABLE, len(comparable), _sum(unit.current for unit in comparable), new_base),
        ScopeTotal(
            Scope.FULL, len(every), _sum(unit.current for unit in every), _sum(unit.base for unit in every)
        ),
        added=_sum(unit.current for unit in others),
        dropped=_sum(unit.base for unit in others),
        revised=new_base - _sum(unit.base for unit in comparable),
        left_out=tuple((unit.key, unit.growth.reason) for unit in others),
    )


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    """Add what is known."""
    return sum((value for value in values if value is not None), Decimal(0))
