"""The heading of a sheet corrected by hand: kind, heading rows, field and unit of each column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import Unit
from dadu_desktop.exchange.cells import Sheet, cell_words, column_letters, is_blank
from dadu_desktop.exchange.columns import Column, Header
from dadu_desktop.exchange.header import header_at
from dadu_desktop.exchange.layouts import Layout, fingerprint, header_by
from dadu_desktop.exchange.tables import LEVELS, column_texts
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.services.import_layouts import forget_layout, keep_layout
from dadu_desktop.services.import_plan import SheetPlan
from dadu_desktop.services.import_sheets import known_headings, reading_for, take_header
from dadu_desktop.storage.ledger_file import LedgerFile

UNITS = tuple(one.value for one in Unit)
_SAMPLES = 3
_ROWS_SEEN = 200


@dataclass(frozen=True)
class ColumnChoice:
    """One column: its letters and heading, what stands in it, the field it goes to ("" for none) and the unit."""

    letters: str
    heading: str
    samples: str
    path: str
    unit: str


@dataclass(frozen=True)
class HeadingChoice:
    """How a sheet is read: kind of records, heading rows (from 1), one entry for each column from A on."""

    kind: str
    rows: tuple[int, ...]
    columns: tuple[ColumnChoice, ...]


def heading_of(sheet: SheetPlan, kind: str = "", rows: tuple[int, ...] = ()) -> HeadingChoice:
    """Say how a sheet is read; with ``kind`` or ``rows`` how these rows would be read as that kind.

    InputProblem where the rows cannot be a heading.
    """
    cells = _cells(sheet)
    if sheet.source and kind in ("", sheet.kind) and rows in ((), sheet.header_rows):
        return _choice(cells, sheet.source.header)
    kind = kind or sheet.kind or next(iter(RECORD_TYPES))
    rows = rows or sheet.header_rows or (_first_filled(cells),)
    _check_rows(cells, rows)
    return _choice(cells, header_at(cells, tuple(row - 1 for row in rows), known_headings(kind)[kind]))


def field_choices(kind: str) -> dict[str, str]:
    """List the fields that a column may go to, by path."""
    targets = known_headings(kind)[kind].by_path
    return {path: target.words(RECORD_TYPES[kind]) for path, target in targets.items()}


def takes_unit(kind: str, path: str) -> bool:
    """Tell whether a field holds money, so that its column may be in another unit."""
    target = known_headings(kind)[kind].by_path.get(path)
    return target is not None and target.field.unit.endswith("元")


def check_heading(sheet: SheetPlan, choice: HeadingChoice) -> None:
    """Refuse, as InputProblem, rows that cannot be a heading, a field chosen twice, and no field at all."""
    _check_rows(_cells(sheet), choice.rows)
    paths = [one.path for one in choice.columns if one.path]
    if not paths:
        raise InputProblem("还没有选择任何字段，请至少为一栏选择对应的字段。")
    twice = next((path for path in paths if paths.count(path) > 1), "")
    if twice:
        raise InputProblem(f"“{field_choices(choice.kind)[twice]}”选了两栏，请只保留一栏。")


def correct_heading(
    ledger: LedgerFile, sheet: SheetPlan, choice: HeadingChoice, *, remember: bool = True
) -> None:
    """Read a sheet as the person says, and by default every later file of the same shape; planning follows."""
    check_heading(sheet, choice)
    cells, paths = _cells(sheet), tuple(one.path for one in choice.columns)
    units = {place: one.unit for place, one in enumerate(choice.columns) if one.unit and one.path}
    layout = Layout(choice.kind, len(choice.rows), paths, units)
    rows = tuple(row - 1 for row in choice.rows)
    if remember:
        keep_layout(ledger, fingerprint(cells, rows), layout)
    reading = reading_for(ledger, choice.kind, date.today())
    take_header(sheet, header_by(cells, rows, layout, reading.known[choice.kind]), reading)


def forget_heading(ledger: LedgerFile, sheet: SheetPlan) -> None:
    """Read a sheet, and later files of its shape, by the words of the headings again; planning follows."""
    cells = _cells(sheet)
    forget_layout(ledger, fingerprint(cells, tuple(row - 1 for row in sheet.header_rows)))
    reading = reading_for(ledger, None, date.today())
    header = reading.header_of(cells)
    if header is None:
        raise InputProblem(f"“{sheet.file}”按表头认不出内容，请用“更正识别”指定。")
    take_header(sheet, header, reading)


def _choice(cells: Sheet, header: Header) -> HeadingChoice:
    """Describe a heading column by column, those without a word included."""
    found = {one.index: one for one in header.columns}
    width = len(column_texts(cells, header.rows))
    columns = [_column(cells, header, found.get(at, Column(at, ""))) for at in range(width)]
    while columns and not (columns[-1].heading or columns[-1].samples):
        columns.pop()
    return HeadingChoice(header.kind, tuple(row + 1 for row in header.rows), tuple(columns))


def _column(cells: Sheet, header: Header, column: Column) -> ColumnChoice:
    """Describe one column."""
    below = cells.rows[header.first_body_row : header.first_body_row + _ROWS_SEEN]
    values = [row[column.index] for row in below if column.index < len(row)]
    samples = list(dict.fromkeys(_words(one) for one in values if not is_blank(one)))[:_SAMPLES]
    path = column.target.path if column.target else ""
    unit = column.unit.value if column.unit else ""
    return ColumnChoice(column_letters(column.index), column.heading, "、".join(samples), path, unit)


def _words(cell: object) -> str:
    """Say a cell in one line."""
    return f"{cell:%Y-%m-%d}" if isinstance(cell, datetime) else " ".join(cell_words(cell).split())


def _check_rows(cells: Sheet, rows: tuple[int, ...]) -> None:
    """Refuse rows that cannot be a heading."""
    whole = rows == tuple(range(rows[0], rows[-1] + 1)) if rows else False
    if not whole or not 1 <= rows[0] <= rows[-1] < len(cells.rows) + 1 or len(rows) > LEVELS:
        raise InputProblem(f"表头应是表中连续的 1 至 {LEVELS} 行，请重新指定。")


def _first_filled(cells: Sheet) -> int:
    """Find the first row, from 1, with more than one cell: titles have but one."""
    filled = (sum(not is_blank(cell) for cell in row) > 1 for row in cells.rows)
    return next((at for at, many in enumerate(filled, start=1) if many), 1)


def _cells(sheet: SheetPlan) -> Sheet:
    """Return the cells of a sheet."""
    if sheet.cells is None:
        raise InputProblem(f"“{sheet.file}”的工作表“{sheet.sheet}”是空白的，请选择其他工作表。")
    return sheet.cells
