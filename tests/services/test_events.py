"""What left the ledger or came into it: exports, prints, backups and restores stand in its history."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pdfplumber
from sqlalchemy import select

from dadu_desktop.records.fields import Reference
from dadu_desktop.services.backups import back_up, restore_backup
from dadu_desktop.services.exports import export_list
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.reports import make_report, print_list
from dadu_desktop.storage import check, seal
from dadu_desktop.storage.history import EVENTS, HistoryEntry
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.server import FILES_ONLY


def events(ledger: LedgerFile) -> list[tuple[str, str]]:
    """Read what was noted, oldest first."""
    query = select(HistoryEntry.action, HistoryEntry.reason).where(HistoryEntry.table_name == EVENTS)
    with ledger.read() as connection:
        return [(row.action, row.reason) for row in connection.execute(query.order_by(HistoryEntry.id))]


def test_an_export_is_noted_and_carries_the_mark_of_the_history(
    ledger: LedgerFile, register: tuple[Reference, ...], tmp_path: Path
) -> None:
    mark = str(ledger.head())
    export_list(ledger, "enterprises", ListQuery(), tmp_path / "企业.xlsx")
    assert openpyxl.load_workbook(tmp_path / "企业.xlsx").properties.keywords == f"操作留痕 {mark}"
    assert events(ledger) == [("export", f"企业 {len(register)} 条：企业.xlsx")]
    assert str(ledger.head()) != mark


def test_prints_are_noted_and_carry_the_mark_of_the_history(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    mark = str(ledger.head())
    made = print_list(ledger, "enterprises", ListQuery())
    with pdfplumber.open(io.BytesIO(made.content)) as pdf:
        assert pdf.metadata["Keywords"] == f"操作留痕 {mark}"
    one = make_report(ledger, "dossier", {"enterprise": str(register[0])})
    assert events(ledger) == [("print", made.file_name), ("print", one.file_name)]


@FILES_ONLY
def test_backup_and_restore_are_noted_and_the_check_stays_content(ledger: LedgerFile, tmp_path: Path) -> None:
    made = back_up(ledger, tmp_path / "备份.dadu")
    assert events(ledger) == [("backup", "备份.dadu")]
    ledger.close()
    restore_backup(made.file, ledger.path)
    with open_ledger(ledger.path) as restored:
        assert events(restored) == [("restore", "备份.dadu")]
        assert check.check(restored) == []


def test_the_mark_of_an_earlier_copy_lies_on_the_chain(ledger: LedgerFile, tmp_path: Path) -> None:
    made = back_up(ledger, tmp_path / "备份.dadu")
    with open_ledger(made.file, write=False) as copy:
        head = copy.head()
    with ledger.read() as connection:
        assert seal.holds(connection, head)
