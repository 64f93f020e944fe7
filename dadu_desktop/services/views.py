"""Saved views: a list query under a name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.text import clean
from dadu_desktop.records.office import SavedView
from dadu_desktop.services.list_query import Filter, ListQuery, Sort
from dadu_desktop.services.plain_values import plain, typed
from dadu_desktop.storage.ledger_file import LedgerFile


@dataclass(frozen=True)
class View:
    """A named list query."""

    name: str
    query: ListQuery


def views(ledger: LedgerFile, kind: str) -> list[View]:
    """List the saved views of a record type."""
    with ledger.read() as connection:
        query = select(SavedView.name, SavedView.query).where(SavedView.record_type == kind)
        rows = connection.execute(query.order_by(SavedView.id))
        return [View(name, _parsed(text)) for name, text in rows]


def save_view(ledger: LedgerFile, kind: str, name: str, query: ListQuery) -> None:
    """Keep a query under a name; an earlier view of that name is replaced."""
    name = clean(name)
    if not name:
        raise InputProblem("请给视图起一个名称。")
    text = json.dumps(query, default=plain, ensure_ascii=False)
    with ledger.unit(reason="保存视图") as unit:
        unit.connection.execute(_named(kind, name))
        unit.connection.execute(insert(SavedView).values(record_type=kind, name=name, query=text))


def delete_view(ledger: LedgerFile, kind: str, name: str) -> None:
    """Forget a view."""
    with ledger.unit(reason="删除视图") as unit:
        unit.connection.execute(_named(kind, name))


def _named(kind: str, name: str) -> Any:
    """Delete the view of this name."""
    return delete(SavedView).where(SavedView.record_type == kind, SavedView.name == name)


def _parsed(text: str) -> ListQuery:
    """Read a query back."""
    kept = json.loads(text)
    filters = tuple(Filter(one["key"], one["operator"], typed(one["value"])) for one in kept.pop("filters"))
    sort = tuple(Sort(**one) for one in kept.pop("sort"))
    return ListQuery(filters=filters, sort=sort, columns=tuple(kept.pop("columns")), **kept)
