"""Printed pages: which there are, and making them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.roles import Act
from dadu_desktop.exchange.export_cells import is_summed
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.reporting.definitions import (
    ANNEX,
    OWN_GROUP,
    LedgerDefinition,
    Parameter,
    ReportDefinition,
)
from dadu_desktop.reporting.document import make_document
from dadu_desktop.reporting.figures import Figure, Spot, spots_of
from dadu_desktop.reporting.fonts import FontSet, load_fonts
from dadu_desktop.reporting.inline_text import stated
from dadu_desktop.reporting.ledger_table import LedgerSheet, ledger_figures, make_ledger
from dadu_desktop.reporting.pdf import Information, Pages
from dadu_desktop.reporting.preflight import drafted_faults
from dadu_desktop.reporting.templates import fill_template
from dadu_desktop.reporting.word import make_word
from dadu_desktop.rooms import room
from dadu_desktop.services.briefing_data import DocumentData
from dadu_desktop.services.exports import export_list
from dadu_desktop.services.figure_sources import annex, sheet_annex
from dadu_desktop.services.file_names import safe_name
from dadu_desktop.services.history_marks import last_entry, mark_words
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import fields_of
from dadu_desktop.services.printed_lists import list_sheet, report_query, report_sheet, title_of
from dadu_desktop.services.report_data import SOURCES
from dadu_desktop.services.report_definitions import definitions, find_definition, own_reports
from dadu_desktop.services.report_edits import Edited, subject_of, with_edits
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

_FOOT = "![](tail)"
DRAFTED = "简报"
"""The group of the documents whose sentences the program writes; in others people are quoted."""


@dataclass(frozen=True)
class ReportInfo:
    """What is said of a report before it is made; ``fault`` says why an ``own`` one of the office cannot be.

    The sentences of a ``drafted`` one are the program's, an officer goes through them before it is given out.
    """

    id: str
    name: str
    group: str
    parameters: tuple[Parameter, ...]
    formats: tuple[str, ...]
    own: bool = False
    fault: str = ""
    drafted: bool = False


@dataclass(frozen=True)
class MadeReport:
    """A report as the bytes of a file; ``figures`` counts the numbers that it states.

    ``numbers`` are those that know the records behind them, ``spots`` where they stand on the pages. ``report``,
    ``parameters`` and ``definition`` say how it was made, ``mark`` which line of the history was the last then.
    ``substituted`` names official faces for which others were printed. A workbook has no pages: ``pages`` is 0.
    """

    content: bytes
    pages: int
    figures: int
    preflight: list[str]
    file_name: str
    numbers: tuple[Figure, ...] = ()
    spots: tuple[Spot, ...] = ()
    report: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    definition: str = ""
    mark: int = 0
    substituted: tuple[str, ...] = ()

    def number_at(self, page: int, x: float, y: float) -> Figure | None:
        """Give the number at a point of a page (from 1), in points from its lower left corner."""
        found = spots_of(self.spots, page, x, y)
        return next((one for one in self.numbers if one.place in found), None)


def available_reports(ledger: Path | None = None) -> list[ReportInfo]:
    """List the reports in the order in which they are offered, those of the office that owns a ledger behind ours."""
    ours = [_info(one) for one in definitions().values()]
    found = own_reports(ledger) if ledger else []
    own = sorted((one.definition for one in found if one.definition), key=lambda one: one.order)
    faulty = [
        ReportInfo(one.file.stem, one.file.name, OWN_GROUP, (), (), own=True, fault=one.fault.sentence)
        for one in found
        if one.fault
    ]
    return [*ours, *(_info(one, own=True) for one in own), *faulty]


def _info(one: ReportDefinition, *, own: bool = False) -> ReportInfo:
    """Say what is known of a report from its definition."""
    drafted = one.ledger is None and one.group == DRAFTED
    return ReportInfo(one.id, one.name, one.group, one.parameters, one.formats, own, drafted=drafted)


def make_report(
    ledger: LedgerFile,
    report_id: str,
    parameters: Mapping[str, str],
    format: str = "pdf",  # noqa: A002
) -> MadeReport:
    """Make one report as ``pdf``, ``xlsx`` (a ledger) or ``docx`` (a document).

    InputProblem for what cannot be made.
    """
    ledger.require(Act.PRINT)
    definition = find_definition(ledger.path, report_id)
    if format not in definition.formats:
        raise InputProblem(
            f"“{definition.name}”不能生成 {format} 格式，请改用 {'、'.join(definition.formats)}。"
        )
    _refuse_missing(definition, parameters)
    mark = last_entry(ledger)
    made = _in_format(ledger, definition, parameters, format)
    ledger.note("print", made.file_name)
    return replace(
        made, report=report_id, parameters=dict(parameters), definition=definition.source, mark=mark
    )


def make_preview(
    ledger: LedgerFile, definition: ReportDefinition, parameters: Mapping[str, str]
) -> MadeReport:
    """Print what a definition gives that is still being written; it is not given out, and not logged."""
    ledger.require(Act.PRINT)
    return _in_format(ledger, definition, parameters, "pdf")


def figures_of(ledger: LedgerFile, report_id: str, parameters: Mapping[str, str]) -> tuple[Figure, ...]:
    """Give the numbers that a report would state now, without printing it."""
    definition = find_definition(ledger.path, report_id)
    if definition.ledger is None:
        return draft(ledger, definition, parameters).data.figures
    return ledger_figures(report_sheet(ledger, definition, definition.ledger, parameters.get("period", "")))


def _in_format(
    ledger: LedgerFile,
    definition: ReportDefinition,
    parameters: Mapping[str, str],
    format: str,  # noqa: A002
) -> MadeReport:
    """Make a document, or a ledger as pages or workbook."""
    if definition.ledger is None:
        return _document(ledger, definition, parameters, format)
    asked = parameters.get("period", "")
    if format == "xlsx":
        query, period = report_query(ledger, definition.ledger, asked)
        return _workbook(ledger, title_of(definition, period), definition.ledger, query)
    sheet = report_sheet(ledger, definition, definition.ledger, asked)
    if parameters.get(ANNEX.key):
        sheet = replace(sheet, sources=sheet_annex(ledger_figures(sheet)))
    return _sheet(sheet)


def print_list(ledger: LedgerFile, kind: str, query: ListQuery, columns: Sequence[str] = ()) -> MadeReport:
    """Print a list as it stands on the screen: its columns, order and filters, amounts and counts summed."""
    ledger.require(Act.PRINT)
    fields = [RECORD_TYPES[kind].field(key) for key in columns] or fields_of(kind, query)
    totals = [one.key for one in fields if is_summed(one) and one.unit] if kind != "figures" else []
    made = _sheet(list_sheet(ledger, RECORD_TYPES[kind].label, kind, fields, query, totals=tuple(totals)))
    ledger.note("print", made.file_name)
    return made


@cache
def fonts() -> FontSet:
    """Choose the fonts once."""
    return load_fonts(room("resources") / "fonts")


def _refuse_missing(definition: ReportDefinition, parameters: Mapping[str, str]) -> None:
    """Ask for what a report cannot do without."""
    missing = [one.label for one in definition.parameters if one.required and not parameters.get(one.key)]
    if missing:
        raise InputProblem(f"生成“{definition.name}”前请先选择{'、'.join(missing)}。")


def _sheet(sheet: LedgerSheet) -> MadeReport:
    """Print a ledger."""
    pages = make_ledger(sheet, fonts())
    return replace(_made(pages, sheet.title), numbers=pages.numbers, spots=pages.spots)


def _workbook(ledger: LedgerFile, title: str, columns: LedgerDefinition, query: ListQuery) -> MadeReport:
    """Write a ledger as a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        export_list(ledger, columns.record_type, query, path, columns=columns.columns, title=title)
        return MadeReport(path.read_bytes(), 0, 0, [], f"{safe_name(title)}.xlsx")


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
    if definition.group == DRAFTED:
        made = replace(made, preflight=(*made.preflight, *drafted.notes, *drafted_faults(markdown)))
    return replace(_made(made, data.title, format), numbers=data.figures, spots=made.spots)


