"""The rows of a sheet as the person sees them before an import: each with its fate, its cells and its faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time
from operator import attrgetter
from typing import Literal, NamedTuple, get_args

from dadu_desktop.exchange.body import CellProblem
from dadu_desktop.exchange.cells import cell_words, row_said
from dadu_desktop.exchange.columns import Column
from dadu_desktop.exchange.statistics import SALES_OR_TURNOVER
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import RecordType
from dadu_desktop.records.wording import text_of
from dadu_desktop.services.import_plan import RowPlan, SheetPlan

Fate = Literal["created", "updated", "unchanged", "refused", "excluded", "skipped"]
Group = Literal["all", "doubtful", "created", "updated", "unchanged", "skipped"]


class Line(NamedTuple):
    """One row of a sheet (``number`` from 1); ``plan`` is that of its record, None where it is no record.

    ``place`` says where the row of a table that was laid out anew stands in the sender's sheet.
    """

    number: int
    plan: RowPlan | None = None
    reason: str = ""
    place: str = ""

    @property
    def shown_place(self) -> str:
        """Name the row as the sender counts."""
        return self.place or str(self.number)

    @property
    def place_said(self) -> str:
        """Say in a sentence which row it is."""
        return row_said(self.shown_place)

    @property
    def leads(self) -> bool:
        """Tell whether the record begins in this row."""
        return self.plan is not None and self.plan.row == self.number

    @property
    def fate(self) -> Fate:
        """Tell what becomes of the row."""
        return self.plan.action if self.plan else "skipped"

    @property
    def doubtful(self) -> bool:
        """Tell whether the person should look at it."""
        return self.plan is not None and bool(self.plan.warnings or self.fate == "refused")


class SheetLines:
    """The lines of a sheet in the groups that a person may look at; made once, away from the window."""

    def __init__(self, sheet: SheetPlan) -> None:
        """Group all lines: refused ones first, then those with a warning, then as they stand."""
        self.sheet = sheet
        self.groups: dict[Group, list[Line]] = {group: [] for group in get_args(Group)}
        others = [Line(one.row, None, one.reason, _place(sheet, one.row)) for one in sheet.skipped]
        refused: list[Line] = []
        warned: list[Line] = []
        for plan in sheet.rows:
            group = refused if plan.action == "refused" else warned if plan.warnings else others
            group.extend(
                Line(number, plan, place=_place(sheet, number))
                for number in range(plan.row, plan.last_row + 1)
            )
        others.sort(key=attrgetter("number"))
        self.groups["all"] = [*refused, *warned, *others]
        self.groups["doubtful"] = [*refused, *warned]
        for line in self.groups["all"]:
            if (fate := line.fate) != "refused":
                self.groups["skipped" if fate == "excluded" else fate].append(line)
        self.counts = Counter(sheet.counts())
        self.counts["skipped"] += self.counts["excluded"] + len(sheet.skipped)
        self.counts["doubtful"] = sum(1 for row in sheet.rows if row.warnings or row.action == "refused")
        self.counts["all"] = len(sheet.rows)


def _place(sheet: SheetPlan, number: int) -> str:
    """Say where a row of a table that was laid out anew stands in the sender's sheet; "" for any other."""
    cells = sheet.source.sheet if sheet.source else None
    return cells.where(number - 1) if cells and cells.moved else ""


def shown_columns(sheet: SheetPlan) -> Sequence[Column]:
    """List the columns whose heading was matched with a field."""
    return [one for one in sheet.source.header.columns if one.target] if sheet.source else []


def choices_in(sheet: SheetPlan, column: Column) -> Sequence[str]:
    """List what a cell may say where its field has a list of words; nothing elsewhere."""
    if column.target is None or sheet.source is None:
        return ()
    field = column.target.field
    return field.choices or sheet.source.around.choices.get(field.code_list, ())


def words_in(sheet: SheetPlan, line: Line, column: Column) -> str:
    """Say what stands in a cell of the workbook."""
    cells = sheet.source.sheet.rows[line.number - 1] if sheet.source else []
    cell = cells[column.index] if column.index < len(cells) else ""
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    return "" if cell is None else cell_words(cell)


def address_in(sheet: SheetPlan, line: Line, column: Column) -> str:
    """Name the sender's cell where the table was laid out anew; "" where row and heading say it."""
    return sheet.source.sheet.address(line.number - 1, column.index) if line.place and sheet.source else ""


def change_in(line: Line, column: Column) -> tuple[str, str] | None:
    """Say what a cell changes in the ledger: before and after; None where it changes nothing."""
    if not line.leads or line.plan is None or column.target is None or line.fate != "updated":
        return None
    target = column.target
    _, _, key = target.path.partition(";")
    for record in line.plan.records:
        if target.indicator not in ("", SALES_OR_TURNOVER, record.values.get("indicator")):
            continue
        change = record.changes.get(target.children or key or target.path)
        if change:
            before, after = (str(one) if target.children else text_of(target.field, one) for one in change)
            return before, after
    return None


def faults_in(line: Line, column: Column) -> list[CellProblem]:
    """List what was found in a cell, faults before warnings."""
    if line.plan is None:
        return []
    found = (*line.plan.problems, *line.plan.warnings)
    return [one for one in found if one.row == line.number and one.column == column.heading]


def is_refused_in(line: Line, column: Column) -> bool:
    """Tell whether a cell keeps its row from being taken, rather than being worth a look."""
    problems = line.plan.problems if line.plan else []
    return line.fate == "refused" and any(one in problems for one in faults_in(line, column))


def remark(line: Line) -> str:
    """Say in words why a row is refused or skipped, what is to be looked at and what it changes."""
    if line.plan is None or not line.leads:
        return line.reason
    if line.fate == "skipped":
        return line.plan.reason
    found = line.plan.problems if line.fate == "refused" else line.plan.warnings
    said = [f"{_named(one, line)}：{one.reason}" if one.column else one.reason for one in found]
    if line.fate == "updated":
        said.insert(0, _changes(line.plan))
    sentences = list(filter(None, dict.fromkeys(said)))
    return "；".join([*(one.rstrip("。") for one in sentences[:-1]), *sentences[-1:]])


def _named(cell: CellProblem, line: Line) -> str:
    """Name a cell by its heading, and by its address where the row does not say where it stands."""
    return f"{cell.address} {cell.column}" if line.place else cell.column


def _changes(plan: RowPlan) -> str:
    """Name the fields that a row changes."""
    labels = [
        _label(RECORD_TYPES[record.kind], key)
        for record in plan.records
        if record.id
        for key in record.changes
    ]
    return f"更新{'、'.join(dict.fromkeys(labels))}" if labels else ""


def _label(record_type: RecordType, key: str) -> str:
    """Name a field or a list of rows."""
    labels = {one.key: one.label for one in record_type.fields}
    labels |= {one.key: one.label for one in record_type.children}
    return labels.get(key, key)
