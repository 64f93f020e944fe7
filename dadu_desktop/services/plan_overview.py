"""总表: every enterprise in 在库, and whoever else has one, with its plan of a year, its light, and what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, func, or_, select

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.plan_moves import PlanStatus
from dadu_desktop.domain.plan_progress import ProgressLight, Schedule, is_stale, progress_light, worst
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.plans import EnterprisePolicyPlan, PlanEntry, PlanMeasure, PlanMove
from dadu_desktop.storage.ledger_file import LedgerFile

_LIT = (PlanStatus.RUNNING, PlanStatus.ASSESSED)
"""A draft has no schedule to be behind yet, a filed plan none any more."""


class Missing(StrEnum):
    """What a plan still lacks."""

    PLAN = "无方案"
    DIAGNOSIS = "无诊断"
    MEASURES = "无措施"
    PROGRESS = "30 天无进展"
    BEHIND = "措施滞后"


@dataclass(frozen=True)
class PlanLine:
    """One enterprise; ``plan`` 0 where it has none. ``progress`` is the average of its measures in per cent."""

    enterprise: Reference
    trade: str
    plan: int = 0
    number: str = ""
    status: str = ""
    measures: int = 0
    progress: Decimal | None = None
    light: str = ""
    latest: PartialDate | None = None
    leader: str = ""
    service_person: str = ""
    missing: tuple[Missing, ...] = (Missing.PLAN,)


@dataclass(frozen=True)
class Overview:
    """The enterprises in 在库 and those with a plan, in a year."""

    year: int
    lines: tuple[PlanLine, ...]

    @cached_property
    def counts(self) -> Mapping[Missing, int]:
        """Count the enterprises by what is missing."""
        return Counter(one for line in self.lines for one in line.missing)

    @property
    def words(self) -> str:
        """Say it in one line."""
        planned = sum(bool(line.plan) for line in self.lines)
        lacking = "，".join(f"{one} {self.counts[one]} 家" for one in Missing if self.counts.get(one))
        return f"共 {len(self.lines)} 家，已建方案 {planned} 家" + (f"；{lacking}" if lacking else "")


def plan_overview(ledger: LedgerFile, year: int | None, today: date) -> Overview:
    """Read register and plans of a year, the newest with plans where none is given, in the order of the register."""
    with ledger.read() as connection:
        newest = select(func.max(EnterprisePolicyPlan.year)).where(EnterprisePolicyPlan.deleted_at.is_(None))
        year = year or connection.scalar(newest) or today.year
        plans = _plans(connection, year)
        schedules = _schedules(connection, plans)
        latest = _latest(connection, plans)
        planned = {one.enterprise for one in plans.values()}
        rows = connection.execute(
            select(Enterprise.id, Enterprise.name, Enterprise.trade)
            .where(
                Enterprise.deleted_at.is_(None), or_(Enterprise.status == "在库", Enterprise.id.in_(planned))
            )
            .order_by(Enterprise.id)
        ).all()
    of_enterprise = {one.enterprise: one for one in plans.values()}  # the newest, where there are two
    lines = []
    for one, name, trade in rows:
        reference, plan = Reference(one, name), of_enterprise.get(one)
        lines.append(
            PlanLine(reference, trade or "")
            if plan is None
            else _line(reference, trade or "", plan, schedules.get(plan.id, []), latest.get(plan.id), today)
        )
    return Overview(year, tuple(lines))


def plan_years(ledger: LedgerFile, today: date) -> list[int]:
    """List the years with plans and the present one, the newest first."""
    query = select(EnterprisePolicyPlan.year).where(EnterprisePolicyPlan.deleted_at.is_(None)).distinct()
    with ledger.read() as connection:
        return sorted({*connection.scalars(query), today.year}, reverse=True)


def measure_lights(ledger: LedgerFile, plan: int, today: date) -> list[ProgressLight]:
    """Give the light of each measure of a plan, in its order."""
    with ledger.read() as connection:
        table = EnterprisePolicyPlan.__table__
        row = connection.execute(select(table).where(table.c.id == plan)).one_or_none()
        found = _schedules(connection, {plan: row}) if row else {}
    return [progress_light(one, today) for one in found.get(plan, [])]


def _plans(connection: Connection, year: int) -> dict[int, Any]:
    """Read the plans of a year."""
    query = select(EnterprisePolicyPlan.__table__).where(
        EnterprisePolicyPlan.year == year, EnterprisePolicyPlan.deleted_at.is_(None)
    )
    return {row.id: row for row in connection.execute(query.order_by(EnterprisePolicyPlan.id))}


def _schedules(connection: Connection, plans: Mapping[int, Any]) -> dict[int, list[Schedule]]:
    """Read the measures: they begin with the year, or with the approval of the plan where it is later."""
    begun = _begun(connection, plans)
    found: dict[int, list[Schedule]] = defaultdict(list)
    query = select(PlanMeasure.parent_id, PlanMeasure.due, PlanMeasure.percent, PlanMeasure.status).where(
        PlanMeasure.parent_id.in_(plans)
    )
    for parent, due, percent, status in connection.execute(
        query.order_by(PlanMeasure.position, PlanMeasure.id)
    ):
        found[parent].append(
            Schedule(
                begun[parent],
                due.last_day() if due else None,
                percent if percent is not None else Decimal(100 if status == "已完成" else 0),
                done=status == "已完成",
                long_term=status == "长期推进",
            )
        )
    return found


def _begun(connection: Connection, plans: Mapping[int, Any]) -> dict[int, date]:
    """Find the day from which each plan is carried out."""
    query = (
        select(PlanMove.parent_id, func.min(PlanMove.date))
        .where(PlanMove.parent_id.in_(plans), PlanMove.after == PlanStatus.RUNNING.value)
        .group_by(PlanMove.parent_id)
    )
    approved = {parent: day.first_day() for parent, day in connection.execute(query)}
    return {one: max(date(row.year, 1, 1), approved.get(one, date.min)) for one, row in plans.items()}


def _latest(connection: Connection, plans: Iterable[int]) -> dict[int, PartialDate]:
    """Find the day of the newest entry of each plan."""
    query = select(PlanEntry.parent_id, func.max(PlanEntry.date)).where(PlanEntry.parent_id.in_(tuple(plans)))
    return {row[0]: row[1] for row in connection.execute(query.group_by(PlanEntry.parent_id))}


def _line(
    enterprise: Reference,
    trade: str,
    plan: Any,
    schedules: list[Schedule],
    latest: PartialDate | None,
    today: date,
) -> PlanLine:
    """Tell one plan; progress is asked for while it is carried out only."""
    light = worst(progress_light(one, today) for one in schedules)
    running = plan.status == PlanStatus.RUNNING
    begun = date(plan.year, 1, 1)
    stale = running and is_stale(begun, latest.last_day() if latest else None, today)
    missing = {
        Missing.DIAGNOSIS: not plan.problems,
        Missing.MEASURES: not schedules,
        Missing.PROGRESS: stale,
        Missing.BEHIND: running and light is ProgressLight.RED,
    }
    total = sum((one.percent for one in schedules), Decimal(0))
    return PlanLine(
        enterprise,
        trade,
        plan.id,
        plan.number,
        plan.status,
        len(schedules),
        total // len(schedules) if schedules else None,
        light.value if schedules and plan.status in _LIT else "",
        latest,
        plan.leader or "",
        plan.service_person or "",
        tuple(one for one, lacks in missing.items() if lacks),
    )
