"""Ledgers on a PostgreSQL server for tests: one database is prepared a run, and each test gets a copy of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.pool import NullPool

from dadu_desktop.services import ledgers
from dadu_desktop.storage.server_names import name_server

ADDRESS = os.environ.get("DADU_TEST_SERVER", "")
"""A database of the server in which databases may be made, by a socket: postgresql+psycopg:///postgres?host=/run/…"""

FILES_ONLY = pytest.mark.skipif(bool(ADDRESS), reason="about ledger files")

_numbers = count(1)
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw")


def manager() -> Engine:
    """Give an engine that makes and drops databases."""
    return create_engine(ADDRESS, isolation_level="AUTOCOMMIT", poolclass=NullPool)


def named(database: str, folder: Path) -> Path:
    """Name a database of the server as a ledger."""
    return name_server(make_url(ADDRESS).set(database=database).render_as_string(), folder)


@contextmanager
def database(folder: Path, template: str = "template0") -> Iterator[Path]:
    """Give the name of a database of the test's own, copied from another; it is dropped afterwards."""
    name = f"dadu_{_WORKER}_{os.getpid()}_{next(_numbers)}"
    with manager().connect() as connection:
        fresh = " ENCODING 'UTF8' LOCALE 'C.UTF-8'" if template == "template0" else ""
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}{fresh}")
    try:
        yield named(name, folder)
    finally:
        with manager().connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def prepared(folder: Path) -> Iterator[str]:
    """Give the name of a database with a new ledger in it."""
    with database(folder) as place:
        ledgers.set_up_server(place)
        yield name_of(place)


def name_of(place: Path) -> str:
    """Tell the database that a ledger's name stands for."""
    found = make_url(place.read_text(encoding="utf-8")).database
    assert found
    return found
