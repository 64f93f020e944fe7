"""Handover (交接): all that a person owns, promised or has overdue; passed on with history, and nobody deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, or_, select, update

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_workflow import OPEN, ProblemStatus
from dadu_desktop.domain.text import clean
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.office import OfficePerson
from dadu_desktop.records.plans import EnterprisePolicyPlan, PlanMeasure
from dadu_desktop.records.problems import Problem
from dadu_desktop.records.visits import PlannedVisit, ServiceVisit, VisitTask
from dadu_desktop.services.reckoned_dates import RECKONED, unlisted_years
from dadu_desktop.services.records import save_in
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed, UnitOfWork

_PLAN_DONE = "归档"
_MEASURE_DONE = "已完成"
_LEFT = ("已退库", "注销")


@dataclass(frozen=True)
class HandoverItem:
    """One thing that a person has in hand; ``id`` is that of the row, ``kind`` and ``record`` are what opens."""

    kind: str
    record: int
    number: str
    title: str
    role: str
    due: date | None
    overdue: bool
    status: str
    source: str
    id: int
    note: str = ""  # what is to be said beside the limit


@dataclass(frozen=True)
class Handover:
    """All that a person has in hand, overdue first."""

    person: str
    items: list[HandoverItem]

    @property
    def overdue(self) -> int:
        """How many of the limits have passed."""
        return sum(one.overdue for one in self.items)


def handover(ledger: LedgerFile, person: str, today: date) -> Handover:
    """List all that a person owns, promised or has overdue."""
    name = _known(person)
    with ledger.read() as connection:
        items = [one for read in _READERS for one in read(connection, name, today)]
        unlisted = unlisted_years(connection, (one.due for one in items if one.kind in RECKONED))
    items = [
        replace(one, note=unlisted.get(one.due.year, "")) if one.due and one.kind in RECKONED else one
        for one in items
    ]
    return Handover(
        name, sorted(items, key=lambda one: (not one.overdue, one.kind, one.due or date.max, one.number))
    )


def responsible_people(ledger: LedgerFile) -> list[str]:
    """List everybody who has anything in hand, whether on the list of persons or not."""
    found: set[str] = set()
    with ledger.read() as connection:
        for column in (Problem.owner, Enterprise.service_person, EnterprisePolicyPlan.service_person):
            found.update(one for one in connection.scalars(select(column).distinct()) if one)
        found.update(
            one for one in connection.scalars(select(VisitTask.owner).where(VisitTask.done.is_(None))) if one
        )
    return sorted(found)


def reassign(
    ledger: LedgerFile,
    person: str,
    to: str,
    items: Sequence[HandoverItem] | None = None,
    *,
    reason: str,
    today: date | None = None,
) -> Changed:
    """Pass on what a person has in hand, all of it unless some items are given; each change is in the history."""
    name, heir = _known(person), _known(to)
    if name == heir:
        raise InputProblem("交出人和接手人相同，请另选接手人。")
    if not reason.strip():
        raise InputProblem("批量改派请写明原因，如“岗位调整”。")
    chosen = handover(ledger, name, today or date.today()).items if items is None else items
    with ledger.unit(reason=f"改派（{name}→{heir}）：{reason.strip()}") as unit:
        _refuse_retired(unit, heir)
        for one in chosen:
            _pass_on(unit, one, name, heir)
    return unit.changed


def retire(ledger: LedgerFile, person: str, *, to: str = "", reason: str) -> Changed:
    """Retire a person who left; what is in hand has to go to somebody, and the name stays in every record."""
    name = _known(person)
    left = handover(ledger, name, date.today()).items
    if left and not to.strip():
        raise InputProblem(f"{name}还有 {len(left)} 项工作未交接，请先选择接手人。")
    changed = reassign(ledger, name, to, left, reason=reason) if left else {}
    with ledger.unit(reason=f"停用人员：{reason}") as unit:
        named = update(OfficePerson).where(OfficePerson.name == name).values(active=False)
        if not unit.connection.execute(named).rowcount:
            raise InputProblem(
                f"人员名单中没有“{name}”，工作已改派，不用停用。"
                if left
                else f"人员名单中没有“{name}”，请核对姓名。"
            )
    return changed


def _known(person: str) -> str:
    """Read a name."""
    name = clean(person)
    if not name:
        raise InputProblem("请填写人员姓名。")
    return name


def _refuse_retired(unit: UnitOfWork, person: str) -> None:
    """Refuse to give work to somebody who left."""
    active = unit.connection.scalars(select(OfficePerson.active).where(OfficePerson.name == person)).all()
    if active and not any(active):
        raise InputProblem(f"{person}已停用，请改派给在岗人员。")


def _pass_on(unit: UnitOfWork, item: HandoverItem, name: str, heir: str) -> None:
    """Put the new name in the place of the old one."""
    match item.source:
        case "measures":
            unit.session.get_one(PlanMeasure, item.id).owner = heir
            unit.touch("plans", [item.record])
        case "tasks":
            unit.session.get_one(VisitTask, item.id).owner = heir
            unit.touch("visits", [item.record])
        case "planned":
            planned = unit.session.get_one(PlannedVisit, item.id)
            planned.visitors = _swapped(planned.visitors, name, heir)
        case key:
            save_in(unit, item.kind, item.record, {key: heir}, {})
    unit.session.flush()


def _swapped(names: str, old: str, new: str) -> str:
    """Replace one name among several joined by 、."""
    return "、".join(dict.fromkeys(new if one == old else one for one in names.split("、")))


def _of_records(
    model: Any, kind: str, keys: tuple[str, ...], title: str, due: str, *alive: Any
) -> Callable[[Connection, str, date], Iterator[HandoverItem]]:
    """Make the reader of a ledger in which some fields name who is responsible."""

    def read(connection: Connection, person: str, today: date) -> Iterator[HandoverItem]:
        labels = {key: RECORD_TYPES[kind].field(key).label for key in keys}
        named = [getattr(model, key) for key in keys]
        limit = getattr(model, due) if due else model.deleted_at
        query = select(model.id, model.number, getattr(model, title), model.status, limit, *named)
        owned = or_(*(one == person for one in named))
        for record, number, words, status, day, *names in connection.execute(
            query.where(model.deleted_at.is_(None), owned, *alive).order_by(model.id)
        ):
            last = day.last_day() if isinstance(day, PartialDate) else None
            late = bool(last and last < today and status != ProblemStatus.LONG_TERM)
            for key, name in zip(keys, names, strict=True):
                if name == person:
                    said = str(words or "")
                    yield HandoverItem(
                        kind, record, number, said, labels[key], last, late, str(status or ""), key, record
                    )

    return read


def _measures(connection: Connection, person: str, today: date) -> Iterator[HandoverItem]:
    """List measures of plans that are not done."""
    plan = EnterprisePolicyPlan
    rows = connection.execute(
        select(PlanMeasure.id, plan.id, plan.number, PlanMeasure.measure, PlanMeasure.due, PlanMeasure.status)
        .join(plan, plan.id == PlanMeasure.parent_id)
        .where(plan.deleted_at.is_(None), plan.status != _PLAN_DONE, PlanMeasure.owner == person)
        .where(or_(PlanMeasure.status.is_(None), PlanMeasure.status != _MEASURE_DONE))
    )
    for one, record, number, words, due, status in rows:
        last = due.last_day() if due else None
        late = bool(last and last < today)
        yield HandoverItem(
            "plans", record, number, words, "帮扶措施责任人", last, late, status or "", "measures", one
        )


def _tasks(connection: Connection, person: str, today: date) -> Iterator[HandoverItem]:
    """List tasks of symposia that are not done."""
    rows = connection.execute(
        select(VisitTask.id, ServiceVisit.id, ServiceVisit.number, VisitTask.text, VisitTask.due)
        .join(ServiceVisit, ServiceVisit.id == VisitTask.parent_id)
        .where(ServiceVisit.deleted_at.is_(None), VisitTask.owner == person, VisitTask.done.is_(None))
    )
    for one, record, number, words, due in rows:
        last = due.last_day() if due else None
        late = bool(last and last < today)
        yield HandoverItem(
            "visits", record, number, words, "议定事项责任人", last, late, "未完成", "tasks", one
        )


def _planned(connection: Connection, person: str, today: date) -> Iterator[HandoverItem]:
    """List visits that a person has promised."""
    rows = connection.execute(
        select(
            PlannedVisit.id,
            PlannedVisit.day,
            PlannedVisit.visitors,
            Enterprise.id,
            Enterprise.number,
            Enterprise.name,
        )
        .join(Enterprise, Enterprise.id == PlannedVisit.enterprise_id)
        .where(PlannedVisit.visit_id.is_(None), PlannedVisit.cancelled.is_(None))
    )
    for one, day, visitors, enterprise, number, name in rows:
        if person in visitors.split("、"):
            when = day.first_day()
            yield HandoverItem(
                "enterprises",
                enterprise,
                number,
                name,
                "计划走访",
                when,
                when < today,
                "已安排",
                "planned",
                one,
            )


_READERS = (
    _of_records(Problem, "problems", ("owner", "leader"), "description", "due_date", Problem.status.in_(OPEN)),
    _of_records(
        EnterprisePolicyPlan, "plans", ("service_person", "leader"), "goal", "",
        EnterprisePolicyPlan.status != _PLAN_DONE,
    ),
    _measures,
    _tasks,
    _planned,
    _of_records(
        Enterprise, "enterprises", ("service_person", "leader"), "name", "",
        or_(Enterprise.status.is_(None), Enterprise.status.not_in(_LEFT)),
    ),
)  # fmt: skip
