"""Sheets that hold records, but not one below the other: why they are not read, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from dadu_desktop.exchange.cells import Sheet, is_blank
from dadu_desktop.exchange.header import Header
from dadu_desktop.exchange.headings import Vocabulary, heading_key

TURNED = "栏目名竖排在左边、一列一条：请在 Excel 或 WPS 中复制后用“选择性粘贴—转置”另成一张表，再导入"
CARD = (
    "像是一户一页的登记表（栏目名和内容左右相间），不能按列导入：请把内容填到列表式的表里，可用“空白填报表”"
)
_MOST = 200
"""Rows and columns of what somebody would lay out on its side."""
_ROWS_LOOKED_AT = 30


def is_turned(sheet: Sheet, find: Callable[[Sheet], Header | None]) -> bool:
    """Tell a table without a heading that has one once its rows are made columns."""
    width = max(map(len, sheet.rows), default=0)
    if not (1 < width <= _MOST and len(sheet.rows) <= _MOST):
        return False
    return find(Sheet(sheet.name, [list(row) for row in zip_longest(*sheet.rows, fillvalue="")])) is not None


def is_card(sheet: Sheet, header: Header, vocabulary: Vocabulary) -> bool:
    """Tell a page on which headings and contents take turns in each row: below its headings come others."""
    matched = [one for one in header.columns if one.target]
    strange = {one.index for one in header.columns if not one.target}
    if sum(one.index + 1 in strange for one in matched) * 2 <= len(matched):
        return False
    below = sheet.rows[header.first_body_row : header.first_body_row + _ROWS_LOOKED_AT]
    rows = [row for row in below if not all(map(is_blank, row))]
    others = [
        any(
            one.index < len(row) and _heads_another(str(row[one.index]), one.heading, vocabulary)
            for one in matched
        )
        for row in rows
    ]
    return sum(others) * 2 > len(rows)


def _heads_another(words: str, heading: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a cell is the heading of another column than the one it stands in."""
    return heading_key(words) != heading_key(heading) and bool(vocabulary.candidates("", words))
