"""Where the history stood when something was made from the data."""

from __future__ import annotations

from sqlalchemy import func, select

from dadu_desktop.storage import seal
from dadu_desktop.storage.history import HistoryEntry
from dadu_desktop.storage.ledger_file import LedgerFile


def mark_words(ledger: LedgerFile) -> str:
    """Say at which point of the sealed history a file was made; the same as long as no data change."""
    with ledger.read() as connection:
        return f"操作留痕 {seal.head_of_data(connection)}"


def last_entry(ledger: LedgerFile) -> int:
    """Name the last line of the history."""
    with ledger.read() as connection:
        return connection.scalar(select(func.max(HistoryEntry.id))) or 0


def changed_since(ledger: LedgerFile, mark: int) -> bool:
    """Tell whether data changed after a line of the history."""
    later = select(HistoryEntry.id).where(
        HistoryEntry.id > mark, HistoryEntry.table_name.not_in(seal.NO_DATA)
    )
    with ledger.read() as connection:
        return connection.scalar(later.limit(1)) is not None
