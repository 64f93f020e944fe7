"""Official figures of the district, and the closing of months."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def make() -> None:
    """Make the tables beside the monthly figures."""
    _make_district_figures()
    _make_month_closings()


def _make_district_figures() -> None:
    """Make the table district_figures."""
    op.create_table(
        "district_figures",
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("span", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("growth", sa.BigInteger(), nullable=True),
        sa.Column("rank", sa.BigInteger(), nullable=True),
        sa.Column("units", sa.BigInteger(), nullable=True),
        sa.Column("share", sa.BigInteger(), nullable=True),
        sa.Column("share_of", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published", sa.String(10), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district_figures")),
    )
    op.create_index(op.f("ix_district_figures_deleted_at"), "district_figures", ["deleted_at"], unique=False)
    op.create_index(op.f("ix_district_figures_period"), "district_figures", ["period"], unique=False)


def _make_month_closings() -> None:
    """Make the table month_closings."""
    op.create_table(
        "month_closings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(10), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("history_mark", sa.Integer(), nullable=False),
        sa.Column("reopened_at", sa.String(length=32), nullable=True),
        sa.Column("reopened_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_closings")),
    )
    op.create_index(op.f("ix_month_closings_month"), "month_closings", ["month"], unique=False)
