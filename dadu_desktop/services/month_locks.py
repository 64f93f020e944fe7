"""Months locked after publishing (月报锁定): whoever writes figures asks here first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.periods import Month
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.records.office import MonthClosing
from dadu_desktop.services.figure_sums import kept_month


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


def refuse_closed_figures(connection: Connection, figures: Iterable[int]) -> None:
    """Raise InputProblem where one of the figures belongs to a locked month."""
    wanted = list(figures)
    if closed_months(connection) and wanted:
        rows = connection.scalars(select(MonthlyFigure.month).where(MonthlyFigure.id.in_(wanted)).distinct())
        refuse_closed(connection, rows)


def closed_month_faults(values: Mapping[str, object], closed: frozenset[PartialDate]) -> dict[str, str]:
    """Find, for one figure, that its month is locked; by field, as other faults are."""
    month = values.get("month")
    return {"month": closed_sentence(month)} if isinstance(month, PartialDate) and month in closed else {}
