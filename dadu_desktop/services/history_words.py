"""The history's tables, columns and stored values in the words of the ledgers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from sqlalchemy import Connection, Row, Table, TypeDecorator, select

from dadu_desktop.records.base import Base
from dadu_desktop.records.catalogue import MAPPINGS, PART_LABELS, RECORD_TYPES
from dadu_desktop.records.fields import Field, Kind, Reference
from dadu_desktop.records.mapping import described
from dadu_desktop.records.papers import Attachment
from dadu_desktop.records.visits import ServiceVisit
from dadu_desktop.records.wording import text_of
from dadu_desktop.services.record_rows import names

_FURTHER = (
    Field("visit_id", "来源走访", Kind.INTEGER),
    Field("replaced", "已被更正", Kind.FLAG),
    Field("enterprise_id", "企业", Kind.ENTERPRISE),
)
"""Columns without a description of their own that the history keeps all the same."""


@dataclass(frozen=True)
class TableWords:
    """What a table means to a person: the record itself, rows inside it, its links or its files."""

    kind: str
    role: Literal["record", "part", "link", "file"]
    label: str
    table: Table
    fields: dict[str, Field]


@cache
def tables() -> dict[str, TableWords]:
    """List the tables of all records, their parts and their links, by name."""
    found = []
    for kind, mapping in MAPPINGS.items():
        found.append(_words(kind, "record", "", mapping.model))
        found += [_words(kind, "part", PART_LABELS[key], part) for key, part in mapping.parts.items()]
        labels = {key: RECORD_TYPES[kind].field(key).label for key in mapping.links}
        found += [_words(kind, "link", labels[key], link) for key, link in mapping.links.items()]
    return {words.table.name: words for words in found}


@cache
def files_table() -> TableWords:
    """Describe the table of attachments, which belongs to every record type."""
    shown = Field("name", "文件名", Kind.TEXT)
    return TableWords("", "file", "附件", Base.metadata.tables[Attachment.__tablename__], {"name": shown})


class Speaker:
    """Says stored values; the names of enterprises and visits are looked up for all entries at once."""

    def __init__(self, connection: Connection, entries: Iterable[Row[Any]]) -> None:
        """Look up what the entries refer to."""
        enterprises, visits = set[int](), set[int]()
        for entry in entries:
            for values in (_object(entry.before), _object(entry.after)):
                enterprises.update(filter(None, (values.get("enterprise"), values.get("enterprise_id"))))
                visits.update(filter(None, (values.get("visit_id"),)))
        self._dialect = connection.dialect
        self._enterprises = {one: found.label for one, found in names(connection, enterprises).items()}
        rows = connection.execute(
            select(ServiceVisit.id, ServiceVisit.number).where(ServiceVisit.id.in_(visits))
        )
        self._visits = {row.id: row.number for row in rows}

    def say(self, words: TableWords, key: str, stored: Any) -> str:
        """Say one stored value of a column."""
        if stored is None:
            return ""
        if key == "visit_id":
            return str(self._visits.get(stored, stored))
        field = words.fields[key]
        if field.kind is Kind.ENTERPRISE:
            return str(self._enterprises.get(stored, stored))
        column = words.table.columns[key].type
        if isinstance(column, TypeDecorator):
            stored = column.process_result_value(stored, self._dialect)
        return text_of(field, bool(stored) if field.kind is Kind.FLAG else stored)

    def value(self, words: TableWords, key: str, stored: Any) -> object:
        """Read one stored value of a column as a form holds it."""
        if stored is None:
            return None
        if words.fields[key].kind is Kind.ENTERPRISE:
            return Reference(stored, self.say(words, key, stored))
        column = words.table.columns[key].type
        if isinstance(column, TypeDecorator):
            return column.process_result_value(stored, self._dialect)
        return bool(stored) if words.fields[key].kind is Kind.FLAG else stored

    def say_all(self, words: TableWords, stored: str | None) -> str:
        """Say all that is known of a row; of one with a single field only its value."""
        values = _object(stored)
        said = {key: self.say(words, key, values.get(key)) for key in words.fields}
        if len(words.fields) == 1:
            return "".join(said.values())
        return "；".join(f"{words.fields[key].label}：{text}" for key, text in said.items() if text)

    def differences(self, words: TableWords, entry: Row[Any]) -> Iterable[tuple[Field, str, str]]:
        """Give field, former and new words of each column that an update changed."""
        before, after = _object(entry.before), _object(entry.after)
        for key, field in words.fields.items():
            if key in after or key in before:
                yield field, self.say(words, key, before.get(key)), self.say(words, key, after.get(key))


def stored_value(stored: str | None, key: str) -> Any:
    """Take one column out of a stored JSON object."""
    return _object(stored).get(key)


def _object(stored: str | None) -> dict[str, Any]:
    """Read a stored JSON object."""
    return dict(json.loads(stored)) if stored else {}


def _words(kind: str, role: Literal["record", "part", "link"], label: str, model: Any) -> TableWords:
    """Describe the columns of a table that the history keeps."""
    table = Base.metadata.tables[model.__tablename__]
    known = {field.key: field for field in (*described(model), *_FURTHER) if field.key in table.columns}
    return TableWords(kind, role, label, table, known)
