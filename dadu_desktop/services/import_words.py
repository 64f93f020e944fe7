"""Words of an import that the office's code lists have not: kept as they are, and pointed out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from dadu_desktop.domain import record_rules
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.text import is_nothing
from dadu_desktop.exchange.body import CellProblem
from dadu_desktop.exchange.cells import DITTO
from dadu_desktop.exchange.columns import Column
from dadu_desktop.exchange.numbered import points_of
from dadu_desktop.records.fields import Field
from dadu_desktop.records.texts import value_of
from dadu_desktop.services.import_plan import RowPlan, SheetPlan, SheetSource


def note_unlisted(sheet: SheetPlan) -> None:
    """Warn in each row of the cells whose words are in no code list."""
    source = sheet.source
    for column in source.header.columns if source else ():
        entries = _entries(source, column)
        if source and column.target and entries:
            told = _unlisted(source, column.index, column.target.field, entries)
            for row in sheet.rows if told else ():
                _note(row, source, column, told)


def _entries(source: SheetSource | None, column: Column) -> Sequence[str]:
    """Find the code list of a column; nothing where it has none."""
    return source.around.choices.get(column.target.field.code_list, ()) if source and column.target else ()


def _unlisted(source: SheetSource, index: int, field: Field, entries: Sequence[str]) -> dict[object, str]:
    """Look at each different cell of a column once: long registers repeat a few words in every row."""
    body = source.sheet.rows[source.header.first_body_row :]
    cells = {row[index] for row in body if index < len(row)}
    told = {cell: _sentence(cell, field, entries, source) for cell in cells if isinstance(cell, str) and cell}
    return {cell: sentence for cell, sentence in told.items() if sentence}


def _sentence(cell: str, field: Field, entries: Sequence[str], source: SheetSource) -> str:
    """Say that a cell means nothing on the list; "" where it does, and where it says nothing at all."""
    if cell in entries or cell in DITTO or is_nothing(cell):
        return ""
    said = []
    for part in points_of(cell) or (cell,):
        with suppress(InputProblem):  # told as a fault of the cell already
            words = value_of(field, part, today=source.around.today, choices=entries)
            said.append(record_rules.unlisted(field.label, str(words), entries))
    return "".join(dict.fromkeys(said))


def _note(row: RowPlan, source: SheetSource, column: Column, told: dict[object, str]) -> None:
    """Point a record's cells out; rows that are not taken are spared."""
    if row.action in ("refused", "excluded"):
        return
    for number in range(row.row, row.last_row + 1):
        cells = source.sheet.rows[number - 1]
        cell = cells[column.index] if column.index < len(cells) else ""
        if sentence := told.get(cell):
            place = source.sheet.address(number - 1, column.index)
            row.warnings.append(CellProblem(number, column.heading, str(cell), sentence, place))
