"""Columns that keep exact decimals, partly known dates and approximate values on any engine."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import BigInteger, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import InputProblem

PLACES = 6
_SCALE = Decimal(10) ** PLACES
_LIMIT = 2**63


class ScaledDecimal(TypeDecorator[Decimal]):
    """An exact decimal as a whole number of millionths: 1 分 where the value is in 万元.

    SQLite has no decimal type and would round through binary floats; whole numbers sort, sum and compare
    exactly on every engine.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Refuse what six places cannot hold instead of rounding it."""
        if value is None:
            return None
        scaled = Decimal(value) * _SCALE
        if scaled != int(scaled) or abs(scaled) >= _LIMIT:
            raise InputProblem(f"数值 {value} 超出可保存的精度（小数最多 {PLACES} 位），请核对。")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Give the decimal back without trailing zeros."""
        return None if value is None else from_scaled(value)


def from_scaled(value: int) -> Decimal:
    """Turn a stored whole number of millionths into the decimal it stands for."""
    whole, rest = divmod(value, 10**PLACES)
    return Decimal(whole) if rest == 0 else (Decimal(value) / _SCALE).normalize()


class PartialDateText(TypeDecorator[PartialDate]):
    """A date known to the day, month or year as ISO text, which sorts by time."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        """Write 2018, 2018-10 or 2018-10-03."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        """Read it back with the same precision."""
        return None if value is None else PartialDate.parse_iso(value)


class ApproximateText(TypeDecorator[Approximate]):
    """Value, qualifier and original words in one sortable text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Approximate | None, dialect: Dialect) -> str | None:
        """Write the encoded form of the domain."""
        return None if value is None else value.encode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Approximate | None:
        """Read it back, words included."""
        return None if value is None else Approximate.decode(value)
