"""Which enterprises meet which policies: all of them at once, worked out anew from what is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.policy_conditions import (
    GROWTH,
    KNOWN,
    MONTH_GROWTH,
    SALES,
    Clause,
    Fact,
    Facts,
    Match,
    judge,
    read_clause,
)
from dadu_desktop.domain.spans import Span
from dadu_desktop.domain.verdicts import Verdict
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.records.policies import Policy, PolicyApplication, PolicyCondition, PolicySeen
from dadu_desktop.services.figure_sums import alive
from dadu_desktop.services.figure_units import GONE, newest_asked, read_units
from dadu_desktop.services.list_query import Filter
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed

SOON_DAYS = 30
"""A window that closes within so many days is 即将到期."""

Pair = tuple[int, int]
"""Policy and enterprise."""


@dataclass(frozen=True)
class PolicyRules:
    """A policy in force with its clauses; ``faults`` tells what of its conditions cannot be read."""

    policy: Reference
    number: str
    window_from: PartialDate | None
    window_to: PartialDate | None
    clauses: tuple[Clause, ...]
    faults: tuple[str, ...] = ()

    def is_open(self, today: date) -> bool:
        """Tell whether applications are taken on a day; a policy without a window takes them always."""
        begun = self.window_from is None or self.window_from.first_day() <= today
        return begun and (self.window_to is None or self.window_to.last_day() >= today)

    def days_left(self, today: date) -> int | None:
        """Count the days until the window closes; None where it never does."""
        return None if self.window_to is None else (self.window_to.last_day() - today).days


@dataclass(frozen=True)
class Answer:
    """One enterprise and one policy: the verdict, what was applied for, and whether it was looked at."""

    rules: PolicyRules
    enterprise: Reference
    match: Match
    applied: bool
    new: bool


@dataclass(frozen=True)
class Matching:
    """All answers of a day."""

    today: date
    answers: tuple[Answer, ...]
    faults: tuple[str, ...]

    @cached_property
    def new(self) -> tuple[Answer, ...]:
        """Enterprises that meet an open policy, not applied for, which nobody has looked at yet."""
        return tuple(one for one in self._waiting if one.new)

    @cached_property
    def expiring(self) -> tuple[Answer, ...]:
        """Enterprises that meet a policy and did not apply, although its window soon closes."""
        return tuple(one for one in self._waiting if _soon(one.rules.days_left(self.today)))

    @property
    def words(self) -> str:
        """Say in one line what waits: 新符合 7 家，即将到期未申报 3 家."""
        fresh, expiring = (_enterprises(one) for one in (self.new, self.expiring))
        return f"新符合 {fresh} 家，即将到期未申报 {expiring} 家"

    @cached_property
    def _waiting(self) -> tuple[Answer, ...]:
        """What is met, open and not applied for."""
        return tuple(
            one
            for one in self.answers
            if one.match.verdict is Verdict.MET and not one.applied and one.rules.is_open(self.today)
        )


def match_all(ledger: LedgerFile, today: date) -> Matching:
    """Match every policy in force with every enterprise that is still there."""
    with ledger.read() as connection:
        policies = _policies(connection)
        seen = _pairs(connection, select(PolicySeen.policy_id, PolicySeen.enterprise_id))
        applied = _applications(connection)
    enterprises = read_facts(ledger) if policies else []
    answers = tuple(
        Answer(
            rules,
            enterprise,
            judge(rules.clauses, facts),
            _was_applied(applied.get((rules.policy.id, enterprise.id), ()), rules),
            (rules.policy.id, enterprise.id) not in seen,
        )
        for rules in policies
        if not rules.faults
        for enterprise, facts in enterprises
    )
    return Matching(today, answers, tuple(fault for one in policies for fault in one.faults))


def waiting_enterprises(ledger: LedgerFile, today: date) -> tuple[Filter, Filter]:
    """Choose the enterprises of 新符合 and of 即将到期未申报, for lists of the register."""
    matching = match_all(ledger, today)
    wanted = [{one.enterprise.id for one in answers} for answers in (matching.new, matching.expiring)]
    with ledger.read() as connection:
        query = select(Enterprise.id, Enterprise.number).where(Enterprise.id.in_(wanted[0] | wanted[1]))
        numbers = {row.id: row.number for row in connection.execute(query)}
    new, expiring = (Filter("number", "one_of", tuple(numbers[one] for one in sorted(ids))) for ids in wanted)
    return new, expiring


def matches_of(ledger: LedgerFile, enterprise: int, today: date) -> list[Answer]:
    """Give the answers for one enterprise, those that it meets first."""
    order = {one: place for place, one in enumerate(Verdict)}
    found = [one for one in match_all(ledger, today).answers if one.enterprise.id == enterprise]
    return sorted(found, key=lambda one: (order[one.match.verdict], one.rules.number))


def acknowledge(ledger: LedgerFile, today: date) -> Changed:
    """Take note of what is met now: none of it is 新符合 any more, what is met later will be."""
    met = {
        (one.rules.policy.id, one.enterprise.id)
        for one in match_all(ledger, today).answers
        if one.match.verdict is Verdict.MET
    }
    with ledger.unit(reason="已阅政策符合情况") as unit:
        kept = _pairs(unit.connection, select(PolicySeen.policy_id, PolicySeen.enterprise_id))
        for policy, enterprise in kept - met:
            unit.connection.execute(
                delete(PolicySeen).where(
                    PolicySeen.policy_id == policy, PolicySeen.enterprise_id == enterprise
                )
            )
        rows = [
            {"policy_id": policy, "enterprise_id": enterprise} for policy, enterprise in sorted(met - kept)
        ]
        if rows:
            unit.connection.execute(insert(PolicySeen), rows)
        unit.touch("policies", sorted({policy for policy, _ in met ^ kept}), index=False)
    return unit.changed


def read_facts(ledger: LedgerFile) -> list[tuple[Reference, Facts]]:
    """Read what the rules look at, for all enterprises in few queries."""
    known = [one for one in KNOWN if one.key]
    columns = [getattr(Enterprise, one.key) for one in known]
    query = (
        select(Enterprise.id, Enterprise.name, *columns)
        .where(Enterprise.deleted_at.is_(None))
        .where(or_(Enterprise.status.is_(None), Enterprise.status.not_in(GONE)))
        .order_by(Enterprise.id)
    )
    with ledger.read() as connection:
        rows = connection.execute(query).all()
    figures = _figure_facts(ledger)
    return [
        (
            Reference(row[0], row[1]),
            {
                **{one.label: _fact(value) for one, value in zip(known, row[2:], strict=True)},
                **figures.get(row[0], {}),
            },
        )
        for row in rows
    ]


def _figure_facts(ledger: LedgerFile) -> dict[int, dict[str, Fact]]:
    """Read sales and growth of the newest month; nothing where there are no figures."""
    with ledger.read() as connection:
        if connection.scalar(select(MonthlyFigure.id).where(*alive()).limit(1)) is None:
            return {}
    units = read_units(ledger, newest_asked(ledger), (Span.CUMULATIVE, Span.MONTH))
    return {
        one.enterprise.id: {
            SALES: one.figures[Span.CUMULATIVE].current,
            GROWTH: one.figures[Span.CUMULATIVE].growth.rounded(),
            MONTH_GROWTH: one.figures[Span.MONTH].growth.rounded(),
        }
        for one in units
    }


def _fact(value: Any) -> Fact:
    """Turn a whole number into the decimal that rules compare; the others are as they are kept."""
    known: Fact = Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return known


def _policies(connection: Connection) -> list[PolicyRules]:
    """Read the policies in force with their conditions."""
    columns = (Policy.id, Policy.name, Policy.number, Policy.window_from, Policy.window_to)
    rows = connection.execute(
        select(*columns).where(Policy.deleted_at.is_(None), Policy.status == "有效").order_by(Policy.id)
    )
    conditions: dict[int, list[Any]] = {}
    condition = PolicyCondition
    for parent, *row in connection.execute(
        select(
            condition.parent_id, condition.basis, condition.comparison, condition.value, condition.together
        ).order_by(condition.position, condition.id)
    ):
        conditions.setdefault(parent, []).append(row)
    return [
        PolicyRules(
            Reference(row.id, row.name), row.number, row.window_from, row.window_to, *_read(row.name, told)
        )
        for row in rows
        for told in (conditions.get(row.id, ()),)
    ]


def _read(name: str, rows: Iterable[Sequence[str | None]]) -> tuple[tuple[Clause, ...], tuple[str, ...]]:
    """Read the clauses of a policy; what an import brought unread is told, not guessed."""
    clauses, faults = [], []
    for basis, comparison, value, together in rows:
        try:
            clauses.append(read_clause(str(basis), str(comparison), value or "", together or ""))
        except InputProblem as problem:
            faults.append(f"“{name}”的条件读不懂：{problem.sentence}")
    return tuple(clauses), tuple(faults)


def _applications(connection: Connection) -> Mapping[tuple[int | None, int], list[PartialDate]]:
    """Read when enterprises applied for policies; what was refused may be applied for again."""
    one = PolicyApplication
    found: dict[tuple[int | None, int], list[PartialDate]] = {}
    for policy, enterprise, applied in connection.execute(
        select(one.policy_id, one.enterprise, one.applied).where(
            one.deleted_at.is_(None), one.policy_id.is_not(None), one.refused.is_(None)
        )
    ):
        found.setdefault((policy, enterprise), []).append(applied)
    return found


def _was_applied(days: Iterable[PartialDate], rules: PolicyRules) -> bool:
    """Tell whether one application lies within the present window; last year's is none."""
    begun = rules.window_from
    return any(begun is None or one.last_day() >= begun.first_day() for one in days)


def _pairs(connection: Connection, query: Any) -> set[Pair]:
    """Read pairs."""
    return {(one, other) for one, other in connection.execute(query)}


def _soon(days: int | None) -> bool:
    """Tell whether a window closes within 30 days."""
    return days is not None and 0 <= days <= SOON_DAYS


def _enterprises(answers: Iterable[Answer]) -> int:
    """Count enterprises, each once."""
    return len({one.enterprise.id for one in answers})
