"""The first schema: the ledgers with their parts, the office's own tables, history and search."""

from __future__ import annotations

from alembic import op

from dadu_desktop.storage import search_index
from dadu_desktop.storage.migrations.first import (
    cases,
    clusters,
    ledgers,
    office,
    policies,
    report_work,
    reports,
    statistics,
    surveys,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of a new ledger."""
    ledgers.make()
    cases.make()
    surveys.make()
    policies.make()
    clusters.make()
    office.make()
    statistics.make()
    reports.make()
    report_work.make()
    search_index.create(op.get_bind())
    op.execute("INSERT INTO change_context (id, person, reason) VALUES (1, '', '')")
