"""Months locked after publishing (月报锁定): whoever writes figures asks here first."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.periods import Month
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.records.office import MonthClosing
from dadu_desktop.services.figure_sums import kept_month

_CHUNK = 5000


def closed_months(connection: Connection) -> frozenset[PartialDate]:
    """List the months that are locked now."""
    return frozenset(connection.scalars(select(MonthClosing.month).where(MonthClosing.reopened_at.is_(None))))


def is_closed(connection: Connection, month: Month) -> bool:
    """Tell whether a month is locked."""
    return kept_month(month) in closed_months(connection)


def closed_sentence(month: PartialDate) -> str:
    """Say that a locked month is not written to, and what to do."""
    return f"{month.chinese()}的数据已锁定，不能修改；确需修改请先填写原因解锁。"


def refuse_closed(connection: Connection, months: Iterable[object]) -> None:
    """Raise InputProblem where one of the months is locked."""
    for month in sorted(
        closed_months(connection).intersection(one for one in months if isinstance(one, PartialDate))
    ):
        raise InputProblem(closed_sentence(month))


def in_closed_months(connection: Connection, records: Iterable[tuple[str, int]]) -> dict[int, str]:
    """Find the figures among records whose month is locked, with the sentence that says so."""
    closed = closed_months(connection)
    wanted = [one for kind, one in records if kind == "figures"] if closed else []
    found = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        rows = connection.execute(
            select(MonthlyFigure.id, MonthlyFigure.month).where(MonthlyFigure.id.in_(chunk))
        )
        found.update({one: closed_sentence(month) for one, month in rows if month in closed})
    return found
