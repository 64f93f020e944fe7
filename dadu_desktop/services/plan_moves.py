"""Moves in the life of a 一企一策: what can be done next, doing it, and the log of what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from dadu_desktop.domain.errors import FieldProblems, InputProblem, NotFound, RecordChanged
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.plan_moves import PlanMove, PlanRule, lacking, rules_from
from dadu_desktop.records.plans import EnterprisePolicyPlan
from dadu_desktop.records.plans import PlanMove as MoveRow
from dadu_desktop.services.records import RecordData, get_record
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed, UnitOfWork


@dataclass(frozen=True)
class PlanOption:
    """A move that can be made now; ``blocked`` says what the plan lacks for it."""

    move: PlanMove
    hint: str
    words: bool
    blocked: str = ""


@dataclass(frozen=True)
class PlanMoved:
    """What a move did."""

    id: int
    number: str
    status: str
    changed: Changed


@dataclass(frozen=True)
class PlanStep:
    """One line of the log."""

    date: PartialDate
    move: str
    person: str
    words: str
    before: str
    after: str


def plan_options(ledger: LedgerFile, plan: int) -> list[PlanOption]:
    """List the moves that a plan allows, in the order of the work."""
    data = get_record(ledger, "plans", plan)
    return [
        PlanOption(one.move, one.hint, one.words, lacking(one.move, data.values, data.children))
        for one in rules_from(str(data.values["status"]))
    ]


def make_plan_move(
    ledger: LedgerFile, plan: int, move: PlanMove, *, words: str = "", day: date, version: int | None = None
) -> PlanMoved:
    """Make one move but 续期, which makes the next edition too; what it lacks is said in a FieldProblems."""
    if move is PlanMove.RENEW:
        raise InputProblem("“续期”会生成下一年度的一企一策，请用“续期到下一年”。")
    data = get_record(ledger, "plans", plan)
    with ledger.unit(reason=words.strip()) as unit:
        kept = kept_plan(unit, plan)
        if version is not None and kept.version != version:
            raise RecordChanged(data.values)
        move_in(unit, kept, data, move, words=words.strip(), day=day)
    return PlanMoved(plan, data.number, kept.status, unit.changed)


def move_in(unit: UnitOfWork, kept: Any, data: RecordData, move: PlanMove, *, words: str, day: date) -> None:
    """Make a move within an open unit of work; every fault is raised before anything is written."""
    rule = _rule(str(data.values["status"]), move)
    if rule.words and not words:
        raise FieldProblems({"words": f"{rule.hint}"})
    if fault := lacking(move, data.values, data.children):
        raise InputProblem(fault)
    if day > date.today():
        raise FieldProblems({"day": "办理日期不能晚于今天，请核对。"})
    unit.session.add(
        MoveRow(
            parent_id=kept.id,
            position=next_position(unit, MoveRow, kept.id),
            date=PartialDate.of(day),
            move=move.value,
            person=unit.person,
            words=words or None,
            before=kept.status,
            after=rule.target.value,
        )
    )
    kept.status = rule.target.value
    unit.touch("plans", [kept.id])


def plan_steps(ledger: LedgerFile, plan: int) -> list[PlanStep]:
    """Read the log of a plan, oldest first."""
    columns = (MoveRow.date, MoveRow.move, MoveRow.person, MoveRow.words, MoveRow.before, MoveRow.after)
    with ledger.read() as connection:
        rows = connection.execute(
            select(*columns).where(MoveRow.parent_id == plan).order_by(MoveRow.position, MoveRow.id)
        )
        return [
            PlanStep(row.date, row.move, row.person or "", row.words or "", row.before, row.after)
            for row in rows
        ]


def kept_plan(unit: UnitOfWork, plan: int) -> Any:
    """Load a plan for changing."""
    kept = unit.session.get(EnterprisePolicyPlan, plan)
    if kept is None or kept.deleted_at is not None:
        raise NotFound("这份一企一策已不存在或在回收站中，请刷新列表。")
    return kept


def next_position(unit: UnitOfWork, part: Any, plan: int) -> int:
    """Give the place behind the last row of a part."""
    last = unit.session.scalar(select(func.max(part.position)).where(part.parent_id == plan))
    return 0 if last is None else last + 1


def _rule(status: str, move: PlanMove) -> PlanRule:
    """Find the rule of a move; InputProblem where the status does not allow it."""
    rules = rules_from(status)
    for one in rules:
        if one.move is move:
            return one
    raise InputProblem(
        f"“{status}”状态不能{move}，现在可以：{'、'.join(one.move for one in rules) or '无'}。"
    )
