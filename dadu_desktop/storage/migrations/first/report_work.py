"""What officers do with drafted documents: their own words, and the numbered copies they give away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def make() -> None:
    """Make both tables."""
    _make_report_edits()
    _make_report_copies()


def _make_report_edits() -> None:
    """Make the table report_edits."""
    op.create_table(
        "report_edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("drafted", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_edits")),
        sa.UniqueConstraint(
            "report", "subject", "clause", name=op.f("uq_report_edits_report_subject_clause")
        ),
    )


def _make_report_copies() -> None:
    """Make the table report_copies."""
    op.create_table(
        "report_copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("report", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_copies")),
        sa.UniqueConstraint("number", name=op.f("uq_report_copies_number")),
    )
