"""Many rows into one table, by the driver's own executemany."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.types import TypeDecorator


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows of which each carries only the columns that it knows.

    Columns that no row knows are left to the database: the driver takes ten times as long to bind a None as a
    text, and most fields of an imported record are empty.
    """
    if not rows:
        return
    names = list(dict.fromkeys(chain.from_iterable(rows)))
    statement = insert(table).compile(dialect=connection.dialect, column_keys=names)
    columns = [_stored(connection, table, name, [row.get(name) for row in rows]) for name in names]
    if statement.positional:
        order = [names.index(name) for name in statement.positiontup or names]
        tuples = list(zip(*(columns[at] for at in order), strict=True))
        connection.exec_driver_sql(str(statement), tuples)
    else:
        connection.exec_driver_sql(
            str(statement), [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
        )


def table_of(model: Any) -> Table:
    """Return the table of a mapped class."""
    table: Table = model.__table__
    return table


def _stored(connection: Connection, table: Table, name: str, values: list[object]) -> list[Any]:
    """Turn the values of a column into what the driver stores."""
    kind = table.c[name].type
    own = kind if isinstance(kind, TypeDecorator) else kind.dialect_impl(connection.dialect)
    process = own.bind_processor(connection.dialect)
    return values if process is None else [process(value) for value in values]
