"""Computed fields of visits."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select

from dadu_desktop.records.problems import Problem
from dadu_desktop.records.visits import ServiceVisit
from dadu_desktop.services.computed.expressions import Clock, Column, file_count, single


def _problem_count(_clock: Clock) -> ColumnElement[Any]:
    """Count the problems raised on a visit."""
    return single(
        select(func.count(Problem.id)).where(
            Problem.visit_id == ServiceVisit.id, Problem.deleted_at.is_(None)
        )
    )


COMPUTED: dict[str, Column] = {
    "problem_count": _problem_count,
    "file_count": lambda _clock: file_count("visits"),
}
