"""The ledgers that are printed: which records and columns, and what stands above and below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dadu_desktop.domain.dates import PartialDate, read_date
from dadu_desktop.exchange.workbook_writer import units_of
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Field
from dadu_desktop.records.wording import text_of
from dadu_desktop.reporting.definitions import LedgerDefinition, ReportDefinition
from dadu_desktop.reporting.ledger_table import LedgerSheet
from dadu_desktop.services.history_marks import mark_words
from dadu_desktop.services.list_query import Filter, ListQuery, Sort
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.month_close import CHOSEN, newest_month
from dadu_desktop.services.reckoned_dates import legend
from dadu_desktop.services.rows import Row
from dadu_desktop.services.settings import get_settings
from dadu_desktop.storage.ledger_file import LedgerFile

_BATCH = 1000


def report_query(
    ledger: LedgerFile, columns: LedgerDefinition, asked: str
) -> tuple[ListQuery, PartialDate | None]:
    """Say which records a ledger prints, and the period that they are of."""
    period = _period(ledger, columns, asked)
    query = _query(columns, period)
    if columns.only:
        query = replace(query, filters=(*query.filters, CHOSEN[columns.only](period)))
    return query, period


def title_of(definition: ReportDefinition, period: PartialDate | None) -> str:
    """Name a ledger with its period, on paper and in a workbook."""
    return f"{definition.name}（{period.chinese()}）" if period else definition.name


def report_sheet(
    ledger: LedgerFile, definition: ReportDefinition, columns: LedgerDefinition, asked: str
) -> LedgerSheet:
    """Gather one of the office's ledgers for the period asked for."""
    query, period = report_query(ledger, columns, asked)
    fields = [RECORD_TYPES[columns.record_type].field(key) for key in columns.columns]
    title = title_of(definition, period)
    sheet = list_sheet(
        ledger, title, columns.record_type, fields, query, totals=columns.totals, group=columns.group_by
    )
    return replace(sheet, whole=columns.whole)


def list_sheet(
    ledger: LedgerFile,
    title: str,
    kind: str,
    fields: Sequence[Field],
    query: ListQuery,
    *,
    totals: tuple[str, ...],
    group: str = "",
) -> LedgerSheet:
    """Read the rows of a list."""
    office = get_settings(ledger)["office_name"]
    keys = tuple(dict.fromkeys([one.key for one in fields] + ([group] if group else [])))
    rows = list(_rows(ledger, kind, replace(query, columns=keys)))
    day = f"制表日期：{PartialDate.of(date.today()).chinese()}"
    return LedgerSheet(
        title,
        tuple(one for one in fields if one.key != group),
        [_marked(row, fields) for row in rows],
        totals,
        group,
        left_line=f"填报单位：{office}",
        right_line="    ".join(filter(None, (units_of(fields), day))),
        office=office,
        keywords=mark_words(ledger),
        note=legend(ledger, kind, (row.values for row in rows)),
        kind=kind,
        ids=tuple(row.id for row in rows),
    )


def _period(ledger: LedgerFile, columns: LedgerDefinition, period: str) -> PartialDate | None:
    """Read the period asked for; a ledger of the ``newest`` month finds it where none is given."""
    if period:
        return read_date(period, today=date.today())
    if columns.only:
        return newest_month(ledger)
    if not columns.newest:
        return None
    query = ListQuery(sort=(Sort(columns.period_by, descending=True),), columns=(columns.period_by,), limit=1)
    for row in list_records(ledger, columns.record_type, query).rows:
        found = row.values[columns.period_by]
        return found if isinstance(found, PartialDate) else None
    return None


def _query(columns: LedgerDefinition, period: PartialDate | None) -> ListQuery:
    """Turn the period into conditions, the group into the first step of the order."""
    within: tuple[Filter, ...] = ()
    if period and columns.period_by:
        by = columns.period_by
        within = (Filter(by, "at_least", period), Filter(by, "at_most", period))
    if columns.filled:
        within = (*within, Filter(columns.filled, "filled"))
    return ListQuery(filters=within, sort=(Sort(columns.group_by),) if columns.group_by else ())


def _marked(row: Row, fields: Sequence[Field]) -> Mapping[str, object]:
    """Give the values of a row, those of which something is to be said as words with the mark."""
    noted = (one for one in fields if one.key in row.notes)
    return {
        **row.values,
        **{one.key: row.marked(one.key, text_of(one, row.values[one.key])) for one in noted},
    }


def _rows(ledger: LedgerFile, kind: str, query: ListQuery) -> Iterator[Row]:
    """Read a whole list, so many records at a time."""
    offset, total = 0, 1
    while offset < total:
        page = list_records(ledger, kind, replace(query, limit=_BATCH, offset=offset))
        yield from page.rows
        offset, total = offset + _BATCH, page.total
