"""A ledger on the office's PostgreSQL server: readers see one state, writers take turns, TLS proves the server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.pool import NullPool, Pool, QueuePool

from dadu_desktop.domain.errors import InputProblem, LedgerNewer, PlaceUnusable
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.server_names import address_of
from dadu_desktop.storage.unit_of_work import UnitOfWork

_WAIT_MS = 3000
_CONNECT_S = 5
_WRITERS = 20221123  # the advisory lock that writers take in turn; any number that all of them know


class ServerLedger(LedgerFile):
    """A ledger that others may work in at the same time; the server keeps it whole and makes its copies."""

    def __init__(self, path: Path, engine: Engine, *, write: bool) -> None:
        """Take the engine; no lock keeps others out."""
        super().__init__(path, engine, None)
        self.writable = write

    @property
    def guarded(self) -> bool:
        """The server asks who connects: the program has no key of its own to ask for."""
        return False

    def beside(self) -> UnitOfWork:
        """Open a unit of work for events, for a reader too."""
        return self._unit_on(self._engine)


def open_server(path: Path, schema: str, *, write: bool = True) -> LedgerFile:
    """Open the ledger that a file names; it must have been prepared, in the schema that this program knows."""
    with said(), make_server_engine(path, pool=NullPool).connect() as connection:
        _require_schema(connection, schema)
    return ServerLedger(path, make_server_engine(path), write=write)


def make_server_engine(path: Path, *, pool: type[Pool] = QueuePool) -> Engine:
    """Give an engine on the server that a file names; a connection that broke is replaced when next asked for."""
    engine = _engine(path, pool)
    event.listen(engine, "begin", _begin)
    return engine


def owner_engine(path: Path) -> Engine:
    """Give an engine for whoever makes the tables, without turns and snapshots."""
    return _engine(path, NullPool)


def _engine(path: Path, pool: type[Pool]) -> Engine:
    """Give an engine without any manners; InputProblem where this station has no driver."""
    url = address_of(path)
    try:
        return create_engine(url, connect_args=_arguments(url), pool_pre_ping=True, poolclass=pool)
    except ModuleNotFoundError as error:
        raise InputProblem(
            "本机没有安装连接服务器的组件 psycopg，请联系管理员安装 dadu-desktop[server]，或改用台账文件。"
        ) from error


def _arguments(url: URL) -> dict[str, Any]:
    """Ask for TLS with the server's name proved, unless the server is reached by a socket of this machine."""
    socket = str(url.query.get("host", "/" if url.host is None else "")).startswith("/")
    return {"connect_timeout": _CONNECT_S} | ({} if socket else {"sslmode": "verify-full"})


def _begin(connection: Connection) -> None:
    """Let writers take turns, so that none fails half-way; let a reader see one state and write nothing."""
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_WAIT_MS}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _require_schema(connection: Connection, schema: str) -> None:
    """Refuse a database that was not prepared, or by another version."""
    if not inspect(connection).has_table("alembic_version"):
        raise PlaceUnusable("这个数据库里还没有台账，请管理员先运行 dadu-desktop server 建立。")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    if revision != schema:
        raise LedgerNewer(
            "服务器上的台账与本程序版本不同：请把各台电脑的程序升级到同一版本，由管理员运行 dadu-desktop server 升级台账。"
        )
