"""Finds the heading rows of a sheet, what kind of records stand below, and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import attrgetter

from dadu_desktop.domain.money import FOREIGN, Unit, unit_in
from dadu_desktop.domain.text import narrow
from dadu_desktop.exchange.cells import Sheet, cell_words, is_blank
from dadu_desktop.exchange.choice_words import choice_meant
from dadu_desktop.exchange.headings import ROW_NUMBER, Vocabulary, heading_key
from dadu_desktop.exchange.statistics import (
    as_catering,
    beside_others,
    has_several_months,
    titled_period,
    titled_targets,
)
from dadu_desktop.exchange.tables import (
    UNIT_HEADINGS,
    apart,
    beside,
    column_texts,
    heading_rows,
    joined,
    numbering_rows,
    only_columns,
    only_units,
    says_units,
    tables_in,
)
from dadu_desktop.exchange.targets import OUTCOME, Target
from dadu_desktop.records.fields import Kind, RecordType

_SAMPLES = 20
_PERIOD = re.compile(r"\d月|本月|当月|累计|同期")
"""What heads a figure: a kind of record that leaves it out is hardly meant."""
_PART_OF_YEAR = re.compile(r"\d月|季度|半年|本月|当月|累计")
_ANNUAL = frozenset({"last_year_sales", "base_sales"})
"""Fields of a whole year: sales of 1-10月 are none of them."""
_YEAR = re.compile(r"20\d\d(?!\d)")
_NO_YEAR = 9999
_COMPUTED = "由程序算出，不导入"
ROW_UNITS = "各行金额按这一栏的单位折算"
_SOME_UNIT = re.compile(r"[(【][^()【】]{0,6}元[)】]$")
_STRANGE_UNIT = "单位认不出，没有采用：请改成元、千元、万元、百万元或亿元"
_FOREIGN_MONEY = "是外币，没有采用：请折算成人民币后导入"
_TITLED = {"plans": "一企一策", "cases": "一对一"}
"""Names of a work that stand above its ledger only."""
_NAMED, _WITH_UNITS = 3, 0.1
_NEEDED: Mapping[str, Sequence[frozenset[str]]] = {
    "enterprises": [frozenset({"name", "credit_code"})],
    "visits": [frozenset({"enterprises", "enterprises.credit_code"}), frozenset({"date"})],
    "problems": [frozenset({"enterprise", "enterprise.credit_code"}), frozenset({"description"})],
    "plans": [
        frozenset({"enterprise", "enterprise.credit_code"}),
        frozenset({"measures.measure", "goal", "problems", "target_sales"}),
    ],
    "cases": [frozenset({"title"}), frozenset({"enterprise", "enterprise.credit_code"})],
    "policies": [
        frozenset({"name"}),
        frozenset({"document_number", "level", "issuer", "window_to", "benefit"}),
    ],
    "policy-applications": [
        frozenset({"enterprise", "enterprise.credit_code"}),
        frozenset({"policy"}),
        frozenset({"applied", "applied_amount", "approved_amount", "paid", "paid_amount"}),
    ],
    "trade-surveys": [
        frozenset({"enterprise", "enterprise.credit_code"}),
        frozenset({"date", "round"}),
        frozenset({"exports", "imports", "markets", "difficulties", "findings"}),
    ],
    "clusters": [frozenset({"name"})],
    "teams": [frozenset({"name"}), frozenset({"enterprise", "enterprise.credit_code"})],
    "projects": [
        frozenset({"name"}),
        frozenset({"investor", "signed_amount", "arrived_amount", "stages.stage"}),
    ],
    "figures": [
        frozenset({"enterprise", "enterprise.credit_code"}),
        frozenset({"indicator", "wide"}),
        frozenset({"value", "base", "cumulative", "cumulative_base", "state", "wide"}),
    ],
}
"""The columns, or one of several, without which a sheet is not of a kind; others need all required fields."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the field found for it (None: not taken over) and the unit of its amounts."""

    index: int
    heading: str
    target: Target | None = None
    unit: Unit | None = None
    remark: str = ""

    @property
    def is_money(self) -> bool:
        """Tell a column of amounts of money."""
        field = self.target.field if self.target else None
        return field is not None and (field.kind is Kind.AMOUNT or field.unit == Unit.WAN.value)


