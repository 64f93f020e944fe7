"""Computed fields of plans."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, case, func, select, type_coerce

from dadu_desktop.records.column_types import PLACES, ScaledDecimal
from dadu_desktop.records.plans import EnterprisePolicyPlan, PlanMeasure
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
    whole_percent = func.sum(done, type_=Integer) // (measures * _PERCENT)
    return single(
        select(type_coerce(whole_percent * _PERCENT, ScaledDecimal())).where(
            PlanMeasure.parent_id == EnterprisePolicyPlan.id
        )
    )


COMPUTED: dict[str, Column] = {
    "measure_count": _measure_count,
    "progress": _plan_progress,
}
