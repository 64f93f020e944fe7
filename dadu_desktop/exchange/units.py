"""In which unit amounts stand: in their heading, around the table, in a row or a column of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dadu_desktop.domain.money import FOREIGN, Unit, exact, unit_in
from dadu_desktop.domain.text import clean, narrow
from dadu_desktop.exchange.cells import Sheet, cell_words, is_blank
from dadu_desktop.exchange.columns import Column, Header

UNIT_HEADINGS = frozenset({"计量单位", "单位", "金额单位", "数据单位"})
_UNIT = re.compile(
    r"[亿万千百十]{0,2}(?:元|美元|人次|人|家|户|个|件|吨|辆|台|平方米|平米|m2)|%|‰|个?百分点|位|-+"
)
_SOME_UNIT = re.compile(r"[(【][^()【】]{0,6}元[)】]$")
_STRANGE_UNIT = "单位认不出，没有采用：请改成元、千元、万元、百万元或亿元"
_FOREIGN_MONEY = "是外币，没有采用：请折算成人民币后导入"
_FIGURE = re.compile(r"[\d\s.,%+-]+")
_ROWS_LOOKED_AT = 300
_REMARKS = 5


def unit_of(texts: Iterable[str]) -> Unit | None:
    """Find the unit of money that is first named (单位：万元、人); None where none is."""
    return next((unit for text in texts if (unit := unit_in(text))), None)


def unit_below(sheet: Sheet, header: Header) -> Unit | None:
    """Find the unit of money in a remark below the table (注：金额单位为千元)."""
    last = sheet.rows[header.first_body_row :][-_REMARKS:]
    remarks = (str(row[0]) for row in last if row and not is_blank(row[0]))
    return unit_of(text for text in remarks if "单位" in text)


def with_units(sheet: Sheet, header: Header, texts: Sequence[tuple[str, str]]) -> tuple[Column, ...]:
    """Give every column of amounts the unit that its heading names, its own before that of its group.

    Foreign money is not taken over: what it is worth depends on the day, and the ledgers hold 人民币.
    """
    abroad = any("单位" in line and FOREIGN.search(line) for line in sheet.words_above(header.rows[0]))
    columns = []
    for column in header.columns:
        group, leaf = texts[column.index]
        unit = unit_in(leaf) or unit_in(group)
        foreign = FOREIGN.search(group + leaf) or (abroad and not unit)
        strange = unit is None and _SOME_UNIT.search(narrow(leaf or group))
        remark = _FOREIGN_MONEY if foreign else _STRANGE_UNIT if strange else ""
        refused = remark and column.is_money
        columns.append(replace(column, target=None, remark=remark) if refused else replace(column, unit=unit))
    return tuple(columns)


def says_units(sheet: Sheet, first_row: int, column: int) -> bool:
    """Tell a column that holds the unit of each row (计量单位: 万元, 人), one of money among them."""
    cells = (row[column] for row in sheet.rows[first_row : first_row + _ROWS_LOOKED_AT] if column < len(row))
    words = ["".join(narrow(cell_words(one)).split()) for one in cells if not is_blank(one)]
    return any("元" in word for word in words) and all(_UNIT.fullmatch(word) for word in words)


def only_units(sheet: Sheet, row: int) -> bool:
    """Tell a row that holds nothing but the units of the headings above it: (万元), %."""
    words = [
        "".join(narrow(cell_words(one)).split()).strip("()") for one in sheet.rows[row] if not is_blank(one)
    ]
    return bool(words) and all(_UNIT.fullmatch(word) for word in words)


def unit_behind(cell: object) -> str:
    """Write a unit of such a row as it stands behind a heading."""
    return "" if is_blank(cell) else f"（{clean(cell_words(cell)).strip('()（）')}）"


def in_unit(cell: object, unit: object) -> object:
    """Write the unit that a row names behind its amount, unless the cell names its own."""
    words = narrow(str(unit)).strip()
    if is_blank(cell) or "元" not in words:
        return cell
    if isinstance(cell, int | float):
        return f"{exact(cell):f}{words}"
    return f"{cell}{words}" if isinstance(cell, str) and _FIGURE.fullmatch(cell) else cell
