"""Values of fields as plain JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference


def plain(value: object) -> object:
    """Write what JSON does not know; a link becomes a pair of number and words by itself."""
    match value:
        case PartialDate():
            return {"date": value.isoformat()}
        case Decimal():
            return {"number": str(value)}
        case Approximate():
            return {"approximate": value.encode()}
        case Enum():
            return value.value
        case Mapping():
            return dict(value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {one.name: getattr(value, one.name) for one in fields(value)}
    raise TypeError(value)


def typed(kept: Any) -> Any:
    """Read one value back; a pair of number and words is a link."""
    match kept:
        case {"date": text}:
            return PartialDate.parse_iso(text)
        case {"number": text}:
            return Decimal(text)
        case {"approximate": text}:
            return Approximate.decode(text)
        case [int(one), str(label)]:
            return Reference(one, label)
        case list():
            return tuple(typed(one) for one in kept)
        case _:
            return kept
