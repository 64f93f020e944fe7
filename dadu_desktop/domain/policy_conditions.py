"""Conditions of policies: small readable rules over the register and the figures of an enterprise.

A rule is one row, 依据 | 比较 | 值, such as 上年销售额 | 不低于 | 2000. Rows must all be met, but for those of a
任一 group, of which one is enough. The answer is three-valued and says which row decided it, and by how much.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import read_date
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import read_amount
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.domain.text import narrow
from dadu_desktop.domain.value_ranges import not_after, not_before, range_of
from dadu_desktop.domain.verdicts import Verdict, all_of, any_of, opposite

Fact = str | bool | Decimal | Approximate | PartialDate | None
Facts = Mapping[str, Fact]
"""What is known of an enterprise by 依据; None, "" and a key that is not there are all missing."""


class Nature(Enum):
    """What kind of value a 依据 has."""

    WORDS = "words"
    FLAG = "flag"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True)
class Basis:
    """What a rule can look at; ``key`` is the field of the register, "" where the figures tell it."""

    label: str
    nature: Nature
    key: str = ""
    unit: str = ""


SALES = "本年累计销售额（营业额）"
GROWTH = "本年累计增速"
MONTH_GROWTH = "最近月增速"

KNOWN = (
    Basis("行业", Nature.WORDS, "trade"),
    Basis("行业代码", Nature.WORDS, "industry_code"),
    Basis("业态", Nature.WORDS, "business_form"),
    Basis("单位规模", Nature.WORDS, "size"),
    Basis("单位类型", Nature.WORDS, "unit_type"),
    Basis("在库状态", Nature.WORDS, "status"),
    Basis("入库原因", Nature.WORDS, "admission_cause"),
    Basis("所属镇街", Nature.WORDS, "town"),
    Basis("商圈（片区）", Nature.WORDS, "area"),
    Basis("重点标签", Nature.WORDS, "tags"),
    Basis("所属产业集群", Nature.WORDS, "cluster"),
    Basis("主营业务", Nature.WORDS, "main_business"),
    Basis("是否外贸", Nature.FLAG, "foreign_trade"),
    Basis("入库时间", Nature.DATE, "admitted"),
    Basis("开业时间", Nature.DATE, "opened"),
    Basis("上年销售额（营业额）", Nature.NUMBER, "last_year_sales", "万元"),
    Basis("从业人数", Nature.NUMBER, "employees", "人"),
    Basis("营业面积", Nature.NUMBER, "floor_area", "平方米"),
    Basis(SALES, Nature.NUMBER, unit="万元"),
    Basis(GROWTH, Nature.NUMBER, unit="%"),
    Basis(MONTH_GROWTH, Nature.NUMBER, unit="%"),
)
BASES = tuple(one.label for one in KNOWN)

OPPOSITES = {
    "是": "不是",
    "包含": "不包含",
    "不低于": "低于",
    "高于": "不高于",
    "不早于": "早于",
    "不晚于": "晚于",
}
COMPARISONS = tuple(word for pair in OPPOSITES.items() for word in pair)
_FITTING = {
    Nature.WORDS: ("是", "不是", "包含", "不包含"),
    Nature.FLAG: ("是", "不是"),
    Nature.DATE: ("不早于", "早于", "不晚于", "晚于"),
    Nature.NUMBER: ("不低于", "低于", "高于", "不高于"),
}
GROUPS = ("须全部满足", "甲组任一", "乙组任一", "丙组任一")

Limit = tuple[str, ...] | bool | PartialDate | Decimal


@dataclass(frozen=True)
class Clause:
    """One rule as read; ``value`` are its own words, for telling it again."""

    basis: Basis
    comparison: str
    limit: Limit
    value: str
    group: str = GROUPS[0]

    def __str__(self) -> str:
        """Tell the rule in one piece: 上年销售额（营业额）不低于2000万元."""
        return f"{self.basis.label}{self.demand}"

    @property
    def demand(self) -> str:
        """Tell what is asked for: 不低于2000万元."""
        return f"{self.comparison}{self.value_words}"

    @property
    def value_words(self) -> str:
        """Write the value with its unit."""
        return self.value if self.value.endswith(("元", "%")) else f"{self.value}{self.basis.unit}"


@dataclass(frozen=True)
class Finding:
    """The answer to one rule; ``gap`` says by how much it is missed, or which field is missing."""

    clause: Clause
    verdict: Verdict
    gap: str = ""


@dataclass(frozen=True)
class Match:
    """The answer to a policy, and the findings that keep it from being 符合."""

    verdict: Verdict
    findings: tuple[Finding, ...] = ()

    @property
    def words(self) -> str:
        """Tell what is in the way; "" where nothing is."""
        return "；".join(dict.fromkeys(one.gap for one in self.findings))


def read_clause(basis: str, comparison: str, value: str, group: str = "") -> Clause:
    """Read a row of a policy; InputProblem for a comparison or a value that does not fit its 依据."""
    known = next((one for one in KNOWN if one.label == basis), None)
    if known is None:
        raise InputProblem(f"不能按“{basis}”设条件，请从{'、'.join(BASES)}中选择。")
    if comparison not in _FITTING[known.nature]:
        raise InputProblem(f"“{basis}”不能用“{comparison}”，请改用{'、'.join(_FITTING[known.nature])}。")
    words = narrow(value)
    if not words:
        raise InputProblem(f"请填写“{basis}{comparison}”后面的值。")
    return Clause(known, comparison, _READERS[known.nature](known, words), words, group or GROUPS[0])


def judge(clauses: Sequence[Clause], facts: Facts) -> Match:
    """Answer for one enterprise: every rule of 须全部满足, and at least one of every other group."""
    parts = []
    for group in GROUPS:
        found = [judge_clause(one, facts) for one in clauses if one.group == group]
        if found:
            combined = all_of if group == GROUPS[0] else any_of
            parts.append((combined(one.verdict for one in found), found))
    verdict = all_of(one for one, _ in parts)
    telling = [one for part, found in parts if part is verdict for one in found if one.verdict is verdict]
    return Match(verdict, () if verdict is Verdict.MET else tuple(telling))


def judge_clause(clause: Clause, facts: Facts) -> Finding:
    """Answer one rule."""
    fact = facts.get(clause.basis.label)
    if fact is None or fact == "":
        return Finding(clause, Verdict.UNKNOWN, f"缺{clause.basis.label}")
    positive, turned = _positive(clause.comparison)
    verdict = _TESTS[positive](fact, clause.limit)
    verdict = opposite(verdict) if turned else verdict
    return Finding(clause, verdict, _gap(clause, fact, verdict))


@cache
def _positive(comparison: str) -> tuple[str, bool]:
    """Give the comparison that is tested, and whether its answer has to be turned round."""
    for one, other in OPPOSITES.items():
        if comparison in (one, other):
            return one, comparison == other
    raise KeyError(comparison)


def _is(fact: Fact, limit: Limit) -> Verdict:
    """Compare with one of several words, or with 是 and 否; 重点标签 has several words of its own."""
    if isinstance(limit, bool):
        return _told(fact is limit)
    return _told(bool(set(str(fact).split("、")) & set(_words(limit))))


def _contains(fact: Fact, limit: Limit) -> Verdict:
    """Look for one of several words within a text."""
    return _told(any(one in str(fact) for one in _words(limit)))


def _at_least(fact: Fact, limit: Limit) -> Verdict:
    """Compare a number with the limit."""
    return range_of(_number(fact)).at_least(_number_limit(limit))


def _above(fact: Fact, limit: Limit) -> Verdict:
    """Compare a number with the limit, which itself is not enough."""
    return range_of(_number(fact)).above(_number_limit(limit))


def _not_before(fact: Fact, limit: Limit) -> Verdict:
    """Compare a date with the first day that the limit means."""
    return not_before(*_days(fact, limit, PartialDate.first_day))


def _not_after(fact: Fact, limit: Limit) -> Verdict:
    """Compare a date with the last day that the limit means."""
    return not_after(*_days(fact, limit, PartialDate.last_day))


_TESTS: Mapping[str, Callable[[Fact, Limit], Verdict]] = {
    "是": _is,
    "包含": _contains,
    "不低于": _at_least,
    "高于": _above,
    "不早于": _not_before,
    "不晚于": _not_after,
}


def _told(answer: bool) -> Verdict:  # noqa: FBT001 - the one thing it turns into a verdict
    """Turn a plain answer into a verdict."""
    return Verdict.MET if answer else Verdict.NOT_MET


def _words(limit: Limit) -> tuple[str, ...]:
    """Take the words of a limit; TypeError for another kind of fact than the rule was read for."""
    if not isinstance(limit, tuple):
        raise TypeError(limit)
    return limit


def _number(fact: Fact) -> Decimal | Approximate:
    """Take a number; TypeError for another kind of fact."""
    if not isinstance(fact, Decimal | Approximate):
        raise TypeError(fact)
    return fact


def _number_limit(limit: Limit) -> Decimal:
    """Take the number of a limit."""
    if not isinstance(limit, Decimal):
        raise TypeError(limit)
    return limit


def _days(fact: Fact, limit: Limit, edge: Callable[[PartialDate], date]) -> tuple[PartialDate, date]:
    """Take a date and the day that limits it."""
    if not isinstance(fact, PartialDate) or not isinstance(limit, PartialDate):
        raise TypeError(fact)
    return fact, edge(limit)


def _gap(clause: Clause, fact: Fact, verdict: Verdict) -> str:
    """Say by how much a rule is missed, or that a rough number has to be asked for."""
    label = clause.basis.label
    if verdict is Verdict.MET:
        return ""
    if verdict is Verdict.UNKNOWN:
        told = fact.text(clause.basis.unit) if isinstance(fact, Approximate) else fact
        return f"{label}只知“{told}”，请核实"
    match fact:
        case Approximate() if fact.qualifier:  # a difference would say more than is known
            return f"{label}为“{fact.text(clause.basis.unit)}”，须{clause.demand}"
        case Decimal() | Approximate():
            return f"{label}{_shortfall(clause, fact)}"
        case PartialDate():
            return f"{label}为{fact.chinese()}，须{clause.demand}"
        case bool():
            return f"{label}：{'是' if fact else '否'}"
        case _:
            return f"{label}为{fact}"


def _shortfall(clause: Clause, fact: Decimal | Approximate) -> str:
    """Say how much is wanting or too much: 差1,240万元, 超过12人; growth in 个百分点."""
    number = fact.value if isinstance(fact, Approximate) else fact
    missing = _number_limit(clause.limit) - number
    unit = "个百分点" if clause.basis.unit == "%" else clause.basis.unit
    words = f"{plain_words(abs(missing))}{unit}"
    if not missing:
        return f"恰为{clause.value_words}，须{clause.demand}"
    return f"差{words}" if missing > 0 else f"超出{words}"


def plain_words(number: Decimal) -> str:
    """Write a number with thousands separated and at most two places: 1,240 or 0.35."""
    rounded = round_half_up(number, 2)
    whole = rounded == rounded.to_integral_value()
    return f"{rounded:,.0f}" if whole else f"{rounded.normalize():,f}"


def _read_words(_basis: Basis, words: str) -> Limit:
    """Read one or several words."""
    return tuple(
        filter(None, (one.strip() for one in words.replace(",", "、").replace("，", "、").split("、")))
    )


def _read_flag(basis: Basis, words: str) -> Limit:
    """Read 是 or 否."""
    if words not in ("是", "否"):
        raise InputProblem(f"“{basis.label}”后面的值请填“是”或“否”。")
    return words == "是"


def _read_day(_basis: Basis, words: str) -> Limit:
    """Read a date; a day without year would mean another one every year."""
    return read_date(words, today=date.today())


def _read_number(basis: Basis, words: str) -> Limit:
    """Read an amount in 万元, or another number in the unit of its 依据."""
    if basis.unit == "万元":
        return read_amount(words)
    return read_amount(words.removesuffix(basis.unit).strip())


_READERS: Mapping[Nature, Callable[[Basis, str], Limit]] = {
    Nature.WORDS: _read_words,
    Nature.FLAG: _read_flag,
    Nature.DATE: _read_day,
    Nature.NUMBER: _read_number,
}
