"""Tables whose records do not stand one below the other: laid out anew so that they do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import zip_longest

from dadu_desktop.domain.money import unit_in
from dadu_desktop.domain.text import clean, narrow
from dadu_desktop.exchange.cells import Place, Row, Sheet, cell_words, is_blank
from dadu_desktop.exchange.columns import Header
from dadu_desktop.exchange.headings import Vocabulary, heading_key
from dadu_desktop.exchange.statistics import month_and_rest
from dadu_desktop.exchange.tables import ROWS_TRIED, column_texts, heading_rows

_MOST = 200
"""Rows and columns of what somebody would lay out on its side."""
_LEAST_MONTHS = 2
_PARTS_OF_DAY = ["年", "月", "日"]
_LONGEST = 5_000
"""Rows of a table with a column for each month: twelve times as many come of it."""
_MONTH = "报告期"
_ENTERPRISE = "企业名称"
_NAMED = re.compile(
    r"(?:(?:企业|单位|公司|商户)(?:详细)?名称|企业|被走访企业)(?:\([^()]{1,6}\))?:(?P<name>.{4,40})?"
)
_LONGEST_TITLE = 30
_GUIDE = re.compile(
    r"填[表写报]?(?:说明|要求|须知|指南)|^说明$|须知|指标解释|数据字典|代码表|样[表例]|示例|选项"
)
_ASKS = re.compile(r"填写|必填|选填|下拉|格式|请[填按选]|据实|不得|勿|精确到|保留\w?位")

Find = Callable[[Sheet], Header | None]


def explains(sheet: Sheet) -> bool:
    """Tell a sheet that says how another one is filled in: its lines are no records, whatever they look like."""
    if _GUIDE.search(narrow(sheet.name)):
        return True
    rows = [[narrow(str(cell)) for cell in row if not is_blank(cell)] for row in sheet.rows[:_MOST]]
    titles = next((row for row in rows if row), [])
    if any(len(word) <= _LONGEST_TITLE and _GUIDE.search(word) for word in titles):
        return True
    words = [word for row in rows for word in row[1:]]
    asking = sum(1 for word in words if _ASKS.search(word))
    return asking > 1 and asking * 4 > len(words)


def days_joined(sheet: Sheet) -> Sheet:
    """Put year, month and day back into one cell where a table has a column for each of them."""
    for at, row in enumerate(sheet.rows[:ROWS_TRIED]):
        words = [narrow(cell) if isinstance(cell, str) else "" for cell in row]
        column = next((one for one in range(len(words)) if words[one : one + 3] == _PARTS_OF_DAY), -1)
        if column >= 0:
            rows = [list(cells) for cells in sheet.rows]
            rows[at][column : column + 3] = [""] * 3
            for cells in rows[at + 1 :]:
                cells[column : column + 3] = [_day_of(cells[column : column + 3]), "", ""]
            return replace(sheet, rows=rows, original=sheet)
    return sheet


def _day_of(parts: Row) -> object:
    """Write a day from its parts; what is no day stays as it is."""
    said = [narrow(cell_words(one)).rstrip("年月日号") for one in parts]
    known = [word for word in said if word.isdecimal()]
    if not known or len(known) < len([word for word in said if word]):
        return next((one for one in parts if not is_blank(one)), "")
    return "".join(f"{word}{part}" for word, part in zip(said, _PARTS_OF_DAY, strict=False) if word)


def turned(sheet: Sheet, find: Find) -> Sheet | None:
    """Stand a table on its feet whose headings are written one below the other; None for any other sheet."""
    width = max(map(len, sheet.rows), default=0)
    if not (1 < width <= _MOST and len(sheet.rows) <= _MOST):
        return None
    first = next((at for at, row in enumerate(sheet.rows) if _filled(row) > 1 and not _is_line(row)), 0)
    columns = list(zip_longest(*sheet.rows[first:], fillvalue=""))
    rows: list[Row] = [*map(list, sheet.rows[:first]), *map(list, columns)]
    moved = {
        Place(first + column, row - first): Place(row, column)
        for row in range(first, len(sheet.rows))
        for column in range(width)
    }
    faults = {at: sheet.faults[place] for at, place in moved.items() if place in sheet.faults}
    upright = Sheet(sheet.name, rows, (), faults, moved, sheet)
    return upright if find(upright) else None


def named_above(sheet: Sheet, find: Find) -> Sheet | None:
    """Give each row the enterprise that a line above the table names (单位名称：…); None where none does."""
    if len(sheet.rows) > _MOST:
        return None
    place, name = next(_names_above(sheet), (Place(0, 0), ""))
    width = max(map(len, sheet.rows), default=0)
    for heading in heading_rows(sheet) if name else ():
        if heading[0] <= place.row:
            continue
        rows = [[*row, *[""] * (width - len(row)), ""] for row in sheet.rows]
        filled = [at for at in range(heading[-1] + 1, len(rows)) if _filled(rows[at]) > 1]
        moved = {Place(at, width): place for at in filled}
        moved |= {Place(at, one): Place(at, one) for at in range(len(rows)) for one in range(width)}
        rows[heading[-1]][width] = _ENTERPRISE
        for at in filled:
            rows[at][width] = name
        told = Sheet(sheet.name, rows, sheet.merges, sheet.faults, moved, sheet)
        header = find(told)
        if (
            header
            and header.rows == heading
            and any(one.index == width and one.target for one in header.columns)
        ):
            return told
    return None


def _names_above(sheet: Sheet) -> Iterator[tuple[Place, str]]:
    """Find the lines that name one enterprise: in one cell, or in that behind the label."""
    for at, row in enumerate(sheet.rows[:ROWS_TRIED]):
        for column, cell in enumerate(row):
            said = _NAMED.fullmatch("".join(narrow(cell).split())) if isinstance(cell, str) else None
            if said and said["name"]:
                yield Place(at, column), said["name"]
            elif said and (behind := [one for one in range(column + 1, len(row)) if not is_blank(row[one])]):
                yield Place(at, behind[0]), clean(cell_words(row[behind[0]]))


def month_by_month(sheet: Sheet, figures: Vocabulary, find: Find) -> Sheet | None:
    """Put the columns of each month below each other; None for a table without a column for each month."""
    if len(sheet.rows) > _LONGEST:
        return None
    for rows in heading_rows(sheet):
        texts = ["".join(pair) for pair in column_texts(sheet, rows)]
        months = {at: said for at, text in enumerate(texts) if (said := month_and_rest(text))}
        if len({month for month, _ in months.values()}) < _LEAST_MONTHS:
            continue
        long = _laid_below(sheet, rows, texts, months)
        header = find(long)
        if header is not None and header.kind == figures.record_type.key and "month" in header.paths:
            return long
    return None


def _laid_below(
    sheet: Sheet, rows: tuple[int, ...], texts: list[str], months: dict[int, tuple[str, str]]
) -> Sheet:
    """Make a row for each month of each row; what belongs to no month is said again in each."""
    plain = [at for at, text in enumerate(texts) if at not in months and text]
    leaves = list(dict.fromkeys(rest for _, rest in months.values()))
    heading: Row = [*(texts[at] for at in plain), _MONTH, *leaves]
    laid: list[Row] = [*map(list, sheet.rows[: rows[0]]), *([] for _ in rows[1:]), heading]
    moved: dict[Place, Place] = {}
    for at in range(rows[-1] + 1, len(sheet.rows)):
        cells = sheet.rows[at]
        for month in dict.fromkeys(month for month, _ in months.values()):
            own = {leaves.index(rest): column for column, (said, rest) in months.items() if said == month}
            filled = [
                column for column in own.values() if column < len(cells) and not is_blank(cells[column])
            ]
            if not filled and not any((at, column) in sheet.faults for column in own.values()):
                continue
            places = [*plain, None, *(own.get(leaf) for leaf in range(len(leaves)))]
            moved |= {
                Place(len(laid), to): Place(at, one) for to, one in enumerate(places) if one is not None
            }
            row: Row = ["" if one is None or one >= len(cells) else cells[one] for one in places]
            row[len(plain)] = month
            laid.append(row)
    faults = {at: sheet.faults[place] for at, place in moved.items() if place in sheet.faults}
    return Sheet(sheet.name, laid, (), faults, moved, sheet)


def _filled(row: Row) -> int:
    """Count the cells of a row that are not blank."""
    return sum(not is_blank(cell) for cell in row)


def _is_line(row: Row) -> bool:
    """Tell a line of units, dates or senders above a table."""
    words = [narrow(str(cell)) for cell in row if not is_blank(cell)]
    return any(re.search(r":.", word) or (unit_in(word) and heading_key(word) == "") for word in words)
