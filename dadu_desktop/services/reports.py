"""Printed pages: which there are, and making them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from dadu_desktop.domain.dates import PartialDate, read_date
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.workbook_writer import units_of
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.texts import text_of
from dadu_desktop.reporting.definitions import (
    LedgerDefinition,
    Parameter,
    ReportDefinition,
    read_definitions,
)
from dadu_desktop.reporting.document import make_document
from dadu_desktop.reporting.figures import Figure, Spot, spots_of
from dadu_desktop.reporting.fonts import FontSet, load_fonts
from dadu_desktop.reporting.ledger_table import LedgerSheet, make_ledger
from dadu_desktop.reporting.pdf import Information, Pages
from dadu_desktop.reporting.preflight import drafted_faults
from dadu_desktop.reporting.templates import fill_template
from dadu_desktop.reporting.word import make_word
from dadu_desktop.rooms import room
from dadu_desktop.services.briefing_data import DocumentData
from dadu_desktop.services.exports import export_list
from dadu_desktop.services.figure_sources import annex
from dadu_desktop.services.file_names import safe_name
from dadu_desktop.services.lists import Filter, ListQuery, Sort, fields_of, list_records
from dadu_desktop.services.month_close import CHOSEN, newest_month
from dadu_desktop.services.reckoned_dates import legend
from dadu_desktop.services.record_rows import Row
from dadu_desktop.services.report_data import SOURCES
from dadu_desktop.services.settings import get_settings
from dadu_desktop.storage.ledger_file import LedgerFile

__all__ = [
    "MadeReport",
    "Parameter",
    "ReportInfo",
    "available_reports",
    "definitions",
    "make_report",
    "print_list",
]

ANNEX = "annex"
"""The parameter that asks for the annex 数据来源."""
_FOOT = "![](tail)"
_BATCH = 1000
_DRAFTED = "简报"  # documents whose sentences the program writes; in others people are quoted


@dataclass(frozen=True)
class ReportInfo:
    """What is said of a report before it is made."""

    id: str
    name: str
    group: str
    parameters: tuple[Parameter, ...]
    formats: tuple[str, ...]


@dataclass(frozen=True)
class MadeReport:
    """A report as the bytes of a file; ``figures`` counts the numbers that it states.

    ``numbers`` are those that know the records behind them, ``spots`` where they stand on the pages.

    A workbook has no pages: ``pages`` is 0.
    """

    content: bytes
    pages: int
    figures: int
    preflight: list[str]
    file_name: str
    numbers: tuple[Figure, ...] = ()
    spots: tuple[Spot, ...] = ()

    def number_at(self, page: int, x: float, y: float) -> Figure | None:
        """Give the number at a point of a page (from 1), in points from its lower left corner."""
        return next((self.numbers[place - 1] for place in spots_of(self.spots, page, x, y)), None)


def available_reports() -> list[ReportInfo]:
    """List the reports in the order in which they are offered."""
    return [
        ReportInfo(one.id, one.name, one.group, one.parameters, one.formats) for one in definitions().values()
    ]


def make_report(
    ledger: LedgerFile,
    report_id: str,
    parameters: Mapping[str, str],
    format: str = "pdf",  # noqa: A002
) -> MadeReport:
    """Make one report as ``pdf``, ``xlsx`` (a ledger) or ``docx`` (a document).

    InputProblem for what cannot be made.
    """
    definition = definitions().get(report_id)
    if definition is None:
        raise InputProblem(f"没有“{report_id}”这个报表，请从报表清单中选择。")
    if format not in definition.formats:
        raise InputProblem(
            f"“{definition.name}”不能生成 {format} 格式，请改用 {'、'.join(definition.formats)}。"
        )
    _refuse_missing(definition, parameters)
    made = _in_format(ledger, definition, parameters, format)
    ledger.note("print", made.file_name)
    return made


def _in_format(
    ledger: LedgerFile,
    definition: ReportDefinition,
    parameters: Mapping[str, str],
    format: str,  # noqa: A002
) -> MadeReport:
    """Make a document, or a ledger as pages or workbook."""
    if definition.ledger is None:
        return _document(ledger, definition, parameters, format)
    period = _period(ledger, definition.ledger, parameters.get("period", ""))
    query = _query(definition.ledger, period)
    if definition.ledger.only:
        query = replace(query, filters=(*query.filters, CHOSEN[definition.ledger.only](period)))
    if format == "xlsx":
        return _workbook(ledger, definition, definition.ledger, query)
    return _ledger(ledger, definition, definition.ledger, query, period)


def print_list(ledger: LedgerFile, kind: str, query: ListQuery, columns: Sequence[str] = ()) -> MadeReport:
    """Print a list as it stands on the screen: its columns, order and filters, amounts and counts summed."""
    fields = [RECORD_TYPES[kind].field(key) for key in columns] or fields_of(kind, query)
    totals = [one.key for one in fields if one.kind is Kind.AMOUNT or (one.kind is Kind.INTEGER and one.unit)]
    if kind == "figures":
        totals = []
    made = _printed(ledger, RECORD_TYPES[kind].label, kind, fields, query, totals=tuple(totals))
    ledger.note("print", made.file_name)
    return made


@cache
def definitions() -> dict[str, ReportDefinition]:
    """Read the reports once; a field key that there is not is a KeyError."""
    found = read_definitions(room("reports"))
    for one in found.values():
        if one.ledger:
            _check_keys(one.ledger)
        elif one.id not in SOURCES:
            raise KeyError(one.id)
    return found


@cache
def fonts() -> FontSet:
    """Choose the fonts once."""
    return load_fonts(room("resources") / "fonts")


def _check_keys(ledger: LedgerDefinition) -> None:
    """Look every key up that a ledger names."""
    named = filter(None, (ledger.group_by, ledger.period_by, ledger.filled))
    if ledger.only and ledger.only not in CHOSEN:
        raise KeyError(ledger.only)
    for key in (*ledger.columns, *ledger.totals, *named):
        RECORD_TYPES[ledger.record_type].field(key)


def _refuse_missing(definition: ReportDefinition, parameters: Mapping[str, str]) -> None:
    """Ask for what a report cannot do without."""
    missing = [one.label for one in definition.parameters if one.required and not parameters.get(one.key)]
    if missing:
        raise InputProblem(f"生成“{definition.name}”前请先选择{'、'.join(missing)}。")


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


def _ledger(
    ledger: LedgerFile,
    definition: ReportDefinition,
    columns: LedgerDefinition,
    query: ListQuery,
    period: PartialDate | None,
) -> MadeReport:
    """Print one of the office's ledgers."""
    fields = [RECORD_TYPES[columns.record_type].field(key) for key in columns.columns]
    title = f"{definition.name}（{period.chinese()}）" if period else definition.name
    return _printed(
        ledger, title, columns.record_type, fields, query, totals=columns.totals, group=columns.group_by
    )


