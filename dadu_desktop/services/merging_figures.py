"""The monthly figures of two enterprises that become one: where both have a month, one of the two gives way."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, func, select, update
from sqlalchemy.orm import aliased

from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.figure_sums import alive
from dadu_desktop.services.month_locks import refuse_closed
from dadu_desktop.storage.unit_of_work import UnitOfWork


def refuse_closed_clashes(connection: Connection, kept: int, other: int) -> None:
    """Raise InputProblem where both have a figure of a month that is locked: its published sum would change."""
    refuse_closed(connection, (month for _mine, _theirs, month in _clashes(connection, kept, other)))


def moved_figures(unit: UnitOfWork, kept: int, other: int, *, others_win: bool) -> int:
    """Let all figures of the other point to the kept enterprise; gives how many.

    Their revisions are numbered behind those of the same month, so that no number stands twice.
    """
    losing = [
        mine if others_win else theirs for mine, theirs, _month in _clashes(unit.connection, kept, other)
    ]
    bumped = {"version": MonthlyFigure.version + 1}
    for one in losing:
        given_up = update(MonthlyFigure).where(MonthlyFigure.id == one)
        unit.connection.execute(given_up.values(deleted_at=unit.at, **bumped))
    last = aliased(MonthlyFigure)
    same = (last.month == MonthlyFigure.month, last.indicator == MonthlyFigure.indicator)
    behind = select(func.max(last.revision)).where(last.enterprise == kept, *same).scalar_subquery()
    mine = MonthlyFigure.enterprise == other
    ids = list(unit.connection.scalars(select(MonthlyFigure.id).where(mine)))
    revision = MonthlyFigure.revision + func.coalesce(behind, 0)
    unit.connection.execute(
        update(MonthlyFigure).where(mine).values(enterprise=kept, revision=revision, **bumped)
    )
    unit.touch("figures", [*ids, *losing])
    return len(ids)


def _clashes(connection: Connection, kept: int, other: int) -> list[tuple[int, int, Any]]:
    """Find the figures that both have of one month and indicator: the kept one's, the other's, the month."""
    mine, theirs = aliased(MonthlyFigure), aliased(MonthlyFigure)
    same = and_(mine.month == theirs.month, mine.indicator == theirs.indicator)
    query = select(mine.id, theirs.id, mine.month).join(theirs, same)
    valid = (*alive(mine), *alive(theirs), mine.enterprise == kept, theirs.enterprise == other)
    return [(row[0], row[1], row[2]) for row in connection.execute(query.where(*valid))]
