"""The rows below a heading → groups of values, one for each record, with what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from dadu_desktop.domain.credit_code import CreditCode
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import exact
from dadu_desktop.domain.record_rules import TRADE_DIVISIONS
from dadu_desktop.domain.text import clean, is_nothing, narrow
from dadu_desktop.exchange.cell_texts import Doubt, Reader, contact_values
from dadu_desktop.exchange.cells import DITTO, Place, Sheet, cell_words, is_blank
from dadu_desktop.exchange.header import ROW_UNITS, Column, Header
from dadu_desktop.exchange.headings import heading_key
from dadu_desktop.exchange.numbered import points_of, shared_out
from dadu_desktop.exchange.readers import column_reader
from dadu_desktop.exchange.surroundings import Surroundings
from dadu_desktop.exchange.targets import CONTACT_LINE, OUTCOME, FreeWords
from dadu_desktop.records.fields import Kind

_SUBTOTAL = re.compile(
    r".{0,12}(?:小计|合计|总计|共计|汇总)(?:\(.{0,12}\))?[:：]?|(?:平均|户均|人均|最大|最小|最高|最低)[值数]?[:：]?|均值"
)
_GROUP = re.compile(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)).{1,20}")
_REMARK = re.compile(
    r"\(?(?:注|备注|说明|填表|制表|填报|审核|负责人|单位负责人|统计负责人|联系电话|报出日期|样例|[数资]据?料?来源)\w{0,6}(?:[:：]|\d)"
    r"|注[:：]?$|截[止至]\d{2,4}年|\(?以下(?:空白|无正文)"
)
_GROUP_MARKS = re.compile(
    r"^(?:其中:?|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\))+|(?:企业|单位)?(?:\(?共?计?\d+[家户个]\)?)?:?$"
)
_MARK = re.compile(r"\s*[*※#.。、]+\s*")
_NAMES = frozenset({"name", "enterprise", "enterprises"})
_CODE = re.compile(r"[0-9A-Za-z]{6,}", re.ASCII)
_IDENTITY = frozenset({"number", "name", "title", "date", "enterprise", "enterprises", "month", "indicator"})
_PARTED = ("problems", "description")
"""The rows inside a record of which offices write several into one cell, and the field that is numbered."""
NOTHING = "没有可导入的内容"
"""Why a row is skipped in which there is something, such as its number, but in no column that is read."""
_FIGURE = re.compile(r"[\d\s.,%+-]+")
_TOLD = 3
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
        self._record = [pair for pair in columns if not _children_of(pair[0])]
        self._rows_inside = [pair for pair in columns if _children_of(pair[0])]
        self._identity = [one.index for one, _ in self._record if _is_identity(_path_of(one))]
        self._code = next(
            (one.index for one, _ in self._record if _path_of(one).endswith("credit_code")), None
        )
        self._code_path = next((_path_of(one) for one, _ in self._record if one.index == self._code), "")
        told = {one.index for one, _ in self._record if one.target and one.target.field.kind not in _SUMMED}
        self._above = {place: row for place, row in _merged_down(sheet).items() if place[1] in told}
        self._whole = around.whole
        self._dittos: dict[tuple[int, int], int] = {}
        self._units = next((one.index for one in header.columns if one.remark == ROW_UNITS), None)
        self._plain = not (self._rows_inside or self._above or sheet.faults or self._units is not None)
        self._quick = [(one.index, _path_of(one), read) for one, read in self._record]
        self._filled = [one.index for one, _ in columns]
        self._named = next((at for one, at in _places(self._record) if one in _NAMES), None)
        self._indicator = next((at for path, at in _places(self._record) if path == "indicator"), None)
        self._groups = frozenset(
            (*TRADE_DIVISIONS.values(), *around.choices.get("towns", ()), *around.choices.get("areas", ()))
        )
        self._headings = {one.index: heading_key(one.heading) for one in header.columns}

    def read(self) -> Iterator[RowGroup | Skipped]:
        """Read all groups in order; rows that are no records come in between."""
        first = last = -1
        self._dittos.clear()  # a cell may have been mended since
        for row in range(self._header.first_body_row, len(self._sheet.rows)):
            cells = self._sheet.rows[row]
            if all(map(is_blank, cells)):
                continue
            reason = self._skip_reason(row)
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
                    group.values[_path_of(column)] = value
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
        if isinstance(found.get(self._code_path), CreditCode):
            return False
        group.values = found
        return _TAKEN_APART.isdisjoint(found)

    def _read_inside(self, group: RowGroup, row: int) -> None:
        """Read the rows of the record's lists that stand in one row of the sheet."""
        count = self._points_in(group, row)
        shares = {
            column.index: shared_out(self._cell(row, column), count)
            if _children_of(column) == _PARTED[0]
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
            if not isinstance(cell, str) or _path_of(column) != ".".join(_PARTED):
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
            unit = _at(self._sheet.rows[row], self._units)
            return _in_unit(_at(self._sheet.rows[row], column.index), narrow(str(unit)).strip())
        if not _children_of(column):
            row = self._above.get((row, column.index), row)
        if (cell := _at(self._sheet.rows[row], column.index)) not in DITTO:
            return cell
        above = self._said_above(row, column.index)
        return "" if above < 0 else _at(self._sheet.rows[above], column.index)

    def _said_above(self, row: int, column: int) -> int:
        """Find the row whose words a ditto stands for, past lines that are no records; below 0 without any."""
        at, first = row, self._header.first_body_row
        while at >= first and _at(self._sheet.rows[at], column) in DITTO:
            if (known := self._dittos.get((at, column))) is not None:
                at = known
                break
            at = self._above.get((at, column), at) - 1
            while at >= first and (all(map(is_blank, self._sheet.rows[at])) or self._skip_reason(at)):
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
            and not is_blank(_at(cells, one))
            and _at(cells, one) not in DITTO
        ]
        if not own:
            return True
        above = self._sheet.rows[first]
        return all(_at(cells, one.index) in (_at(above, one.index), *DITTO) for one, _ in self._record)

    def _is_group(self, cell: object) -> bool:
        """Tell a name that is none: 批发业, 其中：零售业（3家）, a town."""
        bare = _GROUP_MARKS.sub("", "".join(narrow(str(cell)).split()))
        return str(cell).startswith("其中") or (
            bool(bare) and (bare in self._groups or f"{bare}业" in self._groups)
        )

    def _is_part(self, first: str, cells: list[object]) -> bool:
        """Tell a row that is part of the sum above it; 其中：零售额 below 商品销售额 is a figure of its own."""
        indicator = "" if self._indicator is None else _at(cells, self._indicator)
        return first.startswith("其中") and not narrow(str(indicator)).startswith("其中")

    def _shows_above(self, row: int) -> bool:
        """Tell whether merged cells of the rows above reach into this one."""
        return any((row, at) in self._above for at in self._filled)

    def _skip_reason(self, row: int) -> str:
        """Say why a row is no record; "" when it may be one."""
        cells = self._sheet.rows[row]
        code = "" if self._code is None else _at(cells, self._code)
        if (
            not isinstance(code, str)
            or _CODE.fullmatch(code)
            or _CODE.fullmatch("".join(narrow(code).split()))
        ):
            return ""
        words = ["".join(narrow(one).split()) for one in cells if isinstance(one, str) and one.strip()]
        if any(_SUBTOTAL.fullmatch(word) for word in words[:3]) or (words and self._is_part(words[0], cells)):
            return "小计、合计行"
        if words and _REMARK.match(words[0]):
            return "注释、签名行"
        if len(words) == 1 and _GROUP.fullmatch(words[0]) and sum(not is_blank(one) for one in cells) == 1:
            return "分组标题行"
        if self._named is not None and self._is_group(_at(cells, self._named)) and not _tells(cells):
            return "分组标题行"
        if all(_shows_nothing(_at(cells, at)) for at in self._filled) and not self._shows_above(row):
            return NOTHING
        matching = sum(
            1 for at, key in self._headings.items() if key and heading_key(str(_at(cells, at))) == key
        )
        return "重复的表头" if matching * 2 > len(self._headings) else ""


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


