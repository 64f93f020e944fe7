"""Lists written as workbooks or comma separated text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.roles import Act
from dadu_desktop.exchange.workbook_writer import ExportRow, csv_of, units_of, workbook_of
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Children, Field
from dadu_desktop.services.bulk_reading import kept_children, kept_values
from dadu_desktop.services.history_marks import mark_words
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import all_ids, fields_of
from dadu_desktop.services.query_words import list_note
from dadu_desktop.services.reckoned_dates import legend
from dadu_desktop.services.settings import get_settings
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.whole_files import write_whole

__all__ = ["ExportMade", "export_list", "write_whole"]

TITLES = {
    "enterprises": "商贸企业基础台账",
    "visits": "走访服务企业台账",
    "problems": "企业问题（诉求）台账",
    "plans": "一企一策工作台账",
    "cases": "一对一帮扶案例台账",
    "policies": "惠企政策库",
    "policy-applications": "政策申报兑现台账",
    "figures": "企业月度数据",
    "district-figures": "区级数据",
    "trade-surveys": "外贸企业调研台账",
    "clusters": "产业集群台账",
    "teams": "企业服务专班台账",
    "projects": "招商项目台账",
    "activities": "消费活动台账",
}
WITH_ROWS = ("visits", "plans", "policies", "clusters", "teams", "projects", "trade-surveys")
"""Ledgers that offices hand round with several lines a record."""


@dataclass(frozen=True)
class ExportMade:
    """How many records were written, and where."""

    rows: int
    file: Path


def export_list(
    ledger: LedgerFile,
    kind: str,
    query: ListQuery,
    path: Path,
    *,
    columns: Sequence[str] = (),
    title: str = "",
) -> ExportMade:
    """Write a whole list, in its order, as .xlsx or .csv; an existing file is replaced only by a finished one.

    With ``columns`` (or those of the query) exactly these are written; without, all fields, and for the
    ledgers of ``WITH_ROWS`` the rows inside each record. Without ``title`` it has the name of its ledger.
    """
    ledger.require(Act.PRINT)
    chosen = tuple(columns) or query.columns
    fields = [RECORD_TYPES[kind].field(key) for key in chosen] or fields_of(kind, query)
    children = RECORD_TYPES[kind].children if kind in WITH_ROWS and not chosen else ()
    rows = _rows(ledger, kind, query, fields, children)
    note = list_note(RECORD_TYPES[kind], query, len(rows)) + legend(
        ledger, kind, (row.values for row in rows)
    )
    title = title or f"{get_settings(ledger)['region_name']}{TITLES[kind]}"
    write_whole(path, _content(ledger, kind, rows, fields, children, path.suffix.lower(), title, note))
    ledger.note("export", f"{RECORD_TYPES[kind].label} {len(rows)} 条：{path.name}")
    return ExportMade(len(rows), path)


def _rows(
    ledger: LedgerFile, kind: str, query: ListQuery, fields: Sequence[Field], children: Sequence[Children]
) -> list[ExportRow]:
    """Read the records of a list with the rows inside them."""
    ids = all_ids(ledger, kind, query)
    with ledger.read() as connection:
        values = kept_values(connection, kind, ids, [one.key for one in fields])
        inside = {one.key: kept_children(connection, kind, one.key, ids) for one in children}
    return [
        ExportRow(values[one], {key: found.get(one, []) for key, found in inside.items()})
        for one in ids
        if one in values
    ]


def _content(
    ledger: LedgerFile,
    kind: str,
    rows: Sequence[ExportRow],
    fields: Sequence[Field],
    children: Sequence[Children],
    suffix: str,
    title: str,
    note: str,
) -> bytes:
    """Write the file in the format that its name asks for."""
    if suffix == ".csv":
        return csv_of(rows, fields, children=children)
    if suffix != ".xlsx":
        raise InputProblem(f"不能导出为“{suffix or '无扩展名'}”文件，请把文件名改为 .xlsx 或 .csv。")
    return workbook_of(
        RECORD_TYPES[kind],
        rows,
        fields,
        title=title,
        unit_line=units_of(fields),
        date_line=f"导出日期：{date.today().isoformat()}",
        note=note,
        children=children,
        mark=mark_words(ledger),
    )
