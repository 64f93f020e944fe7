"""The records of an import written in bulk, within one unit of work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple, cast

from sqlalchemy import update

from dadu_desktop.domain.problem_log import history_of
from dadu_desktop.domain.record_rules import measure_due
from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services import policy_links
from dadu_desktop.services.bulk_writing import Columns, Inserter, table_of
from dadu_desktop.services.import_plan import RecordPlan, Values
from dadu_desktop.services.month_locks import refuse_closed
from dadu_desktop.services.numbering import next_ids, next_numbers, year_of
from dadu_desktop.services.pinyin import sounds_of
from dadu_desktop.services.records import save_in
from dadu_desktop.storage.search_index import searched_keys
from dadu_desktop.storage.unit_of_work import UnitOfWork

Step = Callable[[int], None]
"""Called with the number of records written; may raise to cancel."""

_CHUNK = 2000


class _Chunk(NamedTuple):
    """New records with what they got; numbers and the visits that problems were raised on may be none."""

    kind: str
    records: Sequence[RecordPlan]
    ids: Sequence[int]
    numbers: Sequence[str]
    visits: Sequence[int]


class BulkWriter:
    """Writes planned records and remembers which id a new enterprise got."""

    def __init__(self, unit: UnitOfWork, step: Step) -> None:
        """Take the unit of work and whom to tell how far it is."""
        self._unit = unit
        self._step = step
        self._ids: dict[int, int] = {}
        self._visits: list[tuple[RecordPlan, int]] = []

    def write(self, records: Sequence[RecordPlan], newcomers: Mapping[int, Values]) -> None:
        """Write enterprises first, as the others point to them; figures of a locked month are refused."""
        refuse_closed(
            self._unit.connection, {one.values.get("month") for one in records if one.kind == "figures"}
        )
        named = {one for record in records for one in _links(record) if one in newcomers} if newcomers else ()
        added = [
            RecordPlan("enterprises", 0, newcomers[one], temporary=one) for one in sorted(named, reverse=True)
        ]
        by_kind: dict[str, list[RecordPlan]] = defaultdict(list)
        for record in (*added, *records):
            by_kind[record.kind].append(record)
        for kind in RECORD_TYPES:
            self._insert(kind, [record for record in by_kind[kind] if not record.id])
            self._change([record for record in by_kind[kind] if record.id and record.changes])

    def _change(self, records: Iterable[RecordPlan]) -> None:
        """Change kept records."""
        for record in records:
            values = {key: self._resolved(value) for key, value in record.values.items()}
            save_in(self._unit, record.kind, record.id, values, record.children)
            self._step(1)

    def _insert(self, kind: str, records: Sequence[RecordPlan], visits: Sequence[int] = ()) -> None:
        """Make new records; ``visits`` are those that problems were raised on."""
        if not records:
            return
        ids = next_ids(self._unit.connection, table_of(MAPPINGS[kind].model), len(records))
        numbers = self._numbers(kind, records)
        with Inserter(self._unit.connection) as inserter:
            for start in range(0, len(records), _CHUNK):
                part = slice(start, start + _CHUNK)
                self._insert_chunk(
                    inserter, _Chunk(kind, records[part], ids[part], numbers[part], visits[part])
                )
        self._unit.touch(kind, ids, index=False)
        self._mark_replaced([record.replaces for record in records if record.replaces])
        if kind == "visits":
            self._insert_problems()
        if kind in policy_links.KINDS:
            policy_links.tie_applications(self._unit)

    def _insert_chunk(self, inserter: Inserter, chunk: _Chunk) -> None:
        """Insert records with their links and rows; problems of visits wait until all visits are there."""
        self._ids.update(zip((record.temporary for record in chunk.records), chunk.ids, strict=True))
        mapping = MAPPINGS[chunk.kind]
        columns = self._columns(chunk)
        inserter.columns(table_of(mapping.model), columns)
        for key, link in mapping.links.items():
            inserter.rows(table_of(link), list(self._link_rows(chunk, key)))
        for key, part in mapping.parts.items():
            inserter.rows(table_of(part), list(_part_rows(chunk, key)))
        inserter.index(chunk.kind, zip(chunk.ids, _texts(chunk, columns), strict=True))
        if chunk.kind == "visits":
            self._visits.extend(zip(chunk.records, chunk.ids, strict=True))
        self._step(len(chunk.ids))

    def _columns(self, chunk: _Chunk) -> Columns:
        """Gather the columns of the records themselves."""
        table = table_of(MAPPINGS[chunk.kind].model)
        given = [record.values for record in chunk.records]
        columns: Columns = {"id": chunk.ids, "version": [1] * len(given)}
        if chunk.numbers:
            columns["number"] = chunk.numbers
        for key in set(table.columns.keys()).intersection(chain.from_iterable(given)) - {"number"}:
            values = [one.get(key) for one in given]
            columns[key] = [self._stored(one) for one in values] if table.c[key].foreign_keys else values
        return columns | _own_columns(chunk, columns)

    def _link_rows(self, chunk: _Chunk, key: str) -> Iterator[Values]:
        """Link records to several enterprises."""
        for record, one in zip(chunk.records, chunk.ids, strict=True):
            for place, enterprise in enumerate(self._linked(record.values.get(key))):
                yield {"owner_id": one, "enterprise_id": enterprise, "position": place}

    def _insert_problems(self) -> None:
        """Insert the problems raised on new visits."""
        problems, visits = [], []
        for visit, one in self._visits:
            for given in visit.children.get("problems", ()):
                problems.append(RecordPlan("problems", 0, {**_raised_on(visit.values), **given}))
                visits.append(one)
        self._visits.clear()
        self._insert("problems", problems, visits)

    def _mark_replaced(self, ids: Sequence[int]) -> None:
        """Put corrected figures behind their new revision."""
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            self._unit.connection.execute(
                update(MonthlyFigure).where(MonthlyFigure.id.in_(chunk)).values(replaced=True)
            )

    def _numbers(self, kind: str, records: Sequence[RecordPlan]) -> list[str]:
        """Take numbers for new records, in their order within each year; none for records without."""
        if not RECORD_TYPES[kind].number_prefix:
            return []
        years = [year_of(kind, record.values) for record in records]
        taken = {
            year: iter(next_numbers(self._unit.connection, kind, year, count))
            for year, count in Counter(years).items()
        }
        return [next(taken[year]) for year in years]

    def _stored(self, value: object) -> object:
        """Return what a column holds: the id of an enterprise for a link to it."""
        return self._ids.get(value.id, value.id) if isinstance(value, Reference) else value

    def _linked(self, value: object) -> list[int]:
        """Return the ids of several enterprises, each once."""
        links = value if isinstance(value, tuple) else ()
        return list(dict.fromkeys(self._ids.get(one.id, one.id) for one in links))

    def _resolved(self, value: object) -> object:
        """Replace the temporary ids of new enterprises by those they got."""
        if isinstance(value, Reference):
            return Reference(self._ids.get(value.id, value.id), value.label)
        return tuple(self._resolved(one) for one in value) if isinstance(value, tuple) else value


def _links(record: RecordPlan) -> Iterable[int]:
    """List the ids of the enterprises that a record points to."""
    for value in record.values.values():
        if isinstance(value, Reference):
            yield value.id
        elif isinstance(value, tuple):
            yield from (one.id for one in value)


def _own_columns(chunk: _Chunk, columns: Columns) -> Columns:
    """Fill the columns that no field describes."""
    nothing = [None] * len(chunk.ids)
    match chunk.kind:
        case "enterprises":
            names = cast("Iterable[str]", columns["name"])
            short_names = cast("Iterable[str | None]", columns.get("short_name", nothing))
            return {"pinyin": list(map(sounds_of, names, short_names))}
        case "figures":
            revisions = columns.get("revision", nothing)
            return {"revision": [one or 1 for one in revisions], "replaced": [False] * len(nothing)}
        case "problems":
            return {"visit_id": chunk.visits or nothing}
        case _:
            return {}


def _part_rows(chunk: _Chunk, key: str) -> Iterator[Values]:
    """Gather the rows inside records."""
    for record, one in zip(chunk.records, chunk.ids, strict=True):
        told = key == "moves" and chunk.kind == "problems"
        rows = record.children.get(key, history_of(record.values) if told else ())
        for place, given in enumerate(rows):
            yield {**given, **_due(given, record), "parent_id": one, "position": place}


def _texts(chunk: _Chunk, columns: Columns) -> Iterator[str]:
    """Gather the words by which new records are found: their own, their number and those of the rows inside."""
    own = [columns[key] for key in searched_keys(MAPPINGS[chunk.kind].model) if key in columns]
    inside = {key: searched_keys(part) for key, part in MAPPINGS[chunk.kind].parts.items()}
    for at, record in enumerate(chunk.records):
        said = [column[at] for column in own]
        for key, rows in record.children.items():
            said += [row.get(one) for row in rows for one in inside.get(key, ())]
        yield "\n".join(map(str, filter(None, said)))


def _due(given: Values, record: RecordPlan) -> Values:
    """Work out the day that the time limit of a measure means, within the year of its plan."""
    words, year = given.get("due_words"), record.values.get("year")
    return {"due": measure_due(str(words), date(int(str(year)), 7, 2))} if words and year else {}


def _raised_on(visit: Values) -> Values:
    """Say what a problem takes over from the visit on which it was raised."""
    enterprises = visit.get("enterprises")
    return {
        "enterprise": enterprises[0] if isinstance(enterprises, tuple) and enterprises else None,
        "origin": "座谈会" if visit.get("form") == "座谈会" else "走访",
        "raised": visit.get("date"),
        "status": "登记",
    }
