"""The calendar of visits, limits and tasks, and who has how much to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.orm import InstrumentedAttribute

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_workflow import OPEN, Light, ProblemStatus, light
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.problems import Problem
from dadu_desktop.records.visits import PlannedVisit, ServiceVisit, VisitEnterprise, VisitTask
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.problem_clock import office_clock
from dadu_desktop.services.reckoned_dates import unlisted_years
from dadu_desktop.services.rows import MARK
from dadu_desktop.storage.ledger_file import LedgerFile

NOBODY = "未定责任人"


@dataclass(frozen=True)
class DayItem:
    """One thing on a day: 走访, 计划走访, 时限, 复核 or 任务; ``kind`` and ``id`` are what opens."""

    day: date
    what: str
    kind: str
    id: int
    label: str


@dataclass(frozen=True)
class Load:
    """What one person has open, and the list behind it."""

    person: str
    open: int
    overdue: int
    near: int
    query: ListQuery


def work_calendar(ledger: LedgerFile, first: date, last: date) -> list[DayItem]:
    """List what lies on the days of a period, in their order."""
    with ledger.read() as connection:
        found = [
            *_visits(connection, first, last),
            *_planned(connection, first, last),
            *_limits(connection, first, last),
            *_tasks(connection, first, last),
        ]
    return sorted(found, key=lambda one: (one.day, one.what, one.id))


def loads(ledger: LedgerFile, today: date) -> list[Load]:
    """Tell who has how many open problems, most overdue first."""
    opened, overdue, near = Counter[str](), Counter[str](), Counter[str]()
    with ledger.read() as connection:
        clock = office_clock(connection)
        query = select(Problem.owner, Problem.due_date, Problem.status)
        for owner, due, status in connection.execute(
            query.where(Problem.deleted_at.is_(None), Problem.status.in_(OPEN))
        ):
            person = owner or NOBODY
            opened[person] += 1
            shining = light(due.last_day() if due else None, status, today, clock.calendar, clock.near)
            overdue[person] += shining is Light.RED
            near[person] += shining is Light.AMBER
    return sorted(
        (Load(one, opened[one], overdue[one], near[one], _of(one)) for one in opened),
        key=lambda one: (-one.overdue, -one.open, one.person),
    )


def _of(person: str) -> ListQuery:
    """Give the list of a person's open problems."""
    whose = Filter("owner", "empty") if person == NOBODY else Filter("owner", "is", person)
    return ListQuery(filters=(whose, Filter("status", "one_of", tuple(sorted(OPEN)))))


def _within(column: InstrumentedAttribute[Any], first: date, last: date) -> ColumnElement[bool]:
    """Say that a day lies in the period."""
    return column.between(PartialDate.of(first), PartialDate.of(last))


def _visits(connection: Connection, first: date, last: date) -> Iterator[DayItem]:
    """List the visits made, by enterprise."""
    rows = connection.execute(
        select(ServiceVisit.id, ServiceVisit.date, ServiceVisit.form, Enterprise.name)
        .join(VisitEnterprise, VisitEnterprise.owner_id == ServiceVisit.id)
        .join(Enterprise, Enterprise.id == VisitEnterprise.enterprise_id)
        .where(ServiceVisit.deleted_at.is_(None), _within(ServiceVisit.date, first, last))
    )
    for visit, day, form, name in rows:
        yield DayItem(day.first_day(), "走访", "visits", visit, f"{form} {name}")


def _planned(connection: Connection, first: date, last: date) -> Iterator[DayItem]:
    """List the visits that are still planned; the enterprise opens."""
    rows = connection.execute(
        select(PlannedVisit.day, PlannedVisit.visitors, Enterprise.id, Enterprise.name)
        .join(Enterprise, Enterprise.id == PlannedVisit.enterprise_id)
        .where(PlannedVisit.visit_id.is_(None), PlannedVisit.cancelled.is_(None))
        .where(_within(PlannedVisit.day, first, last))
    )
    for day, visitors, enterprise, name in rows:
        words = f"{name}（{visitors}）" if visitors else name
        yield DayItem(day.first_day(), "计划走访", "enterprises", enterprise, words)


def _limits(connection: Connection, first: date, last: date) -> Iterator[DayItem]:
    """List limits that run, and the days on which what is put off is looked at again."""
    columns = (Problem.id, Problem.number, Problem.description)
    alive = (Problem.deleted_at.is_(None), Problem.status.in_(OPEN))
    long_term = Problem.status == ProblemStatus.LONG_TERM
    days: tuple[tuple[str, InstrumentedAttribute[Any], ColumnElement[bool]], ...] = (
        ("时限", Problem.due_date, ~long_term),
        ("复核", Problem.review_date, long_term),
    )
    unlisted = unlisted_years(connection, (first, last))
    for what, day, condition in days:
        query = select(day, *columns).where(*alive, condition, _within(day, first, last))
        for when, problem, number, words in connection.execute(query):
            mark = MARK if what == "时限" and when.last_day().year in unlisted else ""
            yield DayItem(when.last_day(), what, "problems", problem, f"{number}{mark} {words}")


def _tasks(connection: Connection, first: date, last: date) -> Iterator[DayItem]:
    """List tasks of symposia that are not done; the symposium opens."""
    rows = connection.execute(
        select(VisitTask.due, VisitTask.parent_id, VisitTask.text)
        .join(ServiceVisit, ServiceVisit.id == VisitTask.parent_id)
        .where(
            ServiceVisit.deleted_at.is_(None), VisitTask.done.is_(None), _within(VisitTask.due, first, last)
        )
    )
    for due, visit, words in rows:
        if due is not None:
            yield DayItem(due.last_day(), "任务", "visits", visit, words)