@dataclass(frozen=True, slots=True)
class Header:
    """The heading of a sheet: kind of records, its rows (from 0) and its columns."""

    kind: str
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    score: float = 0
    remembered: bool = False  # read as a person once said for headings of this shape
    numbered: int = 0  # rows below that only number the columns

    @property
    def first_body_row(self) -> int:
        """Return the row below the heading, from 0."""
        return self.rows[-1] + 1 + self.numbered

    def column_of(self, path: str) -> Column | None:
        """Find the column of a field path."""
        return next((one for one in self.columns if one.target and one.target.path == path), None)

    @property
    def paths(self) -> set[str]:
        """Return the field paths found."""
        return {one.target.path for one in self.columns if one.target}

    @property
    def meaning(self) -> tuple[str, tuple[tuple[int, str], ...]]:
        """Return kind and place of each field: a heading repeated further down means the same."""
        return self.kind, tuple((one.index, one.target.path) for one in self.columns if one.target)


def find_header(sheet: Sheet, vocabularies: Mapping[str, Vocabulary]) -> Header | None:
    """Find the best heading among the first rows; None where no kind of record can be made out."""
    best: Header | None = None
    for rows in heading_rows(sheet):
        texts = column_texts(sheet, rows)
        for vocabulary in vocabularies.values():
            found = _read(sheet, rows, texts, vocabulary)
            found = replace(found, score=found.score + _hint(sheet, rows, found.kind))
            if _is_of_kind(found, vocabulary.record_type) and (best is None or found.score > best.score):
                best = found
    return best and _with_units(sheet, best)


def _hint(sheet: Sheet, rows: tuple[int, ...], kind: str) -> float:
    """Weigh what says something of a heading beside its columns: the name of the work, units in a row of their own."""
    named = kind in _TITLED and any(_TITLED[kind] in one for one in _titles(sheet, rows[0]))
    return _NAMED * named + _WITH_UNITS * (len(rows) > 1 and only_units(sheet, rows[-1]))


def header_at(sheet: Sheet, rows: tuple[int, ...], vocabulary: Vocabulary) -> Header:
    """Read the rows that a person points to as the heading of the kind that a person names."""
    return _with_units(sheet, _read(sheet, rows, column_texts(sheet, rows), vocabulary))


def tables_of(sheet: Sheet, find: Callable[[Sheet], Header | None]) -> Iterator[tuple[Sheet, Header | None]]:
    """Give each table of a sheet with its heading; a sheet without any comes back whole."""
    current, header = Sheet(sheet.name, []), None
    for part in tables_in(sheet):
        whole = joined(current, part)
        own = find(part if header else whole)
        if header is None:
            current, header = whole, own
        elif own is None or own.meaning == header.meaning:
            current = whole
        else:
            yield from _side_by_side(current, header, find)
            current, header = part, own
    yield from _side_by_side(current, header, find)


def _side_by_side(
    sheet: Sheet, header: Header | None, find: Callable[[Sheet], Header | None]
) -> Iterator[tuple[Sheet, Header | None]]:
    """Take a table apart that is printed several times beside itself, and different ones beside each other."""
    blocks = beside(sheet, header.rows) if header else []
    if len(blocks) > 1:
        for block in blocks:
            part = only_columns(sheet, block)
            yield part, find(part)
        return
    others = apart(sheet, header.rows) if header else []
    parts = [only_columns(sheet, block) for block in others] if len(others) > 1 else []
    found = [find(part) for part in parts]
    yield from zip(parts, found, strict=True) if found and all(found) else [(sheet, header)]


def unit_line(sheet: Sheet, header: Header) -> Unit | None:
    """Find the unit of money in the lines above the heading (单位：万元、人)."""
    return unit_above(sheet, header.rows[0])


