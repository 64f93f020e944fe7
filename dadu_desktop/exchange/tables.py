"""Where tables stand on a sheet: the rows that may head one, and several tables below or beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dadu_desktop.domain.text import clean, narrow
from dadu_desktop.exchange.cells import Merge, Row, Sheet, is_blank
from dadu_desktop.exchange.headings import heading_key
from dadu_desktop.exchange.units import only_units, unit_behind

ROWS_TRIED = 30
LEVELS = 3
_LONGEST_SPLIT = 5_000
"""Rows of a sheet beyond which nobody has put a second table by hand."""
_LEAST_BESIDE = 2
"""Headings of a table that stands several times beside itself."""
_TITLE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|附?表[一二三四五六七八九十\d]|\([一二三四五六七八九十]\)).{2,24}"
)
_NUMBERING = re.compile(
    r"\(?(?P<number>\d{1,2})(?:\.0)?\)?(?:=[\d+\-*/()%=]+)?|[甲乙丙丁戊己庚辛壬癸]|[-—]|栏次|代码|序号"
)
"""What stands in the row by which forms number their columns: 甲 乙 1 2 3=1+2."""


def heading_rows(sheet: Sheet, *, any_words: bool = False) -> Iterator[tuple[int, ...]]:
    """List the groups of one to three neighbouring rows that may be a heading; ``any_words`` allows any filled row."""
    start = next((at for at, row in enumerate(sheet.rows) if _has_cells(row)), 0)
    whole = [
        one
        for one in sheet.merges
        if one.last.row - one.first.row < LEVELS and one.first.row < start + ROWS_TRIED
    ]
    covered = {row for one in whole for row in range(one.first.row + 1, one.last.row + 1)}
    fits = _has_cells if any_words else _may_be_heading
    for last in range(start, min(start + ROWS_TRIED, len(sheet.rows))):
        if not (fits(sheet.rows[last]) or last in covered):
            continue
        for first in range(last, max(last - LEVELS, -1), -1):
            if not (fits(sheet.rows[first]) or first in covered):
                break
            if not any(first <= one.first.row <= last < one.last.row for one in whole):
                yield tuple(range(first, last + 1))


def column_texts(sheet: Sheet, rows: tuple[int, ...]) -> list[tuple[str, str]]:
    """Give for each column the words above and its own; a single word stands in the first place alone.

    Units in a row of their own are written behind the words above them.
    """
    if len(rows) > 1 and only_units(sheet, rows[-1]):
        texts = column_texts(sheet, rows[:-1])
        units = [*map(unit_behind, sheet.rows[rows[-1]]), *[""] * len(texts)]
        return [
            (group, leaf + unit) if leaf else (group + unit, "")
            for (group, leaf), unit in zip(texts, units, strict=False)
        ]
    width = max(len(row) for row in sheet.rows[rows[0] : rows[0] + ROWS_TRIED])
    levels = [_spread(sheet, row, width, above_leaf=row != rows[-1]) for row in rows]
    texts = []
    for words in zip(*levels, strict=True):
        parts = list(dict.fromkeys(word for word in words if word))
        texts.append(("".join(parts[:-1]), parts[-1]) if words[-1] and parts else ("".join(parts), ""))
    return texts


def tables_in(sheet: Sheet) -> list[Sheet]:
    """Take a sheet apart where a blank row or a title and another heading follow a table; rows keep their numbers."""
    if len(sheet.rows) > _LONGEST_SPLIT:
        return [sheet]
    blank = [all(map(is_blank, row)) for row in sheet.rows]
    starts = [
        at
        for at in range(1, len(blank))
        if not blank[at] and (blank[at - 1] or (_is_title(sheet.rows[at]) and _heads(sheet, at + 1)))
    ]
    return [_part(sheet, *span) for span in zip([0, *starts], [*starts, len(sheet.rows)], strict=True)]


def joined(first: Sheet, second: Sheet) -> Sheet:
    """Put a part of a sheet back below the part before it."""
    rows = [*first.rows, *second.rows[len(first.rows) :]]
    return Sheet(first.name, rows, (*first.merges, *second.merges), first.faults | second.faults)


def beside(sheet: Sheet, rows: tuple[int, ...]) -> list[range]:
    """Find the columns of a table that is printed several times side by side; one range for any other."""
    keys = [heading_key(group + leaf) for group, leaf in column_texts(sheet, rows)]
    while keys and not keys[-1]:
        keys.pop()
    if keys.count(keys[0] if keys else "") < 2 or not keys[0]:
        return [range(len(keys))]
    starts = [at for at, key in enumerate(keys) if key == keys[0]]
    blocks = [range(first, last) for first, last in zip(starts, [*starts[1:], len(keys)], strict=True)]
    named = [[keys[at] for at in block if keys[at]] for block in blocks]
    alike = all(block == named[0] for block in named) and len(named[0]) >= _LEAST_BESIDE
    return blocks if alike else [range(len(keys))]


def apart(sheet: Sheet, rows: tuple[int, ...]) -> list[range]:
    """Find the groups of columns that blank columns keep apart from the heading down to the end."""
    filled = [bool(group + leaf) for group, leaf in column_texts(sheet, rows)]
    gaps = [at for at, one in enumerate(filled) if not one]
    below = sheet.rows[rows[-1] + 1 :] if any(filled[gap:] for gap in gaps) else []
    gaps = [gap for gap in gaps if all(gap >= len(row) or is_blank(row[gap]) for row in below)]
    edges = [-1, *gaps, len(filled)]
    blocks = [range(left + 1, right) for left, right in pairwise(edges)]
    return [block for block in blocks if any(filled[at] for at in block)]


def numbering_rows(sheet: Sheet, row: int) -> int:
    """Count the rows from this one on (0 or 1) that only number the columns above them."""
    cells = sheet.rows[row] if row < len(sheet.rows) else []
    words = [re.sub(r"\s", "", narrow(str(cell))) for cell in cells if not is_blank(cell)]
    found = [_NUMBERING.fullmatch(word) for word in words]
    numbers = [int(one["number"]) for one in found if one and one["number"]]
    counted = numbers and numbers == list(range(1, len(numbers) + 1))
    return int(bool(counted) and len(words) > 2 and all(found))


def only_columns(sheet: Sheet, columns: range) -> Sheet:
    """Blank out all other columns; cells keep their addresses."""
    rows: list[Row] = [
        [cell if at in columns else "" for at, cell in enumerate(row[: columns.stop])] for row in sheet.rows
    ]
    merges = tuple(one for one in sheet.merges if one.first.column in columns)
    faults = {place: words for place, words in sheet.faults.items() if place.column in columns}
    return Sheet(sheet.name, rows, merges, faults)


def _part(sheet: Sheet, first: int, last: int) -> Sheet:
    """Take some rows of a sheet, with blank ones in the place of those above."""
    merges = tuple(one for one in sheet.merges if first <= one.first.row < last)
    faults = {place: words for place, words in sheet.faults.items() if first <= place.row < last}
    return Sheet(sheet.name, [*([] for _ in range(first)), *sheet.rows[first:last]], merges, faults)


def _is_title(row: Row) -> bool:
    """Tell the title of a further table: 二、走访情况, 附表2."""
    filled = [cell for cell in row if not is_blank(cell)]
    return len(filled) == 1 and isinstance(filled[0], str) and _TITLE.fullmatch(narrow(filled[0])) is not None


def _heads(sheet: Sheet, at: int) -> bool:
    """Tell a row of nothing but words, more than one of them."""
    filled = [cell for cell in sheet.rows[at] if not is_blank(cell)] if at < len(sheet.rows) else []
    return len(filled) > 1 and all(isinstance(cell, str) for cell in filled)


def _has_cells(row: Row) -> bool:
    """Tell whether a row is not blank."""
    return not all(map(is_blank, row))


def _may_be_heading(row: Row) -> bool:
    """Tell whether a row has two words or more and none of the colons of a unit or date line."""
    filled = [cell for cell in row if not is_blank(cell)]
    words = [cell for cell in filled if isinstance(cell, str)]
    lines = sum(1 for word in words if "：" in word and not word.startswith("其中"))
    return len(filled) >= 2 and len(words) * 2 > len(filled) and lines * 2 < len(filled)


def _spread(sheet: Sheet, row: int, width: int, *, above_leaf: bool) -> list[str]:
    """Read a row of headings with merged cells repeated over their columns."""
    words = [clean(str(cell)) if isinstance(cell, str) else "" for cell in sheet.rows[row]]
    words += [""] * (width - len(words))
    own = [one for one in sheet.merges if one.first.row <= row <= one.last.row]
    for first, last in own:
        if row == first.row or first.column != last.column:
            word = words[first.column] if row == first.row else ""
            words[first.column : last.column + 1] = [word] * (last.column - first.column + 1)
    if above_leaf and not any(_is_group(one, row) for one in own):
        for column in range(1, width):
            words[column] = words[column] or words[column - 1]
    return words[:width]


def _is_group(merge: Merge, row: int) -> bool:
    """Tell whether a merged range spreads a word over several columns of this row."""
    return merge.first.row == row and merge.first.column != merge.last.column