@dataclass(frozen=True)
class Drafted:
    """A document before it is printed: its data and its template filled in with them, the officer's words put in.

    ``notes`` tell which of these words are older than the data.
    """

    data: DocumentData
    markdown: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlainDraft:
    """A document as the program drafts it, and under which ``subject`` an officer's words for it are kept."""

    data: DocumentData
    markdown: str
    subject: str


def plain_draft(
    ledger: LedgerFile,
    definition: ReportDefinition,
    parameters: Mapping[str, str],
    gathered: DocumentData | None = None,
) -> PlainDraft:
    """Gather the data of a document, unless they are, and fill in its template."""
    data = gathered or SOURCES[definition.data](ledger, parameters)
    values = {**data.values, "office": get_settings(ledger)["office_name"]}
    name = definition.file or definition.name
    markdown = fill_template(definition.template, values, name, definition.template_line)
    return PlainDraft(data, markdown, subject_of(definition, parameters, data.title))


def draft(
    ledger: LedgerFile,
    definition: ReportDefinition,
    parameters: Mapping[str, str],
    gathered: DocumentData | None = None,
) -> Drafted:
    """Gather the data of a document, unless they are, fill in its template and put in what an officer wrote."""
    plain = plain_draft(ledger, definition, parameters, gathered)
    edited = Edited(plain.markdown, ())
    if definition.group == DRAFTED:
        edited = with_edits(ledger, definition.id, plain.subject, plain.markdown)
    said = stated(edited.markdown)
    data = replace(plain.data, figures=tuple(one for one in plain.data.figures if one.place in said))
    markdown = edited.markdown
    if parameters.get(ANNEX.key):
        markdown = add_annex(markdown, annex(data.figures))
    return Drafted(data, markdown, edited.notes)


def information(ledger: LedgerFile, title: str) -> Information:
    """Say what a file says about itself, with the point of the sealed history at which it was made."""
    return Information(title, get_settings(ledger)["office_name"], mark_words(ledger))


def add_annex(markdown: str, words: str) -> str:
    """Put the annex behind the text, before the foot where there is one."""
    text, foot, _nothing = markdown.rpartition(_FOOT)
    return f"{text}{words}\n{foot}\n" if foot else f"{markdown}{words}"


def _made(pages: Pages, title: str, suffix: str = "pdf") -> MadeReport:
    """Name the file by the title."""
    return MadeReport(
        pages.content,
        pages.pages,
        pages.figures,
        list(pages.preflight),
        f"{safe_name(title)}.{suffix}",
        substituted=pages.substituted,
    )