def unit_above(sheet: Sheet, row: int) -> Unit | None:
    """Find the unit of money in the lines above a row (from 0)."""
    return next((unit for line in _titles(sheet, row)[1:] if (unit := unit_in(line))), None)


def _read(
    sheet: Sheet, rows: tuple[int, ...], texts: list[tuple[str, str]], vocabulary: Vocabulary
) -> Header:
    """Read these rows as the heading of one kind of record."""
    columns: list[Column] = []
    taken: set[str] = set()
    figures = vocabulary.record_type.key == "figures"
    monthly = figures and has_several_months(group + leaf for group, leaf in texts)
    for index in range(len(texts)) if figures else _latest_first(texts):
        group, leaf = texts[index]
        candidates = () if monthly and "月" in group + leaf else vocabulary.candidates(group, leaf)
        if figures:
            candidates = candidates or titled_period(
                vocabulary.record_type, group + leaf, _titles(sheet, rows[0])[1:]
            )
            earlier = [one.target for one in columns if one.target]
            candidates = beside_others(vocabulary.record_type, candidates, earlier)
        elif _PART_OF_YEAR.search(group + leaf):
            candidates = tuple(one for one in candidates if one.path not in _ANNUAL)
        if heading_key(leaf or group) in UNIT_HEADINGS and says_units(sheet, rows[-1] + 1, index):
            columns.append(Column(index, leaf or group, remark=ROW_UNITS))
            continue
        target = _choose(candidates, sheet, rows[-1] + 1, index, taken)
        if target and target.field.computed and target.path != "number":
            columns.append(Column(index, leaf or group, remark=_COMPUTED))
            continue
        if target:
            taken.add(target.path)
        if group or leaf:
            columns.append(
                Column(index, leaf or group, target, remark=_remark(leaf or group, candidates, target))
            )
    columns.sort(key=attrgetter("index"))
    columns = _without_halves(_asked(columns, vocabulary), vocabulary.record_type)
    targets = [one.target for one in columns if one.target]
    if figures:
        own = as_catering(vocabulary.record_type, targets)
        own = own or titled_targets(vocabulary.record_type, _titles(sheet, rows[0]), targets)
        columns = [_replaced(one, own) for one in columns]
    return Header(vocabulary.record_type.key, rows, tuple(columns), _score(columns))


def _latest_first(texts: Sequence[tuple[str, str]]) -> list[int]:
    """List the columns in the order in which they may choose: of 2020年销售额 and 2021年销售额 the later year first."""
    years = [_YEAR.search(group + leaf) for group, leaf in texts]
    return sorted(range(len(texts)), key=lambda at: -int(said[0]) if (said := years[at]) else -_NO_YEAR)


def _titles(sheet: Sheet, row: int) -> list[str]:
    """List what stands above a heading, and the name of the sheet."""
    return [sheet.name, *(str(cell) for cells in sheet.rows[:row] for cell in cells if not is_blank(cell))]


def _asked(columns: list[Column], vocabulary: Vocabulary) -> list[Column]:
    """Take what enterprises ask for as the problem where a table has no column for that.

    Not in a table with the program's own numbers: it changes only what it has columns for.
    """
    paths = {one.target.path for one in columns if one.target}
    problem = {
        f"{owner}appeal": vocabulary.by_path[f"{owner}description"]
        for owner in ("", "problems.")
        if f"{owner}appeal" in paths and f"{owner}description" not in paths and "number" not in paths
    }
    return [
        replace(one, target=problem.get(one.target.path, one.target)) if one.target else one
        for one in columns
    ]


def _without_halves(columns: list[Column], record_type: RecordType) -> list[Column]:
    """Give up columns of rows inside a record whose required fields have no column: nothing would come of them."""
    paths = {one.target.path for one in columns if one.target}
    lacking = {
        children.key: field.label
        for children in record_type.children
        for field in children.fields
        if field.required and f"{children.key}.{field.key}" not in paths
    }
    return [
        replace(one, target=None, remark=f"缺少同组的“{lacking[one.target.children]}”栏，未采用")
        if one.target and one.target.children in lacking
        else one
        for one in columns
    ]


