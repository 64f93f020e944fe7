"""What a command answers, and how values are written as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference


@dataclass(frozen=True)
class Answer:
    """The JSON object of a command, its words for people, and whether part of it was refused."""

    data: Mapping[str, object]
    words: str
    refused: bool = False


def plain(value: object) -> object:
    """Give a value as JSON has it: decimals as strings, dates as ISO, links by name; a hedged amount in its words."""
    match value:
        case Decimal():
            return f"{value:f}"
        case Approximate():
            return value.words if value.qualifier else f"{value.value:f}"
        case PartialDate() | datetime():
            return value.isoformat()
        case Reference() | Path():
            return str(value)
        case Mapping():
            return {key: plain(one) for key, one in value.items()}
        case tuple() | list():
            return [plain(one) for one in value]
        case _:
            return value


def written(data: Mapping[str, object]) -> str:
    """Write one JSON object."""
    return json.dumps(plain(data), ensure_ascii=False)
