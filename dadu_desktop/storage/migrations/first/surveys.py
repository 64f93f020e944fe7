"""Surveys of foreign trade enterprises."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def make() -> None:
    """Make the tables of the surveys."""
    _make_surveys()
    _make_survey_problems()


def _make_surveys() -> None:
    """Make the table trade_surveys."""
    op.create_table(
        "trade_surveys",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.Integer(), nullable=False),
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("surveyors", sa.Text(), nullable=True),
        sa.Column("receiver", sa.Text(), nullable=True),
        sa.Column("visit", sa.Text(), nullable=True),
        sa.Column("period", sa.String(10), nullable=True),
        sa.Column("span", sa.Text(), nullable=True),
        sa.Column("exports", sa.BigInteger(), nullable=True),
        sa.Column("imports", sa.BigInteger(), nullable=True),
        sa.Column("growth", sa.BigInteger(), nullable=True),
        sa.Column("markets", sa.Text(), nullable=True),
        sa.Column("products", sa.Text(), nullable=True),
        sa.Column("difficulties", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["enterprise"], ["enterprises.id"], name=op.f("fk_trade_surveys_enterprise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trade_surveys")),
    )
    for column in ("date", "deleted_at", "enterprise"):
        op.create_index(op.f(f"ix_trade_surveys_{column}"), "trade_surveys", [column], unique=False)


def _make_survey_problems() -> None:
    """Make the table trade_survey_problems."""
    op.create_table(
        "trade_survey_problems",
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["trade_surveys.id"],
            name=op.f("fk_trade_survey_problems_parent_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trade_survey_problems")),
    )
    op.create_index(
        op.f("ix_trade_survey_problems_parent_id"), "trade_survey_problems", ["parent_id"], unique=False
    )
