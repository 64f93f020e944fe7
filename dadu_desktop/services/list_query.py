"""What a list is asked: search, filters, sort order and columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Operator = Literal[
    "is", "contains", "at_least", "at_most", "one_of", "empty", "filled", "not_since", "without"
]


@dataclass(frozen=True)
class Filter:
    """One condition on one field; ``one_of`` takes a tuple, ``without`` a month that was not reported."""

    key: str
    operator: Operator
    value: object = None


@dataclass(frozen=True)
class Sort:
    """One step of the sort order."""

    key: str
    descending: bool = False


@dataclass(frozen=True)
class ListQuery:
    """What a list shows: all of it can be kept as a view."""

    search: str = ""
    filters: tuple[Filter, ...] = ()
    sort: tuple[Sort, ...] = ()
    columns: tuple[str, ...] = ()
    limit: int = 200
    offset: int = 0
    enterprise: int | None = None  # only records of this enterprise
    deleted: bool = False  # the recycle bin instead of the ledger
