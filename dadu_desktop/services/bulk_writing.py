"""Many rows into many tables: one thread inserts while the next rows are made ready."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Table, insert
from sqlalchemy.types import TypeDecorator

from dadu_desktop.storage.search_index import index_rows, insertion

Columns = dict[str, Sequence[object]]
"""Rows column by column: name → the values of all rows."""

_ROWS = 500
_AHEAD = 4


class Inserter:
    """Inserts in the order of the calls; nobody else may use the connection until it is left."""

    def __init__(self, connection: Connection) -> None:
        """Take the connection of a unit of work."""
        self._connection = connection
        self._thread = ThreadPoolExecutor(1)
        self._waiting: deque[Future[object]] = deque()

    def __enter__(self) -> Self:
        """Begin with nothing to insert."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait until all is inserted; raises what went wrong."""
        self._thread.shutdown(cancel_futures=error is not None)
        while self._waiting and error is None:
            self._waiting.popleft().result()

    def rows(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows of which each carries only the columns that it knows."""
        names = dict.fromkeys(chain.from_iterable(rows))
        self.columns(table, {name: [row.get(name) for row in rows] for name in names})

    def columns(self, table: Table, columns: Columns) -> None:
        """Insert rows given column by column, each column as long as the others.

        Columns that no row knows are left to the database: the driver takes ten times as long to bind a None as
        a text, and most fields of an imported record are empty.
        """
        names = [one.name for one in table.columns if any(v is not None for v in columns.get(one.name, ()))]
        statement = insert(table).compile(dialect=self._connection.dialect, column_keys=names)
        rows = list(zip(*(self._stored(table, name, columns[name]) for name in names), strict=True))
        if statement.positional:
            self._insert(str(statement), rows)
        elif rows:
            self._run(str(statement), [dict(zip(names, row, strict=True)) for row in rows])

    def index(self, kind: str, texts: Iterable[tuple[int, str]]) -> None:
        """Make records findable by these words."""
        rows, statement = index_rows(kind, texts), insertion(self._connection)
        if self._connection.dialect.positional:
            self._insert(statement, rows)
        elif rows:
            self._run(statement, rows)

    def _insert(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run a statement for many rows, some hundred at a time."""
        for part in _parts(rows):
            self._run(_repeated(statement, len(part[0]) // len(rows[0])), part)

    def _stored(self, table: Table, name: str, values: Sequence[object]) -> Sequence[Any]:
        """Turn the values of a column into what the driver stores."""
        kind, dialect = table.c[name].type, self._connection.dialect
        own = kind if isinstance(kind, TypeDecorator) else kind.dialect_impl(dialect)
        process = own.bind_processor(dialect)
        return values if process is None else [process(value) for value in values]

    def _run(self, statement: str, rows: list[Any]) -> None:
        """Put an insertion behind the others; wait where too many wait already."""
        self._waiting.append(self._thread.submit(self._connection.exec_driver_sql, statement, rows))
        while len(self._waiting) > _AHEAD or (self._waiting and self._waiting[0].done()):
            self._waiting.popleft().result()


def table_of(model: Any) -> Table:
    """Return the table of a mapped class."""
    table: Table = model.__table__
    return table


def _parts(rows: Sequence[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """Join rows to one tuple for each statement: the whole statements, then the one of the rest."""
    joined = [tuple(chain.from_iterable(rows[at : at + _ROWS])) for at in range(0, len(rows), _ROWS)]
    whole = len(rows) // _ROWS
    return (part for part in (joined[:whole], joined[whole:]) if part)


def _repeated(statement: str, times: int) -> str:
    """Let a statement carry several rows.

    The interpreter is free for the next rows while a statement runs, and has to be waited for after each one.
    """
    head, marks = statement.split(" VALUES ")
    return f"{head} VALUES {', '.join([marks] * times)}"
