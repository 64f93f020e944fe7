"""Is everything in the ledger as it was written? What can be rebuilt is rebuilt on request."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, String, cast, func, select, text

from dadu_desktop.domain.errors import UserProblem
from dadu_desktop.domain.roles import Act
from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.papers import Attachment, AttachmentContent
from dadu_desktop.storage import backup, seal, search_index
from dadu_desktop.storage.backup import integrity_faults
from dadu_desktop.storage.engine import one_time_engine
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.history import EVENTS, HistoryEntry, create_triggers, wrong_triggers
from dadu_desktop.storage.ledger_file import LedgerFile


@dataclass(frozen=True)
class Finding:
    """One fault in a sentence; ``area`` is pages, links, attachments, history, numbers or search.

    ``repairable`` tells that what is wrong can be made anew from the rest.
    """

    area: str
    sentence: str
    repaired: bool = False
    repairable: bool = False


def check(
    ledger: LedgerFile, *, repair: bool = False, before: Callable[[], object] = lambda: None
) -> list[Finding]:
    """Look for faults; with ``repair`` search index and triggers are rebuilt where they are not as they should be.

    ``before`` is called when there is something to rebuild, before that is done.
    Where the pages themselves are damaged nothing further is read.
    """
    with ledger.read(Act.BACK_UP) as connection:
        damaged = _guarded(_pages, connection)
        if damaged:
            return damaged
        findings = [one for look in _LOOKS for one in _guarded(look, connection)]
        findings += _guarded(lambda one: _kept_head(one, ledger.path), connection)
        triggers = wrong_triggers(connection)
        stale = _stale_search(connection, writable=ledger.writable)
    if repair and (stale or triggers):
        before()
        with ledger.unit(reason="重建检索索引和留痕触发器") as unit:
            create_triggers(unit.connection)
            _rebuild(unit.connection, stale)
    if triggers:
        findings.append(_trigger_finding(len(triggers), repaired=repair))
    return findings + [_search_finding(kind, len(ids), repaired=repair) for kind, ids in stale.items()]


def _guarded(look: Callable[[Connection], Iterator[Finding]], connection: Connection) -> list[Finding]:
    """Take what one look finds; that it cannot read on is a finding too."""
    try:
        with said():
            return list(look(connection))
    except UserProblem as problem:
        return [Finding("pages", problem.sentence)]


def _on_server(connection: Connection) -> bool:
    """Tell a server's ledger, whose pages and links are the server's own care, from a file."""
    return connection.dialect.name == "postgresql"


def _pages(connection: Connection) -> Iterator[Finding]:
    """Check every page's hash and the structure of tables and indexes; a server does so by itself."""
    if _on_server(connection):
        return
    faults = integrity_faults(connection)
    if faults:
        yield Finding("pages", f"台账文件有 {len(faults)} 处损坏，请停止录入并从最近的备份恢复。")


def _links(connection: Connection) -> Iterator[Finding]:
    """Find rows that point to a row which is not there; a server takes none."""
    if _on_server(connection):
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    for name in sorted({row[0] for row in broken}):
        count = sum(row[0] == name for row in broken)
        yield Finding("links", f"数据表 {name} 有 {count} 行指向不存在的记录，请从备份恢复。")


