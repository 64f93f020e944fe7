"""Dates reckoned in working days, and what is said beside one whose year has no list of holidays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.services.rows import Row
from dadu_desktop.storage.ledger_file import LedgerFile

RECKONED = {"problems": "due_date"}
"""By record type, the date that is reckoned."""


def noted(connection: Connection, kind: str, rows: Sequence[Row]) -> list[Row]:
    """Say beside the reckoned dates of a list that the list of holidays of their year is missing."""
    key = RECKONED.get(kind, "")
    words = unlisted_years(connection, (row.values.get(key) for row in rows)) if key else {}

    def notes(row: Row) -> Mapping[str, str]:
        said = words.get(_year(row.values.get(key)))
        return {key: said} if said else {}

    return [row._replace(notes=notes(row)) for row in rows] if words else list(rows)


def unlisted_years(connection: Connection, days: Iterable[object]) -> dict[int, str]:
    """Find the years among some days of which the list of holidays is missing, each with the words for it."""
    years = {_year(day) for day in days} - {0}
    if not years:
        return {}
    from dadu_desktop.services.problem_clock import office_clock  # brings the calendar of holidays along

    known = office_clock(connection).calendar.known
    return {year: f"{year}年放假安排未导入，按周一至周五推算" for year in sorted(years) if not known(year)}


def legend(ledger: LedgerFile, kind: str, rows: Iterable[Mapping[str, object]]) -> str:
    """Say below a list of which of its dates the holidays were not known; "" where all were."""
    key = RECKONED.get(kind, "")
    with ledger.read() as connection:
        words = unlisted_years(connection, (row.get(key) for row in rows))
    label = RECORD_TYPES[kind].field(key).label if words else ""
    return f"注明“推算”的{label}：{'；'.join(words.values())}。" if words else ""


def _year(day: object) -> int:
    """Give the year of a day, or of the last one that it may mean; 0 where there is no day."""
    day = day.last_day() if isinstance(day, PartialDate) else day
    return day.year if isinstance(day, date) else 0
