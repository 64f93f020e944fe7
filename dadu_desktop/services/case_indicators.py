"""Indicators of a case: each way said in a sentence, and the dated values that it went through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.indicators import IndicatorKind, IndicatorValue, describe, read_indicator
from dadu_desktop.domain.money import Unit
from dadu_desktop.services.rows import Values


class Reading(NamedTuple):
    """A dated value in its words; ``number`` is None where they cannot be read."""

    day: str
    words: str
    number: Decimal | None


class Trend(NamedTuple):
    """An indicator that was read at least twice, the oldest reading first."""

    name: str
    kind: IndicatorKind
    unit: str
    readings: tuple[Reading, ...]


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


def trends(indicators: Iterable[Values], readings: Sequence[Values]) -> list[Trend]:
    """Put the dated values beside the indicators that they are of."""
    found = []
    for row in indicators:
        kind = IndicatorKind(str(row["kind"]))
        usual = Unit.WAN.value if kind is IndicatorKind.AMOUNT else ""
        own = sorted((one for one in readings if one["indicator"] == row["name"]), key=_day)
        told = tuple(Reading(_day(one), str(one["value"]), _number(kind, row, one)) for one in own)
        if len(told) > 1:
            found.append(Trend(str(row["name"]), kind, str(row["unit"] or usual), told))
    return found


def _day(reading: Values) -> str:
    """Write the day of a reading."""
    return str(reading["date"])


def _number(kind: IndicatorKind, row: Values, reading: Values) -> Decimal | None:
    """Read the number of a dated value."""
    try:
        return read_indicator(kind, str(reading["value"]), str(row["unit"] or "")).number
    except InputProblem:
        return None
