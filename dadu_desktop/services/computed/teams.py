"""Computed fields of service teams."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select, type_coerce

from dadu_desktop.records.base import Part
from dadu_desktop.records.column_types import PartialDateText
from dadu_desktop.records.teams import ServiceTeam, TeamEntry, TeamMeeting, TeamProblem
from dadu_desktop.services.computed.expressions import Clock, Column, single


def _count(part: type[Part]) -> ColumnElement[Any]:
    """Count the rows of a part."""
    return single(select(func.count(part.id)).where(part.parent_id == ServiceTeam.id))


def _latest_entry(_clock: Clock) -> ColumnElement[Any]:
    """Find the day of the newest entry of progress."""
    newest = type_coerce(func.max(TeamEntry.date), PartialDateText())
    return single(select(newest).where(TeamEntry.parent_id == ServiceTeam.id))


COMPUTED: dict[str, Column] = {
    "meeting_count": lambda _clock: _count(TeamMeeting),
    "linked_count": lambda _clock: _count(TeamProblem),
    "latest_entry": _latest_entry,
}
