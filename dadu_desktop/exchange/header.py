"""Finds the heading rows of a sheet, what kind of records stand below, and what each column holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dadu_desktop.domain.money import Unit, unit_in
from dadu_desktop.domain.text import clean, match_choice
from dadu_desktop.exchange.cells import Row, Sheet, is_blank
from dadu_desktop.exchange.headings import ROW_NUMBER, Vocabulary, heading_key
from dadu_desktop.exchange.statistics import as_catering
from dadu_desktop.exchange.targets import Target

_ROWS_TRIED = 30
_LEVELS = 3
_SAMPLES = 20
_COMPUTED = "由程序算出，不导入"
_NEEDED: Mapping[str, Sequence[frozenset[str]]] = {
    "enterprises": [frozenset({"name", "credit_code"})],
    "visits": [frozenset({"enterprises", "enterprises.credit_code"}), frozenset({"date"})],
    "problems": [frozenset({"enterprise", "enterprise.credit_code"}), frozenset({"description"})],
    "plans": [
        frozenset({"enterprise", "enterprise.credit_code"}),
        frozenset({"measures.measure", "goal", "problems", "target_sales"}),
    ],
    "cases": [frozenset({"title"}), frozenset({"enterprise", "enterprise.credit_code"})],
    "figures": [frozenset({"enterprise", "enterprise.credit_code"}), frozenset({"indicator", "wide"})],
}
"""The columns, or one of several, without which a sheet is not of a kind."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the field found for it (None: not taken over) and the unit of its amounts."""

    index: int
    heading: str
    target: Target | None = None
    unit: Unit | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The heading of a sheet: kind of records, its rows (from 0) and its columns."""

    kind: str
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    score: float = 0

    @property
    def first_body_row(self) -> int:
        """Return the row below the heading, from 0."""
        return self.rows[-1] + 1

    def column_of(self, path: str) -> Column | None:
        """Find the column of a field path."""
        return next((one for one in self.columns if one.target and one.target.path == path), None)

    @property
    def paths(self) -> set[str]:
        """Return the field paths found."""
        return {one.target.path for one in self.columns if one.target}


def find_header(sheet: Sheet, vocabularies: Mapping[str, Vocabulary]) -> Header | None:
    """Find the best heading among the first rows; None where no kind of record can be made out."""
    best: Header | None = None
    for rows in _heading_rows(sheet):
        texts = _column_texts(sheet, rows)
        for vocabulary in vocabularies.values():
            found = _try(sheet, rows, texts, vocabulary)
            if found and (best is None or found.score > best.score):
                best = found
    return best and _with_units(sheet, best)


def unit_line(sheet: Sheet, header: Header) -> Unit | None:
    """Find the unit of money in the lines above the heading (单位：万元、人)."""
    lines = [str(cell) for row in sheet.rows[: header.rows[0]] for cell in row if not is_blank(cell)]
    return next((unit for line in lines if (unit := unit_in(line))), None)


def _heading_rows(sheet: Sheet) -> Iterator[tuple[int, ...]]:
    """List the groups of one to three neighbouring rows that may be a heading."""
    for last in range(min(_ROWS_TRIED, len(sheet.rows))):
        if not _may_be_heading(sheet.rows[last]):
            continue
        for first in range(last, max(last - _LEVELS, -1), -1):
            if not _may_be_heading(sheet.rows[first]):
                break
            yield tuple(range(first, last + 1))


def _may_be_heading(row: Row) -> bool:
    """Tell whether a row has two words or more and none of the colons of a unit or date line."""
    filled = [cell for cell in row if not is_blank(cell)]
    words = [cell for cell in filled if isinstance(cell, str)]
    lines = sum(1 for word in words if "：" in word and not word.startswith("其中"))
    return len(filled) >= 2 and len(words) * 2 > len(filled) and lines * 2 < len(filled)


def _column_texts(sheet: Sheet, rows: tuple[int, ...]) -> list[tuple[str, str]]:
    """Give for each column the words above and its own; a single word stands in the first place alone."""
    levels = [_spread(sheet, row, above_leaf=row != rows[-1]) for row in rows]
    texts = []
    for words in zip(*levels, strict=True):
        parts = list(dict.fromkeys(word for word in words if word))
        texts.append(("".join(parts[:-1]), parts[-1]) if words[-1] and parts else ("".join(parts), ""))
    return texts


def _spread(sheet: Sheet, row: int, *, above_leaf: bool) -> list[str]:
    """Read a row of headings with merged cells repeated over their columns."""
    width = max(len(one) for one in sheet.rows[:_ROWS_TRIED])
    words = [clean(str(cell)) if isinstance(cell, str) else "" for cell in sheet.rows[row]]
    words += [""] * (width - len(words))
    for first, last in sheet.merges:
        if first.row <= row <= last.row and (row == first.row or first.column != last.column):
            word = words[first.column] if row == first.row else ""
            words[first.column : last.column + 1] = [word] * (last.column - first.column + 1)
    if above_leaf and not sheet.merges:
        for column in range(1, width):
            words[column] = words[column] or words[column - 1]
    return words


def _try(
    sheet: Sheet, rows: tuple[int, ...], texts: list[tuple[str, str]], vocabulary: Vocabulary
) -> Header | None:
    """Read these rows as the heading of one kind of record."""
    columns: list[Column] = []
    taken: set[str] = set()
    for index, (group, leaf) in enumerate(texts):
        candidates = vocabulary.candidates(group, leaf)
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
    kind = vocabulary.record_type.key
    wide = {"wide"} if any(one.target and one.target.indicator for one in columns) else set()
    if "number" not in taken and not all(needed & (taken | wide) for needed in _NEEDED[kind]):
        return None
    if len(taken) < 2:
        return None
    if (
        catering := as_catering(vocabulary.record_type, [one.target for one in columns if one.target])
        if wide
        else {}
    ):
        columns = [_replaced(one, catering) for one in columns]
    return Header(kind, rows, tuple(columns), _score(columns))


def _replaced(column: Column, targets: Mapping[str, Target]) -> Column:
    """Give a column another target where its own is listed."""
    path = column.target.path if column.target else ""
    return Column(column.index, column.heading, targets.get(path, column.target), remark=column.remark)


def _choose(
    candidates: tuple[Target, ...], sheet: Sheet, first_row: int, column: int, taken: set[str]
) -> Target | None:
    """Choose the first target that is still free and whose choices know what stands in the column."""
    free = [target for target in candidates if target.path not in taken]
    if len(free) < 2:
        return free[0] if free else None
    return next((target for target in free if _fits(target, sheet, first_row, column)), free[0])


def _fits(target: Target, sheet: Sheet, first_row: int, column: int) -> bool:
    """Tell whether a field without fixed choices, or one that knows a value of the column."""
    choices = target.field.choices
    values = [
        row[column] for row in sheet.rows[first_row:] if column < len(row) and not is_blank(row[column])
    ]
    samples = values[:_SAMPLES]
    return not choices or not samples or any(match_choice(str(value), choices) for value in samples)


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
            score -= 0.25
    return score


def _with_units(sheet: Sheet, header: Header) -> Header:
    """Give every column of amounts the unit that its heading names."""
    columns = []
    for column in header.columns:
        texts = [
            str(sheet.rows[row][column.index]) for row in header.rows if column.index < len(sheet.rows[row])
        ]
        unit = next((unit for text in reversed(texts) if (unit := unit_in(text))), None)
        columns.append(Column(column.index, column.heading, column.target, unit, column.remark))
    return Header(header.kind, header.rows, tuple(columns), header.score)
