"""Approximate values (约数): a number, how it was hedged, and the very words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import (
    CENT,
    FOREIGN,
    TIMES,
    Unit,
    bare_figure,
    exact,
    factor_of,
    plain,
    read_amount,
    to_cent,
)
from dadu_desktop.domain.text import clean, narrow

QUALIFIERS = ("突破", "超", "多", "余", "近", "约")
"""The hedges kept; when a text has two, the one that says more wins (约1000多万元 is 多)."""

_SPELLINGS = {
    "突破": ("突破",),
    "超": ("超过", "超", "逾", "高于", "以上", "不少于", "至少"),
    "多": ("多",),
    "余": ("余",),
    "近": ("将近", "接近", "近"),
    "约": ("大约", "大概", "约", "左右", "上下", "预计", "来"),
}
_HEDGE = (
    "(?:"
    + "|".join(sorted((word for words in _SPELLINGS.values() for word in words), key=len, reverse=True))
    + ")?"
)
_VALUE = re.compile(
    rf"(?P<before>(?:{_HEDGE}){{0,2}})(?:人民币|[¥￥])?(?P<number>\d+(?:\.\d+)?)"
    rf"(?P<inner>几|{_HEDGE})(?P<times>[亿万千百]{{0,2}})(?P<outer>{_HEDGE})"
    rf"(?P<measure>[^\d\W几]{{0,3}}?)(?P<after>{_HEDGE})"
)


@dataclass(frozen=True)
class Approximate:
    """A value in 万元 or as a count (≥ 0, six decimals), its hedge ("" when exact), the original words."""

    value: Decimal
    qualifier: str = ""
    words: str = ""

    def __post_init__(self) -> None:
        """Refuse values that the stored form could not hold or sort."""
        if not self.value.is_finite() or not 0 <= self.value < 10**14 or self.value % CENT:
            raise InputProblem("数值不能为负数，也不能大于一百万亿或细于 0.000001，请核对。")

    def text(self, unit: str = "") -> str:
        """Say the original words again, or number and unit where there are none."""
        return self.words or f"{plain(self.value):f}{unit}"

    def __str__(self) -> str:
        """Show the words."""
        return self.text()

    def encode(self) -> str:
        """Return the stored form: a text that sorts by value."""
        return f"{int(self.value * 10**6):020d}|{self.qualifier}|{self.words}"

    @classmethod
    def decode(cls, stored: str) -> Approximate:
        """Read the stored form back."""
        millionths, qualifier, words = stored.split("|", 2)
        return cls(plain(Decimal(millionths) * CENT), qualifier, words)


def read_approximate(value: object, unit: Unit | str) -> Approximate:
    """Read 约1000多万元, 40余家, 突破6万人, 16人 or a plain number.

    ``unit`` is the field's: money (the value comes in 万元) or a measure word (the value comes as a count).
    InputProblem when no single number can be made out.
    """
    if isinstance(value, int | float | Decimal):
        number = read_amount(value, unit) if isinstance(unit, Unit) else to_cent(exact(value))
        return Approximate(number)
    words = clean("" if value is None else str(value))
    found = _VALUE.fullmatch(bare_figure(words))
    if isinstance(unit, Unit) and FOREIGN.search(words):
        raise InputProblem(f"“{words}”不是人民币，请折算成人民币后填写，如 1000多万元。")
    if not found:
        example = "1000多万元" if isinstance(unit, Unit) else f"40余{unit}"
        raise InputProblem(f"“{words}”看不出是多少，请填数字，可带约数，如 {example}。")
    bare = re.fullmatch(r"[\d,.]+", narrow(words))  # a number alone says nothing beyond its value
    return Approximate(
        _number(found, unit), _qualifier(found), _with_unit(found, unit) or ("" if bare else words)
    )


def added(values: Iterable[object]) -> Decimal | Approximate:
    """Add up what is a number; a sum with a hedged value in it is hedged, too (约)."""
    known = [one for one in values if isinstance(one, Decimal | int | Approximate)]
    total = sum((one.value if isinstance(one, Approximate) else Decimal(one) for one in known), Decimal(0))
    hedged = any(isinstance(one, Approximate) and one.qualifier for one in known)
    return Approximate(total, "约", f"约{plain(total):,f}") if hedged else total


def _number(found: re.Match[str], unit: Unit | str) -> Decimal:
    """Return the value of a text that was taken apart."""
    number = Decimal(found["number"])
    if isinstance(unit, str):
        for times in found["times"]:
            number *= TIMES[times]
        return to_cent(number)
    return to_cent(number * factor_of(found["measure"], found["times"], unit))


def _with_unit(found: re.Match[str], unit: Unit | str) -> str:
    """Put the unit into words that would mean another amount away from their column (约3000 under 元)."""
    own = found["times"] or found["measure"].endswith("元")
    if own or not isinstance(unit, Unit) or unit is Unit.WAN:
        return ""
    return f"{found[0][: found.end('outer')]}{unit.value}{found['measure']}{found['after']}"


def _qualifier(found: re.Match[str]) -> str:
    """Return the hedge of a text that was taken apart."""
    hedges = " ".join(found.group("before", "inner", "outer", "after")).replace("几", "多")
    return next((kept for kept in QUALIFIERS if any(word in hedges for word in _SPELLINGS[kept])), "")
