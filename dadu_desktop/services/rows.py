"""Rows of records as plain typed values, with links shown by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

Values = dict[str, object]

MARK = " 推算"
"""Stands beside a value of which there is something to be said: a date reckoned without its list of holidays."""


class Row(NamedTuple):
    """One record in a list: the values of the columns asked for, and what is to be said beside some of them."""

    id: int
    values: Values
    notes: Mapping[str, str] = MappingProxyType({})

    def marked(self, key: str, text: str) -> str:
        """Put the mark beside a value of which something is to be said."""
        return f"{text}{MARK}" if key in self.notes else text


@dataclass(frozen=True)
class ListPage:
    """One page of a list and how many records there are in all."""

    rows: list[Row]
    total: int
