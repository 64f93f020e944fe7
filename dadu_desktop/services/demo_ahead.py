"""What lies ahead in the demonstration: a round of visits, tasks of the symposium, and where duplicates point."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, select

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_workflow import ProblemStatus
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.problems import Problem
from dadu_desktop.records.visits import PlannedVisit, VisitTask
from dadu_desktop.services.demo_words import TODAY, words
from dadu_desktop.storage.unit_of_work import UnitOfWork

_PLANNED = 6
_DAYS_AHEAD = 3


def write(unit: UnitOfWork, symposium: int) -> None:
    """Write what no ledger of records holds."""
    _plan_visits(unit)
    _give_tasks(unit, symposium)
    _point_duplicates(unit)


def _plan_visits(unit: UnitOfWork) -> None:
    """Plan a round to enterprises of one area."""
    visitors = words("names")["service_persons"]
    chosen = unit.connection.scalars(
        select(Enterprise.id).where(Enterprise.area == "九宫庙商圈").order_by(Enterprise.id).limit(_PLANNED)
    )
    shared = {
        "day": PartialDate.of(TODAY + timedelta(days=_DAYS_AHEAD)),
        "visitors": "、".join(visitors[:2]),
        "leader": words("names")["leaders"][0],
        "purpose": "年末促销准备",
    }
    rows = [{**shared, "enterprise_id": one, "overlap_reason": ""} for one in chosen]
    unit.connection.execute(insert(PlannedVisit), rows)


def _give_tasks(unit: UnitOfWork, symposium: int) -> None:
    """Put tasks to the symposium, the first of them done."""
    for place, one in enumerate(words("work")["tasks"]):
        row = {key: PartialDate.parse_iso(one[key]) if key in one else None for key in ("due", "done")}
        task = VisitTask(parent_id=symposium, position=place, text=one["text"], owner=one["owner"], **row)
        unit.session.add(task)
    unit.session.flush()
    unit.touch("visits", [symposium])


def _point_duplicates(unit: UnitOfWork) -> None:
    """Let each duplicate point to another problem of the same kind."""
    merged = unit.session.scalars(select(Problem).where(Problem.status == ProblemStatus.MERGED)).all()
    for one in merged:
        alike = select(Problem.id).where(
            Problem.subcategory == one.subcategory, Problem.status != ProblemStatus.MERGED
        )
        one.merged_into = unit.session.scalar(alike.order_by(Problem.id.desc()).limit(1))
    unit.session.flush()
