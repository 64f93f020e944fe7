"""Ties service teams to problems of the ledger by their numbers; how a problem stands is told there alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, select

from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.problems import Problem
from dadu_desktop.records.teams import ServiceTeam
from dadu_desktop.services.lists import of_enterprise
from dadu_desktop.services.record_rows import fetch, fetch_children
from dadu_desktop.services.records import save_in
from dadu_desktop.services.rows import Row
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed

SHOWN = ("number", "description", "lead_unit", "due_date", "status", "light")
"""What is told of a problem that a team looks after."""


def linked_problems(ledger: LedgerFile, team: int, today: date) -> list[Row]:
    """Read the problems that a team looks after, as they stand now."""
    with ledger.read() as connection:
        return _rows(connection, _numbers(connection, team), today)


def linkable_problems(ledger: LedgerFile, team: int, today: date) -> list[Row]:
    """Read the problems of the enterprise that the team does not look after yet, the newest first."""
    with ledger.read() as connection:
        linked = _numbers(connection, team)
        served = connection.scalar(select(ServiceTeam.enterprise).where(ServiceTeam.id == team)) or 0
        own = select(Problem.id).where(
            Problem.deleted_at.is_(None), Problem.number.not_in(linked), of_enterprise("problems", served)
        )
        found = list(connection.scalars(own.order_by(Problem.id.desc())))
        return _fetched(connection, found, today)


def link_problems(ledger: LedgerFile, team: int, numbers: Iterable[str]) -> Changed:
    """Let a team look after more problems."""
    with ledger.unit() as unit:
        kept = fetch_children(unit.connection, "teams", team)["linked"]
        known = {one["problem"] for one in kept}
        added = [{"problem": number} for number in dict.fromkeys(numbers) if number not in known]
        save_in(unit, "teams", team, {}, {"linked": [*kept, *added]})
    return unit.changed


def _numbers(connection: Connection, team: int) -> list[str]:
    """Read the numbers that a team looks after."""
    return [str(one["problem"]) for one in fetch_children(connection, "teams", team)["linked"]]


def _rows(connection: Connection, numbers: Sequence[str], today: date) -> list[Row]:
    """Read problems in the order of the numbers; one in the recycle bin is left out."""
    found = connection.execute(
        select(Problem.number, Problem.id).where(Problem.number.in_(numbers), Problem.deleted_at.is_(None))
    )
    ids = {row.number: row.id for row in found}
    return _fetched(connection, [ids[number] for number in numbers if number in ids], today)


def _fetched(connection: Connection, ids: Sequence[int], today: date) -> list[Row]:
    """Read what is shown of problems."""
    fields = [RECORD_TYPES["problems"].field(key) for key in SHOWN]
    return fetch(connection, "problems", ids, fields, today)
