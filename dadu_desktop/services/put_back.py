"""One value of a record put back to what it was before a change; that is a change itself."""

from __future__ import annotations

import json

from sqlalchemy import select

from dadu_desktop.domain.errors import NotFound
from dadu_desktop.services.history_words import Speaker, tables
from dadu_desktop.services.records import Saved, save_record
from dadu_desktop.storage.history import HistoryEntry
from dadu_desktop.storage.ledger_file import LedgerFile


def put_back(ledger: LedgerFile, entry: int, key: str, *, version: int | None = None) -> Saved:
    """Give a field the value that it had before an entry of the history.

    The rules of the form hold: FieldProblems where the former value is no longer allowed, RecordChanged where
    ``version`` is not the kept one.
    """
    with ledger.read() as connection:
        found = connection.execute(select(HistoryEntry.__table__).where(HistoryEntry.id == entry)).first()
        words = tables().get(found.table_name) if found else None
        if found is None or words is None or words.role != "record" or key not in words.fields:
            raise NotFound("这处改动不能单独改回，请在记录中直接修改。")
        speaker = Speaker(connection, [found])
        value = speaker.value(words, key, json.loads(found.before or "{}").get(key))
    reason = f"撤销 {found.person} {found.at[:10]} 的修改"
    return save_record(ledger, words.kind, int(found.record_id), {key: value}, version=version, reason=reason)
