"""The whole contents of a ledger carried from one engine to the other: file to server, server to file."""

# ruff: noqa: S608 - the statements are put together from the names of the ledger's own tables

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, bindparam, delete, insert, select, update
from sqlalchemy.pool import NullPool

from dadu_desktop.records.catalogue import MAPPINGS
from dadu_desktop.storage import search_index
from dadu_desktop.storage.engine import one_time_engine
from dadu_desktop.storage.history import create_triggers
from dadu_desktop.storage.schema import upgrade
from dadu_desktop.storage.server import make_server_engine

_LEFT_OUT = ("alembic_version", "search_index")
"""What the migrations write themselves, and the index, which each engine makes anew in its own way."""

_CHUNK = 1000


def write_file(server: Path, output: Path) -> dict[str, int]:
    """Write one state of a server's ledger into a new ledger file, history and seals with it; count its rows by table."""
    with (
        make_server_engine(server, pool=NullPool).connect() as source,
        one_time_engine(output, write=True).connect().execution_options(writes=True) as target,
        target.begin(),
    ):
        return take_over(source, target)


def take_over(source: Connection, target: Connection) -> dict[str, int]:
    """Make the tables in ``target`` and put in all that ``source`` holds; give the number of rows by table.

    The triggers come last, so that none of this is history.
    """
    upgrade(target)
    known = MetaData()
    known.reflect(target, only=lambda name, _: not name.startswith(_LEFT_OUT))
    counts = {table.name: _copy(source, target, table) for table in known.sorted_tables}
    for kind, mapping in MAPPINGS.items():
        search_index.reindex(target, kind, target.scalars(select(mapping.model.id)).all())
    create_triggers(target)
    return counts


def _copy(source: Connection, target: Connection, table: Table) -> int:
    """Copy the rows of a table and count them; what points to another row of it is filled in when all rows are there."""
    within = [one.parent.name for one in table.foreign_keys if one.column.table is table]
    target.execute(delete(table))
    rows = source.execute(
        select(*(table.c[one.name] for one in table.columns)).execution_options(yield_per=_CHUNK)
    )
    count = 0
    for some in rows.mappings().partitions():
        count += len(some)
        target.execute(insert(table), [{**row, **dict.fromkeys(within)} for row in some])
    for name in within:
        pointing = source.execute(
            select(table.c.id.label("row"), table.c[name].label("to")).where(table.c[name].is_not(None))
        )
        if pairs := [dict(row) for row in pointing.mappings()]:
            filled = update(table).where(table.c.id == bindparam("row")).values({name: bindparam("to")})
            target.execute(filled, pairs)
    if target.dialect.name == "postgresql" and table.autoincrement_column is not None:
        target.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), coalesce(max(id), 0) + 1, false) "
            f"FROM {table.name}"
        )
    return count
