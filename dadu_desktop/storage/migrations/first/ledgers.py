"""The six ledgers with their parts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def make() -> None:
    """Make the tables of the ledgers."""
    _make_enterprises()
    _make_visits()
    _make_enterprise_names()
    _make_enterprise_people()
    _make_figures()
    _make_plans()
    _make_problems()
    _make_visit_enterprises()
    _make_plan_measures()
    _make_plan_policies()
    _make_problem_enterprises()
    _make_problem_moves()
    _make_problem_progress()
    _make_visit_tasks()
    _make_planned_visits()


def _make_enterprises() -> None:
    """Make the table enterprises."""
    op.create_table(
        "enterprises",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("credit_code", sa.String(length=36), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pinyin", sa.Text(), nullable=True),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("former_names", sa.Text(), nullable=True),
        sa.Column("trade", sa.Text(), nullable=True),
        sa.Column("industry_code", sa.Text(), nullable=True),
        sa.Column("business_form", sa.Text(), nullable=True),
        sa.Column("size", sa.Text(), nullable=True),
        sa.Column("unit_type", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("admitted", sa.String(10), nullable=True),
        sa.Column("admission_cause", sa.Text(), nullable=True),
        sa.Column("removed", sa.String(10), nullable=True),
        sa.Column("removal_cause", sa.Text(), nullable=True),
        sa.Column("town", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("registered_address", sa.Text(), nullable=True),
        sa.Column("business_address", sa.Text(), nullable=True),
        sa.Column("legal_person", sa.Text(), nullable=True),
        sa.Column("principal", sa.Text(), nullable=True),
        sa.Column("statistician", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("employees", sa.BigInteger(), nullable=True),
        sa.Column("floor_area", sa.BigInteger(), nullable=True),
        sa.Column("opened", sa.String(10), nullable=True),
        sa.Column("main_business", sa.Text(), nullable=True),
        sa.Column("foreign_trade", sa.Boolean(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=True),
        sa.Column("cluster", sa.Text(), nullable=True),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("service_person", sa.Text(), nullable=True),
        sa.Column("last_year_sales", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprises")),
    )
    op.create_index(op.f("ix_enterprises_credit_code"), "enterprises", ["credit_code"], unique=False)
    op.create_index(op.f("ix_enterprises_deleted_at"), "enterprises", ["deleted_at"], unique=False)
    op.create_index(op.f("ix_enterprises_name"), "enterprises", ["name"], unique=False)


def _make_visits() -> None:
    """Make the table visits."""
    op.create_table(
        "visits",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("visitors", sa.Text(), nullable=True),
        sa.Column("receiver", sa.Text(), nullable=True),
        sa.Column("operation", sa.Text(), nullable=True),
        sa.Column("policy_talk", sa.Text(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index(op.f("ix_visits_date"), "visits", ["date"], unique=False)
    op.create_index(op.f("ix_visits_deleted_at"), "visits", ["deleted_at"], unique=False)


def _make_enterprise_names() -> None:
    """Make the table enterprise_names."""
    op.create_table(
        "enterprise_names",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.String(10), nullable=True),
        sa.Column("until", sa.String(10), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["enterprises.id"], name=op.f("fk_enterprise_names_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_names")),
    )
    op.create_index(op.f("ix_enterprise_names_parent_id"), "enterprise_names", ["parent_id"], unique=False)


def _make_enterprise_people() -> None:
    """Make the table enterprise_people."""
    op.create_table(
        "enterprise_people",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("since", sa.String(10), nullable=True),
        sa.Column("until", sa.String(10), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["enterprises.id"], name=op.f("fk_enterprise_people_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_people")),
    )
    op.create_index(op.f("ix_enterprise_people_parent_id"), "enterprise_people", ["parent_id"], unique=False)


def _make_figures() -> None:
    """Make the table figures."""
    op.create_table(
        "figures",
        sa.Column("enterprise", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(10), nullable=False),
        sa.Column("joint", sa.Boolean(), nullable=True),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("base", sa.BigInteger(), nullable=True),
        sa.Column("cumulative", sa.BigInteger(), nullable=True),
        sa.Column("cumulative_base", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("follow_up", sa.Boolean(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("checked", sa.Text(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("reported", sa.String(10), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("cell", sa.Text(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["enterprise"], ["enterprises.id"], name=op.f("fk_figures_enterprise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures")),
    )
    op.create_index(op.f("ix_figures_deleted_at"), "figures", ["deleted_at"], unique=False)
    op.create_index(op.f("ix_figures_enterprise"), "figures", ["enterprise"], unique=False)
    op.create_index("ix_figures_enterprise_month", "figures", ["enterprise", "month"], unique=False)
    op.create_index("ix_figures_month_enterprise", "figures", ["month", "enterprise"], unique=False)


def _make_plans() -> None:
    """Make the table plans."""
    op.create_table(
        "plans",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.Integer(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.Text(), nullable=True),
        sa.Column("base_sales", sa.Text(), nullable=True),
        sa.Column("target_sales", sa.Text(), nullable=True),
        sa.Column("current_sales", sa.Text(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=True),
        sa.Column("goal", sa.Text(), nullable=True),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("service_person", sa.Text(), nullable=True),
        sa.Column("assessment", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["enterprise"], ["enterprises.id"], name=op.f("fk_plans_enterprise")),
        sa.ForeignKeyConstraint(["previous_id"], ["plans.id"], name=op.f("fk_plans_previous_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_index(op.f("ix_plans_deleted_at"), "plans", ["deleted_at"], unique=False)
    op.create_index(op.f("ix_plans_enterprise"), "plans", ["enterprise"], unique=False)
    op.create_index(op.f("ix_plans_previous_id"), "plans", ["previous_id"], unique=False)
    op.create_index(op.f("ix_plans_year"), "plans", ["year"], unique=False)


def _make_problems() -> None:
    """Make the table problems."""
    op.create_table(
        "problems",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("raised", sa.String(10), nullable=True),
        sa.Column("raised_by", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("subcategory", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("appeal", sa.Text(), nullable=True),
        sa.Column("urgency", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("lead_unit", sa.Text(), nullable=True),
        sa.Column("support_units", sa.Text(), nullable=True),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("assigned", sa.String(10), nullable=True),
        sa.Column("due_date", sa.String(10), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("result_kind", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("finished", sa.String(10), nullable=True),
        sa.Column("feedback", sa.String(10), nullable=True),
        sa.Column("callback", sa.String(10), nullable=True),
        sa.Column("callback_by", sa.Text(), nullable=True),
        sa.Column("callback_way", sa.Text(), nullable=True),
        sa.Column("satisfaction", sa.Text(), nullable=True),
        sa.Column("closed", sa.String(10), nullable=True),
        sa.Column("supervised", sa.BigInteger(), nullable=True),
        sa.Column("unsolved_reason", sa.Text(), nullable=True),
        sa.Column("review_date", sa.String(10), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["enterprise"], ["enterprises.id"], name=op.f("fk_problems_enterprise")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_problems_visit_id")),
        sa.ForeignKeyConstraint(["merged_into"], ["problems.id"], name=op.f("fk_problems_merged_into")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problems")),
    )
    op.create_index(op.f("ix_problems_deleted_at"), "problems", ["deleted_at"], unique=False)
    op.create_index(op.f("ix_problems_due_date"), "problems", ["due_date"], unique=False)
    op.create_index(op.f("ix_problems_enterprise"), "problems", ["enterprise"], unique=False)
    op.create_index(op.f("ix_problems_raised"), "problems", ["raised"], unique=False)
    op.create_index(op.f("ix_problems_status"), "problems", ["status"], unique=False)
    op.create_index(op.f("ix_problems_visit_id"), "problems", ["visit_id"], unique=False)
    op.create_index(op.f("ix_problems_merged_into"), "problems", ["merged_into"], unique=False)


def _make_visit_enterprises() -> None:
    """Make the table visit_enterprises."""
    op.create_table(
        "visit_enterprises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_visit_enterprises_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["visits.id"], name=op.f("fk_visit_enterprises_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_enterprises")),
    )
    op.create_index(
        op.f("ix_visit_enterprises_enterprise_id"), "visit_enterprises", ["enterprise_id"], unique=False
    )
    op.create_index(op.f("ix_visit_enterprises_owner_id"), "visit_enterprises", ["owner_id"], unique=False)


def _make_plan_measures() -> None:
    """Make the table plan_measures."""
    op.create_table(
        "plan_measures",
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("lead_unit", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("due_words", sa.Text(), nullable=True),
        sa.Column("due", sa.String(10), nullable=True),
        sa.Column("progress", sa.Text(), nullable=True),
        sa.Column("percent", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["plans.id"], name=op.f("fk_plan_measures_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_measures")),
    )
    op.create_index(op.f("ix_plan_measures_parent_id"), "plan_measures", ["parent_id"], unique=False)


def _make_plan_policies() -> None:
    """Make the table plan_policies."""
    op.create_table(
        "plan_policies",
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("benefit", sa.Text(), nullable=True),
        sa.Column("applied", sa.String(10), nullable=True),
        sa.Column("applied_amount", sa.Text(), nullable=True),
        sa.Column("paid", sa.String(10), nullable=True),
        sa.Column("amount", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["plans.id"], name=op.f("fk_plan_policies_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_policies")),
    )
    op.create_index(op.f("ix_plan_policies_parent_id"), "plan_policies", ["parent_id"], unique=False)


def _make_problem_enterprises() -> None:
    """Make the table problem_enterprises."""
    op.create_table(
        "problem_enterprises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_problem_enterprises_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["problems.id"], name=op.f("fk_problem_enterprises_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_enterprises")),
    )
    op.create_index(
        op.f("ix_problem_enterprises_enterprise_id"), "problem_enterprises", ["enterprise_id"], unique=False
    )
    op.create_index(
        op.f("ix_problem_enterprises_owner_id"), "problem_enterprises", ["owner_id"], unique=False
    )


def _make_problem_moves() -> None:
    """Make the table problem_moves."""
    op.create_table(
        "problem_moves",
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.String(10), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["problems.id"], name=op.f("fk_problem_moves_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_moves")),
    )
    op.create_index(op.f("ix_problem_moves_parent_id"), "problem_moves", ["parent_id"], unique=False)


def _make_problem_progress() -> None:
    """Make the table problem_progress."""
    op.create_table(
        "problem_progress",
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["problems.id"], name=op.f("fk_problem_progress_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_progress")),
    )
    op.create_index(op.f("ix_problem_progress_parent_id"), "problem_progress", ["parent_id"], unique=False)


def _make_visit_tasks() -> None:
    """Make the table visit_tasks."""
    op.create_table(
        "visit_tasks",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("due", sa.String(10), nullable=True),
        sa.Column("done", sa.String(10), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_visit_tasks_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["visits.id"], name=op.f("fk_visit_tasks_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_tasks")),
    )
    for column in ("due", "enterprise_id", "parent_id"):
        op.create_index(op.f(f"ix_visit_tasks_{column}"), "visit_tasks", [column], unique=False)


def _make_planned_visits() -> None:
    """Make the table planned_visits."""
    op.create_table(
        "planned_visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("visitors", sa.Text(), nullable=False),
        sa.Column("leader", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("overlap_reason", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("cancelled", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_planned_visits_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_planned_visits_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_visits")),
    )
    for column in ("day", "enterprise_id", "visit_id"):
        op.create_index(op.f(f"ix_planned_visits_{column}"), "planned_visits", [column], unique=False)
