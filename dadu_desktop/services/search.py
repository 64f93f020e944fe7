"""One search over everything that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from dadu_desktop.domain.text import clean
from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.wording import text_of
from dadu_desktop.services.record_rows import fetch
from dadu_desktop.services.rows import Row
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.search_index import few_hits, matching

_SHOWN = {
    "enterprises": ("number", "name", "short_name", "credit_code", "trade", "town"),
    "visits": ("number", "enterprises", "date", "form", "operation"),
    "problems": ("number", "description", "enterprise", "category", "status"),
    "plans": ("number", "enterprise", "year", "status", "goal"),
    "cases": ("number", "title", "enterprise", "status"),
    "policies": ("number", "name", "document_number", "level", "status"),
    "policy-applications": ("number", "policy", "enterprise", "status"),
    "district-figures": ("period", "indicator", "value", "source"),
    "trade-surveys": ("number", "enterprise", "round", "date", "difficulties"),
    "clusters": ("number", "name", "leader", "lead_unit", "chain_owner"),
    "teams": ("number", "name", "enterprise", "leader", "status"),
    "projects": ("number", "name", "cluster", "investor", "stage"),
    "activities": ("number", "name", "series", "started", "place"),
}
"""For each record type that can be found: number, title, and what stands under it."""


_LOOKED_AT = 100  # of one type, many more than are shown, as some may lie in the recycle bin


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
        few = few_hits(connection, words)
        for kind in _SHOWN:
            if len(found) < limit:
                found += _hits(connection, kind, _conditions(kind, words, few), limit - len(found))
    return found


def _conditions(kind: str, words: str, few: dict[str, list[int]] | None) -> list[ColumnElement[bool]]:
    """Say which records of a type are found; none where there is nothing to look for."""
    if few is None:
        return matching(kind, words)
    newest = few[kind][:_LOOKED_AT]
    return [MAPPINGS[kind].model.id.in_(newest)] if newest else []


def _hits(connection: Connection, kind: str, conditions: list[ColumnElement[bool]], limit: int) -> list[Hit]:
    """Read the records of one type; enterprises by name, the others newest first."""
    if not conditions:
        return []
    model: Any = MAPPINGS[kind].model
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
