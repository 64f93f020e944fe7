"""The rows below a heading → groups of values, one for each record, with what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dadu_desktop.domain.credit_code import CreditCode
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.text import clean, is_nothing
from dadu_desktop.exchange.cell_texts import Doubt, Reader, contact_values
from dadu_desktop.exchange.cells import DITTO, Place, Sheet, cell_at, cell_words, is_blank
from dadu_desktop.exchange.columns import Column, Header
from dadu_desktop.exchange.numbered import points_of, shared_out
from dadu_desktop.exchange.readers import column_reader
from dadu_desktop.exchange.skipped_rows import RowSieve
from dadu_desktop.exchange.surroundings import Surroundings
from dadu_desktop.exchange.targets import CONTACT_LINE, OUTCOME, FreeWords
from dadu_desktop.exchange.units import in_unit
from dadu_desktop.records.fields import Kind

_IDENTITY = frozenset({"number", "name", "title", "date", "enterprise", "enterprises", "month", "indicator"})
_PARTED = ("problems", "description")
"""The rows inside a record of which offices write several into one cell, and the field that is numbered."""
_ENDED = "办结"
_TAKEN_APART = frozenset({OUTCOME, CONTACT_LINE})
"""Columns of which several fields come."""
_SUMMED = frozenset({Kind.AMOUNT, Kind.APPROXIMATE, Kind.NUMBER, Kind.INTEGER, Kind.PERCENT})
"""What a cell merged over several records gives as their sum: it is none of theirs."""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that cannot be used, or one to look at: row as shown (from 1), heading, what stands there, why."""

    row: int
    column: str
    value: str
    reason: str
    address: str = ""


