"""Computed fields of plans."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, case, cast, func, select, type_coerce
from sqlalchemy.orm import aliased

from dadu_desktop.records.column_types import PLACES, PartialDateText, ScaledDecimal
from dadu_desktop.records.plans import EnterprisePolicyPlan, PlanEntry, PlanMeasure
from dadu_desktop.services.computed.expressions import Clock, Column, single

_PERCENT = 10**PLACES


def _measure_count(_clock: Clock) -> ColumnElement[Any]:
    """Count the measures of a plan."""
    return single(select(func.count(PlanMeasure.id)).where(PlanMeasure.parent_id == EnterprisePolicyPlan.id))


def _plan_progress(_clock: Clock) -> ColumnElement[Any]:
    """Average the progress of the measures; a finished one counts as 100 even without a figure."""
    done = case(
        (PlanMeasure.percent.is_not(None), type_coerce(PlanMeasure.percent, Integer)),
        (PlanMeasure.status == "已完成", 100 * _PERCENT),
        else_=0,
    )
    measures = func.nullif(func.count(PlanMeasure.id), 0)
    whole_percent = cast(func.sum(done), BigInteger) // (measures * _PERCENT)
    return single(
        select(type_coerce(whole_percent * _PERCENT, ScaledDecimal())).where(
            PlanMeasure.parent_id == EnterprisePolicyPlan.id
        )
    )


def _edition(*, following: bool) -> ColumnElement[Any]:
    """Give the number of the edition before or after."""
    other = aliased(EnterprisePolicyPlan)
    tied = (
        other.previous_id == EnterprisePolicyPlan.id
        if following
        else other.id == EnterprisePolicyPlan.previous_id
    )
    return single(select(func.max(other.number)).where(tied, other.deleted_at.is_(None)))


def _latest_entry(_clock: Clock) -> ColumnElement[Any]:
    """Find the day of the newest entry of progress."""
    newest = type_coerce(func.max(PlanEntry.date), PartialDateText())
    return single(select(newest).where(PlanEntry.parent_id == EnterprisePolicyPlan.id))


COMPUTED: dict[str, Column] = {
    "previous": lambda _clock: _edition(following=False),
    "following": lambda _clock: _edition(following=True),
    "latest_entry": _latest_entry,
    "measure_count": _measure_count,
    "progress": _plan_progress,
}
