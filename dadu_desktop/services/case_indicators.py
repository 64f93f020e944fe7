"""Indicators of a case said in sentences."""

from __future__ import annotations

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.indicators import IndicatorKind, IndicatorValue, describe, read_indicator
from dadu_desktop.services.rows import Values


def indicator_sentence(row: Values) -> str:
    """Say an indicator's way in one sentence; "" where its words cannot be read."""
    kind = IndicatorKind(str(row["kind"]))
    try:
        read = [_read(kind, row, key) for key in ("base", "target", "actual")]
    except InputProblem:
        return ""
    return describe(kind, *read)


def _read(kind: IndicatorKind, row: Values, key: str) -> IndicatorValue | None:
    """Read one value of an indicator, None where there is none."""
    words = row[key]
    return read_indicator(kind, str(words), str(row["unit"] or "")) if words else None