def _attachments(connection: Connection) -> Iterator[Finding]:
    """Compare every attached file with its hash and size."""
    for sha256, content in connection.execute(
        select(AttachmentContent.sha256, AttachmentContent.content).execution_options(yield_per=1)
    ):
        if hashlib.sha256(content).hexdigest() != sha256:
            yield Finding(
                "attachments", f"附件“{_name_of(connection, sha256)}”内容已损坏，请从备份中取回该文件。"
            )
    wrong = connection.scalars(
        select(Attachment.name)
        .join(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
        .where(func.length(AttachmentContent.content) != Attachment.size)
    )
    for name in wrong:
        yield Finding("attachments", f"附件“{name}”的大小与登记不符，请从备份中取回该文件。")


def _name_of(connection: Connection, sha256: str) -> str:
    """Find a name under which a content was attached."""
    return (
        connection.scalar(select(Attachment.name).where(Attachment.sha256 == sha256).limit(1)) or sha256[:12]
    )


def _numbers(connection: Connection) -> Iterator[Finding]:
    """Find numbers that two records share."""
    for kind, model in _models():
        if "number" in model.__table__.columns:
            twice = select(model.number).group_by(model.number).having(func.count() > 1)
            for number in connection.scalars(twice):
                yield Finding(
                    "numbers", f"{RECORD_TYPES[kind].record_label}编号 {number} 重复，请修改其中一条。"
                )


def _seals(connection: Connection) -> Iterator[Finding]:
    """Find changes of the history itself."""
    for sentence in seal.faults(connection):
        yield Finding("history", sentence)


def _kept_head(connection: Connection, ledger: Path) -> Iterator[Finding]:
    """Look for the end of the newest backup's history in this one: what is not there was cut off since.

    A ledger that was put back since that backup lacks the end rightly, and another ledger of the same name has
    another key.
    """
    query = select(func.max(HistoryEntry.at)).where(
        HistoryEntry.table_name == EVENTS, HistoryEntry.action == "restore"
    )
    restored = connection.scalar(query)
    since = datetime.fromisoformat(restored).astimezone().replace(tzinfo=None) if restored else datetime.min
    copies = {one: at for one, at in backup.kept_copies(ledger).items() if not backup.is_locked(one)}
    newest = max(copies, key=lambda one: copies[one], default=None)
    if newest is None or copies[newest] <= since:
        return
    try:
        with said(), one_time_engine(newest).connect() as kept:
            head, same = seal.head_of(kept), seal.key_of(kept) == seal.key_of(connection)
    except UserProblem:
        yield Finding(
            "history", f"最近的备份“{newest.name}”已损坏，不能用来核对操作留痕，请立即另做一份备份。"
        )
        return
    if same and not seal.holds(connection, head):
        yield Finding(
            "history", f"操作留痕缺少备份“{newest.name}”里已有的内容，末尾被截去过，请与该备份核对。"
        )


def _history(connection: Connection) -> Iterator[Finding]:
    """Find records whose beginning the history does not tell."""
    for kind, model in _models():
        known = (
            select(HistoryEntry.id)
            .where(HistoryEntry.table_name == model.__tablename__, HistoryEntry.action == "insert")
            .where(HistoryEntry.record_id == cast(model.id, String))
        )
        count = connection.scalar(select(func.count(model.id)).where(~known.exists()))
        if count:
            yield Finding("history", f"{RECORD_TYPES[kind].label}有 {count} 条记录缺少新增留痕，请核对来源。")


_FRESH_WORDS = (
    "CREATE VIRTUAL TABLE temp.kept_words USING fts5vocab('main', 'search_index', 'instance')",
    "CREATE VIRTUAL TABLE temp.fresh_words USING fts5vocab('temp', 'search_index', 'instance')",
)
_DIFFERENT = (
    "SELECT doc FROM (SELECT * FROM kept_words EXCEPT SELECT * FROM fresh_words) "
    "UNION SELECT doc FROM (SELECT * FROM fresh_words EXCEPT SELECT * FROM kept_words)"
)
_CHUNK = 5000
_LOOKS = (_links, _attachments, _numbers, _seals, _history)


def _models() -> Iterator[tuple[str, Any]]:
    """List the record types with their mapped classes."""
    return ((kind, mapping.model) for kind, mapping in MAPPINGS.items())


def _stale_search(connection: Connection, *, writable: bool) -> dict[str, list[int]]:
    """Find the records whose indexed words are not those that indexing them now would give.

    The fresh index is made in the temporary schema, whose tables come before those of the file: the ledger is
    only read.
    """
    if _on_server(connection):
        return search_index.stale_on_server(connection)
    made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'search_index'")).scalar_one()
    connection.exec_driver_sql("PRAGMA query_only=OFF")  # it would hold for temporary tables too
    try:
        for statement in (made.replace("search_index", "temp.search_index", 1), *_FRESH_WORDS):
            connection.exec_driver_sql(statement)
        for kind, model in _models():
            search_index.reindex(connection, kind, connection.scalars(select(model.id)).all())
        return search_index.records_at(connection.exec_driver_sql(_DIFFERENT).scalars())
    finally:
        connection.rollback()
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writable else 'ON'}")


def _rebuild(connection: Connection, stale: dict[str, list[int]]) -> None:
    """Index these records anew and forget those that are not there."""
    for kind, ids in stale.items():
        model: Any = MAPPINGS[kind].model
        for start in range(0, len(ids), _CHUNK):
            some = ids[start : start + _CHUNK]
            search_index.forget(connection, kind, some)
            there = connection.scalars(select(model.id).where(model.id.in_(some))).all()
            search_index.reindex(connection, kind, there)


def _trigger_finding(count: int, *, repaired: bool) -> Finding:
    """Say that changes went or could go without a trace."""
    advice = "已重建" if repaired else "请用“检查并修复”重建"
    return Finding(
        "history",
        f"有 {count} 个留痕触发器被删除或改动，其间的修改没有留痕，{advice}。",
        repaired,
        repairable=True,
    )


def _search_finding(kind: str, count: int, *, repaired: bool) -> Finding:
    """Say how many records are not found as they should be."""
    advice = "已重建" if repaired else "请用“检查并修复”重建"
    sentence = f"{RECORD_TYPES[kind].label}有 {count} 条记录的检索索引与内容不符，{advice}。"
    return Finding("search", sentence, repaired, repairable=True)
