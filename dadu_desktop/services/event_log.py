"""The log of the whole ledger: changes and events, narrowed by person, day and words, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select

from dadu_desktop.domain.roles import Act
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.services.history_words import files_table, tables
from dadu_desktop.storage.history import EVENTS, HistoryEntry
from dadu_desktop.storage.ledger_file import LedgerFile

MOST = 500
WORDS = {
    "insert": "新增",
    "update": "修改",
    "delete": "删除",
    "login": "登录",
    "export": "导出",
    "print": "打印",
    "backup": "备份",
    "restore": "恢复",
    "second": "第二地点备份",
    "password": "密码",
    "recovery": "恢复单",
    "definition": "报表模板",
}
_OFFICE = {
    "persons": "人员",
    "settings": "设置",
    "code_items": "代码表",
    "batches": "导入批次",
    "month_closings": "月报锁定",
    "office_days": "放假安排",
    "policy_seen": "政策提醒",
    "sent_reports": "已出报告",
    "report_edits": "改稿",
    "report_copies": "编号副本",
}
"""Tables that are no ledgers, as a person calls them."""


@dataclass(frozen=True)
class LogLine:
    """What one person did at one moment to one kind of thing, and to how many."""

    at: datetime
    person: str
    action: str
    thing: str
    count: int
    reason: str


@dataclass(frozen=True)
class LogQuery:
    """What the log is narrowed to; days are those of this computer's clock, both included."""

    person: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""


def read_log(ledger: LedgerFile, query: LogQuery = LogQuery()) -> list[LogLine]:
    """Read the newest lines, at most 500; a step that touched many rows of a table is one line."""
    columns = (
        HistoryEntry.at,
        HistoryEntry.person,
        HistoryEntry.action,
        HistoryEntry.table_name,
        HistoryEntry.reason,
    )
    grouped = select(*columns, func.count().label("lines"), func.max(HistoryEntry.id).label("last"))
    narrowed = _narrowed(grouped, query).group_by(*columns)
    with ledger.read(Act.READ_LOG) as connection:
        rows = connection.execute(narrowed.order_by(func.max(HistoryEntry.id).desc()).limit(MOST)).all()
    return [
        LogLine(
            datetime.fromisoformat(row.at).astimezone(),
            row.person,
            WORDS.get(row.action, row.action),
            "" if row.table_name == EVENTS else _thing(row.table_name),
            row.lines,
            row.reason,
        )
        for row in rows
    ]


def people_in_log(ledger: LedgerFile) -> list[str]:
    """List who ever changed something."""
    with ledger.read(Act.READ_LOG) as connection:
        return list(connection.scalars(select(HistoryEntry.person).distinct().order_by(HistoryEntry.person)))


def _narrowed(query: Select[*tuple[Any, ...]], wanted: LogQuery) -> Select[*tuple[Any, ...]]:
    """Leave the lines that were asked for."""
    if wanted.person:
        query = query.where(HistoryEntry.person == wanted.person)
    if wanted.since:
        query = query.where(HistoryEntry.at >= _instant(wanted.since))
    if wanted.until:
        query = query.where(HistoryEntry.at < _instant(wanted.until + timedelta(days=1)))
    if wanted.words:
        texts = (HistoryEntry.reason, HistoryEntry.before, HistoryEntry.after)
        query = query.where(or_(*(text.contains(wanted.words, autoescape=True) for text in texts)))
    return query


def _instant(day: date) -> str:
    """Give the beginning of a local day as the history writes it, in UTC."""
    begun = datetime.combine(day, time()).astimezone()
    return (begun - (begun.utcoffset() or timedelta())).replace(tzinfo=None).isoformat()


def _thing(table: str) -> str:
    """Name a table in the words of the office."""
    if table == files_table().table.name:
        return files_table().label
    words = tables().get(table)
    if words is None:
        return _OFFICE.get(table, "其他")
    label = RECORD_TYPES[words.kind].label
    return label if words.role == "record" else f"{label}·{words.label}"
