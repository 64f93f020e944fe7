"""What is written around a table and holds for all of it: unit, month, and the year that dates leave out."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dadu_desktop.domain.money import Unit
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.text import narrow
from dadu_desktop.exchange.cells import Sheet
from dadu_desktop.exchange.columns import Header
from dadu_desktop.exchange.units import unit_below, unit_of

_MONTH = re.compile(
    r"(?P<year>20\d\d)[年./-](?:(?P<from>\d{1,2})月?[-—–~至到])?(?P<month>\d{1,2})(?:月|[./-]\d|$|(?=\D))"
)
_YEAR = re.compile(r"(20\d\d)(?=[年./-])")
_ROWS_LOOKED_AT = 300


@dataclass(frozen=True)
class Surroundings:
    """Unit of amounts, reporting month, and the day from which dates without a year are understood."""

    today: date
    unit: Unit | None = None
    month: PartialDate | None = None
    base_1904: bool = False
    joint: bool = False  # January and February reported as one
    symposium: bool = False  # the titles speak of 座谈, not of 走访
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Entries of the editable code lists by their key."""
    whole: frozenset[str] = frozenset()
    """Problems that the ledger keeps as one although their words are numbered: they are not parted."""


def surroundings(
    sheet: Sheet,
    header: Header,
    file_name: str,
    *,
    today: date,
    base_1904: bool,
    choices: Mapping[str, Sequence[str]],
) -> Surroundings:
    """Look at the lines above the heading, the names of sheet and file and, for the year, the cells below."""
    named = [*sheet.words_above(header.rows[0]), sheet.name, file_name]
    year, first, last = _period(named)
    unit = unit_of(named) or unit_below(sheet, header)
    year = year or _usual_year(sheet, header) or today.year
    joint = (first, last) == (1, 2)
    whole = first is None or joint or (first == 1 and header.kind == "figures")  # 1—11月 reports November
    single = PartialDate(year, last) if last and whole else None
    said = "".join(named)
    symposium = "座谈" in said and "走访" not in said
    return Surroundings(_latest(year, last, today), unit, single, base_1904, joint, symposium, choices)


def _period(texts: Iterable[str]) -> tuple[int | None, int | None, int | None]:
    """Find year, first and last month in titles and names; the first month only of a span."""
    for text in texts:
        found = _MONTH.search(re.sub(r"\s", "", narrow(text)))
        if found and 1 <= int(found["month"]) <= 12:
            return int(found["year"]), int(found["from"]) if found["from"] else None, int(found["month"])
    years = [int(year) for text in texts for year in _YEAR.findall(narrow(text))]
    return (years[0] if years else None), None, None


def _usual_year(sheet: Sheet, header: Header) -> int | None:
    """Find the year that the cells of the table name most often."""
    years: Counter[int] = Counter()
    for row in sheet.rows[header.first_body_row : header.first_body_row + _ROWS_LOOKED_AT]:
        for cell in row:
            if isinstance(cell, date):
                years[cell.year] += 1
            elif isinstance(cell, str):
                years.update(int(year) for year in _YEAR.findall(cell))
    return years.most_common(1)[0][0] if years else None


def _latest(year: int, month: int | None, today: date) -> date:
    """Return the last day that the table can speak of."""
    last = month or 12
    return min(date(year, last, calendar.monthrange(year, last)[1]), today)
