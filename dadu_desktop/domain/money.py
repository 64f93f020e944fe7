"""Amounts of money: exact decimals, kept in 万元."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from math import prod

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.numerals import in_digits
from dadu_desktop.domain.text import narrow

CENT = Decimal("0.000001")
"""One 分, in 万元."""
_LIMIT = 10**14
TIMES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000), "亿": Decimal(10**8)}

_UNIT_WORD = re.compile(
    r"(?:(?:^|单位|单位为|以|人民币|[(\[【、,:;/ ])(亿元|百万元|万元|千元|元)(?=$|[()\]】、,;/ %]|为单位)"
    r"|(亿元|百万元|万元|千元)$)"  # a bare 元 may end a name
)
_PARTED_UNIT = re.compile(r"(?<=[亿百万千])\s+(?=[万千]?元)")
FOREIGN = re.compile("美元|美金|欧元|港[元币]|日元|韩元|澳元|英镑|外币|[$€£]")
_AMOUNT = re.compile(r"(?:人民币|[¥￥])?([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:([亿万千百]{0,2})元?)?")


class Unit(Enum):
    """Units of money; the value is what is printed."""

    YUAN = "元"
    QIAN = "千元"
    WAN = "万元"
    MILLION = "百万元"
    YI = "亿元"

    @property
    def factor(self) -> Decimal:
        """How many 万元 one of this unit is."""
        return _FACTORS[self]


_FACTORS = {
    Unit.YUAN: Decimal("0.0001"),
    Unit.QIAN: Decimal("0.1"),
    Unit.WAN: Decimal(1),
    Unit.MILLION: Decimal(100),
    Unit.YI: Decimal(10000),
}


def plain(value: Decimal) -> Decimal:
    """Return an equal decimal without trailing zeros and without exponent."""
    return Decimal(f"{value.normalize():f}") + 0


def exact(value: float | Decimal) -> Decimal:
    """Return the decimal that a number was written as (0.1 is 0.1); InputProblem for NaN, infinity, bool."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if isinstance(value, bool) or not number.is_finite():
        raise InputProblem(f"“{value}”不是数字，请填写具体数值。")
    return number


def to_cent(value: Decimal) -> Decimal:
    """Round an amount in 万元 to one 分; InputProblem when it is beyond all sense."""
    if abs(value) >= _LIMIT:
        raise InputProblem("数值过大（超过一百万亿），请核对数字和单位。")
    return plain(value.quantize(CENT, ROUND_HALF_UP))


def read_amount(value: object, unit: Unit = Unit.WAN) -> Decimal:
    """Read an amount in 万元, rounded to one 分, from a cell or a typed text.

    ``unit`` is that of the column; a unit inside the text wins (1.2亿元). InputProblem for no amount.
    """
    if isinstance(value, int | float | Decimal):
        return to_cent(exact(value) * unit.factor)
    found = _AMOUNT.fullmatch(bare_figure(str(value)).replace("−", "-"))
    if FOREIGN.search(str(value)):
        raise InputProblem(f"“{value}”不是人民币，请折算成人民币后填写，如 1200 或 1.2亿元。")
    if value is None or not found:
        raise InputProblem(f"“{value or ''}”不是金额，请填数字，可带单位，如 1200 或 1.2亿元。")
    return to_cent(Decimal(found[1]) * factor_of(found[0], found[2], unit))


def bare_figure(text: str) -> str:
    """Write a figure in half width digits, without blanks, separators and the 整 of cheques."""
    return in_digits(re.sub(r"[,\s]|(?<=元)整$", "", narrow(text)))


def factor_of(text: str, multiplier: str | None, unit: Unit) -> Decimal:
    """Return how many 万元 one is in a text: by its own multiplier (亿, 千万, 千) or final 元, else by ``unit``."""
    if multiplier:
        return prod(TIMES[times] for times in multiplier) * Unit.YUAN.factor
    return (Unit.YUAN if text.endswith("元") else unit).factor


def unit_in(text: str) -> Unit | None:
    """Return the unit of money named in a header such as 本月销售额（元）; None if none or several."""
    named = {before or last for before, last in _UNIT_WORD.findall(_PARTED_UNIT.sub("", narrow(text)))}
    return Unit(named.pop()) if len(named) == 1 else None


def format_amount(value: Decimal, unit: Unit = Unit.WAN, places: int = 2) -> str:
    """Write 万元 in a unit: thousands separated, at most ``places`` decimals, no trailing zeros."""
    rounded = (value / unit.factor).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{plain(rounded):,f}"
