"""What stands on the sheets of a workbook: kind of records, heading, columns, several tables of one sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from sqlalchemy import or_, select

from dadu_desktop.exchange.body import BodyReader
from dadu_desktop.exchange.cards import Labels, labels_of, table_of_cards
from dadu_desktop.exchange.cells import Sheet
from dadu_desktop.exchange.columns import Column, Header
from dadu_desktop.exchange.header import find_header, tables_of
from dadu_desktop.exchange.headings import Vocabulary, read_synonyms, vocabularies
from dadu_desktop.exchange.layouts import Layouts, remembered_header
from dadu_desktop.exchange.numbered import SECOND_MARKS, points_of
from dadu_desktop.exchange.shapes import days_joined, explains, month_by_month, named_above, turned
from dadu_desktop.exchange.surroundings import surroundings
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Field
from dadu_desktop.records.problems import Problem
from dadu_desktop.rooms import room
from dadu_desktop.services.choices import choices_for
from dadu_desktop.services.import_layouts import kept_layouts
from dadu_desktop.services.import_plan import ColumnMatch, SheetPlan, SheetSource
from dadu_desktop.storage.ledger_file import LedgerFile

_NO_HEADING = "没有找到可识别的表头，未导入"
_EMPTY = "空白工作表"
_ROW_UNITS = "各行单位"


@dataclass(frozen=True)
class Reading:
    """What has to be known to read a sheet: headings, corrections of earlier files, the day, the code lists."""

    known: Mapping[str, Vocabulary]
    layouts: Layouts
    today: date
    choices: Mapping[str, Sequence[str]]
    own: Layouts = field(default_factory=dict)
    """What a workbook to fill in says itself about its table."""
    whole: frozenset[str] = frozenset()
    """Problems kept as one although their words are numbered."""

    def header_of(self, sheet: Sheet) -> Header | None:
        """Find the heading: as the workbook says, as a person once said for this shape, else by the words."""
        if said := remembered_header(sheet, self.own, self.known):
            return replace(said, remembered=False)
        return remembered_header(sheet, self.layouts, self.known) or find_header(sheet, self.known)

    def tables_of(self, sheet: Sheet) -> Iterator[tuple[Sheet, Header | None]]:
        """Give each table of a sheet with its heading; records that do not stand below each other are laid so."""
        sheet = days_joined(sheet)
        if page := self._page_of(sheet):
            yield page
            return
        for table, header in tables_of(sheet, self.header_of):
            yield self._upright(table, header)

    @cached_property
    def _labels(self) -> Labels:
        """Collect all headings once."""
        return labels_of(self.known)

    def _page_of(self, sheet: Sheet) -> tuple[Sheet, Header] | None:
        """Read a page of labels and contents, unless a person said how its shape is read."""
        if self.own or explains(sheet) or remembered_header(sheet, self.layouts, self.known):
            return None
        page = table_of_cards(sheet, self._labels)
        header = self.header_of(page) if page else None
        return (page, header) if page and header else None

    def _upright(self, sheet: Sheet, header: Header | None) -> tuple[Sheet, Header | None]:
        """Lay a table out anew that has a column for each month, or its headings one below the other."""
        if self.own or (header and header.remembered):
            return sheet, header
        figures = self.known.get("figures")
        laid = month_by_month(sheet, figures, self.header_of) if figures else None
        if laid is None and header is None and not explains(sheet):
            laid = named_above(sheet, self.header_of) or turned(sheet, self.header_of)
        return (laid, self.header_of(laid)) if laid else (sheet, header)


def reading_for(ledger: LedgerFile, kind: str | None, today: date) -> Reading:
    """Gather what has to be known; only the headings of ``kind`` where that is known."""
    return Reading(known_headings(kind), kept_layouts(ledger), today, _choices(ledger), whole=_whole(ledger))


@cache
def known_headings(kind: str | None = None) -> Mapping[str, Vocabulary]:
    """Read the headings of the kind asked for, else of all."""
    synonyms = read_synonyms((room("resources") / "headings.toml").read_text(encoding="utf-8"))
    return vocabularies(synonyms, RECORD_TYPES if kind is None else {kind: RECORD_TYPES[kind]})


def sheet_plans(path: Path, sheet: Sheet, *, base_1904: bool, reading: Reading) -> Iterator[SheetPlan]:
    """Find out what a sheet holds: one plan for each table on it."""
    if not sheet.rows:
        yield SheetPlan(path, sheet.name, reason=_EMPTY)
        return
    above: SheetSource | None = None
    for cells, header in reading.tables_of(sheet):
        reason = "" if header else _NO_HEADING
        plan = SheetPlan(path, sheet.name, reason=reason, cells=cells, base_1904=base_1904)
        if header:
            above = take_header(plan, header, reading, above)
        yield plan


def take_header(
    plan: SheetPlan, header: Header, reading: Reading, above: SheetSource | None = None
) -> SheetSource:
    """Read a sheet by this heading; a table without a unit of its own has that of the table ``above``."""
    sheet = plan.cells or Sheet(plan.sheet, [])
    around = surroundings(
        sheet,
        header,
        plan.path.stem,
        today=reading.today,
        base_1904=plan.base_1904,
        choices=reading.choices,
    )
    unit = around.unit or (above.around.unit if above else None)
    around = replace(around, unit=unit, whole=reading.whole)
    plan.source = SheetSource(sheet, header, around, BodyReader(sheet, header, around))
    plan.kind, plan.reason = header.kind, ""
    plan.header_rows = tuple(row + 1 for row in header.rows)
    plan.columns = tuple(_column_match(column, header, plan.source) for column in header.columns)
    return plan.source


def _column_match(column: Column, header: Header, source: SheetSource) -> ColumnMatch:
    """Say what was found for a column."""
    if column.target is None:
        return ColumnMatch(column.heading, "", "", "", column.remark)
    field = column.target.field
    by_row = column.is_money and header.unit_column is not None
    unit = column.unit or source.around.unit
    said_unit = _ROW_UNITS if by_row else unit.value if unit and field.unit.endswith("元") else field.unit
    label = column.target.words(RECORD_TYPES[header.kind])
    return ColumnMatch(column.heading, column.target.path, label, said_unit, column.remark)


def _choices(ledger: LedgerFile) -> Mapping[str, Sequence[str]]:
    """Read the editable code lists."""
    fields = {
        one.code_list: one for kind in RECORD_TYPES.values() for one in _all_fields(kind.key) if one.code_list
    }
    return {code_list: choices_for(ledger, field) for code_list, field in fields.items()}


def _whole(ledger: LedgerFile) -> frozenset[str]:
    """Read the problems that are kept as one although their words are numbered."""
    words = Problem.description
    begun = or_(*(words.like(f"%{mark}%") for mark in SECOND_MARKS))
    with ledger.read() as connection:
        kept = connection.scalars(select(words).where(Problem.deleted_at.is_(None), begun))
        return frozenset(one for one in kept if points_of(one))


def _all_fields(kind: str) -> Iterable[Field]:
    """List the fields of a record type and of its rows."""
    yield from RECORD_TYPES[kind].fields
    for children in RECORD_TYPES[kind].children:
        yield from children.fields
