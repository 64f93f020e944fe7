"""Who has not returned: towns and enterprises that were expected, against those that the files bring."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from dadu_desktop.exchange.targets import SALES
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.choices import choices_for
from dadu_desktop.services.import_plan import ImportPreview, RowPlan, SheetPlan
from dadu_desktop.storage.ledger_file import LedgerFile

_IN_STATISTICS = "在库"
_TAIL = re.compile(r"(?<=..)(?:街道|镇)$")
"""What files leave out of the name of a town."""


class Missing(NamedTuple):
    """An enterprise that is expected to return and did not."""

    name: str
    code: str
    town: str
    contact: str
    telephone: str


@dataclass(frozen=True)
class Returns:
    """Towns (all that there are) and enterprises (在库, of the towns that returned) expected and missing."""

    towns: int = 0
    missing_towns: tuple[str, ...] = ()
    enterprises: int = 0
    missing: tuple[Missing, ...] = ()


def expected_returns(ledger: LedgerFile, preview: ImportPreview) -> Returns | None:
    """Compare the returns among the files with whom they are expected of; None where there are no returns.

    Returns are figures of a month: exports of the statistics, and visits with the sales of the month as towns
    report them. A town has returned when a file or its sheet is named after it, now or in an earlier import.
    """
    sheets = [sheet for sheet in preview.sheets if _is_return(sheet)]
    if not sheets:
        return None
    towns = choices_for(ledger, RECORD_TYPES["enterprises"].field("town"))
    seen = {town for sheet in sheets if (town := _town_of((sheet.path.stem, sheet.sheet), towns))}
    expected = _expected(ledger, seen)
    rows = [row for sheet in sheets for row in sheet.rows]
    returned = {one for row in rows for one in _enterprises(row)}
    if seen:
        for enterprise, source in _earlier(ledger, rows):
            if town := _town_of((source,), towns):
                seen.add(town)
                returned.add(enterprise)
    named = {one for row in rows for one in (row.title, *row.said) if one}  # refused rows came as well
    return Returns(
        towns=len(towns) if seen else 0,
        missing_towns=tuple(town for town in towns if town not in seen) if seen else (),
        enterprises=len(expected),
        missing=tuple(
            one
            for key, one in expected.items()
            if key not in returned and named.isdisjoint((one.name, one.code))
        ),
    )


def _is_return(sheet: SheetPlan) -> bool:
    """Tell whether a sheet brings the figures of a month."""
    return sheet.kind == "figures" or any(one.path == SALES for one in sheet.columns)


def _town_of(names: Iterable[str], towns: Sequence[str]) -> str | None:
    """Find the town after which a file or a sheet is named."""
    return next((town for name in names for town in towns if _TAIL.sub("", town) in name), None)


def _earlier(ledger: LedgerFile, rows: Iterable[RowPlan]) -> Iterable[tuple[int, str]]:
    """List what earlier files brought for the months of these rows: enterprise and file."""
    records = (record for row in rows for record in row.records if record.kind == "figures")
    months = {str(record.values["month"]): record.values["month"] for record in records}
    query = select(MonthlyFigure.enterprise, MonthlyFigure.source).where(
        MonthlyFigure.deleted_at.is_(None),
        MonthlyFigure.month.in_(months.values()),
    )
    with ledger.read() as connection:
        found = connection.execute(query.distinct())
        return [(enterprise, source) for enterprise, source in found if source]


def _expected(ledger: LedgerFile, towns: Iterable[str]) -> dict[int, Missing]:
    """List the enterprises in the statistics, only those of the towns where any is given, by id."""
    columns = (
        Enterprise.name,
        Enterprise.credit_code,
        Enterprise.town,
        Enterprise.contact,
        Enterprise.telephone,
    )
    query = select(Enterprise.id, *columns).where(
        Enterprise.deleted_at.is_(None), Enterprise.status == _IN_STATISTICS
    )
    if wanted := list(towns):
        query = query.where(Enterprise.town.in_(wanted))
    with ledger.read() as connection:
        rows = connection.execute(query.order_by(Enterprise.town, Enterprise.id))
        return {row[0]: Missing(*(value or "" for value in row[1:])) for row in rows}


def _enterprises(row: RowPlan) -> Iterable[int]:
    """List the ids of the enterprises that a row speaks of."""
    for record in row.records:
        for value in record.values.values():
            if isinstance(value, Reference):
                yield value.id
            elif isinstance(value, tuple):
                yield from (one.id for one in value)