@dataclass(slots=True)
class RowGroup:
    """One record as it stands in one or several rows (from 1): values by field path, its rows by list."""

    row: int
    last_row: int
    values: dict[str, object] = field(default_factory=dict)
    children: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    warnings: list[CellProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no record, and why."""

    row: int
    reason: str


class BodyReader:
    """Reads the rows below a heading; single groups can be read again after a cell was mended."""

    def __init__(self, sheet: Sheet, header: Header, around: Surroundings) -> None:
        """Prepare a reader for each column."""
        self._sheet = sheet
        self._header = header
        columns = [(one, column_reader(one, around, header.kind)) for one in header.columns if one.target]
        self._record = [pair for pair in columns if not pair[0].children]
        self._rows_inside = [pair for pair in columns if pair[0].children]
        self._identity = [one.index for one, _ in self._record if _is_identity(one.path)]
        self._code = next((one.path for one, _ in self._record if one.path.endswith("credit_code")), "")
        told = {one.index for one, _ in self._record if one.target and one.target.field.kind not in _SUMMED}
        self._above = {place: row for place, row in _merged_down(sheet).items() if place[1] in told}
        self._whole = around.whole
        self._dittos: dict[tuple[int, int], int] = {}
        self._units = header.unit_column
        self._plain = not (self._rows_inside or self._above or sheet.faults or self._units is not None)
        self._quick = [(one.index, one.path, read) for one, read in self._record]
        self._sieve = RowSieve(sheet, header, around, self._above)

    def read(self) -> Iterator[RowGroup | Skipped]:
        """Read all groups in order; rows that are no records come in between."""
        first = last = -1
        self._dittos.clear()  # a cell may have been mended since
        for row in range(self._header.first_body_row, len(self._sheet.rows)):
            cells = self._sheet.rows[row]
            if all(map(is_blank, cells)):
                continue
            reason = self._sieve.reason(row)
            if not reason and first >= 0 and self._continues(first, row):
                last = row
                continue
            if first >= 0:
                yield self.read_group(first + 1, last + 1)
            first, last = (-1, -1) if reason else (row, row)
            if reason:
                yield Skipped(row + 1, reason)
        if first >= 0:
            yield self.read_group(first + 1, last + 1)

    def read_group(self, first: int, last: int) -> RowGroup:
        """Read the record in these rows (from 1)."""
        group = RowGroup(first, last)
        if self._plain and self._read_quickly(group):
            return group
        for column, read in self._record:
            for row in range(first - 1, last):
                value = self._value(group, row, column, read, self._cell(row, column))
                if value is not None:
                    group.values[column.path] = value
                    break
        for row in range(first - 1, last) if self._rows_inside else ():
            self._read_inside(group, row)
        if OUTCOME in group.values:
            group.values = {**_with_outcome(group.values, "result"), **group.values}
        if CONTACT_LINE in group.values:
            group.values = {**contact_values(str(group.values.pop(CONTACT_LINE))), **group.values}
        return group

    def _read_quickly(self, group: RowGroup) -> bool:
        """Read a row of a plain table; False where something is wrong and has to be told."""
        cells = self._sheet.rows[group.row - 1]
        found: dict[str, object] = {}
        try:
            for index, path, read in self._quick:
                cell = cells[index]
                if cell != "" and (value := read(cell)) is not None:
                    found[path] = value
        except (InputProblem, IndexError):
            return False
        if isinstance(found.get(self._code), CreditCode):
            return False
        group.values = found
        return _TAKEN_APART.isdisjoint(found)

    def _read_inside(self, group: RowGroup, row: int) -> None:
        """Read the rows of the record's lists that stand in one row of the sheet."""
        count = self._points_in(group, row)
        shares = {
            column.index: shared_out(self._cell(row, column), count)
            if column.children == _PARTED[0]
            else [self._cell(row, column), *[""] * (count - 1)]
            for column, _ in self._rows_inside
        }
        for at in range(count):
            self._read_lines(group, row, {column: cells[at] for column, cells in shares.items()})
        if count > 1:  # what holds for all points was read once for each
            group.problems = list(dict.fromkeys(group.problems))
            group.warnings = list(dict.fromkeys(group.warnings))

    def _points_in(self, group: RowGroup, row: int) -> int:
        """Count the numbered points of a row's problem, with a remark; 1 where it stays as it is."""
        for column, _ in self._rows_inside:
            cell = self._cell(row, column)
            if not isinstance(cell, str) or column.path != ".".join(_PARTED):
                continue
            words = clean(cell)
            points = points_of(words)
            if not points or "number" in group.values or words in self._whole or any(map(is_nothing, points)):
                continue
            said = "；".join(f"〔{at}〕{point}" for at, point in enumerate(points, 1))
            reason = f"按编号分成 {len(points)} 个问题：{said}。同样编号的办理情况等随各自的问题，没有编号的各条相同。"
            group.warnings.append(self._problem(Place(row, column.index), column, cell, reason))
            return len(points)
        return 1

    def _read_lines(self, group: RowGroup, row: int, cells: Mapping[int, object]) -> None:
        """Read one row of each list from these cells (by column)."""
        found: dict[str, dict[str, object]] = {}
        for column, read in self._rows_inside:
            value = self._value(group, row, column, read, cells[column.index])
            if value is not None and column.target:
                found.setdefault(column.target.children, {})[column.target.field.key] = value
        for key, values in found.items():
            required = [
                one.target.field for one, _ in self._rows_inside
                if one.target and one.target.children == key and one.target.field.required
            ]  # fmt: skip
            if all(one.key in values for one in required):
                group.children.setdefault(key, []).append(_with_outcome(values, "measures"))

    def _value(self, group: RowGroup, row: int, column: Column, read: Reader, cell: object) -> object:
        """Read one cell and note in the group what is wrong with it."""
        place = Place(row, column.index)
        fault = self._sheet.faults.get(place)
        if fault is None and is_blank(cell):
            return None
        value = None
        try:
            value = None if fault else read(cell)
        except Doubt as doubt:
            group.warnings.append(self._problem(place, column, cell, doubt.sentence))
            return doubt.value
        except InputProblem as problem:
            fault = problem.sentence
        if fault:
            group.problems.append(self._problem(place, column, cell, fault))
            return None
        if isinstance(value, CreditCode):
            group.warnings.extend(self._problem(place, column, cell, one) for one in value.warnings)
            return value.code
        return value

    def _problem(self, place: Place, column: Column, cell: object, reason: str) -> CellProblem:
        """Describe a cell for the person."""
        address = self._sheet.address(*place)
        return CellProblem(place.row + 1, column.heading, clean(cell_words(cell)), reason, address)

    def _cell(self, row: int, column: Column) -> object:
        """Return a cell, that above it for 同上; for a field of the record that of the merged range over it."""
        if self._units is not None and column.is_money:
            cells = self._sheet.rows[row]
            return in_unit(cell_at(cells, column.index), cell_at(cells, self._units))
        if not column.children:
            row = self._above.get((row, column.index), row)
        if (cell := cell_at(self._sheet.rows[row], column.index)) not in DITTO:
            return cell
        above = self._said_above(row, column.index)
        return "" if above < 0 else cell_at(self._sheet.rows[above], column.index)

    def _said_above(self, row: int, column: int) -> int:
        """Find the row whose words a ditto stands for, past lines that are no records; below 0 without any."""
        at, first = row, self._header.first_body_row
        while at >= first and cell_at(self._sheet.rows[at], column) in DITTO:
            if (known := self._dittos.get((at, column))) is not None:
                at = known
                break
            at = self._above.get((at, column), at) - 1
            while at >= first and (all(map(is_blank, self._sheet.rows[at])) or self._sieve.reason(at)):
                at -= 1
        self._dittos[row, column] = at if at >= first else -1
        return self._dittos[row, column]

    def _continues(self, first: int, row: int) -> bool:
        """Tell whether a row belongs to the record above: it names none, or the very same one."""
        if not self._rows_inside:
            return False
        cells = self._sheet.rows[row]
        own = [
            one
            for one in self._identity
            if (row, one) not in self._above
            and not is_blank(cell_at(cells, one))
            and cell_at(cells, one) not in DITTO
        ]
        if not own:
            return True
        above = self._sheet.rows[first]
        return all(
            cell_at(cells, one.index) in (cell_at(above, one.index), *DITTO) for one, _ in self._record
        )


def _with_outcome(values: dict[str, object], words: str) -> dict[str, object]:
    """Turn 办理结果 into the status and, where it is one, the way a problem ended; ``words`` is the field for others."""
    outcome = values.pop(OUTCOME, None)
    if outcome is None:
        return values
    if isinstance(outcome, FreeWords):
        return {**values, words: "\n".join(str(one) for one in (values.get(words), outcome) if one)}
    return {**values, **outcome_values(str(outcome))}


def outcome_values(outcome: str) -> dict[str, object]:
    """Return status and kind of result that one word for both means: 已解决 is 办结, 办理中 has no result yet."""
    if outcome == "长期推进":  # as a status it would need the date of the next review
        return {"status": "办理中", "result_kind": outcome}
    ended = outcome in ("已解决", "部分解决", "解释说明")
    return {"status": _ENDED, "result_kind": outcome} if ended else {"status": outcome}


def _merged_down(sheet: Sheet) -> dict[tuple[int, int], int]:
    """Map every cell below the first row of a merged range to the row whose value it shows."""
    return {
        (row, column): first.row
        for first, last in sheet.merges
        if first.column == last.column
        for column in (first.column,)
        for row in range(first.row + 1, last.row + 1)
    }


def _is_identity(path: str) -> bool:
    """Tell whether a column says which record a row is about."""
    return path in _IDENTITY or path.endswith("credit_code")
