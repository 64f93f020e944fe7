"""For each described field the SQL expression that lists select, sort and filter by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, case, cast, func, literal, select, type_coerce

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.problem_workflow import CLOSED, NEAR, OPEN, Light, ProblemStatus
from dadu_desktop.domain.working_days import WorkCalendar
from dadu_desktop.records.catalogue import MAPPINGS
from dadu_desktop.records.column_types import PLACES, PartialDateText, ScaledDecimal
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.records.office import Attachment
from dadu_desktop.records.plans import EnterprisePolicyPlan, PlanMeasure
from dadu_desktop.records.problems import Problem, ProblemExtension, ProblemProgress
from dadu_desktop.records.visits import ServiceVisit, VisitEnterprise
from dadu_desktop.storage.history import HistoryEntry

_PERCENT = 10**PLACES
_PER_MILLE = 10 ** (PLACES - 1)  # one decimal of a per cent


def expression(kind: str, field: Field, today: date) -> ColumnElement[Any]:
    """Give the value of a field; for links the id or nothing, as their words are looked up afterwards."""
    computed = _COMPUTED.get((kind, field.key))
    if computed is not None:
        return computed(today)
    model: Any = MAPPINGS[kind].model
    if field.kind is Kind.ENTERPRISES:
        return literal(None)
    column: ColumnElement[Any] = getattr(model, field.key)
    return column


def order(kind: str, field: Field, today: date) -> ColumnElement[Any]:
    """Give what a list is sorted by: links by the name they show."""
    model: Any = MAPPINGS[kind].model
    if field.kind is Kind.ENTERPRISE:
        return _one(select(Enterprise.name).where(Enterprise.id == getattr(model, field.key)))
    if field.kind is Kind.ENTERPRISES:
        link = MAPPINGS[kind].links[field.key]
        return _one(
            select(func.min(Enterprise.name))
            .join(link, link.enterprise_id == Enterprise.id)
            .where(link.owner_id == model.id)
        )
    return expression(kind, field, today)


def _one(query: Select[Any]) -> ColumnElement[Any]:
    """Use a correlated query of one value."""
    return query.scalar_subquery()


def _last_visit(_today: date) -> ColumnElement[Any]:
    """Find the day on which anybody last visited an enterprise."""
    return _one(
        select(func.max(ServiceVisit.date, type_=ServiceVisit.date.type))
        .join(VisitEnterprise, VisitEnterprise.owner_id == ServiceVisit.id)
        .where(VisitEnterprise.enterprise_id == Enterprise.id, ServiceVisit.deleted_at.is_(None))
    )


def _open_problems(_today: date) -> ColumnElement[Any]:
    """Count the open problems of an enterprise."""
    return _one(
        select(func.count(Problem.id)).where(
            Problem.enterprise == Enterprise.id, Problem.deleted_at.is_(None), Problem.status.in_(OPEN)
        )
    )


def _problem_count(_today: date) -> ColumnElement[Any]:
    """Count the problems raised on a visit."""
    return _one(
        select(func.count(Problem.id)).where(
            Problem.visit_id == ServiceVisit.id, Problem.deleted_at.is_(None)
        )
    )


def _visit_number(_today: date) -> ColumnElement[Any]:
    """Find the number of the visit that a problem came from."""
    return _one(select(ServiceVisit.number).where(ServiceVisit.id == Problem.visit_id))


def _light(today: date) -> ColumnElement[Any]:
    """Compare the time limit with the day, as ``problem_workflow.light`` does for one problem."""
    near = WorkCalendar().add_working_days(today, NEAR)
    dark = (*CLOSED, ProblemStatus.LONG_TERM)
    return case(
        (Problem.due_date.is_(None) | Problem.status.in_(dark), Light.NONE.value),
        (Problem.due_date < PartialDate.of(today), Light.RED.value),
        (Problem.due_date <= PartialDate.of(near), Light.AMBER.value),
        else_=Light.GREEN.value,
    )


def _extension_count(_today: date) -> ColumnElement[Any]:
    """Count how often the time limit of a problem was put off."""
    return _one(select(func.count(ProblemExtension.id)).where(ProblemExtension.parent_id == Problem.id))


def _latest_progress(_today: date) -> ColumnElement[Any]:
    """Find the newest entry on a problem; of two on one day the one further down."""
    newest = (ProblemProgress.date.desc(), ProblemProgress.position.desc(), ProblemProgress.id.desc())
    return _one(
        select(ProblemProgress.text).where(ProblemProgress.parent_id == Problem.id).order_by(*newest).limit(1)
    )


def _file_count(kind: str) -> ColumnElement[Any]:
    """Count the files of a record."""
    own = (Attachment.record_type == kind, Attachment.record_id == MAPPINGS[kind].model.id)
    return _one(select(func.count(Attachment.id)).where(*own))


def _measure_count(_today: date) -> ColumnElement[Any]:
    """Count the measures of a plan."""
    return _one(select(func.count(PlanMeasure.id)).where(PlanMeasure.parent_id == EnterprisePolicyPlan.id))


def _plan_progress(_today: date) -> ColumnElement[Any]:
    """Average the progress of the measures; a finished one counts as 100 even without a figure."""
    done = case(
        (PlanMeasure.percent.is_not(None), type_coerce(PlanMeasure.percent, Integer)),
        (PlanMeasure.status == "已完成", 100 * _PERCENT),
        else_=0,
    )
    measures = func.nullif(func.count(PlanMeasure.id), 0)
    whole_percent = func.sum(done, type_=Integer) // (measures * _PERCENT)
    return _one(
        select(type_coerce(whole_percent * _PERCENT, ScaledDecimal())).where(
            PlanMeasure.parent_id == EnterprisePolicyPlan.id
        )
    )


def _growth(_today: date) -> ColumnElement[Any]:
    """Compute 同比 = (C − P) / P in per cent, rounded half up to one decimal, in whole numbers only.

    Nothing where the base is missing, zero or negative.
    """
    current = type_coerce(MonthlyFigure.value, Integer)
    base = type_coerce(MonthlyFigure.base, Integer)
    delta = current - base
    up = (2000 * delta + base) // (2 * base)
    down = -((base - 2000 * delta) // (2 * base))
    rate = case((base > 0, case((delta >= 0, up), else_=down) * _PER_MILLE), else_=None)
    return type_coerce(rate, ScaledDecimal())


def _figure_entry(column: Any) -> ColumnElement[Any]:
    """Find in the history how a figure was entered: each revision is a row of its own."""
    return _one(
        select(column)
        .where(HistoryEntry.table_name == MonthlyFigure.__tablename__, HistoryEntry.action == "insert")
        .where(HistoryEntry.record_id == cast(MonthlyFigure.id, String))
        .limit(1)
    )


def _figure_person(_today: date) -> ColumnElement[Any]:
    """Tell who entered or imported a figure."""
    return _figure_entry(HistoryEntry.person)


def _figure_day(_today: date) -> ColumnElement[Any]:
    """Tell the day on which a figure was entered or imported."""
    return type_coerce(_figure_entry(func.substr(HistoryEntry.at, 1, 10)), PartialDateText())


_COMPUTED: dict[tuple[str, str], Callable[[date], ColumnElement[Any]]] = {
    ("enterprises", "last_visit"): _last_visit,
    ("enterprises", "open_problems"): _open_problems,
    ("visits", "problem_count"): _problem_count,
    ("problems", "visit"): _visit_number,
    ("problems", "light"): _light,
    ("problems", "extension_count"): _extension_count,
    ("problems", "latest_progress"): _latest_progress,
    ("problems", "file_count"): lambda _today: _file_count("problems"),
    ("visits", "file_count"): lambda _today: _file_count("visits"),
    ("plans", "measure_count"): _measure_count,
    ("plans", "progress"): _plan_progress,
    ("figures", "growth"): _growth,
    ("figures", "person"): _figure_person,
    ("figures", "kept"): _figure_day,
}
