"""Numbers as offices write them where a field keeps a bare one: hedged, with remarks, or none yet."""

from __future__ import annotations

import re
from contextlib import suppress

from dadu_desktop.domain.approximate import Approximate, read_approximate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import Unit
from dadu_desktop.domain.text import clean, narrow
from dadu_desktop.exchange.cell_texts import Doubt, Reader, check_commas, number_text, percent_text
from dadu_desktop.records.fields import Field, Kind

NUMBERS = frozenset({Kind.AMOUNT, Kind.APPROXIMATE, Kind.NUMBER, Kind.INTEGER, Kind.PERCENT})
_COUNTS = frozenset({Kind.NUMBER, Kind.INTEGER})
_REMARK = re.compile(r"\([^()]*\)$")
_RANGE = re.compile(r"[\d.,]+\D{0,4}[-~—–至到]+[\d.,]+\D{0,4}")
_NO_NUMBER = re.compile(
    r"(?:待定|待到位|(?:未|待|缺|漏|暂未)(?:上?报|填报?)|待核实|待统计|未到位|未统计|尚未.{0,6}|暂未.{0,6}|暂缺|保密|不便.{0,6}|未知|正在统计|统计中"
    r"|(?:正在|持续)?(?:推进|进行|办理|实施)中?)"
)


def typed_number(field: Field, cell: str) -> str:
    """Write a number as people type it; InputProblem for doubtful commas."""
    check_commas(cell)
    return percent_text(cell) if field.kind is Kind.PERCENT else number_text(cell)


def doubtful_numbers(field: Field, read: Reader, unit: Unit | str) -> Reader:
    """Take 10余人 as 10 and 约3亿元 as 30000 where the field keeps a bare number, with a remark.

    ``unit`` is that of the column where it holds money, else the measure word of the field. A count may have
    another measure word (16名); money without a hedge that cannot be read stays refused.
    """

    def read_number(cell: object) -> object:
        try:
            return read(cell)
        except InputProblem:
            about = _hedged(field, cell, unit)
            if about is None:
                return _without_remark(field, cell, read)
            value = about.value if isinstance(unit, Unit) else read(about.value)
            measure = Unit.WAN.value if isinstance(unit, Unit) else field.unit
            which = "是约数，" if about.qualifier else ""
            said = f"“{clean(str(cell))}”{which}{field.label}按 {value}{measure} 录入，请核对。"
            raise Doubt(said, value) from None

    return read_number


def _without_remark(field: Field, cell: object, read: Reader) -> object:
    """Take the number before a remark in brackets, nothing for words that say there is none yet, with a remark."""
    if isinstance(cell, str):
        if _NO_NUMBER.fullmatch(narrow(cell)) and not field.required:
            raise Doubt(f"“{clean(cell)}”不是数，{field.label}没有录入：有数后请补填。")
        if _RANGE.fullmatch(narrow(cell)):
            raise InputProblem(f"“{clean(cell)}”是一个范围，{field.label}只能填一个数，请核对后填写。")
        if (bare := _REMARK.sub("", narrow(cell))) != narrow(cell) and bare:
            value = read(bare)
            measure = Unit.WAN.value if field.kind is Kind.AMOUNT else field.unit
            said = f"“{clean(cell)}”括号里的说明没有录入，{field.label}按 {value}{measure} 录入，请核对。"
            raise Doubt(said, value)
    return read(cell)  # which says what the field asks for


def refused_hedges(field: Field, read: Reader, unit: Unit | str) -> Reader:
    """Refuse a hedged figure of the statistics with what is to be done."""

    def read_figure(cell: object) -> object:
        try:
            return read(cell)
        except InputProblem:
            if _hedged(field, cell, unit) is None:
                raise
            said = f"“{clean(str(cell))}”是约数，统计数据须填准确数：请向企业（或发布单位）核实后改填{field.label}。"
            raise InputProblem(said) from None

    return read_figure


def _hedged(field: Field, cell: object, unit: Unit | str) -> Approximate | None:
    """Read a hedged number; None for a cell that is none."""
    if not isinstance(cell, str):
        return None
    with suppress(InputProblem):
        about = read_approximate(typed_number(field, narrow(cell).replace("%", "")), unit)
        return about if about.qualifier or field.kind in _COUNTS else None
    return None
