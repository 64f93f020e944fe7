"""The log of problems in the ledger: who may write it, and what imports bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.domain.problem_log import history_of, in_force
from dadu_desktop.domain.problem_moves import MOVED_FIELDS, Move
from dadu_desktop.records.mapping import described
from dadu_desktop.records.problems import Problem, ProblemMove
from dadu_desktop.storage.history import ChangeContext
from dadu_desktop.storage.unit_of_work import UnitOfWork

_REFUSED = "请在问题页面用“受理、交办、反馈、回访”等操作推进，这里不能直接改{label}。"


def refuse_moved(unit: UnitOfWork, kept: Any, given: Mapping[str, object]) -> None:
    """Refuse to change by hand what only moves change; an import brings it as it is."""
    if is_import(unit):
        return
    labels = {one.key: one.label for one in described(Problem) if one.key in MOVED_FIELDS}
    changed = [key for key in labels if key in given and (given[key] or None) != getattr(kept, key)]
    if changed:
        raise FieldProblems({key: _REFUSED.format(label=labels[key]) for key in changed})


def is_import(unit: UnitOfWork) -> bool:
    """Tell whether what is written belongs to a batch."""
    return unit.connection.scalar(select(ChangeContext.batch)) is not None


def note_history(unit: UnitOfWork, kept: Any) -> None:
    """Write down, marked as brought from elsewhere, the steps that the values of a problem tell and its log lacks.

    Called for what is new or imported only: the log of a problem that moves led here tells more than its values.
    """
    values = {one.key: getattr(kept, one.key, None) for one in described(Problem)}
    known = log_in_force(unit.connection, kept.id)
    if not known:
        rows = history_of(values)
    elif known[-1].after != kept.status:
        reached = {one.after for one in known if one.round == known[-1].round} - {kept.status}
        rows = [row for row in history_of(values) if row["after"] not in reached]
    else:
        limits = {one.due for one in known}
        rows = [{**row, "move": Move.IMPORTED.value} for row in history_of(values)[-1:]]
        rows = [
            {**row, "due": kept.due_date} for row in rows if kept.due_date and kept.due_date not in limits
        ]
    before = known[-1].after if known else None
    for row in rows:
        add_move(
            unit,
            kept.id,
            {**row, "before": before or row["before"], "round": known[-1].round if known else 1},
        )
        before = str(row["after"])


def log_in_force(connection: Connection, problem: int) -> list[Any]:
    """Read the rows of a log, oldest first, without what was taken back."""
    rows = connection.execute(
        select(ProblemMove.__table__)
        .where(ProblemMove.parent_id == problem)
        .order_by(ProblemMove.position, ProblemMove.id)
    )
    return in_force(rows)


def add_move(unit: UnitOfWork, problem: int, row: Mapping[str, object]) -> ProblemMove:
    """Put an entry at the end of a log."""
    count = select(func.count(ProblemMove.id)).where(ProblemMove.parent_id == problem)
    entry = ProblemMove(parent_id=problem, position=unit.session.scalar(count) or 0, **row)
    unit.session.add(entry)
    unit.session.flush()
    return entry
