"""A figure or a sum with its base, its growth and its pull, as every page and command shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dadu_desktop.domain.growth import Contribution, Growth, Part, contributions, printed_pulls
from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.domain.scopes import Scope

PULL_PLACES = 4


@dataclass(frozen=True)
class Measured:
    """A sum or one figure with its base a year ago, in 万元.

    ``pull`` (拉动) in percentage points, rounded so that the pulls of a table add up to its growth; ``contribution``
    (贡献率) in per cent, None where it has no meaning.
    """

    current: Decimal | None
    base: Decimal | None
    growth: Growth
    pull: Decimal | None = None
    contribution: Decimal | None = None


def with_pulls(measured: Sequence[Measured], scope: Scope) -> list[Measured]:
    """Add the pulls; in the comparable scope a line without growth is no part of the whole."""
    places = [at for at, one in enumerate(measured) if scope is Scope.FULL or one.growth.rate is not None]
    found = contributions(_part(measured[at]) for at in places)
    pulls = dict(zip(places, printed_pulls(found, PULL_PLACES), strict=False))
    shares = dict(zip(places, map(_share, found), strict=True))
    return [replace(one, pull=pulls.get(at), contribution=shares.get(at)) for at, one in enumerate(measured)]


def _part(one: Measured) -> Part:
    """Let what is not known count as nothing."""
    return Part("", one.current or Decimal(0), one.base or Decimal(0))


def _share(one: Contribution) -> Decimal | None:
    """Round a contribution."""
    return None if one.share is None else round_half_up(one.share, 2)
