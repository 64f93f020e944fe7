"""What lies ahead in the demonstration: a round of visits, tasks of the symposium; and what came of mistakes."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, select

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.domain.problem_workflow import ProblemStatus
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.problems import Problem
from dadu_desktop.records.visits import PlannedVisit, VisitTask
from dadu_desktop.services.demo_words import TODAY, words
from dadu_desktop.services.problem_log import add_move, log_in_force
from dadu_desktop.storage.unit_of_work import UnitOfWork

_PLANNED = 6
_DAYS_AHEAD = 3
_WRONG_UNIT = "区文化旅游委"


def write(unit: UnitOfWork, symposium: int) -> None:
    """Write what no ledger of records holds."""
    _plan_visits(unit)
    _give_tasks(unit, symposium)
    _point_duplicates(unit)
    _take_back(unit)


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


def _take_back(unit: UnitOfWork) -> None:
    """Let one problem have been assigned to the wrong unit, and that taken back at once."""
    accepted = select(Problem.id, Problem.owner).where(Problem.status == ProblemStatus.ACCEPTED)
    problem, owner = unit.connection.execute(accepted.order_by(Problem.id).limit(1)).one()
    last = log_in_force(unit.connection, problem)[-1]
    entry = {"date": last.date, "person": owner, "round": last.round, "imported": False}
    stood, went = ProblemStatus.ACCEPTED.value, ProblemStatus.ASSIGNED.value
    wrong = {"move": Move.ASSIGN.value, "before": stood, "after": went, "outcome": _WRONG_UNIT}
    back = {"move": Move.WITHDRAW.value, "before": went, "after": stood, "outcome": Move.ASSIGN.value}
    for row in (wrong, back):
        add_move(unit, problem, {**entry, **row})
