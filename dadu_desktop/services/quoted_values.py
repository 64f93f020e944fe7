"""Values of records that a document quotes: numbers, and texts with numbers in them, know the record they are from."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.reporting.figures import Basis, FigureBook, How
from dadu_desktop.services.records import RecordData
from dadu_desktop.services.rows import Row, Values

RULE = "照录该条记录。"
_NAMES = frozenset({"number", "year", "document_number", "industry_code"})
"""Fields whose digits count nothing."""
_TOLD = (Kind.TEXT, Kind.LONG_TEXT)


def quoted_record(book: FigureBook, record: RecordData) -> Values:
    """Give the values of a record, each number with its source."""
    return _quoted(book, record.kind, record.id, record.values, RECORD_TYPES[record.kind].fields)


def quoted_rows(book: FigureBook, kind: str, rows: Iterable[Row]) -> list[Values]:
    """Give the values of the rows of a list, each number with its source."""
    return [_quoted(book, kind, row.id, row.values, RECORD_TYPES[kind].fields) for row in rows]


def quoted_part(book: FigureBook, record: RecordData, part: str) -> list[Values]:
    """Give the rows inside a record, each number with its source."""
    described = next((one for one in RECORD_TYPES[record.kind].children if one.key == part), None)
    fields = described.fields if described else ()
    return [
        _quoted(book, record.kind, record.id, row, fields, f"{part}/{row['id']}/")
        for row in record.children[part]
    ]


def kept_value(record: RecordData, key: str) -> object:
    """Read what a source names: a field, or ``part/row/field`` of a row inside the record; None for one that is gone."""
    part, slash, rest = key.partition("/")
    if not slash:
        return record.values[key]
    wanted, _slash, name = rest.partition("/")
    return next((row[name] for row in record.children[part] if str(row["id"]) == wanted), None)


def key_label(kind: str, key: str) -> str:
    """Name what a source names as people do."""
    part, slash, rest = key.partition("/")
    if not slash:
        return RECORD_TYPES[kind].field(key).label
    (found,) = (one for one in RECORD_TYPES[kind].children if one.key == part)
    name = rest.partition("/")[2]
    return f"{found.label}·{next(one.label for one in found.fields if one.key == name)}"


def _quoted(
    book: FigureBook, kind: str, record: int, values: Values, fields: Iterable[Field], where: str = ""
) -> Values:
    """Put figures into the places of numbers; ``where`` leads to a row inside the record."""
    told = dict(values)
    for field in fields:
        value = values.get(field.key)
        if field.key not in _NAMES and _states_number(field, value):
            basis = Basis(field.label, kind, (record,), How.QUOTED, RULE, keys=(f"{where}{field.key}",))
            told[field.key] = book.add(value, basis)
    return told


def _states_number(field: Field, value: object) -> bool:
    """Tell whether a value is a number or a text with one in it."""
    if isinstance(value, str):
        return field.kind in _TOLD and any(char.isdigit() for char in value)
    return isinstance(value, Decimal | int | Approximate) and not isinstance(value, bool)