def _is_of_kind(header: Header, record_type: RecordType) -> bool:
    """Tell whether the columns are there without which a sheet does not hold this kind of record."""
    paths = header.paths
    if any(one.target and one.target.indicator for one in header.columns):
        paths.add("wide")
    needed = _NEEDED.get(record_type.key) or [
        _ways_to(one.key, one.kind) for one in record_type.fields if one.required
    ]
    return len(paths) >= 2 and ("number" in paths or all(one & paths for one in needed))


def _ways_to(key: str, kind: Kind) -> frozenset[str]:
    """List the columns by which a field can be filled: an enterprise also by its code."""
    return (
        frozenset({key, f"{key}.credit_code"})
        if kind in (Kind.ENTERPRISE, Kind.ENTERPRISES)
        else frozenset({key})
    )


def _replaced(column: Column, targets: Mapping[str, Target]) -> Column:
    """Give a column another target where its own is listed."""
    path = column.target.path if column.target else ""
    return replace(column, target=targets.get(path, column.target))


def _choose(
    candidates: tuple[Target, ...], sheet: Sheet, first_row: int, column: int, taken: set[str]
) -> Target | None:
    """Choose the first target that is still free and whose choices know what stands in the column."""
    free = [target for target in candidates if target.path not in taken]
    if taken & {"status", "result_kind"}:
        free = [target for target in free if target.path != OUTCOME]
    if len(free) < 2:
        return free[0] if free else None
    cells = (row[column] for row in sheet.rows[first_row:] if column < len(row))
    samples = list(islice((cell for cell in cells if not is_blank(cell)), _SAMPLES))
    fitting = [target for target in free if _fits(target, samples)]
    return next((one for one in fitting if one.field.choices and samples), (fitting or free)[0])


def _fits(target: Target, samples: Sequence[object]) -> bool:
    """Tell whether a field without fixed choices, or one that knows most of what stands in the column."""
    choices = target.field.choices
    known = [value for value in samples if choice_meant(cell_words(value), choices) is not None]
    return not choices or not samples or len(known) * 2 > len(samples)


def _remark(heading: str, candidates: tuple[Target, ...], target: Target | None) -> str:
    """Say why a column is not taken over."""
    if target or heading_key(heading) in ROW_NUMBER:
        return ""
    if candidates:
        return f"与前面的“{candidates[0].field.label}”栏重复，未采用"
    return "没有对应的字段，未采用"


def _score(columns: list[Column]) -> float:
    """Weigh a heading: required fields count double, unknown columns against it."""
    score = 0.0
    for column in columns:
        if column.target:
            score += 2 if column.target.field.required and not column.target.children else 1
        elif column.remark == _COMPUTED or heading_key(column.heading) in ROW_NUMBER:
            score += 0.5
        else:
            score -= 1 if _PERIOD.search(column.heading) else 0.25
    return score


def _with_units(sheet: Sheet, header: Header) -> Header:
    """Give every column of amounts the unit that its heading names, its own before that of its group.

    Foreign money is not taken over: what it is worth depends on the day, and the ledgers hold 人民币.
    """
    columns = []
    texts = column_texts(sheet, header.rows)
    abroad = any("单位" in line and FOREIGN.search(line) for line in _titles(sheet, header.rows[0])[1:])
    for column in header.columns:
        group, leaf = texts[column.index]
        unit = unit_in(leaf) or unit_in(group)
        foreign = FOREIGN.search(group + leaf) or (abroad and not unit)
        strange = unit is None and _SOME_UNIT.search(narrow(leaf or group))
        remark = _FOREIGN_MONEY if foreign else _STRANGE_UNIT if strange else ""
        refused = remark and column.is_money
        columns.append(replace(column, target=None, remark=remark) if refused else replace(column, unit=unit))
    return replace(header, columns=tuple(columns), numbered=numbering_rows(sheet, header.rows[-1] + 1))
