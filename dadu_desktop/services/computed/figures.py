"""Computed fields of monthly figures."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, String, case, cast, func, select, type_coerce

from dadu_desktop.records.column_types import PLACES, PartialDateText, ScaledDecimal
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.computed.expressions import Clock, Column, single
from dadu_desktop.storage.history import HistoryEntry

_PER_MILLE = 10 ** (PLACES - 1)  # one decimal of a per cent


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
    return single(
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


COMPUTED: dict[str, Column] = {
    "growth": _growth,
    "person": _figure_person,
    "kept": _figure_day,
}
