"""Clusters, service teams, projects of investment and campaigns for consumption."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def make() -> None:
    """Make the tables of the four ledgers."""
    _make_clusters()
    _make_cluster_members()
    _make_cluster_readings()
    _make_cluster_enterprises()
    _make_teams()
    _make_team_members()
    _make_team_meetings()
    _make_team_windows()
    _make_team_problems()
    _make_team_entries()
    _make_projects()
    _make_project_stages()
    _make_project_entries()
    _make_activities()
    _make_activity_enterprises()


def _make_clusters() -> None:
    """Make the table clusters."""
    op.create_table(
        "clusters",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("lead_unit", sa.Text(), nullable=True),
        sa.Column("established", sa.String(10), nullable=True),
        sa.Column("chain_owner", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("goal", sa.Text(), nullable=True),
        sa.Column("progress", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clusters")),
    )
    op.create_index(op.f("ix_clusters_deleted_at"), "clusters", ["deleted_at"], unique=False)


def _make_cluster_members() -> None:
    """Make the table cluster_members."""
    op.create_table(
        "cluster_members",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("duty", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["clusters.id"], name=op.f("fk_cluster_members_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cluster_members")),
    )
    op.create_index(op.f("ix_cluster_members_parent_id"), "cluster_members", ["parent_id"], unique=False)


def _make_cluster_readings() -> None:
    """Make the table cluster_readings."""
    op.create_table(
        "cluster_readings",
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("span", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("count", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("amount", sa.Text(), nullable=True),
        sa.Column("growth", sa.BigInteger(), nullable=True),
        sa.Column("share", sa.BigInteger(), nullable=True),
        sa.Column("expected", sa.Boolean(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["clusters.id"], name=op.f("fk_cluster_readings_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cluster_readings")),
    )
    op.create_index(op.f("ix_cluster_readings_parent_id"), "cluster_readings", ["parent_id"], unique=False)


def _make_cluster_enterprises() -> None:
    """Make the table cluster_enterprises."""
    op.create_table(
        "cluster_enterprises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_cluster_enterprises_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["clusters.id"], name=op.f("fk_cluster_enterprises_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cluster_enterprises")),
    )
    op.create_index(
        op.f("ix_cluster_enterprises_enterprise_id"), "cluster_enterprises", ["enterprise_id"], unique=False
    )
    op.create_index(
        op.f("ix_cluster_enterprises_owner_id"), "cluster_enterprises", ["owner_id"], unique=False
    )


def _make_teams() -> None:
    """Make the table teams."""
    op.create_table(
        "teams",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.Integer(), nullable=False),
        sa.Column("cluster", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("started", sa.String(10), nullable=True),
        sa.Column("ended", sa.String(10), nullable=True),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("lead_unit", sa.Text(), nullable=True),
        sa.Column("agent", sa.Text(), nullable=True),
        sa.Column("duty_telephone", sa.Text(), nullable=True),
        sa.Column("contact_group", sa.Text(), nullable=True),
        sa.Column("mechanism", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["enterprise"], ["enterprises.id"], name=op.f("fk_teams_enterprise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
    )
    op.create_index(op.f("ix_teams_deleted_at"), "teams", ["deleted_at"], unique=False)
    op.create_index(op.f("ix_teams_enterprise"), "teams", ["enterprise"], unique=False)


def _make_team_members() -> None:
    """Make the table team_members."""
    op.create_table(
        "team_members",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("duty", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["teams.id"], name=op.f("fk_team_members_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_members")),
    )
    op.create_index(op.f("ix_team_members_parent_id"), "team_members", ["parent_id"], unique=False)


def _make_team_meetings() -> None:
    """Make the table team_meetings."""
    op.create_table(
        "team_meetings",
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("host", sa.Text(), nullable=True),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("due", sa.String(10), nullable=True),
        sa.Column("done", sa.String(10), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["teams.id"], name=op.f("fk_team_meetings_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_meetings")),
    )
    op.create_index(op.f("ix_team_meetings_parent_id"), "team_meetings", ["parent_id"], unique=False)


def _make_team_windows() -> None:
    """Make the table team_windows."""
    op.create_table(
        "team_windows",
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("agent", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("since", sa.String(10), nullable=True),
        sa.Column("done", sa.String(10), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["teams.id"], name=op.f("fk_team_windows_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_windows")),
    )
    op.create_index(op.f("ix_team_windows_parent_id"), "team_windows", ["parent_id"], unique=False)


def _make_team_problems() -> None:
    """Make the table team_problems."""
    op.create_table(
        "team_problems",
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["teams.id"], name=op.f("fk_team_problems_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_problems")),
    )
    op.create_index(op.f("ix_team_problems_parent_id"), "team_problems", ["parent_id"], unique=False)


def _make_team_entries() -> None:
    """Make the table team_entries."""
    op.create_table(
        "team_entries",
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["teams.id"], name=op.f("fk_team_entries_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_entries")),
    )
    op.create_index(op.f("ix_team_entries_parent_id"), "team_entries", ["parent_id"], unique=False)


def _make_projects() -> None:
    """Make the table projects."""
    op.create_table(
        "projects",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("cluster", sa.Text(), nullable=True),
        sa.Column("investor", sa.Text(), nullable=True),
        sa.Column("enterprise", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("registered", sa.String(10), nullable=True),
        sa.Column("town", sa.Text(), nullable=True),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("signed_amount", sa.BigInteger(), nullable=True),
        sa.Column("arrived_amount", sa.BigInteger(), nullable=True),
        sa.Column("lead_unit", sa.Text(), nullable=True),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("difficulty", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["enterprise"], ["enterprises.id"], name=op.f("fk_projects_enterprise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
    )
    op.create_index(op.f("ix_projects_deleted_at"), "projects", ["deleted_at"], unique=False)
    op.create_index(op.f("ix_projects_enterprise"), "projects", ["enterprise"], unique=False)
    op.create_index(op.f("ix_projects_registered"), "projects", ["registered"], unique=False)


def _make_project_stages() -> None:
    """Make the table project_stages."""
    op.create_table(
        "project_stages",
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("planned", sa.String(10), nullable=True),
        sa.Column("actual", sa.String(10), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["projects.id"], name=op.f("fk_project_stages_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_stages")),
    )
    op.create_index(op.f("ix_project_stages_parent_id"), "project_stages", ["parent_id"], unique=False)


def _make_project_entries() -> None:
    """Make the table project_entries."""
    op.create_table(
        "project_entries",
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("arrived", sa.BigInteger(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["projects.id"], name=op.f("fk_project_entries_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_entries")),
    )
    op.create_index(op.f("ix_project_entries_parent_id"), "project_entries", ["parent_id"], unique=False)


def _make_activities() -> None:
    """Make the table activities."""
    op.create_table(
        "activities",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=True),
        sa.Column("started", sa.String(10), nullable=False),
        sa.Column("ended", sa.String(10), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("organiser", sa.Text(), nullable=True),
        sa.Column("participants", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("vouchers", sa.BigInteger(), nullable=True),
        sa.Column("visitors", sa.Text(), nullable=True),
        sa.Column("sales", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activities")),
    )
    op.create_index(op.f("ix_activities_deleted_at"), "activities", ["deleted_at"], unique=False)
    op.create_index(op.f("ix_activities_started"), "activities", ["started"], unique=False)


def _make_activity_enterprises() -> None:
    """Make the table activity_enterprises."""
    op.create_table(
        "activity_enterprises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_activity_enterprises_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["activities.id"], name=op.f("fk_activity_enterprises_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_enterprises")),
    )
    op.create_index(
        op.f("ix_activity_enterprises_enterprise_id"), "activity_enterprises", ["enterprise_id"], unique=False
    )
    op.create_index(
        op.f("ix_activity_enterprises_owner_id"), "activity_enterprises", ["owner_id"], unique=False
    )
