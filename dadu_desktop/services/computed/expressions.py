"""What the SQL expressions of computed fields have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from dadu_desktop.records.catalogue import MAPPINGS
from dadu_desktop.records.papers import Attachment


@dataclass
class Clock:
    """The day that lists are read on; ``soon`` finds the last time limit that is near on it."""

    today: date
    soon: Callable[[], date]

    @cached_property
    def near(self) -> date:
        """The last day that counts as near, looked up where a light is asked for only."""
        return self.soon()


Column = Callable[[Clock], ColumnElement[Any]]
"""Gives the expression of a field."""


def single(query: Select[Any]) -> ColumnElement[Any]:
    """Use a correlated query of one value."""
    return query.scalar_subquery()


def file_count(kind: str) -> ColumnElement[Any]:
    """Count the files of a record."""
    own = (Attachment.record_type == kind, Attachment.record_id == MAPPINGS[kind].model.id)
    return single(select(func.count(Attachment.id)).where(*own))
