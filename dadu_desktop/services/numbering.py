"""Record numbers, given out in order and never again."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, Table, func, insert, select, update

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.numbers import WIDTHS, format_number
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.office import NumberCounter

_YEAR_KEYS = {
    "visits": "date",
    "problems": "raised",
    "plans": "year",
    "cases": "started",
    "policies": "window_from",
    "policy-applications": "applied",
    "trade-surveys": "date",
    "clusters": "established",
    "teams": "started",
    "projects": "registered",
    "activities": "started",
}


def next_numbers(connection: Connection, kind: str, year: int, count: int = 1) -> list[str]:
    """Take the next numbers of a record type in a year."""
    prefix = RECORD_TYPES[kind].number_prefix
    counter = (NumberCounter.prefix == prefix, NumberCounter.year == year)
    last = connection.scalar(select(NumberCounter.last).where(*counter))
    if last is None:
        last = 0
        connection.execute(insert(NumberCounter).values(prefix=prefix, year=year, last=count))
    else:
        connection.execute(update(NumberCounter).where(*counter).values(last=last + count))
    width = WIDTHS.get(prefix, 4)
    return [format_number(prefix, year, last + one, width) for one in range(1, count + 1)]


def next_ids(connection: Connection, table: Table, count: int) -> list[int]:
    """Give the ids of new rows; in a file the write lock keeps others away, a server counts by itself."""
    if connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, "id")
        series = func.generate_series(1, count).table_valued("place")
        return list(connection.scalars(select(func.nextval(sequence)).select_from(series)))
    last = connection.scalar(select(func.max(table.c.id))) or 0
    return list(range(last + 1, last + 1 + count))


def year_of(kind: str, values: dict[str, object]) -> int:
    """Tell in which year a record is numbered: that of its own date, else the present one."""
    match values.get(_YEAR_KEYS.get(kind, "")):
        case PartialDate() as day:
            return day.year
        case int() as year if 1900 <= year <= 2100:
            return year
        case _:
            return date.today().year
