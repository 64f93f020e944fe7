"""The data of 一企一档: of one enterprise, or of many in a few queries for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import select

from dadu_desktop.domain.measures import headline_indicator
from dadu_desktop.domain.problem_workflow import OPEN
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.reporting.charts import LineChart, Series
from dadu_desktop.reporting.figures import Basis, Figure, FigureBook, How
from dadu_desktop.services.belongings import records_of
from dadu_desktop.services.briefing_data import DocumentData
from dadu_desktop.services.bulk_reading import kept_children, kept_values
from dadu_desktop.services.figure_bases import counted
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.quoted_values import quoted_part, quoted_record, quoted_rows
from dadu_desktop.services.records import RecordData, find_record
from dadu_desktop.services.rows import Row, Values
from dadu_desktop.services.timeline import Event, Facts, facts_of_many, headline_series, timelines
from dadu_desktop.storage.ledger_file import LedgerFile

_ALL = 1_000_000
_AT_ONCE = 500
_STORY_LENGTH = 30
_TOLD = {
    "problems": ("number", "description", "lead_unit", "due_date", "status", "light"),
    "plans": ("number", "year", "status", "goal", "problems"),
    "cases": ("number", "title", "status", "effect"),
}
"""What a dossier says of the records of its enterprise."""
_LISTED = {**_TOLD, "visits": ("number",)}

MonthValues = tuple[str, Decimal | None, Decimal | None]


@dataclass(frozen=True)
class _Known:
    """What is known of one enterprise; ``rows`` are its records in the order of the lists, by type."""

    record: RecordData
    rows: Mapping[str, Sequence[Row]]
    events: Sequence[Event]
    facts: Facts
    series: Sequence[MonthValues]


def dossier(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather what is known of one enterprise (一企一档)."""
    found = find_record(ledger, "enterprises", parameters["enterprise"])
    (known,) = _gathered(ledger, [found])
    return _document(known)


def dossiers(ledger: LedgerFile, numbers: Sequence[str]) -> Iterator[DocumentData]:
    """Gather the same of many enterprises, in the order of their numbers."""
    for start in range(0, len(numbers), _AT_ONCE):
        some = _enterprises(ledger, numbers[start : start + _AT_ONCE])
        yield from map(_document, _gathered(ledger, some))


def _enterprises(ledger: LedgerFile, numbers: Iterable[str]) -> list[RecordData]:
    """Read enterprises whole by their numbers."""
    wanted = select(Enterprise.number, Enterprise.id, Enterprise.version)
    fields = [one.key for one in RECORD_TYPES["enterprises"].fields]
    with ledger.read() as connection:
        known = {
            number: (record, version)
            for number, record, version in connection.execute(wanted.where(Enterprise.number.in_(numbers)))
        }
        ids = [record for record, _version in known.values()]
        values = kept_values(connection, "enterprises", ids, fields)
        parts = {
            one.key: kept_children(connection, "enterprises", one.key, ids)
            for one in RECORD_TYPES["enterprises"].children
        }
    return [
        RecordData(
            "enterprises", record, number, version, values[record],
            {key: tuple(found.get(record, ())) for key, found in parts.items()},
        )
        for number, (record, version) in sorted(known.items())
    ]  # fmt: skip


def _gathered(ledger: LedgerFile, enterprises: Sequence[RecordData]) -> Iterator[_Known]:
    """Read what is known of some enterprises."""
    ids = [one.id for one in enterprises]
    rows = {kind: _listed(ledger, kind, keys, ids) for kind, keys in _LISTED.items()}
    events, facts = timelines(ledger, ids), facts_of_many(ledger, ids)
    series = headline_series(ledger, ids)
    for one in enterprises:
        own = {kind: found[one.id] for kind, found in rows.items()}
        yield _Known(one, own, events[one.id], facts[one.id], series[one.id])


def _listed(ledger: LedgerFile, kind: str, keys: tuple[str, ...], ids: Sequence[int]) -> dict[int, list[Row]]:
    """Read the records of each enterprise in the order of the list, with what the list notes of them."""
    query = ListQuery(columns=keys, limit=_ALL)
    if len(ids) == 1:
        return {ids[0]: list_records(ledger, kind, replace(query, enterprise=ids[0])).rows}
    with ledger.read() as connection:
        owned = records_of(connection, kind, ids)
    rows = {row.id: (place, row) for place, row in enumerate(list_records(ledger, kind, query).rows)}
    return {
        one: [row for _, row in sorted(rows[record] for record in records if record in rows)]
        for one, records in owned.items()
    }


def _document(known: _Known) -> DocumentData:
    """Put together what a dossier says."""
    found, book = known.record, FigureBook()
    noted = {
        kind: [
            {**values, "limit_note": "".join(row.notes.values())}
            for row, values in zip(known.rows[kind], quoted_rows(book, kind, known.rows[kind]), strict=True)
        ]
        for kind in _TOLD
    }
    values: Values = {
        "enterprise": quoted_record(book, found),
        "people": quoted_part(book, found, "people"),
        "names": found.children["names"],
        "facts": known.facts,
        "counts": _service_counts(known.rows, book),
        "events": [_event(one, book) for one in known.events[:_STORY_LENGTH]],
        "event_count": len(known.events),
        **noted,
    }
    title = f"{found.values['name']}一企一档"
    return DocumentData(title, values, {"chart": _chart(known)}, tuple(book.figures))


def _service_counts(rows: Mapping[str, Sequence[Row]], book: FigureBook) -> dict[str, Figure]:
    """Count visits and problems of an enterprise, with the records behind each number."""
    visits, problems = ([one.id for one in rows[kind]] for kind in ("visits", "problems"))
    waiting = [one.id for one in rows["problems"] if one.values["status"] in OPEN]
    return {
        name: book.add(len(ids), counted(label, kind, ids, rule))
        for name, label, kind, ids, rule in (
            ("visits", "走访服务", "visits", visits, "该企业的全部走访记录。"),
            ("problems", "反映问题", "problems", problems, "该企业的全部问题。"),
            ("waiting", "未办结问题", "problems", waiting, "该企业未办结、未销号的问题。"),
        )
    }


def _event(event: Event, book: FigureBook) -> dict[str, object]:
    """Give one entry of the story; its words are quoted from the record."""
    words = event.text.replace("。；", "；")
    basis = Basis(event.title, event.kind, (event.id,), How.QUOTED, "由该条记录各栏连写。")
    return {**vars(event), "text": book.add(words, basis) if words else ""}


def _chart(known: _Known) -> LineChart:
    """Chart the headline indicator of 24 months beside the year before."""
    trade = known.record.values["trade"]
    name = headline_indicator(str(trade) if trade else None)
    months, now, before = zip(*known.series, strict=True) if known.series else ((), (), ())
    return LineChart(months, (Series(name, now), Series("上年同月", before)), "万元")
