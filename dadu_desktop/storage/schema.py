"""The tables of a new ledger, and which schema an existing one has."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from dadu_desktop.storage import seal
from dadu_desktop.storage.history import create_triggers


def script_config(connection: Connection | None = None) -> Config:
    """Point Alembic at the migrations inside the package."""
    made = Config()
    made.set_main_option("script_location", "dadu_desktop.storage:migrations")
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest schema within the open transaction."""
    command.upgrade(script_config(connection), "head")


def migrate(connection: Connection) -> None:
    """Bring a ledger to the newest schema within the open transaction, renew the triggers, and seal what it changed."""
    upgrade(connection)
    create_triggers(connection)
    seal.seal(connection)


def known_revisions() -> list[str]:
    """List the schemas that this program can migrate from, newest first."""
    return [script.revision for script in ScriptDirectory.from_config(script_config()).walk_revisions()]
