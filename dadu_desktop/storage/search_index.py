"""Full-text search for Chinese: one character a token, so that a phrase is an exact substring of any length.

A record is indexed with its own words and those of its parts. The words of an enterprise are indexed once, with
the enterprise: other records are found through their link to it, so a changed name is never stale.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Self

from sqlalchemy import (
    CTE,
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    Select,
    delete,
    select,
    table,
    union_all,
)
from sqlalchemy import column as sql_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from dadu_desktop.records.catalogue import MAPPINGS
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Kind
from dadu_desktop.records.mapping import described

ORDINALS = {key: ordinal for ordinal, key in enumerate(MAPPINGS)}
_INSERT = "INSERT OR REPLACE INTO search_index (rowid, body) VALUES (?, ?)"
_INSERT_ON_SERVER = (
    "INSERT INTO search_index (rowid, body) VALUES (%s, ' ' || %s || ' ') "
    "ON CONFLICT (rowid) DO UPDATE SET body = excluded.body"
)
_SLOTS = 16  # a search row's id is record id × 16 + ordinal of its record type
_CHUNK = 5000

_TABLE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(body, content='', contentless_delete=1, "
    'tokenize="unicode61 remove_diacritics 0")'
)
_TABLE_ON_SERVER = (
    "CREATE TABLE search_index (rowid bigint PRIMARY KEY, body text NOT NULL)",
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ix_search_index_body ON search_index USING gin (body gin_trgm_ops)",
)

_index = table("search_index", sql_column("rowid", Integer), sql_column("body"))


class _Tokens(dict[int, str]):
    """A translation table that looks each character up once: its small letter and a blank, nothing for marks."""

    def __missing__(self, code: int) -> str:
        """Look a character up."""
        character = chr(code)
        self[code] = f"{character.lower()} " if character.isalnum() else ""
        return self[code]


_TOKENS = _Tokens()


def spaced(words: str) -> str:
    """Put every character into a token of its own; what is no letter or digit parts nothing."""
    return unicodedata.normalize("NFKC", words).translate(_TOKENS)[:-1]


def index_rows(kind: str, texts: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Give what ``insertion`` takes to index the words of records in place of those indexed before."""
    ordinal = ORDINALS[kind]
    return [(record * _SLOTS + ordinal, spaced(words)) for record, words in texts]


def create(connection: Connection) -> None:
    """Make the table of the index."""
    for statement in _TABLE_ON_SERVER if connection.dialect.name == "postgresql" else (_TABLE,):
        connection.exec_driver_sql(statement)


def insertion(connection: Connection) -> str:
    """Give the statement that replaces indexed words, in the driver's own words."""
    return _INSERT_ON_SERVER if connection.dialect.name == "postgresql" else _INSERT


def index_texts(connection: Connection, kind: str, texts: Iterable[tuple[int, str]]) -> None:
    """Replace the indexed words of records by these."""
    if rows := index_rows(kind, texts):
        connection.exec_driver_sql(insertion(connection), rows)


def reindex(connection: Connection, kind: str, ids: Sequence[int]) -> None:
    """Index records anew from what is stored."""
    for start in range(0, len(ids), _CHUNK):
        index_texts(connection, kind, stored_texts(connection, kind, ids[start : start + _CHUNK]))


