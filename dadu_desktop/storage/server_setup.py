"""Making or bringing up to date the tables of a server's ledger, and what the office's stations may do with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from dadu_desktop.domain.errors import InputProblem, LedgerNewer
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.schema import known_revisions, migrate
from dadu_desktop.storage.server import ServerLedger, make_server_engine, owner_engine
from dadu_desktop.storage.transfer import take_over

_LOCALES = ("C", "POSIX", "C.UTF-8", "C.utf8")
_KEPT = ("history", "history_seals")


def set_up(
    path: Path, role: str, fill: Callable[[LedgerFile], None], source: LedgerFile | None = None
) -> bool:
    """Make the tables that a server lacks, in one transaction; tell whether the ledger is new.

    A new one takes over what ``source`` holds, history and seals with it, or gets its first contents by ``fill``.
    ``role`` is that of the stations: it reads and writes, makes no tables and never changes history.
    """
    engine = owner_engine(path)
    with said(), engine.begin() as connection:
        fresh = not inspect(connection).has_table("alembic_version")
        if fresh:
            _require_fitting(connection)
            _make(connection, source)
        else:
            _bring_up_to_date(connection, source)
        if role:
            _grant(connection, role)
    if fresh and source is None:
        with ServerLedger(path, make_server_engine(path), write=True) as made:
            fill(made)
    return fresh


def _make(connection: Connection, source: LedgerFile | None) -> None:
    """Make the tables, and take over what another ledger holds."""
    if source is None:
        migrate(connection)
        return
    with source.read(None) as kept:
        take_over(kept, connection)


def _bring_up_to_date(connection: Connection, source: LedgerFile | None) -> None:
    """Migrate a ledger that is there; one made by a newer program is left as it is."""
    if source is not None:
        raise InputProblem("这个数据库里已有台账，不能再把另一个台账搬进去；请换一个空的数据库。")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    if revision not in known_revisions():
        raise LedgerNewer("该台账由更新版本的程序建立，请升级本程序后再打开；台账未作任何改动。")
    migrate(connection)


def _require_fitting(connection: Connection) -> None:
    """Refuse a database that would sort or keep texts otherwise than a ledger file."""
    place = (
        "SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
    )
    collation, encoding = connection.exec_driver_sql(place).one()
    if collation not in _LOCALES or encoding != "UTF8":
        raise InputProblem(
            f"数据库的排序规则为 {collation}、编码为 {encoding}，不合用；请管理员这样新建："
            "CREATE DATABASE 名称 TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'。"
        )


def _grant(connection: Connection, role: str) -> None:
    """Let a role work in the ledger."""
    if connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}) is None:
        raise InputProblem(f"服务器上没有名为“{role}”的角色，请管理员先用 CREATE ROLE 建立。")
    name = connection.dialect.identifier_preparer.quote(role)
    for statement in (
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
        f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {name}",
        f"REVOKE DELETE ON history_head FROM {name}",
        *(f"REVOKE UPDATE, DELETE ON {table} FROM {name}" for table in _KEPT),
    ):
        connection.exec_driver_sql(statement)
