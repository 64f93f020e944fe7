"""What a new ledger starts with: the code lists."""

from __future__ import annotations

from sqlalchemy import insert

from dadu_desktop.records.office import CodeItem
from dadu_desktop.services.code_lists import rows_of, shipped_lists
from dadu_desktop.storage.ledger_file import LedgerFile


def sow(ledger: LedgerFile) -> None:
    """Write the code lists into a new ledger."""
    with ledger.unit(reason="新建台账") as unit:
        rows = [row for one in shipped_lists() for row in rows_of(one.key, one.items)]
        unit.connection.execute(insert(CodeItem), rows)
