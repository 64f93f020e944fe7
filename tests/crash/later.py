"""The command line of a version with one more schema, so that every command begins with a migration."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic.config import Config

from dadu_desktop.__main__ import main
from dadu_desktop.storage import opening, schema

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column("enterprises", sa.Column("nickname", sa.Text()))
    op.execute("UPDATE enterprises SET nickname = name")
"""


def add_schema(folder: Path) -> None:
    """Put a real migration behind those of the program."""
    (folder / "next_0002.py").write_text(NEXT, encoding="utf-8")
    plain = schema.script_config

    def config(connection: object = None) -> Config:
        made = plain(connection)  # type: ignore[arg-type]
        shipped = Path(schema.__file__).parent / "migrations" / "versions"
        made.set_main_option("path_separator", "newline")
        made.set_main_option("version_locations", f"{shipped}\n{folder}")
        return made

    schema.script_config = config
    opening.HEAD = "0002"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        add_schema(Path(place))
        sys.exit(main())
