"""Rows below a heading that are no records: sums, titles of groups, remarks, the heading once more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from dadu_desktop.domain.record_rules import TRADE_DIVISIONS
from dadu_desktop.domain.text import narrow
from dadu_desktop.exchange.cells import Sheet, cell_at, is_blank
from dadu_desktop.exchange.columns import Header
from dadu_desktop.exchange.headings import heading_key
from dadu_desktop.exchange.surroundings import Surroundings

NOTHING = "没有可导入的内容"
"""Why a row is skipped in which there is something, such as its number, but in no column that is read."""
_SUM, _NOTE, _GROUP_TITLE, _REPEATED = "小计、合计行", "注释、签名行", "分组标题行", "重复的表头"
_UNREPORTED = "未上报"
_NOT_REPORTED = re.compile(r"(?:未|尚未|待|缺|漏|暂未)(?:上?报|填报?)(?:送|数据?)?")
_REPORTED = frozenset({"value", "cumulative"})
"""Fields of a figure that tell what was reported; that of last year may stand in the table already."""
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
_FIGURE = re.compile(r"[\d\s.,%+-]+")
_TOLD = 3
"""Words and dates from which a row tells more than name and sums."""
_LEADING = 3
"""Words of a row among which that of a sum stands."""


class RowSieve:
    """Tells the rows of one table that are no records."""

    def __init__(
        self, sheet: Sheet, header: Header, around: Surroundings, above: Mapping[tuple[int, int], int]
    ) -> None:
        """Find the columns that tell; ``above`` maps cells below the first row of a merged range to that row."""
        self._sheet = sheet
        self._above = above
        places = [(one.path, one.index) for one in header.columns if one.target and not one.children]
        self._code = next((at for path, at in places if path.endswith("credit_code")), None)
        self._named = next((at for path, at in places if path in _NAMES), None)
        self._indicator = next((at for path, at in places if path == "indicator"), None)
        self._filled = [one.index for one in header.columns if one.target]
        figures = header.columns if header.kind == "figures" else ()
        self._reported = [one.index for one in figures if one.target and one.target.field.key in _REPORTED]
        self._headings = {one.index: heading_key(one.heading) for one in header.columns}
        self._groups = frozenset(
            (*TRADE_DIVISIONS.values(), *around.choices.get("towns", ()), *around.choices.get("areas", ()))
        )

    def reason(self, row: int) -> str:
        """Say why a row (from 0) is no record; "" when it may be one."""
        cells = self._sheet.rows[row]
        if self._reported and self._is_unreported(cells):
            return _UNREPORTED
        code = "" if self._code is None else cell_at(cells, self._code)
        if not isinstance(code, str) or _is_code(code):
            return ""
        words = ["".join(narrow(one).split()) for one in cells if isinstance(one, str) and one.strip()]
        if any(map(_SUBTOTAL.fullmatch, words[:_LEADING])) or (words and self._is_part(words[0], cells)):
            return _SUM
        if words and _REMARK.match(words[0]):
            return _NOTE
        if len(words) == 1 and _GROUP.fullmatch(words[0]) and sum(not is_blank(one) for one in cells) == 1:
            return _GROUP_TITLE
        if self._named is not None and self._is_group(cell_at(cells, self._named)) and not _tells(cells):
            return _GROUP_TITLE
        if all(_shows_nothing(cell_at(cells, at)) for at in self._filled) and not self._shows_above(row):
            return NOTHING
        return _REPEATED if self._is_heading(cells) else ""

    def _is_unreported(self, cells: list[object]) -> bool:
        """Tell an enterprise that has not reported: 未报 in the place of its figures."""
        said = [one for at in self._reported if not is_blank(one := cell_at(cells, at))]
        return bool(said) and all(
            isinstance(one, str) and _NOT_REPORTED.fullmatch(one.strip()) for one in said
        )

    def _is_group(self, cell: object) -> bool:
        """Tell a name that is none: 批发业, 其中：零售业（3家）, a town."""
        bare = _GROUP_MARKS.sub("", "".join(narrow(str(cell)).split()))
        return str(cell).startswith("其中") or (
            bool(bare) and (bare in self._groups or f"{bare}业" in self._groups)
        )

    def _is_part(self, first: str, cells: list[object]) -> bool:
        """Tell a row that is part of the sum above it; 其中：零售额 below 商品销售额 is a figure of its own."""
        indicator = "" if self._indicator is None else cell_at(cells, self._indicator)
        return first.startswith("其中") and not narrow(str(indicator)).startswith("其中")

    def _shows_above(self, row: int) -> bool:
        """Tell whether merged cells of the rows above reach into this one."""
        return any((row, at) in self._above for at in self._filled)

    def _is_heading(self, cells: list[object]) -> bool:
        """Tell the heading once more, as it stands on each printed page."""
        alike = sum(
            1 for at, key in self._headings.items() if key and heading_key(str(cell_at(cells, at))) == key
        )
        return alike * 2 > len(self._headings)


def _is_code(words: str) -> bool:
    """Tell a credit code, however it is spaced: what has one is an enterprise."""
    return bool(_CODE.fullmatch(words) or _CODE.fullmatch("".join(narrow(words).split())))


def _tells(cells: list[object]) -> bool:
    """Tell a row that says more than name and sums: an enterprise may be called like the area around it."""
    words = (one for one in cells if isinstance(one, str) and one.strip() and not _FIGURE.fullmatch(one))
    return sum(1 for _ in words) + sum(isinstance(one, date) for one in cells) >= _TOLD


def _shows_nothing(cell: object) -> bool:
    """Tell a cell that is blank or holds a mark only."""
    return is_blank(cell) or (isinstance(cell, str) and _MARK.fullmatch(cell) is not None)
