"""Computed fields of surveys: imports and exports together, and how their problems stand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, case, func, select, type_coerce

from dadu_desktop.domain.problem_log import CONCLUDED
from dadu_desktop.domain.problem_workflow import ResultKind
from dadu_desktop.records.column_types import ScaledDecimal
from dadu_desktop.records.problems import Problem
from dadu_desktop.records.trade_surveys import SurveyProblem, TradeSurvey
from dadu_desktop.services.computed.expressions import Clock, Column, single


def _turnover(_clock: Clock) -> ColumnElement[Any]:
    """Add exports and imports; nothing where neither is known."""
    exports, imports = (type_coerce(one, Integer) for one in (TradeSurvey.exports, TradeSurvey.imports))
    known = exports.is_not(None) | imports.is_not(None)
    return type_coerce(case((known, func.coalesce(exports, 0) + func.coalesce(imports, 0))), ScaledDecimal())


def _linked(*conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    """Count the problems that a survey names and the ledger has, each once."""
    named = Problem.number == SurveyProblem.problem
    own = (SurveyProblem.parent_id == TradeSurvey.id, Problem.deleted_at.is_(None), *conditions)
    return single(
        select(func.count(Problem.id.distinct())).select_from(SurveyProblem).join(Problem, named).where(*own)
    )


COMPUTED: dict[str, Column] = {
    "turnover": _turnover,
    "linked_count": lambda _clock: _linked(),
    "solved_count": lambda _clock: _linked(
        Problem.status.in_(CONCLUDED), Problem.result_kind == ResultKind.SOLVED.value
    ),
}
