"""The reports that were given out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def make() -> None:
    """Make the table sent_reports."""
    contents = ("sha256", "definition_sha256", "figures_sha256")
    op.create_table(
        "sent_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("report", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(length=64), nullable=False) for name in contents),
        sa.Column("history_mark", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], ["attachment_contents.sha256"], name=op.f(f"fk_sent_reports_{name}")
            )
            for name in contents
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_reports")),
    )
    op.create_index(op.f("ix_sent_reports_report"), "sent_reports", ["report"], unique=False)
