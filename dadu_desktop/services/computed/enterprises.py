"""Computed fields of enterprises."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.measures import TRADES, Measure
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.problem_workflow import OPEN
from dadu_desktop.domain.reporting_states import WAITED_FOR
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.records.problems import Problem
from dadu_desktop.records.visits import ServiceVisit, VisitEnterprise
from dadu_desktop.services.computed.expressions import Clock, Column, single
from dadu_desktop.services.figure_sums import alive, counted, kept_month


def _last_visit(_clock: Clock) -> ColumnElement[Any]:
    """Find the day on which anybody last visited an enterprise."""
    return single(
        select(func.max(ServiceVisit.date, type_=ServiceVisit.date.type))
        .join(VisitEnterprise, VisitEnterprise.owner_id == ServiceVisit.id)
        .where(VisitEnterprise.enterprise_id == Enterprise.id, ServiceVisit.deleted_at.is_(None))
    )


def _last_report(_clock: Clock) -> ColumnElement[Any]:
    """Find the newest month of which an enterprise reported its figures."""
    return single(_reports(func.max(MonthlyFigure.month, type_=MonthlyFigure.month.type)))


def unreported(month: Month) -> ColumnElement[bool]:
    """Say that an enterprise was in the register in a month and has not reported it: it is to be asked again."""
    end = PartialDate.of(month.last_day())
    inside = or_(func.coalesce(Enterprise.status, "在库") == "在库", Enterprise.removed.is_not(None))
    return and_(
        inside,
        Enterprise.trade.in_(TRADES),
        or_(Enterprise.admitted.is_(None), Enterprise.admitted <= end),
        or_(Enterprise.removed.is_(None), Enterprise.removed > end),
        ~_reports(MonthlyFigure.id).where(MonthlyFigure.month == kept_month(month)).exists(),
    )


def _reports(what: Any) -> Select[Any]:
    """Select the headline figures that an enterprise itself reported."""
    said = func.coalesce(MonthlyFigure.state, "").not_in(WAITED_FOR)
    return select(what).where(
        MonthlyFigure.enterprise == Enterprise.id,
        MonthlyFigure.value.is_not(None),
        said,
        *alive(),
        counted(Measure.HEADLINE),
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
    "last_report": _last_report,
    "open_problems": _open_problems,
}
