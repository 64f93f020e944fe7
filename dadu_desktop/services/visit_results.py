"""What visits brought, entered in one go: a visit and its problems for each enterprise, and the plan ticked off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select, update

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.visits import PlannedVisit
from dadu_desktop.services.records import Saved, save_in
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed, UnitOfWork


@dataclass(frozen=True)
class VisitResult:
    """What was found at one enterprise; each problem holds values of the problem ledger by field key."""

    enterprise: Reference
    plan: int | None = None
    receiver: str = ""
    operation: str = ""
    policy_talk: str = ""
    reply: str = ""
    next_step: str = ""
    problems: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True)
class VisitsMade:
    """The visits that were written, how many problems with them, and what changed."""

    visits: list[Reference]
    problems: int
    changed: Changed = field(default_factory=dict)


def enter_results(
    ledger: LedgerFile,
    day: date,
    results: Sequence[VisitResult],
    *,
    visitors: str = "",
    leader: str = "",
    form: str = "实地走访",
) -> VisitsMade:
    """Keep the results of a round of visits, all or none."""
    if not results:
        raise InputProblem("请至少填写一家企业的走访情况。")
    shared = {
        "date": PartialDate.of(day),
        "form": form,
        "visitors": visitors or None,
        "leader": leader or None,
    }
    with ledger.unit(reason="录入走访结果") as unit:
        made = [_enter(unit, one, shared) for one in results]
    visits = [Reference(one.id, one.number) for one in made]
    return VisitsMade(visits, sum(len(one.problems) for one in results), unit.changed)


def _enter(unit: UnitOfWork, result: VisitResult, shared: Mapping[str, object]) -> Saved:
    """Keep one visit and tick its plan off; one that was already entered is refused."""
    told = ("receiver", "operation", "policy_talk", "reply", "next_step")
    values = {
        **shared,
        "enterprises": (result.enterprise,),
        **{key: getattr(result, key) or None for key in told},
    }
    problems = [{"enterprise": result.enterprise, **one} for one in result.problems]
    saved = save_in(unit, "visits", 0, values, {"problems": problems})
    if result.plan is not None:
        done = unit.connection.scalar(select(PlannedVisit.visit_id).where(PlannedVisit.id == result.plan))
        if done is not None:
            raise InputProblem(f"{result.enterprise}的这次走访已录入过结果，请在服务台账中修改。")
        chosen = update(PlannedVisit).where(PlannedVisit.id == result.plan)
        unit.connection.execute(chosen.values(visit_id=saved.id))
    return saved
