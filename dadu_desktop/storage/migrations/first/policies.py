"""Policies and applications, and what the life of a 一企一策 leaves behind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def make() -> None:
    """Make the tables of policies and those inside plans that came with them."""
    _make_plan_goals()
    _make_plan_entries()
    _make_plan_reviews()
    _make_plan_moves()
    _make_policies()
    _make_policy_conditions()
    _make_policy_seen()
    _make_policy_applications()


def _make_plan_goals() -> None:
    """Make the table plan_goals."""
    op.create_table(
        "plan_goals",
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=True),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("actual", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("due", sa.String(10), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["plans.id"], name=op.f("fk_plan_goals_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_goals")),
    )
    op.create_index(op.f("ix_plan_goals_parent_id"), "plan_goals", ["parent_id"], unique=False)


def _make_plan_entries() -> None:
    """Make the table plan_entries."""
    op.create_table(
        "plan_entries",
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reached", sa.BigInteger(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["plans.id"], name=op.f("fk_plan_entries_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_entries")),
    )
    op.create_index(op.f("ix_plan_entries_parent_id"), "plan_entries", ["parent_id"], unique=False)


def _make_plan_reviews() -> None:
    """Make the table plan_reviews."""
    op.create_table(
        "plan_reviews",
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("average", sa.BigInteger(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["plans.id"], name=op.f("fk_plan_reviews_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_reviews")),
    )
    op.create_index(op.f("ix_plan_reviews_parent_id"), "plan_reviews", ["parent_id"], unique=False)


def _make_plan_moves() -> None:
    """Make the table plan_moves."""
    op.create_table(
        "plan_moves",
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["plans.id"], name=op.f("fk_plan_moves_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_moves")),
    )
    op.create_index(op.f("ix_plan_moves_parent_id"), "plan_moves", ["parent_id"], unique=False)


def _make_policies() -> None:
    """Make the table policies."""
    op.create_table(
        "policies",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("window_from", sa.String(10), nullable=True),
        sa.Column("window_to", sa.String(10), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("benefit", sa.Text(), nullable=True),
        sa.Column("materials", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
    )
    op.create_index(op.f("ix_policies_deleted_at"), "policies", ["deleted_at"], unique=False)
    op.create_index(op.f("ix_policies_window_to"), "policies", ["window_to"], unique=False)


def _make_policy_conditions() -> None:
    """Make the table policy_conditions."""
    op.create_table(
        "policy_conditions",
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("comparison", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("together", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["policies.id"], name=op.f("fk_policy_conditions_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_conditions")),
    )
    op.create_index(op.f("ix_policy_conditions_parent_id"), "policy_conditions", ["parent_id"], unique=False)


def _make_policy_seen() -> None:
    """Make the table policy_seen."""
    op.create_table(
        "policy_seen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_policy_seen_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_policy_seen_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_seen")),
        sa.UniqueConstraint(
            "policy_id", "enterprise_id", name=op.f("uq_policy_seen_policy_id_enterprise_id")
        ),
    )
    op.create_index(op.f("ix_policy_seen_enterprise_id"), "policy_seen", ["enterprise_id"], unique=False)


def _make_policy_applications() -> None:
    """Make the table policy_applications."""
    op.create_table(
        "policy_applications",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=True),
        sa.Column("enterprise", sa.Integer(), nullable=False),
        sa.Column("applied", sa.String(10), nullable=False),
        sa.Column("applied_amount", sa.Text(), nullable=True),
        sa.Column("accepted", sa.String(10), nullable=True),
        sa.Column("refused", sa.String(10), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("approved_amount", sa.Text(), nullable=True),
        sa.Column("paid", sa.String(10), nullable=True),
        sa.Column("paid_amount", sa.Text(), nullable=True),
        sa.Column("handler", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise"], ["enterprises.id"], name=op.f("fk_policy_applications_enterprise")
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_policy_applications_policy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_applications")),
    )
    op.create_index(op.f("ix_policy_applications_applied"), "policy_applications", ["applied"], unique=False)
    op.create_index(
        op.f("ix_policy_applications_deleted_at"), "policy_applications", ["deleted_at"], unique=False
    )
    op.create_index(
        op.f("ix_policy_applications_enterprise"), "policy_applications", ["enterprise"], unique=False
    )
    op.create_index(
        op.f("ix_policy_applications_policy_id"), "policy_applications", ["policy_id"], unique=False
    )
