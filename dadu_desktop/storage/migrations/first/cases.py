"""Cases of one-on-one help with everything inside them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def make() -> None:
    """Make the tables of the cases."""
    _make_cases()
    _make_case_coordination()
    _make_case_indicators()
    _make_case_inputs()
    _make_case_milestones()
    _make_case_readings()
    _make_case_team()


def _make_cases() -> None:
    """Make the table cases."""
    op.create_table(
        "cases",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.Integer(), nullable=False),
        sa.Column("started", sa.String(10), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("background", sa.Text(), nullable=True),
        sa.Column("causes", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("lessons", sa.Text(), nullable=True),
        sa.Column("review_state", sa.Text(), nullable=True),
        sa.Column("reviewed", sa.String(10), nullable=True),
        sa.Column("reviewer", sa.Text(), nullable=True),
        sa.Column("review_conclusion", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["enterprise"], ["enterprises.id"], name=op.f("fk_cases_enterprise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index(op.f("ix_cases_deleted_at"), "cases", ["deleted_at"], unique=False)
    op.create_index(op.f("ix_cases_enterprise"), "cases", ["enterprise"], unique=False)


def _make_case_coordination() -> None:
    """Make the table case_coordination."""
    op.create_table(
        "case_coordination",
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("date", sa.String(10), nullable=True),
        sa.Column("counterpart", sa.Text(), nullable=True),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["cases.id"], name=op.f("fk_case_coordination_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_coordination")),
    )
    op.create_index(op.f("ix_case_coordination_parent_id"), "case_coordination", ["parent_id"], unique=False)


def _make_case_indicators() -> None:
    """Make the table case_indicators."""
    op.create_table(
        "case_indicators",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("base", sa.Text(), nullable=True),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("actual", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["cases.id"], name=op.f("fk_case_indicators_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_indicators")),
    )
    op.create_index(op.f("ix_case_indicators_parent_id"), "case_indicators", ["parent_id"], unique=False)


def _make_case_inputs() -> None:
    """Make the table case_inputs."""
    op.create_table(
        "case_inputs",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("amount", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["cases.id"], name=op.f("fk_case_inputs_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_inputs")),
    )
    op.create_index(op.f("ix_case_inputs_parent_id"), "case_inputs", ["parent_id"], unique=False)


def _make_case_milestones() -> None:
    """Make the table case_milestones."""
    op.create_table(
        "case_milestones",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=True),
        sa.Column("planned", sa.String(10), nullable=True),
        sa.Column("actual", sa.String(10), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["cases.id"], name=op.f("fk_case_milestones_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_milestones")),
    )
    op.create_index(op.f("ix_case_milestones_parent_id"), "case_milestones", ["parent_id"], unique=False)


def _make_case_readings() -> None:
    """Make the table case_readings."""
    op.create_table(
        "case_readings",
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["cases.id"], name=op.f("fk_case_readings_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_readings")),
    )
    op.create_index(op.f("ix_case_readings_parent_id"), "case_readings", ["parent_id"], unique=False)


def _make_case_team() -> None:
    """Make the table case_team."""
    op.create_table(
        "case_team",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("duty", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["cases.id"], name=op.f("fk_case_team_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_team")),
    )
    op.create_index(op.f("ix_case_team_parent_id"), "case_team", ["parent_id"], unique=False)
