"""Charts of the goals and of the progress of a plan or a case."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.indicators import IndicatorKind, read_indicator
from dadu_desktop.reporting.bar_charts import GoalChart, ShareChart
from dadu_desktop.services.rows import Values

_KINDS = (IndicatorKind.AMOUNT, IndicatorKind.COUNT, IndicatorKind.RATIO, IndicatorKind.PEAK)
"""Indicators whose values are lengths: ranks and milestones have charts of their own, or none."""


def goal_charts(rows: Iterable[Values]) -> dict[str, GoalChart]:
    """Chart base, target and actual value of each indicator of which two are numbers."""
    charts: dict[str, GoalChart] = {}
    for row in rows:
        kind = IndicatorKind(str(row.get("kind") or IndicatorKind.COUNT))
        unit = str(row["unit"] or ("万元" if kind is IndicatorKind.AMOUNT else ""))
        base, target, actual = (_number(kind, row[key], unit) for key in ("base", "target", "actual"))
        if kind in _KINDS and sum(value is not None for value in (base, target, actual)) > 1:
            name = str(row["indicator"] if "indicator" in row else row["name"])
            charts[f"goal-{len(charts)}"] = GoalChart(name, base, target, actual, unit)
    return charts


def progress_chart(measures: Iterable[Values]) -> ShareChart:
    """Chart how far each measure is, in per cent; those without progress are at 0."""
    return ShareChart(
        tuple(
            (
                f"{place}．{one['measure']}",
                value if isinstance(value := one["percent"], Decimal) else Decimal(0),
            )
            for place, one in enumerate(measures, 1)
        )
    )


def _number(kind: IndicatorKind, words: object, unit: str) -> Decimal | None:
    """Read a value; None where it cannot be read or there is none."""
    try:
        return read_indicator(kind, str(words), unit).number if words else None
    except InputProblem:
        return None
