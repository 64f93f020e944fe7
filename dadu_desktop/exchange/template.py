"""A superior's own workbook filled in: its formats, formulas and notes stay, rows come below its heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.formula_texts import is_formula
from dadu_desktop.domain.money import Unit, exact
from dadu_desktop.exchange.body import BodyReader, Skipped
from dadu_desktop.exchange.cells import Place, Sheet, is_blank
from dadu_desktop.exchange.columns import Header
from dadu_desktop.exchange.export_cells import cell_of
from dadu_desktop.exchange.headings import ROW_NUMBER, heading_key
from dadu_desktop.exchange.patching.book import BookPatch
from dadu_desktop.exchange.patching.insertion import Insertion, own_formulas, translated
from dadu_desktop.exchange.patching.parts import Element
from dadu_desktop.exchange.patching.rows import SheetPatch
from dadu_desktop.exchange.skipped_rows import NOTHING
from dadu_desktop.records.fields import Field, Kind

_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_WIDE = 3
"""Columns over which a note is merged that is no row of the table."""

Line = Mapping[str, object]
"""Values of one row by field path."""


@dataclass(frozen=True, slots=True)
class Table:
    """Where rows go: the first one (from 0), how many the template has ready, and whether something follows."""

    header: Header
    first: int
    ready: int
    followed: bool
    unit: Unit | None


def table_of(sheet: Sheet, header: Header, reader: BodyReader, unit: Unit | None) -> Table:
    """Find the rows between heading and totals or notes."""
    first = header.first_body_row
    ends = [one.row - 1 for one in reader.read() if isinstance(one, Skipped) and one.reason != NOTHING]
    notes = [
        one.first.row
        for one in sheet.merges
        if one.first.row >= first and one.last.column - one.first.column >= _WIDE - 1
    ]
    last = len(sheet.rows)
    end = min((row for row in (*ends, *notes) if row >= first), default=last)
    if end < last and _is_gap(sheet, first, end):
        end -= 1
    return Table(header, first, end - first, end < last, unit)


def _is_gap(sheet: Sheet, first: int, end: int) -> bool:
    """Tell the blank row before a note from the blank rows that are to be filled: it follows a filled one."""
    return (
        end - 2 >= first
        and all(map(is_blank, sheet.rows[end - 1]))
        and not all(map(is_blank, sheet.rows[end - 2]))
    )


def fill_template(
    content: bytes, name: str, table: Table, lines: Sequence[Line], *, base_1904: bool = False
) -> bytes:
    """Write the lines into a sheet; rows that are missing are put in, so that sums over the table grow with it."""
    book = BookPatch(content)
    filler = _Filler(book, book.sheet(name), table, base_1904=base_1904)
    missing = len(lines) - table.ready
    if table.followed and missing > 0:
        single = table.ready == 1
        Insertion(book, name, table.first + max(table.ready - 1, 0), missing, grows=single).make()
        if single:
            book.sheet(name).drop_row(table.first + missing + 1)  # made anew from the model like the others
    filler.fill(lines)
    book.compute_on_opening()
    return book.save()


class _Filler:
    """Writes lines into the rows of one sheet."""

    def __init__(self, book: BookPatch, sheet: SheetPatch, table: Table, *, base_1904: bool) -> None:
        """Take the first row that is ready as the model of all."""
        self._book = book
        self._sheet = sheet
        self._table = table
        self._epoch = _EPOCH_1904 if base_1904 else _EPOCH
        self._model: Element | None = None
        self._formulas: dict[int, tuple[str, Place]] = {}
        if table.first + 1 in sheet.numbers() and (table.ready or not table.followed):
            self._model = deepcopy(sheet.row(table.first + 1))
            self._formulas = own_formulas(sheet, sheet.row(table.first + 1))
        columns = table.header.columns
        self._counted = [one.index for one in columns if heading_key(one.heading) in ROW_NUMBER]

    def fill(self, lines: Sequence[Line]) -> None:
        """Write all lines and empty the ready rows that are left over."""
        there = frozenset(self._sheet.numbers())
        for at, line in enumerate(lines):
            row = self._table.first + at
            if row + 1 not in there:
                self._make(row)
            for column in self._counted:
                self._put(Place(row, column), at + 1)
            self._write(row, line)
        for row in range(self._table.first + len(lines), self._table.first + self._table.ready):
            for column in self._counted:
                self._put(Place(row, column), None)
            self._write(row, {})

    def _make(self, row: int) -> None:
        """Give a row that was not there the look and the formulas of the model."""
        if self._model is None:
            return
        copied = deepcopy(self._model)
        for cell in copied:
            self._sheet.clear(cell)
        self._sheet.put_row(row + 1, copied)
        for column, (formula, origin) in self._formulas.items():
            cell = self._sheet.cell(Place(row, column))
            self._sheet.set_formula(cell, translated(formula, origin, Place(row, column)))

    def _write(self, row: int, line: Line) -> None:
        """Write the values of a line into the columns that were matched; formulas of the template stay."""
        for column in self._table.header.columns:
            target = column.target
            if target is None or column.index in self._formulas:
                continue
            value = line.get(target.path)
            unit = column.unit or self._table.unit
            if unit and target.field.unit.endswith("元"):
                value = _in_unit(value, unit, target.field)
            self._put(Place(row, column.index), value, target.field)

    def _put(self, place: Place, value: object, field: Field | None = None) -> None:
        """Write one cell, or empty it; its format stays."""
        cell = self._sheet.find(place)
        written = cell_of(field, value) if field else value
        if written in (None, ""):
            if cell is not None:
                self._sheet.clear(cell)
            return
        cell = self._sheet.cell(place) if cell is None else cell
        if isinstance(written, date):
            if self._book.styles.date_format(_style(cell)):
                self._sheet.set_number(cell, str((written - self._epoch).days))
            else:
                self._sheet.set_text(cell, written.isoformat())
        elif isinstance(written, int | float):
            shown = field and field.kind is Kind.PERCENT and self._book.styles.percent_format(_style(cell))
            self._sheet.set_number(cell, f"{exact(written) / 100:f}" if shown else repr(written))
        else:
            if is_formula(str(written)):
                cell.set("s", str(self._book.styles.quoted(_style(cell))))
            self._sheet.set_text(cell, str(written))


def _style(cell: Element) -> int:
    """Return the format of a cell."""
    return int(cell.get("s", "0"))


def _in_unit(value: object, unit: Unit, field: Field) -> object:
    """Return an amount in the unit of the template's column; what is only words stays."""
    if isinstance(value, Decimal):
        return value * Unit(field.unit).factor / unit.factor
    if isinstance(value, Approximate) and not value.words and not value.qualifier:
        return _in_unit(value.value, unit, field)
    return value
