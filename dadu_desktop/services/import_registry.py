"""Which enterprise of the register a row means: by code, exact name, name as usually compared, former name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection, select

from dadu_desktop.domain.credit_code import read_credit_code
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.record_rules import TRADE_DIVISIONS
from dadu_desktop.domain.text import normalise_name
from dadu_desktop.exchange.cell_texts import name_text
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.import_answers import NEW, Answer, Answers, Option

_SEPARATORS = re.compile(r"[、；;\n]+")
_MARKS = re.compile(r"^(?:[★☆*＊●◆■▲△※√《]+|[①-⑳]|[(（]?\d{1,3}[)）.、．])\s*|[★☆*＊●◆■▲△※》]+$")
"""Marks and line numbers that lists put beside a name."""
_REMARK = re.compile(
    r"(?<=.{4})[(（](?:(?:原名?|曾用名?|前身|现名|现为|已?更名)[^()（）]*(?:公司|厂|商场|超市|百货|酒店|中心|商店)|曾用名[^()（）]*"
    r"|停业|歇业|已?停业|已?注销|已?关闭|已?搬迁|限上|在统)[)）]$"
)
"""What lists add to a name: （原重庆乙公司）, （停业）."""
_FORMER = re.compile(r"(?<=.{4})[(（](?:原名?|曾用名?|前身)[:：为是]?(?P<name>[^()（）]{4,}公司)[)）]$")
_NUMBERED = re.compile(r"^\s*(?:[(（]?\d{1,3}[)）.、．]|[①-⑳])\s*")
_LIKELY = 60
"""Likeness, in per cent, from which a name is worth being suggested."""
_SHOWN = 5
_MOST_COMPARISONS = 20_000_000
"""Names compared in one import: some seconds."""


OfficialValues = dict[tuple[int, PartialDate, str], Decimal]
"""What the statistics say of a month, in 万元, by enterprise, month and indicator."""
_ROUNDED = Decimal("0.05")
"""Half of the 千元 in which the statistics are given out, in 万元."""


class Known(NamedTuple):
    """What the register says of one enterprise."""

    id: int
    code: str | None
    name: str
    trade: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """The enterprise that is meant (None: not in the register) or the question that has to be answered first.

    ``answer`` is set where a person decided.
    """

    enterprise: Known | None = None
    question: str = ""
    options: tuple[Option, ...] = ()
    answer: Answer | None = None


@dataclass
class Registry:
    """The register as the import sees it: kept enterprises and those that this import adds (ids below 0)."""

    by_code: dict[str, Known] = field(default_factory=dict)
    by_name: dict[str, Known] = field(default_factory=dict)
    by_number: dict[str, Known] = field(default_factory=dict)
    by_other_name: dict[str, list[Known]] = field(default_factory=dict)
    by_id: dict[int, Known] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)
    official: OfficialValues = field(default_factory=dict)
    _added: int = 0
    _compared: int = 0

    def find(self, code: str | None, name: str | None) -> Found:
        """Find an enterprise; code and name that disagree with the register become a question."""
        if self.answers and (answer := self.answers.get((code or "", name or ""))):
            return Found(self.by_id.get(answer.enterprise), answer=answer)
        by_code = self.by_code.get(code or "")
        if by_code and (not name or by_code.name == name):
            return Found(by_code)
        named = self._named(name) if name else []
        if by_code:
            return self._confirmed(by_code, str(name), named)
        if len(named) > 1:
            return Found(
                question=f"“{name}”可能是{'、'.join(one.name for one in named)}中的一家，请选择或写全称。",
                options=tuple(_is(one) for one in named),
            )
        if named and code and named[0].code and named[0].code != code:
            slip = read_credit_code(code).suggestion == named[0].code
            return Found(named[0], answer=Answer(named[0].id)) if slip else _other_code(named[0], code)
        return Found(named[0] if named else None)

    def suggestions(self, name: str, *, least: int = _LIKELY) -> list[Known]:
        """List enterprises with a name like this one, likeliest first; ``least`` is the likeness in per cent.

        Nothing is suggested any more once an import has asked for very many: each one looks at all names.
        """
        self._compared += len(self.by_other_name)
        if self._compared > _MOST_COMPARISONS:
            return []
        from rapidfuzz import fuzz, process

        key = normalise_name(name)
        scorer = fuzz.ratio if least > _LIKELY else fuzz.WRatio
        found = process.extract(
            key, list(self.by_other_name), scorer=scorer, score_cutoff=least, limit=_SHOWN
        )
        known = (one for match, _, _ in found for one in self.by_other_name[match])
        return list(dict.fromkeys(known))[:_SHOWN]

    def is_known(self, name: str) -> bool:
        """Tell whether a name, however it is spelt, is one of the register."""
        return bool(self._named(name))

    def add(self, code: str | None, name: str, trade: str | None) -> Known:
        """Note an enterprise that this import makes."""
        self._added -= 1
        known = Known(self._added, code, name, trade)
        self.note(known)
        return known

    def trade(self, enterprise: Reference) -> str | None:
        """Return the trade of an enterprise that was found."""
        known = self.by_name.get(enterprise.label)
        return known.trade if known else None

    def says_the_same(self, figure: Mapping[str, object]) -> bool:
        """Tell whether the statistics give what a town reports, but for their rounding."""
        enterprise, month, value = figure["enterprise"], figure["month"], figure["value"]
        if not (isinstance(enterprise, Reference) and isinstance(month, PartialDate)):
            return False
        official = self.official.get((enterprise.id, month, str(figure["indicator"])))
        return official is not None and isinstance(value, Decimal) and abs(official - value) <= _ROUNDED

    def note(self, known: Known) -> None:
        """Make an enterprise findable by id, code and name."""
        self.by_id[known.id] = known
        if known.code:
            self.by_code[known.code] = known
        self.by_name[known.name] = known

    def forget(self, enterprise: int) -> None:
        """Take back an enterprise that this import does not make after all."""
        known = self.by_id.pop(enterprise)
        self.by_code.pop(known.code or "", None)
        self.by_name.pop(known.name, None)

    def _named(self, name: str) -> list[Known]:
        """Find enterprises by the exact name, else by how names are usually compared and by former names."""
        if name in self.by_name:
            return [self.by_name[name]]
        if not self.by_other_name:
            return []
        bare = _MARKS.sub("", name)
        tried = (name, bare, _REMARK.sub("", bare))
        return next((found for one in tried if (found := self.by_other_name.get(normalise_name(one)))), [])

    def _confirmed(self, known: Known, name: str, named: list[Known]) -> Found:
        """Accept a code whose name is spelt otherwise; ask when it is another name."""
        if known in named or normalise_name(known.name) == normalise_name(name):
            return Found(known)
        if named:
            return Found(
                question=f"信用代码属于“{known.name}”，名称却是“{named[0].name}”，是哪一家？请选择或核对后再导入。",
                options=(
                    Option(f"是“{known.name}”（按信用代码）", Answer(known.id)),
                    *(Option(f"是“{one.name}”（按名称）", Answer(one.id)) for one in named),
                ),
            )
        where = "台账" if known.id > 0 else "来表"
        return Found(
            question=f"该信用代码在{where}中是“{known.name}”，这一行是“{name}”：是更名还是填错？请选择或核对后再导入。",
            options=(
                Option(f"是“{known.name}”，名称不改", Answer(known.id)),
                Option(f"“{known.name}”已更名为“{name}”", Answer(known.id, frozenset({"name"}))),
                *(_is(one) for one in self.suggestions(name) if one.id != known.id),
            ),
        )


def _other_code(known: Known, code: str) -> Found:
    """Ask about a known name with another code."""
    return Found(
        question=f"“{known.name}”在台账中的信用代码是 {known.code}，来表是 {code}，哪个正确？请选择或核对后再导入。",
        options=(
            Option(f"是“{known.name}”，信用代码不改", Answer(known.id)),
            Option(f"是“{known.name}”，信用代码改为 {code}", Answer(known.id, frozenset({"credit_code"}))),
            Option("是另一家企业，按来表新增", NEW),
        ),
    )


def _is(known: Known) -> Option:
    """Offer one enterprise."""
    return Option(f"是“{known.name}”", Answer(known.id))


def read_registry(connection: Connection) -> Registry:
    """Read the register."""
    registry = Registry()
    columns = (Enterprise.id, Enterprise.credit_code, Enterprise.name, Enterprise.trade)
    others = (Enterprise.number, Enterprise.former_names, Enterprise.short_name)
    for row in connection.execute(select(*columns, *others).where(Enterprise.deleted_at.is_(None))):
        known = Known(*row[:4])
        registry.note(known)
        registry.by_number[row[4]] = known
        former = _SEPARATORS.split(row[5]) if row[5] else []
        for key in {normalise_name(name) for name in (known.name, row[6], *former) if name}:
            registry.by_other_name.setdefault(key, []).append(known)
    return registry


def read_official(connection: Connection) -> OfficialValues:
    """Read what the statistics say of every month."""
    kept = MonthlyFigure
    query = select(kept.enterprise, kept.month, kept.indicator, kept.value).where(
        kept.state == "已报", kept.replaced.is_(False), kept.deleted_at.is_(None)
    )
    rows = connection.execute(query)
    return {
        (enterprise, month, indicator): value
        for enterprise, month, indicator, value in rows
        if value is not None
    }


def listed_name(name: str) -> tuple[str, str]:
    """Part the name of a new enterprise from what lists add: numbers, marks, and the former name (given second)."""
    bare = _MARKS.sub("", _MARKS.sub("", name)) or name
    former = _FORMER.search(bare)
    return (bare[: former.start()], former["name"]) if former else (bare, "")


def names_in(text: str, registry: Registry) -> list[str]:
    """Split a cell that names several enterprises; one that is a name itself, if in lines, stays whole."""
    whole = name_text(text)
    if text in registry.by_name or (whole != text and registry.is_known(whole)):
        return [whole]
    lines = "\n".join(_NUMBERED.sub("", line) for line in text.split("\n"))
    return [part.strip() for part in _SEPARATORS.split(lines) if part.strip()]


def trade_of(industry_code: object) -> str | None:
    """Tell the trade from the industry code."""
    return TRADE_DIVISIONS.get(str(industry_code or "")[:2])


def reference(known: Known) -> Reference:
    """Return the link to an enterprise."""
    return Reference(known.id, known.name)
