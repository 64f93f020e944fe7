"""One search over everything that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from dadu_desktop.domain.text import clean
from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.texts import text_of
from dadu_desktop.services.record_rows import Row, fetch
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.search_index import matching

_SHOWN = {
    "enterprises": ("number", "name", "short_name", "credit_code", "trade", "town"),
    "visits": ("number", "enterprises", "date", "form", "operation"),
    "problems": ("number", "description", "enterprise", "category", "status"),
    "plans": ("number", "enterprise", "year", "status", "goal"),
    "cases": ("number", "title", "enterprise", "status"),
}
"""For each record type that can be found: number, title, and what stands under it."""


@dataclass(frozen=True)
class Hit:
    """One record found."""

    kind: str
    id: int
    number: str
    title: str
    text: str


def search_everywhere(ledger: LedgerFile, words: str, limit: int = 30) -> list[Hit]:
    """Find records by any Chinese substring, pinyin or initials; enterprises first."""
    if not clean(words):
        return []
    found: list[Hit] = []
    with ledger.read() as connection:
        for kind in _SHOWN:
            if len(found) < limit:
                found += _hits(connection, kind, words, limit - len(found))
    return found


def _hits(connection: Connection, kind: str, words: str, limit: int) -> list[Hit]:
    """Find records of one type; enterprises by name, the others newest first."""
    model: Any = MAPPINGS[kind].model
    conditions = matching(kind, words)
    if not conditions:
        return []
    first = Enterprise.name if kind == "enterprises" else model.id.desc()
    query = select(model.id).where(model.deleted_at.is_(None), *conditions).order_by(first).limit(limit)
    fields = [RECORD_TYPES[kind].field(key) for key in _SHOWN[kind]]
    ids = list(connection.scalars(query))
    rows = fetch(connection, kind, ids, fields, date.today())
    return [_hit(kind, row) for row in rows]


def _hit(kind: str, row: Row) -> Hit:
    """Show one record by number, title and the rest."""
    number, title, *rest = (text_of(RECORD_TYPES[kind].field(key), row.values[key]) for key in _SHOWN[kind])
    return Hit(kind, row.id, number, title, " · ".join(one for one in rest if one))
