"""Computed fields of enterprises."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select

from dadu_desktop.domain.problem_workflow import OPEN
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.problems import Problem
from dadu_desktop.records.visits import ServiceVisit, VisitEnterprise
from dadu_desktop.services.computed.expressions import Clock, Column, single


def _last_visit(_clock: Clock) -> ColumnElement[Any]:
    """Find the day on which anybody last visited an enterprise."""
    return single(
        select(func.max(ServiceVisit.date, type_=ServiceVisit.date.type))
        .join(VisitEnterprise, VisitEnterprise.owner_id == ServiceVisit.id)
        .where(VisitEnterprise.enterprise_id == Enterprise.id, ServiceVisit.deleted_at.is_(None))
    )


def _open_problems(_clock: Clock) -> ColumnElement[Any]:
    """Count the open problems of an enterprise."""
    return single(
        select(func.count(Problem.id)).where(
            Problem.enterprise == Enterprise.id, Problem.deleted_at.is_(None), Problem.status.in_(OPEN)
        )
    )


COMPUTED: dict[str, Column] = {
    "last_visit": _last_visit,
    "open_problems": _open_problems,
}
