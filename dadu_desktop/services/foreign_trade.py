"""外贸企业调研: the year's sentence about foreign trade, each count a list that opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_log import CONCLUDED
from dadu_desktop.domain.problem_workflow import ResultKind
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.record_rows import names
from dadu_desktop.storage.ledger_file import LedgerFile

SURVEYED = ("实地走访", "现场办公")
"""The forms of a visit that the office calls 实地调研."""
_ALL = 1_000_000


@dataclass(frozen=True)
class Counted:
    """A count and the list behind it."""

    count: int
    kind: str
    query: ListQuery


@dataclass(frozen=True)
class ForeignTrade:
    """Visits to foreign trade enterprises, whom they reached, and the problems solved for them."""

    visits: Counted
    visited: Counted
    solved: Counted

    @property
    def sentence(self) -> str:
        """Say it as the yearly report does: whole tens with 余, problems exactly."""
        tens = self.visited.count // 10 * 10
        said = f"{tens}余" if tens and self.visited.count > tens else str(self.visited.count)
        return f"实地调研{said}家重点外贸企业，协助解决企业运营难题{self.solved.count}个"


def foreign_trade_facts(ledger: LedgerFile, first: date, last: date) -> ForeignTrade:
    """Count what was done for foreign trade enterprises in a period."""
    with ledger.read() as connection:
        exporters = _exporters(connection)
    within = (PartialDate.of(first), PartialDate.of(last))
    visits = ListQuery(
        filters=(
            Filter("enterprises", "one_of", exporters),
            Filter("form", "one_of", SURVEYED),
            Filter("date", "at_least", within[0]),
            Filter("date", "at_most", within[1]),
        )
    )
    solved = ListQuery(
        filters=(
            Filter("enterprise", "one_of", exporters),
            Filter("status", "one_of", tuple(sorted(CONCLUDED))),
            Filter("result_kind", "is", ResultKind.SOLVED.value),
            Filter("finished", "at_least", within[0]),
            Filter("finished", "at_most", within[1]),
        )
    )
    return ForeignTrade(
        _counted(ledger, "visits", visits),
        _visited(ledger, visits, exporters),
        _counted(ledger, "problems", solved),
    )


def _exporters(connection: Connection) -> tuple[Reference, ...]:
    """List the enterprises that trade abroad."""
    query = select(Enterprise.id).where(Enterprise.foreign_trade.is_(True), Enterprise.deleted_at.is_(None))
    return tuple(names(connection, connection.scalars(query)).values())


def _visited(ledger: LedgerFile, visits: ListQuery, exporters: tuple[Reference, ...]) -> Counted:
    """Count the enterprises that the visits reached, each once."""
    rows = list_records(
        ledger, "visits", ListQuery(filters=visits.filters, columns=("enterprises",), limit=_ALL)
    ).rows
    reached = {one.id for row in rows for one in row.values["enterprises"]}  # type: ignore[attr-defined]
    with ledger.read() as connection:
        chosen = Enterprise.id.in_(reached.intersection(one.id for one in exporters))
        numbers = tuple(connection.scalars(select(Enterprise.number).where(chosen).order_by(Enterprise.id)))
    return _counted(ledger, "enterprises", ListQuery(filters=(Filter("number", "one_of", numbers),)))


def _counted(ledger: LedgerFile, kind: str, query: ListQuery) -> Counted:
    """Count a list."""
    return Counted(
        list_records(ledger, kind, ListQuery(filters=query.filters, columns=("number",), limit=0)).total,
        kind,
        query,
    )
