"""Imports that were made, newest first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from dadu_desktop.records.papers import ImportBatch
from dadu_desktop.storage.ledger_file import LedgerFile


@dataclass(frozen=True)
class Batch:
    """One import as a whole: when, by whom, of which files, and how many rows of each fate."""

    id: int
    at: datetime
    person: str
    title: str
    counts: dict[str, int]
    undone: bool


def import_batches(ledger: LedgerFile, limit: int = 100) -> list[Batch]:
    """List the imports that wrote something."""
    query = select(ImportBatch.__table__).order_by(ImportBatch.id.desc()).limit(limit)
    with ledger.read() as connection:
        return [
            Batch(
                row.id,
                datetime.fromisoformat(row.at),
                row.person,
                row.title,
                json.loads(row.counts),
                row.undone_at is not None,
            )
            for row in connection.execute(query)
        ]