def _printed(
    ledger: LedgerFile,
    title: str,
    kind: str,
    fields: Sequence[Field],
    query: ListQuery,
    *,
    totals: tuple[str, ...],
    group: str = "",
) -> MadeReport:
    """Read the rows and print them."""
    office = get_settings(ledger)["office_name"]
    keys = tuple(dict.fromkeys([one.key for one in fields] + ([group] if group else [])))
    units = units_of(fields)
    rows = list(_rows(ledger, kind, replace(query, columns=keys)))
    made = make_ledger(
        LedgerSheet(
            title,
            tuple(one for one in fields if one.key != group),
            [_marked(row, fields) for row in rows],
            totals,
            group,
            left_line=f"填报单位：{office}",
            right_line="    ".join(
                filter(None, (units, f"制表日期：{PartialDate.of(date.today()).chinese()}"))
            ),
            office=office,
            keywords=_mark(ledger),
            note=legend(ledger, kind, (row.values for row in rows)),
        ),
        fonts(),
    )
    return _made(made, title)


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


def _workbook(
    ledger: LedgerFile, definition: ReportDefinition, columns: LedgerDefinition, query: ListQuery
) -> MadeReport:
    """Write a ledger as a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        export_list(ledger, columns.record_type, query, path, columns=columns.columns)
        return MadeReport(path.read_bytes(), 0, 0, [], f"{safe_name(definition.name)}.xlsx")


def _document(
    ledger: LedgerFile,
    definition: ReportDefinition,
    parameters: Mapping[str, str],
    format: str,  # noqa: A002
) -> MadeReport:
    """Gather the data of a document, fill in its template and print it or write it for Word."""
    drafted = draft(ledger, definition, parameters)
    markdown, data = drafted.markdown, drafted.data
    make = make_word if format == "docx" else make_document
    made = make(markdown, definition.style, data.blocks, information(ledger, data.title), fonts())
    if definition.group == _DRAFTED:
        made = replace(made, preflight=(*made.preflight, *drafted_faults(markdown)))
    return replace(_made(made, data.title, format), numbers=data.figures, spots=made.spots)


@dataclass(frozen=True)
class Drafted:
    """A document before it is printed: its data and its template filled in with them."""

    data: DocumentData
    markdown: str


def draft(ledger: LedgerFile, definition: ReportDefinition, parameters: Mapping[str, str]) -> Drafted:
    """Gather the data of a document and fill in its template."""
    data = SOURCES[definition.id](ledger, parameters)
    values = {**data.values, "office": get_settings(ledger)["office_name"]}
    markdown = fill_template(definition.template, values, definition.name)
    if parameters.get(ANNEX):
        markdown = add_annex(markdown, annex(data.figures))
    return Drafted(data, markdown)


def information(ledger: LedgerFile, title: str) -> Information:
    """Say what a file says about itself, with the point of the sealed history at which it was made."""
    return Information(title, get_settings(ledger)["office_name"], _mark(ledger))


def add_annex(markdown: str, words: str) -> str:
    """Put the annex behind the text, before the foot where there is one."""
    text, foot, _nothing = markdown.rpartition(_FOOT)
    return f"{text}{words}\n{foot}\n" if foot else f"{markdown}{words}"


def _mark(ledger: LedgerFile) -> str:
    """Say at which point of the sealed history a report was made."""
    return f"操作留痕 {ledger.head()}"


def _made(pages: Pages, title: str, suffix: str = "pdf") -> MadeReport:
    """Name the file by the title."""
    return MadeReport(
        pages.content, pages.pages, pages.figures, list(pages.preflight), f"{safe_name(title)}.{suffix}"
    )
