"""The two scopes of a sum: 可比口径 and 全口径, and how one leads to the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dadu_desktop.domain.growth import Growth, growth
from dadu_desktop.domain.money import plain


class Scope(StrEnum):
    """Which units a sum takes in."""

    COMPARABLE = "可比口径"
    FULL = "全口径"


@dataclass(frozen=True)
class UnitFigures:
    """One unit's figure now and a year ago.

    ``base`` is that of last year's report, ``restated`` the base as the unit now reports it. ``entered``: new in
    the register since, ``left``: no longer in it.
    """

    key: str
    current: Decimal | None
    base: Decimal | None
    restated: Decimal | None = None
    entered: bool = False
    left: bool = False

    @property
    def valid_base(self) -> Decimal | None:
        """The base to compare with: the restated one goes before that of last year's report."""
        return self.base if self.restated is None else self.restated

    @property
    def growth(self) -> Growth:
        """The unit's own growth, or why there is none."""
        return growth(self.current, self.valid_base, entered=self.entered, left=self.left)


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
class Outside:
    """The units that one ``reason`` keeps out of the comparison, with their figures now and of last year."""

    reason: str
    units: int
    current: Decimal
    base: Decimal


@dataclass(frozen=True)
class Reconciliation:
    """Both totals and what lies between.

    Full = comparable + added; full base = comparable base - revised - restated + dropped. ``revised`` (改报) is by
    how much comparable units changed the base that they once reported, ``restated`` (自报同期) what comparable units
    without a report of last year, mostly new ones, give as their base.
    """

    comparable: ScopeTotal
    full: ScopeTotal
    added: Decimal
    dropped: Decimal
    revised: Decimal
    restated: Decimal
    outside: tuple[Outside, ...]
    left_out: tuple[tuple[str, str], ...]

    def sentence(self) -> str:
        """Say in one line how the scopes differ (万元)."""
        now = "".join(f" + {one.reason}{_say(one.current)}" for one in self.outside if one.current)
        then = "".join(f" + {one.reason}{_say(one.base)}" for one in self.outside if one.base)
        then += f" - 改报{_say(self.revised)}" if self.revised else ""
        then += f" - 自报同期{_say(self.restated)}" if self.restated else ""
        return (
            f"全口径本期{_say(self.full.current)}万元 = 可比口径{_say(self.comparable.current)}{now}；"
            f"全口径同期{_say(self.full.base)}万元 = 可比口径{_say(self.comparable.base)}{then}"
        )


def reconcile(units: Iterable[UnitFigures]) -> Reconciliation:
    """Add up units in both scopes.

    Comparable are the units with a figure now and a base above zero; the others are listed with the reason in
    ``left_out``: their figures are ``added`` (新入库), their bases of last year ``dropped`` (退库, 停报).
    """
    every = list(units)
    comparable = [unit for unit in every if unit.growth.rate is not None]
    others = [unit for unit in every if unit.growth.rate is None]
    reported = [unit for unit in comparable if unit.base is not None]
    new_base = _sum(unit.valid_base for unit in comparable)
    old_base = _sum(unit.base for unit in reported)
    kept_base = _sum(unit.valid_base for unit in reported)
    return Reconciliation(
        ScopeTotal(Scope.COMPARABLE, len(comparable), _sum(unit.current for unit in comparable), new_base),
        ScopeTotal(
            Scope.FULL, len(every), _sum(unit.current for unit in every), _sum(unit.base for unit in every)
        ),
        added=_sum(unit.current for unit in others),
        dropped=_sum(unit.base for unit in others),
        revised=kept_base - old_base,
        restated=new_base - kept_base,
        outside=_by_reason(others),
        left_out=tuple((unit.key, unit.growth.reason) for unit in others),
    )


def _by_reason(units: list[UnitFigures]) -> tuple[Outside, ...]:
    """Add up what is left out by the reason for it, in the order in which the reasons occur."""
    reasons = dict.fromkeys(unit.growth.reason for unit in units)
    groups = [(reason, [unit for unit in units if unit.growth.reason == reason]) for reason in reasons]
    return tuple(
        Outside(reason, len(some), _sum(one.current for one in some), _sum(one.base for one in some))
        for reason, some in groups
    )


def _say(amount: Decimal) -> str:
    """Write an amount in full."""
    return f"{plain(amount):,f}"


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    """Add what is known."""
    return sum((value for value in values if value is not None), Decimal(0))
