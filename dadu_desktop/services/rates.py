"""Rates of any period, as of any day, read from the log of every problem; each opens its two lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_log import LogLine, StateOn, state_on
from dadu_desktop.domain.problem_rates import Rate, long_term, problem_rates
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.problems import Problem, ProblemMove
from dadu_desktop.records.visits import ServiceVisit, VisitEnterprise
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.storage.ledger_file import LedgerFile

FACE_TO_FACE = ("实地走访", "座谈会", "企业来访", "现场办公")
"""The forms of a visit that count for 走访覆盖率: somebody met the enterprise."""

COVERAGE_RULE = "分母为截至当日在库的企业，分子为其中期内见过面的（实地走访、座谈会、企业来访、现场办公），同一企业只计一次。"


def rates(
    ledger: LedgerFile, first: date, last: date, *, as_of: date | None = None, with_fair: bool = True
) -> list[Rate]:
    """Compute 办结率, 按期办结率, 解决率, 满意率 and 走访覆盖率 of a period as they stood on a day (its last)."""
    day = as_of or last
    with ledger.read() as connection:
        states = _states(connection, first, last, day)
        return [*problem_rates(states, day, with_fair=with_fair), _coverage(connection, first, last, day)]


def put_off(ledger: LedgerFile, first: date, last: date, *, as_of: date | None = None) -> tuple[int, ...]:
    """List the problems of a period that were 挂账 on a day: counted apart from the rates."""
    with ledger.read() as connection:
        return long_term(_states(connection, first, last, as_of or last))


def raised_in(ledger: LedgerFile, first: date, last: date) -> dict[int, StateOn]:
    """Tell how the problems raised in a period stood on its last day."""
    with ledger.read() as connection:
        return _states(connection, first, last, last)


def all_raised_by(ledger: LedgerFile, day: date) -> dict[int, StateOn]:
    """Tell how every problem stood on a day, those among them of which nobody wrote down when they came."""
    with ledger.read() as connection:
        return _states(connection, date.min, day, day, undated=True)


def visit_times(ledger: LedgerFile, first: date, last: date, forms: Collection[str] = FACE_TO_FACE) -> int:
    """Count 走访次数 by enterprise and visit (家次): something else than 走访覆盖."""
    with ledger.read() as connection:
        return len(_met(connection, first, last, forms))


def rate_queries(ledger: LedgerFile, rate: Rate) -> tuple[ListQuery, ListQuery]:
    """Give the lists behind numerator and denominator."""
    model = Problem if rate.kind == "problems" else Enterprise
    with ledger.read() as connection:
        numbers = dict(iter(connection.execute(select(model.id, model.number))))

    def query(ids: Iterable[int]) -> ListQuery:
        chosen = tuple(numbers[one] for one in ids if one in numbers)
        return ListQuery(filters=(Filter("number", "one_of", chosen),))

    return query(rate.numerator), query(rate.denominator)


def _states(
    connection: Connection, first: date, last: date, as_of: date, *, undated: bool = False
) -> dict[int, StateOn]:
    """Read how the problems raised in a period stood on a day; those raised later do not exist yet."""
    upto = min(last, as_of)
    problems = connection.execute(select(Problem.id, Problem.raised).where(Problem.deleted_at.is_(None)))
    # Of some only the month is known: they count where it overlaps the period.
    wanted = {
        one
        for one, day in problems
        if (day.first_day() <= upto and day.last_day() >= first if day else undated)
    }
    states = dict.fromkeys(sorted(wanted), StateOn())
    move = ProblemMove
    lines = connection.execute(
        select(move.parent_id, move.date, move.move, move.after, move.due, move.outcome).order_by(
            move.parent_id, move.position, move.id
        )
    )
    for problem, rows in groupby(lines, key=lambda row: row.parent_id):
        if problem in states:
            states[problem] = state_on(map(_line, rows), as_of)
    return states


def _line(row: Any) -> LogLine:
    """Read one entry of a log."""
    due = row.due.last_day() if row.due else None
    return LogLine(row.date.last_day(), row.move, row.after, due, row.outcome or "")


def _coverage(connection: Connection, first: date, last: date, as_of: date) -> Rate:
    """Compute 走访覆盖率: distinct enterprises met, of those in the register on the day."""
    today = PartialDate.of(as_of)
    inside = and_(
        or_(Enterprise.status == "在库", Enterprise.removed > today),
        or_(Enterprise.admitted.is_(None), Enterprise.admitted <= today),
        or_(Enterprise.removed.is_(None), Enterprise.removed > today),
    )
    query = select(Enterprise.id).where(Enterprise.deleted_at.is_(None), inside)
    register = tuple(sorted(connection.scalars(query)))
    met = {enterprise for _visit, enterprise in _met(connection, first, min(last, as_of))}
    visited = tuple(one for one in register if one in met)
    return Rate("coverage", "走访覆盖率", visited, register, COVERAGE_RULE, "enterprises")


def _met(
    connection: Connection, first: date, last: date, forms: Collection[str] = FACE_TO_FACE
) -> list[tuple[int, int]]:
    """List visit and enterprise of everybody met in a period."""
    rows = connection.execute(
        select(ServiceVisit.id, VisitEnterprise.enterprise_id)
        .join(VisitEnterprise, VisitEnterprise.owner_id == ServiceVisit.id)
        .where(ServiceVisit.deleted_at.is_(None), ServiceVisit.form.in_(forms))
        .where(ServiceVisit.date.between(_earliest(first), PartialDate.of(last)))
    )
    return [(visit, enterprise) for visit, enterprise in rows]


def _earliest(day: date) -> PartialDate:
    """Give the smallest date that a period from a day on can hold: 2022-05 sorts before 2022-05-01."""
    if day.day > 1:
        return PartialDate.of(day)
    return PartialDate(day.year, day.month if day.month > 1 else None)