def stored_texts(connection: Connection, kind: str, ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Read the words of records and of the rows inside them."""
    words: dict[int, list[str]] = {one: [] for one in ids}
    for record, *texts in connection.execute(_words_of(kind, ids)):
        words[record].extend(str(one) for one in texts if one)
    for part in MAPPINGS[kind].parts.values():
        _collect(connection, part, ids, words)
    return ((record, "\n".join(texts)) for record, texts in words.items())


def stale_on_server(connection: Connection) -> dict[str, list[int]]:
    """Find the records whose words in a server's index are not those that indexing them now would give."""
    kept = dict(connection.execute(select(_index.c.rowid, _index.c.body)).all())
    fresh: dict[int, str] = {}
    for kind, mapping in MAPPINGS.items():
        ids = connection.scalars(select(mapping.model.id)).all()
        fresh |= {row: f" {body} " for row, body in index_rows(kind, stored_texts(connection, kind, ids))}
    return records_at(sorted(row for row, _ in kept.items() ^ fresh.items()))


def forget(connection: Connection, kind: str, ids: Iterable[int]) -> None:
    """Take records out of the index."""
    rows = [one * _SLOTS + ORDINALS[kind] for one in ids]
    connection.execute(delete(_index).where(_index.c.rowid.in_(rows)))


def records_at(rows: Iterable[int]) -> dict[str, list[int]]:
    """Tell which records rows of the index stand for."""
    kinds, found = tuple(ORDINALS), dict[str, list[int]]()
    for row in rows:
        record, ordinal = divmod(row, _SLOTS)
        found.setdefault(kinds[ordinal], []).append(record)
    return found


def matching(kind: str, words: str) -> list[ColumnElement[bool]]:
    """Give one condition for each word of a query: the record itself says it, or its enterprise does."""
    return [_matches(kind, word) for word in filter(spaced, words.split())]


def few_hits(connection: Connection, words: str, limit: int = 5000) -> dict[str, list[int]] | None:
    """Give the records that say all words themselves, by type, where they are few and none is an enterprise.

    None otherwise: then links and sounds count too, and ``matching`` has to be asked for each type.
    """
    found: set[int] | None = None
    for word in filter(spaced, words.split()):
        if _sounds(word):
            return None
        rows = set(connection.scalars(select(_index.c.rowid).where(_says(word)).limit(limit)).all())
        if len(rows) == limit or any(row % _SLOTS == ORDINALS["enterprises"] for row in rows):
            return None
        found = rows if found is None else found & rows
    records: dict[str, list[int]] = {kind: [] for kind in ORDINALS}
    kept = tuple(records.values())
    for row in sorted(found or (), reverse=True):
        kept[row % _SLOTS].append(row // _SLOTS)
    return records


def _words_of(kind: str, ids: Sequence[int]) -> Select[Any]:
    """Select the searched columns of records."""
    model: Any = MAPPINGS[kind].model
    columns = [getattr(model, key) for key in searched_keys(MAPPINGS[kind].model)]
    return select(model.id, *columns).where(model.id.in_(ids))


def _collect(connection: Connection, part: Any, ids: Sequence[int], words: dict[int, list[str]]) -> None:
    """Add the words of the rows inside records."""
    columns = [getattr(part, key) for key in searched_keys(part)]
    rows = connection.execute(
        select(part.parent_id, *columns).where(part.parent_id.in_(ids)).order_by(part.parent_id)
    )
    for parent, group in groupby(rows, key=lambda row: row[0]):
        words[parent].extend(str(one) for row in group for one in row[1:] if one)


def searched_keys(model: type[Any]) -> list[str]:
    """List the keys of stored texts that the search covers."""
    linked = (Kind.ENTERPRISE, Kind.ENTERPRISES)
    return [one.key for one in described(model) if one.searched and one.kind not in linked]


def _matches(kind: str, word: str) -> ColumnElement[bool]:
    """Say that a record has this word in its own texts or through its enterprise.

    One union instead of conditions joined by OR, for which SQLite would read every record.
    """
    model: Any = MAPPINGS[kind].model
    found = _found(word)
    ways = [_of_kind(found, kind), *(_sounds(word) if kind == "enterprises" else ())]
    if kind != "enterprises":
        enterprises = union_all(_of_kind(found, "enterprises"), *_sounds(word))
        if hasattr(model, "enterprise"):
            ways.append(select(model.id).where(model.enterprise.in_(enterprises)))
        links = MAPPINGS[kind].links.values()
        ways += [select(link.owner_id).where(link.enterprise_id.in_(enterprises)) for link in links]
    return model.id.in_(union_all(*ways))  # type: ignore[no-any-return]


def _found(word: str) -> CTE:
    """Look the phrase up in the index, once for all ways in which a record can be found by it."""
    rows = select((_index.c.rowid // _SLOTS).label("record"), (_index.c.rowid % _SLOTS).label("ordinal"))
    return rows.where(_says(word)).cte().prefix_with("MATERIALIZED")


def _of_kind(found: CTE, kind: str) -> Select[Any]:
    """Select the ids of the records of one type."""
    return select(found.c.record).where(found.c.ordinal == ORDINALS[kind])


class _Says(FunctionElement[bool]):
    """The phrase of a full-text search, in the words of the engine."""

    inherit_cache = True
    name = "says"
    type = Boolean()

    def self_group(self, against: object = None) -> Self:
        """Stand alone: compared with a number, as SQLAlchemy would, SQLite does not take it for a search."""
        return self


@compiles(_Says)
def _match(element: _Says, compiler: SQLCompiler, **how: Any) -> str:
    """Ask SQLite's full-text index."""
    return f"search_index MATCH '\"' || {compiler.process(element.clauses, **how)} || '\"'"


@compiles(_Says, "postgresql")
def _contains(element: _Says, compiler: SQLCompiler, **how: Any) -> str:
    """Ask the trigram index; characters stand between blanks, and no sign of LIKE is among them."""
    return f"search_index.body LIKE '%% ' || {compiler.process(element.clauses, **how)} || ' %%'"


def _says(word: str) -> ColumnElement[bool]:
    """Say that an indexed text contains the phrase."""
    return _Says(spaced(word))


def _sounds(word: str) -> list[Select[Any]]:
    """Compare letters with the pinyin and the initials of names."""
    letters = spaced(word).replace(" ", "")
    if not (letters.isascii() and letters.isalpha()):
        return []
    return [select(Enterprise.id).where(Enterprise.pinyin.contains(letters, autoescape=True))]
