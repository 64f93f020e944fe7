"""For each described field the SQL expression that lists select, sort and filter by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.domain.problem_workflow import CLOSED, OPEN, Light, ProblemStatus
from dadu_desktop.records.catalogue import MAPPINGS
from dadu_desktop.records.column_types import PLACES, PartialDateText, ScaledDecimal
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.records.office import Attachment
from dadu_desktop.records.plans import EnterprisePolicyPlan, PlanMeasure
from dadu_desktop.records.problems import Problem, ProblemMove, ProblemProgress
from dadu_desktop.records.visits import ServiceVisit, VisitEnterprise
from dadu_desktop.services.problem_clock import office_clock
from dadu_desktop.storage.history import HistoryEntry

_PERCENT = 10**PLACES
_PER_MILLE = 10 ** (PLACES - 1)  # one decimal of a per cent


class Clock(NamedTuple):
    """The day that lists are read on, and the last time limit that is near on it."""

    today: date
    near: date


def clock_on(connection: Connection, kind: str, today: date) -> Clock:
    """Read the office's clock; only problems have lights that depend on it."""
    return Clock(today, office_clock(connection).soon(today) if kind == "problems" else today)


def expression(kind: str, field: Field, clock: Clock) -> ColumnElement[Any]:
    """Give the value of a field; for links the id or nothing, as their words are looked up afterwards."""
    computed = _COMPUTED.get((kind, field.key))
    if computed is not None:
        return computed(clock)
    model: Any = MAPPINGS[kind].model
    if field.kind is Kind.ENTERPRISES:
        return literal(None)
    column: ColumnElement[Any] = getattr(model, field.key)
    return column


def order(kind: str, field: Field, clock: Clock) -> ColumnElement[Any]:
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
    return expression(kind, field, clock)


def _one(query: Select[Any]) -> ColumnElement[Any]:
    """Use a correlated query of one value."""
    return query.scalar_subquery()


def _last_visit(_clock: Clock) -> ColumnElement[Any]:
    """Find the day on which anybody last visited an enterprise."""
    return _one(
        select(func.max(ServiceVisit.date, type_=ServiceVisit.date.type))
        .join(VisitEnterprise, VisitEnterprise.owner_id == ServiceVisit.id)
        .where(VisitEnterprise.enterprise_id == Enterprise.id, ServiceVisit.deleted_at.is_(None))
    )


def _open_problems(_clock: Clock) -> ColumnElement[Any]:
    """Count the open problems of an enterprise."""
    return _one(
        select(func.count(Problem.id)).where(
            Problem.enterprise == Enterprise.id, Problem.deleted_at.is_(None), Problem.status.in_(OPEN)
        )
    )


def _problem_count(_clock: Clock) -> ColumnElement[Any]:
    """Count the problems raised on a visit."""
    return _one(
        select(func.count(Problem.id)).where(
            Problem.visit_id == ServiceVisit.id, Problem.deleted_at.is_(None)
        )
    )


def _visit_number(_clock: Clock) -> ColumnElement[Any]:
    """Find the number of the visit that a problem came from."""
    return _one(select(ServiceVisit.number).where(ServiceVisit.id == Problem.visit_id))


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
    """Count how often the time limit of a problem was put off."""
    granted = (ProblemMove.parent_id == Problem.id, ProblemMove.move == Move.GRANT_EXTENSION)
    return _one(select(func.count(ProblemMove.id)).where(*granted))


def _kept_number(_clock: Clock) -> ColumnElement[Any]:
    """Find the number of the problem that a duplicate points to."""
    kept = aliased(Problem)
    return _one(select(kept.number).where(kept.id == Problem.merged_into))


def _latest_progress(_clock: Clock) -> ColumnElement[Any]:
    """Find the newest entry on a problem; of two on one day the one further down."""
    newest = (ProblemProgress.date.desc(), ProblemProgress.position.desc(), ProblemProgress.id.desc())
    return _one(
        select(ProblemProgress.text).where(ProblemProgress.parent_id == Problem.id).order_by(*newest).limit(1)
    )


def _file_count(kind: str) -> ColumnElement[Any]:
    """Count the files of a record."""
    own = (Attachment.record_type == kind, Attachment.record_id == MAPPINGS[kind].model.id)
    return _one(select(func.count(Attachment.id)).where(*own))


def _measure_count(_clock: Clock) -> ColumnElement[Any]:
    """Count the measures of a plan."""
    return _one(select(func.count(PlanMeasure.id)).where(PlanMeasure.parent_id == EnterprisePolicyPlan.id))


def _plan_progress(_clock: Clock) -> ColumnElement[Any]:
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


def _growth(_clock: Clock) -> ColumnElement[Any]:
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


def _figure_person(_clock: Clock) -> ColumnElement[Any]:
    """Tell who entered or imported a figure."""
    return _figure_entry(HistoryEntry.person)


def _figure_day(_clock: Clock) -> ColumnElement[Any]:
    """Tell the day on which a figure was entered or imported."""
    return type_coerce(_figure_entry(func.substr(HistoryEntry.at, 1, 10)), PartialDateText())


_COMPUTED: dict[tuple[str, str], Callable[[Clock], ColumnElement[Any]]] = {
    ("enterprises", "last_visit"): _last_visit,
    ("enterprises", "open_problems"): _open_problems,
    ("visits", "problem_count"): _problem_count,
    ("problems", "visit"): _visit_number,
    ("problems", "light"): _light,
    ("problems", "extension_count"): _extension_count,
    ("problems", "kept_number"): _kept_number,
    ("problems", "latest_progress"): _latest_progress,
    ("problems", "file_count"): lambda _clock: _file_count("problems"),
    ("visits", "file_count"): lambda _clock: _file_count("visits"),
    ("plans", "measure_count"): _measure_count,
    ("plans", "progress"): _plan_progress,
    ("figures", "growth"): _growth,
    ("figures", "person"): _figure_person,
    ("figures", "kept"): _figure_day,
}
