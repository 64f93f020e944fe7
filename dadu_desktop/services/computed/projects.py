"""Computed fields of projects: how far they are by their stages, and the light against the plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, and_, case, exists, func, literal, select, type_coerce

from dadu_desktop.domain.project_stages import StageLight, near_limit
from dadu_desktop.records.column_types import PLACES, PartialDateText, ScaledDecimal
from dadu_desktop.records.projects import InvestmentProject, ProjectEntry, ProjectStage
from dadu_desktop.services.computed.expressions import Clock, Column, single

_OWN = ProjectStage.parent_id == InvestmentProject.id
_OPEN = and_(_OWN, ProjectStage.actual.is_(None))
_SIGNED = "签约"
_MOST = 1000


def _over_before(day: date) -> ColumnElement[bool]:
    """Tell whether the last day that a stage is planned for lies before a day: 2022-11 ends with its month."""
    planned, iso = type_coerce(ProjectStage.planned, String), literal(day.isoformat())
    return and_(planned < iso, func.substr(iso, 1, func.length(planned)) != planned)


def _light(clock: Clock) -> ColumnElement[Any]:
    """Compare the stages with the day, as ``project_stages.project_light`` does for one project."""
    planned = exists().where(_OPEN, ProjectStage.planned.is_not(None))
    soon = near_limit(clock.today) + timedelta(days=1)
    return case(
        (InvestmentProject.status == "已终止", StageLight.NONE.value),
        (exists().where(_OPEN, _over_before(clock.today)), StageLight.RED.value),
        (exists().where(_OPEN, _over_before(soon)), StageLight.AMBER.value),
        (planned, StageLight.GREEN.value),
        (exists().where(_OPEN), StageLight.NONE.value),
        (exists().where(_OWN), StageLight.DONE.value),
        else_=StageLight.NONE.value,
    )


def _first_open(column: Any) -> ColumnElement[Any]:
    """Tell something of the first stage that is not reached."""
    return single(select(column).where(_OPEN).order_by(ProjectStage.position, ProjectStage.id).limit(1))


def _stage(_clock: Clock) -> ColumnElement[Any]:
    """Name the last stage that was reached."""
    reached = (_OWN, ProjectStage.actual.is_not(None))
    last = (ProjectStage.position.desc(), ProjectStage.id.desc())
    return single(select(ProjectStage.stage).where(*reached).order_by(*last).limit(1))


def _signed(_clock: Clock) -> ColumnElement[Any]:
    """Find the day on which the contract was signed."""
    first = type_coerce(func.min(ProjectStage.actual), PartialDateText())
    return single(select(first).where(_OWN, ProjectStage.stage == _SIGNED))


def _arrival_rate(_clock: Clock) -> ColumnElement[Any]:
    """Give what arrived in whole per cent of what was signed, rounded down; nothing where that makes no sense."""
    arrived = type_coerce(InvestmentProject.arrived_amount, Integer)
    signed = func.nullif(type_coerce(InvestmentProject.signed_amount, Integer), 0, type_=Integer)
    whole = arrived * 100 // signed
    sensible = case((whole <= _MOST, whole * 10**PLACES))  # mistyped amounts would not fit the column
    return type_coerce(sensible, ScaledDecimal())


def _latest_entry(_clock: Clock) -> ColumnElement[Any]:
    """Find the day of the newest entry of progress."""
    newest = type_coerce(func.max(ProjectEntry.date), PartialDateText())
    return single(select(newest).where(ProjectEntry.parent_id == InvestmentProject.id))


COMPUTED: dict[str, Column] = {
    "arrival_rate": _arrival_rate,
    "stage": _stage,
    "light": _light,
    "signed": _signed,
    "next_stage": lambda _clock: _first_open(ProjectStage.stage),
    "next_planned": lambda _clock: _first_open(ProjectStage.planned),
    "latest_entry": _latest_entry,
}
