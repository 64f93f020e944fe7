"""A figure or a sum with its base, its growth and its pull, as every page and command shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from dadu_desktop.domain.growth import Contribution, Growth, Part, contributions, printed_pulls
from dadu_desktop.domain.rounding import largest_remainder, round_half_up
from dadu_desktop.domain.scopes import Scope

if TYPE_CHECKING:
    from dadu_desktop.services.figure_view import GroupLine
    from dadu_desktop.services.figures import FigureLine

Line = TypeVar("Line", "FigureLine", "GroupLine")

PULL_PLACES = 4
_SHOWN_PLACES = 2


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
    shares = dict(zip(places, _shares(found), strict=True))
    return [replace(one, pull=pulls.get(at), contribution=shares.get(at)) for at, one in enumerate(measured)]


def shown_pulls(measured: Sequence[Measured], *, parts: bool = True) -> list[Measured]:
    """Round the pulls as people read them, to two places; those of the ``parts`` of a whole add up to its own."""
    known = [one.pull for one in measured if one.pull is not None]
    if parts and known:
        rounded = iter(largest_remainder(known, sum(known, Decimal(0)), _SHOWN_PLACES))
    else:
        rounded = (round_half_up(one, _SHOWN_PLACES) for one in known)
    return [one if one.pull is None else replace(one, pull=next(rounded)) for one in measured]


def shown_lines(lines: Sequence[Line], *, parts: bool = True) -> list[Line]:
    """Round the pulls of lines as people read them; those of the ``parts`` of a whole add up to its own."""
    months = shown_pulls([one.month for one in lines], parts=parts)
    years = shown_pulls([one.cumulative for one in lines], parts=parts)
    return [
        replace(line, month=month, cumulative=year)
        for line, month, year in zip(lines, months, years, strict=True)
    ]


def _part(one: Measured) -> Part:
    """Let what is not known count as nothing."""
    return Part("", one.current or Decimal(0), one.base or Decimal(0))


def _shares(found: Sequence[Contribution]) -> list[Decimal] | list[None]:
    """Round contributions so that they add up to 100 per cent; all are known, or none."""
    known = [one.share for one in found if one.share is not None]
    return [*largest_remainder(known, 100, _SHOWN_PLACES)] if known else [None for _ in found]
