"""Finds the heading rows of a sheet, what kind of records stand below, and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from operator import attrgetter

from dadu_desktop.exchange.cells import Sheet, cell_words, is_blank
from dadu_desktop.exchange.choice_words import choice_meant
from dadu_desktop.exchange.columns import ROW_UNITS, Column, Header
from dadu_desktop.exchange.headings import ROW_NUMBER, Vocabulary, heading_key
from dadu_desktop.exchange.sheet_kinds import is_of_kind
from dadu_desktop.exchange.statistics import (
    as_catering,
    beside_others,
    has_several_months,
    titled_period,
    titled_targets,
)
from dadu_desktop.exchange.tables import (
    apart,
    beside,
    column_texts,
    heading_rows,
    joined,
    numbering_rows,
    only_columns,
    tables_in,
)
from dadu_desktop.exchange.targets import OUTCOME, Target
from dadu_desktop.exchange.units import UNIT_HEADINGS, only_units, says_units, with_units
from dadu_desktop.records.fields import RecordType

_SAMPLES = 20
_PERIOD = re.compile(r"\d月|本月|当月|累计|同期")
"""What heads a figure: a kind of record that leaves it out is hardly meant."""
_PART_OF_YEAR = re.compile(r"\d月|季度|半年|本月|当月|累计")
_ANNUAL = frozenset({"last_year_sales", "base_sales"})
"""Fields of a whole year: sales of 1-10月 are none of them."""
_YEAR = re.compile(r"20\d\d(?!\d)")
_NO_YEAR = 9999
_COMPUTED = "由程序算出，不导入"
_TITLED = {"plans": "一企一策", "cases": "一对一"}
"""Names of a work that stand above its ledger only."""
_NAMED, _WITH_UNITS = 3, 0.1


def find_header(sheet: Sheet, vocabularies: Mapping[str, Vocabulary]) -> Header | None:
    """Find the best heading among the first rows; None where no kind of record can be made out."""
    best: Header | None = None
    for rows in heading_rows(sheet):
        texts = column_texts(sheet, rows)
        for vocabulary in vocabularies.values():
            found = _read(sheet, rows, texts, vocabulary)
            found = replace(found, score=found.score + _hint(sheet, rows, found.kind))
            if is_of_kind(found, vocabulary.record_type) and (best is None or found.score > best.score):
                best = found
    return best and _finished(sheet, best)


def _hint(sheet: Sheet, rows: tuple[int, ...], kind: str) -> float:
    """Weigh what says something of a heading beside its columns: the name of the work, units in a row of their own."""
    named = kind in _TITLED and any(_TITLED[kind] in one for one in [sheet.name, *sheet.words_above(rows[0])])
    return _NAMED * named + _WITH_UNITS * (len(rows) > 1 and only_units(sheet, rows[-1]))


def header_at(sheet: Sheet, rows: tuple[int, ...], vocabulary: Vocabulary) -> Header:
    """Read the rows that a person points to as the heading of the kind that a person names."""
    return _finished(sheet, _read(sheet, rows, column_texts(sheet, rows), vocabulary))


def _finished(sheet: Sheet, header: Header) -> Header:
    """Add what only the heading that was chosen needs: the units, and whether the columns are numbered below."""
    columns = with_units(sheet, header, column_texts(sheet, header.rows))
    return replace(header, columns=columns, numbered=numbering_rows(sheet, header.rows[-1] + 1))


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
                vocabulary.record_type, group + leaf, sheet.words_above(rows[0])
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
        own = own or titled_targets(
            vocabulary.record_type, [sheet.name, *sheet.words_above(rows[0])], targets
        )
        columns = [_replaced(one, own) for one in columns]
    return Header(vocabulary.record_type.key, rows, tuple(columns), _score(columns))


def _latest_first(texts: Sequence[tuple[str, str]]) -> list[int]:
    """List the columns in the order in which they may choose: of 2020年销售额 and 2021年销售额 the later year first."""
    years = [_YEAR.search(group + leaf) for group, leaf in texts]
    return sorted(range(len(texts)), key=lambda at: -int(said[0]) if (said := years[at]) else -_NO_YEAR)


def _asked(columns: list[Column], vocabulary: Vocabulary) -> list[Column]:
    """Take what enterprises ask for as the problem where a table has no column for that.

    Not in a table with the program's own numbers: it changes only what it has columns for.
    """
    paths = {one.path for one in columns if one.target}
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
    paths = {one.path for one in columns if one.target}
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
