"""Computed fields of problems."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import aliased

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.domain.problem_workflow import CLOSED, Light, ProblemStatus
from dadu_desktop.records.problems import Problem, ProblemMove, ProblemProgress
from dadu_desktop.records.visits import ServiceVisit
from dadu_desktop.services.computed.expressions import Clock, Column, file_count, single


def _visit_number(_clock: Clock) -> ColumnElement[Any]:
    """Find the number of the visit that a problem came from."""
    return single(select(ServiceVisit.number).where(ServiceVisit.id == Problem.visit_id))


def _light(clock: Clock) -> ColumnElement[Any]:
    """Compare the time limit with the day, as ``problem_workflow.light`` does for one problem."""
    dark = (*CLOSED, ProblemStatus.LONG_TERM)
    return case(
        (Problem.due_date.is_(None) | Problem.status.in_(dark), Light.NONE.value),
        (Problem.due_date < PartialDate.of(clock.today), Light.RED.value),
        (Problem.due_date <= PartialDate.of(clock.near), Light.AMBER.value),
        else_=Light.GREEN.value,
    )


def _extension_count(_clock: Clock) -> ColumnElement[Any]:
    """Count how often the time limit of a problem was put off, and not taken back (撤回) at once."""
    granted = (ProblemMove.parent_id == Problem.id, ProblemMove.move == Move.GRANT_EXTENSION)
    next_entry = aliased(ProblemMove)
    taken_back = exists().where(
        next_entry.parent_id == ProblemMove.parent_id,
        next_entry.position == ProblemMove.position + 1,
        next_entry.move == Move.WITHDRAW,
    )
    return single(select(func.count(ProblemMove.id)).where(*granted, ~taken_back))


def _kept_number(_clock: Clock) -> ColumnElement[Any]:
    """Find the number of the problem that a duplicate points to."""
    kept = aliased(Problem)
    return single(select(kept.number).where(kept.id == Problem.merged_into))


def _latest_progress(_clock: Clock) -> ColumnElement[Any]:
    """Find the newest entry on a problem; of two on one day the one further down."""
    newest = (ProblemProgress.date.desc(), ProblemProgress.position.desc(), ProblemProgress.id.desc())
    return single(
        select(ProblemProgress.text).where(ProblemProgress.parent_id == Problem.id).order_by(*newest).limit(1)
    )


COMPUTED: dict[str, Column] = {
    "visit": _visit_number,
    "light": _light,
    "extension_count": _extension_count,
    "kept_number": _kept_number,
    "latest_progress": _latest_progress,
    "file_count": lambda _clock: file_count("problems"),
}
