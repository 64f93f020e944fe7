"""Records → a workbook as offices hand it round, which can be taken in again without a change."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dadu_desktop.domain.approximate import added
from dadu_desktop.domain.formula_texts import is_formula, kept_text
from dadu_desktop.exchange.export_cells import Cell, cell_of, is_right_aligned, is_summed, number_format
from dadu_desktop.records.fields import Children, Field, RecordType
from dadu_desktop.records.wording import text_of

Values = Mapping[str, object]

_FONT = "宋体"
_TITLE_ROW, _LINE_ROW, _HEADING_ROW = 0, 1, 2
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One record with the rows inside it."""

    values: Values
    children: Mapping[str, Sequence[Values]] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Return how many lines of the sheet the record takes."""
        return max([1, *(len(rows) for rows in self.children.values())])


class _Column(NamedTuple):
    """A column: of the record, or of one of its lists of rows."""

    field: Field
    children: Children | None = None

    def value(self, row: ExportRow, line: int) -> object:
        """Return the value for one line of a record."""
        if self.children is None:
            return row.values.get(self.field.key) if line == 0 else None
        rows = row.children.get(self.children.key, ())
        return rows[line].get(self.field.key) if line < len(rows) else None


def workbook_of(
    record_type: RecordType,
    rows: Sequence[ExportRow],
    columns: Sequence[Field],
    *,
    title: str,
    unit_line: str = "",
    date_line: str = "",
    note: str = "",
    children: Sequence[Children] = (),
    mark: str = "",
) -> bytes:
    """Write a workbook: title, unit and date line, heading that stays in view, filter, borders, totals, paper set-up.

    A record with rows inside takes one line for each, its own cells merged. Numbers and days are real ones.
    """
    output = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    # written row by row a long list takes next to no memory; merged cells need rows above them again
    options["in_memory" if children else "constant_memory"] = True
    with Workbook(output, options) as workbook:
        today = datetime.combine(date.today(), time())  # no time of day: the same data give the same bytes
        workbook.set_properties({"keywords": mark, "created": today})
        sheet = workbook.add_worksheet(record_type.label)
        _SheetWriter(workbook, sheet, _columns(columns, children)).write(
            rows, title, unit_line, date_line, note
        )
    return output.getvalue()


def csv_of(
    rows: Sequence[ExportRow], columns: Sequence[Field], *, children: Sequence[Children] = ()
) -> bytes:
    """Write comma separated text in UTF-8 with mark; what could pass for a formula gets an apostrophe."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    all_columns = _columns(columns, children)
    writer.writerow([_csv_heading(column) for column in all_columns])
    for row in rows:
        for line in range(row.height):
            words = (text_of(column.field, column.value(row, line)) for column in all_columns)
            writer.writerow([kept_text(one) for one in words])
    return output.getvalue().encode("utf-8-sig")


def units_of(columns: Sequence[Field]) -> str:
    """Return the unit line of a sheet: 单位：万元、人."""
    units = dict.fromkeys(one.unit for one in columns if one.unit and one.unit != "%")
    return f"单位：{'、'.join(units)}" if units else ""


def _total(field: Field, rows: Sequence[ExportRow]) -> Cell:
    """Add a column up."""
    return cell_of(field, added(row.values.get(field.key) for row in rows))


def _columns(columns: Sequence[Field], children: Sequence[Children]) -> list[_Column]:
    """List the columns of the record and of its lists of rows."""
    return [*map(_Column, columns), *(_Column(one, inside) for inside in children for one in inside.fields)]


def _csv_heading(column: _Column) -> str:
    """Return the heading of a column, with that of its list before it."""
    return f"{column.children.label}·{column.field.heading}" if column.children else column.field.heading