def _places(columns: Iterable[tuple[Column, Reader]]) -> Iterator[tuple[str, int]]:
    """Give path and place of each column."""
    return ((_path_of(one), one.index) for one, _ in columns)


def _in_unit(cell: object, unit: str) -> object:
    """Write the unit that a row names behind its amount, unless the cell names its own."""
    if is_blank(cell) or "元" not in unit:
        return cell
    if isinstance(cell, int | float):
        return f"{exact(cell):f}{unit}"
    return f"{cell}{unit}" if isinstance(cell, str) and _FIGURE.fullmatch(cell) else cell


def _tells(cells: list[object]) -> bool:
    """Tell a row that says more than name and sums: an enterprise may be called like the area around it."""
    words = (one for one in cells if isinstance(one, str) and one.strip() and not _FIGURE.fullmatch(one))
    return sum(1 for _ in words) + sum(isinstance(one, date) for one in cells) >= _TOLD


def _shows_nothing(cell: object) -> bool:
    """Tell a cell that is blank or holds a mark only."""
    return is_blank(cell) or (isinstance(cell, str) and _MARK.fullmatch(cell) is not None)


def _at(cells: list[object], column: int) -> object:
    """Return a cell of a row that may be short."""
    return cells[column] if column < len(cells) else ""


def _path_of(column: Column) -> str:
    """Return the path of a column's field."""
    return column.target.path if column.target else ""


def _children_of(column: Column) -> str:
    """Return the list of rows that a column belongs to."""
    return column.target.children if column.target else ""


def _is_identity(path: str) -> bool:
    """Tell whether a column says which record a row is about."""
    return path in _IDENTITY or path.endswith("credit_code")
