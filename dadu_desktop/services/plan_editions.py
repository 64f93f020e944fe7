"""Yearly editions: the next one goes on from what is not finished, the earlier one stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.plan_moves import PlanMove, PlanStatus
from dadu_desktop.records.plans import EnterprisePolicyPlan
from dadu_desktop.services.plan_moves import kept_plan, move_in
from dadu_desktop.services.records import RecordData, Saved, get_record, save_in
from dadu_desktop.services.rows import Values
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import UnitOfWork

_TAKEN_OVER = ("enterprise", "profile", "problems", "goal", "leader", "service_person")
_RENEWABLE = (PlanStatus.ASSESSED, PlanStatus.FILED)


def renew_plan(ledger: LedgerFile, plan: int, *, day: date) -> Saved:
    """Make next year's edition: unfinished measures and goals are carried over, both editions point to each other.

    A plan in 评估 becomes 续期 by this; one in 归档 stays there. InputProblem for another status, and where the
    year has an edition already.
    """
    data = get_record(ledger, "plans", plan)
    status = str(data.values["status"])
    if status not in _RENEWABLE:
        raise InputProblem(f"“{status}”状态不能续期，评估或归档后再生成下一年度的一企一策。")
    with ledger.unit(reason="续期") as unit:
        kept = kept_plan(unit, plan)
        _refuse_second(unit, kept)
        saved = save_in(unit, "plans", 0, _values(data), _parts(data))
        following = unit.session.get_one(EnterprisePolicyPlan, saved.id)
        following.previous_id = plan
        if status == PlanStatus.ASSESSED:
            move_in(unit, kept, data, PlanMove.RENEW, words=f"转入{saved.number}", day=day)
        unit.touch("plans", [plan, saved.id])
    return Saved(saved.id, saved.number, following.version, unit.changed)


def editions_of(ledger: LedgerFile, plan: int) -> list[tuple[int, int, str]]:
    """List id, year and number of all editions of a plan, the oldest first; a plan alone is one edition."""
    table = EnterprisePolicyPlan
    with ledger.read() as connection:
        rows = connection.execute(
            select(table.id, table.previous_id, table.year, table.number).where(table.deleted_at.is_(None))
        ).all()
    known = {row.id: row for row in rows}
    following = {row.previous_id: row.id for row in rows if row.previous_id}
    first = plan
    while first in known and known[first].previous_id in known:
        first = known[first].previous_id
    found = []
    while first in known:
        found.append((known[first].id, known[first].year, known[first].number))
        first = following.get(first, 0)
    return found


def _refuse_second(unit: UnitOfWork, kept: EnterprisePolicyPlan) -> None:
    """Refuse a second edition of the same year."""
    table = EnterprisePolicyPlan
    other = unit.connection.scalar(
        select(table.number).where(
            table.enterprise == kept.enterprise, table.year == kept.year + 1, table.deleted_at.is_(None)
        )
    )
    if other:
        raise InputProblem(f"这家企业已有{kept.year + 1}年的一企一策（{other}），请直接打开它。")


def _values(data: RecordData) -> Values:
    """Say what the next edition begins with: what was reached is what it starts from."""
    told = {key: data.values[key] for key in _TAKEN_OVER}
    base = data.values["current_sales"] or data.values["base_sales"]
    year = int(str(data.values["year"])) + 1
    return {
        **told,
        "year": year,
        "status": PlanStatus.DRAFT.value,
        "base_sales": base,
        "source": f"续自{data.number}",
    }


def _parts(data: RecordData) -> dict[str, Sequence[Values]]:
    """Carry over the measures that are not finished, and the goals with what was reached as their base."""
    measures = [
        {**_without_id(one), "due_words": one["due_words"] if one["status"] == "长期推进" else None}
        for one in data.children["measures"]
        if one["status"] != "已完成"
    ]
    goals = [
        {"indicator": one["indicator"], "unit": one["unit"], "base": one["actual"] or one["base"]}
        for one in data.children["goals"]
    ]
    return {"measures": measures, "goals": goals}


def _without_id(row: Values) -> Values:
    """Give a row that is not kept yet."""
    return {key: value for key, value in row.items() if key not in _KEPT_ONLY}


_KEPT_ONLY: Iterable[str] = frozenset({"id", "due"})