class _SheetWriter:
    """Writes one sheet."""

    def __init__(self, workbook: Workbook, sheet: Worksheet, columns: list[_Column]) -> None:
        """Prepare the formats."""
        self._workbook = workbook
        self._sheet = sheet
        self._columns = columns
        grouped = any(column.children for column in columns)
        self._leaf_row = _HEADING_ROW + (1 if grouped else 0)
        self._last = len(columns) - 1
        self._cells = [self._format(column.field) for column in columns]
        self._marked: dict[Format, Format] = {}
        self._head = self._made(bold=True, align="center", border=1, text_wrap=True, bg_color="#F2F2F2")

    def write(self, rows: Sequence[ExportRow], title: str, unit_line: str, date_line: str, note: str) -> None:
        """Write everything from the title to the note below the totals."""
        self._write_top(title, unit_line, date_line)
        self._write_headings()
        place = self._leaf_row + 1
        for row in rows:
            place += self._write_record(place, row)
        self._sheet.autofilter(self._leaf_row, 0, max(place - 1, self._leaf_row), self._last)
        place += self._write_totals(place, rows)
        if rows:
            self._sheet.write_string(place, 0, note, self._made(align="left"))
        self._set_up_page()

    def _write_top(self, title: str, unit_line: str, date_line: str) -> None:
        """Write title, unit line and date line."""
        heading = self._made(bold=True, font_size=16, align="center")
        self._sheet.set_row(_TITLE_ROW, 28)
        if self._last:
            self._sheet.merge_range(_TITLE_ROW, 0, _TITLE_ROW, self._last, title, heading)
        else:
            self._sheet.write_string(_TITLE_ROW, 0, title, heading)
        self._sheet.write_string(_LINE_ROW, 0, unit_line, self._made(align="left"))
        if self._last:
            self._sheet.write_string(_LINE_ROW, self._last, date_line, self._made(align="right"))

    def _write_headings(self) -> None:
        """Write one row of headings, or two where the record has rows inside."""
        for at, column in enumerate(self._columns):
            self._sheet.set_column(at, at, min(column.field.width + 2, _WIDEST))
            if column.children is None and self._leaf_row > _HEADING_ROW:
                self._sheet.merge_range(
                    _HEADING_ROW, at, self._leaf_row, at, column.field.heading, self._head
                )
            else:
                self._sheet.write_string(self._leaf_row, at, column.field.heading, self._head)
        for label, first, last in self._groups():
            if last > first:
                self._sheet.merge_range(_HEADING_ROW, first, _HEADING_ROW, last, label, self._head)
            else:
                self._sheet.write_string(_HEADING_ROW, first, label, self._head)

    def _groups(self) -> Iterator[tuple[str, int, int]]:
        """Find the columns of each list of rows."""
        for children in dict.fromkeys(column.children for column in self._columns if column.children):
            places = [at for at, column in enumerate(self._columns) if column.children is children]
            yield children.label, places[0], places[-1]

    def _write_record(self, place: int, row: ExportRow) -> int:
        """Write one record in its lines and return how many they are."""
        height = row.height
        for at, (column, style) in enumerate(zip(self._columns, self._cells, strict=True)):
            merged = column.children is None and height > 1
            if merged:
                self._sheet.merge_range(place, at, place + height - 1, at, "", style)
            for line in range(1 if merged else height):
                self._write_cell(place + line, at, cell_of(column.field, column.value(row, line)), style)
        return height

    def _write_cell(self, row: int, column: int, cell: Cell, style: Format) -> None:
        """Write one cell by its type; a text is never read as a formula, a link or a number."""
        match cell:
            case None | "":
                self._sheet.write_blank(row, column, None, style)
            case str():
                self._sheet.write_string(
                    row, column, cell, self._quoted(style) if is_formula(cell) else style
                )
            case date():
                self._sheet.write_datetime(row, column, cell, style)
            case _:
                self._sheet.write_number(row, column, cell, style)

    def _quoted(self, style: Format) -> Format:
        """Return a format with the mark that keeps a text one when its cell is edited in a spreadsheet program."""
        if style not in self._marked:
            described = self._columns[self._cells.index(style)].field
            self._marked[style] = self._format(described, quote_prefix=True)
        return self._marked[style]

    def _write_totals(self, place: int, rows: Sequence[ExportRow]) -> int:
        """Write the sums of amounts and counts; return the lines that they take."""
        summed = [
            at
            for at, column in enumerate(self._columns)
            if column.children is None and is_summed(column.field)
        ]
        if not rows or not summed or 0 in summed:
            return 0
        for at, column in enumerate(self._columns):
            style = self._format(column.field, bold=True)
            cell = _total(column.field, rows) if at in summed else ("合计" if at == 0 else None)
            self._write_cell(place, at, cell, style)
        return 1

    def _set_up_page(self) -> None:
        """Set A4 landscape, one page wide, headings on every page and the page number."""
        self._sheet.freeze_panes(self._leaf_row + 1, 0)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(_HEADING_ROW, self._leaf_row)
        self._sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self._sheet.set_footer("&C第&P页 共&N页")

    def _format(self, described: Field, **more: object) -> Format:
        """Make the format of a column's cells."""
        align = "right" if is_right_aligned(described) else "left"
        return self._made(num_format=number_format(described), align=align, border=1, text_wrap=True, **more)

    def _made(self, **properties: object) -> Format:
        """Make a format in the font of the sheet."""
        return self._workbook.add_format(
            {"font_name": _FONT, "font_size": 10, "valign": "vcenter", **properties}
        )
