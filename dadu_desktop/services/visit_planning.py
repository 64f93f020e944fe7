"""Visits that are planned: whom to visit, what is known of them, and no two visits on top of one another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dadu_desktop.domain.errors import InputProblem, UserProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.visits import PlannedVisit as Row
from dadu_desktop.records.visits import ServiceVisit, VisitEnterprise
from dadu_desktop.services.list_query import Filter, ListQuery, Sort
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.settings import get_settings
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed

GAP_SETTING = "visit_gap_days"
GAP = 14
"""Days between two visits to one enterprise below which a reason is asked for."""


@dataclass(frozen=True)
class Candidate:
    """An enterprise that may be visited, with what one should know before; ``overlap`` "" where nothing stands against it."""

    enterprise: Reference
    town: str
    area: str
    last_visit: PartialDate | None
    last_visitors: str
    open_problems: int
    planned: date | None
    overlap: str


@dataclass(frozen=True)
class Plan:
    """A round of visits on one day."""

    day: date
    enterprises: tuple[Reference, ...]
    visitors: str = ""
    leader: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class PlannedVisit:
    """One planned visit; ``visit`` is the one it became."""

    id: int
    day: date
    enterprise: Reference
    visitors: str
    leader: str
    purpose: str
    overlap_reason: str
    visit: Reference | None


class Overlaps(UserProblem):
    """Visits that fall too close to others: each needs a reason, or another day."""

    def __init__(self, overlaps: Mapping[int, str]) -> None:
        """Keep the sentence of each enterprise by its id."""
        super().__init__(f"{'；'.join(overlaps.values())}。请改期，或写明仍需走访的理由。")
        self.overlaps = dict(overlaps)


def candidates(
    ledger: LedgerFile,
    today: date,
    *,
    town: str = "",
    area: str = "",
    unvisited_days: int = 0,
    warned: Collection[int] | None = None,
    search: str = "",
    day: date | None = None,
    limit: int = 200,
) -> list[Candidate]:
    """Choose enterprises by place, by how long nobody came, or among ``warned`` ids; longest unvisited first."""
    filters = [Filter(key, "is", value) for key, value in (("town", town), ("area", area)) if value]
    if unvisited_days:
        since = PartialDate.of(today - timedelta(days=unvisited_days))
        filters.append(Filter("last_visit", "not_since", since))
    if warned is not None:
        filters.append(Filter("number", "one_of", _numbers(ledger, warned)))
    query = ListQuery(
        search=search,
        filters=(*filters, Filter("status", "one_of", ("在库", "准限上", "服务对象", None))),
        sort=(Sort("last_visit"),),
        columns=("name", "town", "area", "last_visit", "open_problems"),
        limit=limit,
    )
    found = _known_of(ledger, query, today, day or today)
    # A list sorts what is empty last; who was never visited comes first here.
    return sorted(found, key=lambda one: one.last_visit is not None)


def _known_of(ledger: LedgerFile, query: ListQuery, today: date, day: date) -> list[Candidate]:
    """Tell of each enterprise of a list who was there last, what is planned, and what is too close to a day."""
    rows = list_records(ledger, "enterprises", query).rows
    ids, gap = [row.id for row in rows], gap_days(ledger)
    with ledger.read() as connection:
        visitors = _last_visitors(connection, ids)
        planned = {one.enterprise.id: one.day for one in _planned(connection, first=today)}
        near = _too_close(connection, ids, day, gap)
    return [
        Candidate(
            Reference(row.id, str(row.values["name"])),
            str(row.values["town"] or ""),
            str(row.values["area"] or ""),
            row.values["last_visit"],  # type: ignore[arg-type]
            visitors.get(row.id, ""),
            int(str(row.values["open_problems"] or 0)),
            planned.get(row.id),
            near.get(row.id, ""),
        )
        for row in rows
    ]


def plan_visits(ledger: LedgerFile, plan: Plan, *, reasons: Mapping[int, str] | None = None) -> Changed:
    """Plan a round; Overlaps where one of them was or will be visited by anybody close to it without a reason."""
    given = {one: words.strip() for one, words in (reasons or {}).items() if words.strip()}
    if not plan.enterprises:
        raise InputProblem("请先选择要走访的企业。")
    gap = gap_days(ledger)
    with ledger.unit(reason="安排走访") as unit:
        near = _too_close(unit.connection, [one.id for one in plan.enterprises], plan.day, gap)
        if open_ones := {one: words for one, words in near.items() if one not in given}:
            raise Overlaps(open_ones)
        rows = [
            {
                "day": PartialDate.of(plan.day),
                "enterprise_id": one.id,
                "visitors": plan.visitors,
                "leader": plan.leader,
                "purpose": plan.purpose,
                "overlap_reason": given.get(one.id, "") if one.id in near else "",
            }
            for one in dict.fromkeys(plan.enterprises)
        ]
        unit.connection.execute(insert(Row), rows)
        unit.touch("visits", (), index=False)
    return unit.changed


def planned_visits(
    ledger: LedgerFile, *, first: date | None = None, last: date | None = None, open_only: bool = True
) -> list[PlannedVisit]:
    """List what is planned, in the order of the days."""
    with ledger.read() as connection:
        return _planned(connection, first=first, last=last, open_only=open_only)


def cancel_plans(ledger: LedgerFile, plans: Sequence[int], reason: str) -> None:
    """Call planned visits off; the reason is kept with them."""
    if not reason.strip():
        raise InputProblem("取消走访安排请写明原因。")
    with ledger.unit(reason=reason) as unit:
        chosen = (Row.id.in_(plans), Row.visit_id.is_(None))
        unit.connection.execute(update(Row).where(*chosen).values(cancelled=reason.strip()))
        unit.touch("visits", (), index=False)


def move_plan(ledger: LedgerFile, plan: int, day: date, *, reason: str = "") -> None:
    """Put a planned visit on another day; the guard against overlaps looks at it again."""
    with ledger.read() as connection:
        old = next((one for one in _planned(connection) if one.id == plan), None)
    if old is None:
        raise InputProblem("这次走访已完成或已取消，不能改期。")
    gap = gap_days(ledger)
    with ledger.unit(reason="走访改期") as unit:
        near = _too_close(unit.connection, [old.enterprise.id], day, gap, besides=plan)
        if near and not reason.strip():
            raise Overlaps(near)
        values = {"day": PartialDate.of(day), "overlap_reason": reason.strip() if near else ""}
        unit.connection.execute(update(Row).where(Row.id == plan).values(values))
        unit.touch("visits", (), index=False)


def gap_days(ledger: LedgerFile) -> int:
    """Give the days that should lie between two visits to one enterprise."""
    kept = get_settings(ledger).get(GAP_SETTING, "")
    return int(kept) if kept.isdigit() else GAP


def _numbers(ledger: LedgerFile, ids: Collection[int]) -> tuple[str, ...]:
    """Give the numbers of enterprises."""
    with ledger.read() as connection:
        return tuple(connection.scalars(select(Enterprise.number).where(Enterprise.id.in_(ids))))


def _planned(
    connection: Connection, *, first: date | None = None, last: date | None = None, open_only: bool = True
) -> list[PlannedVisit]:
    """Read planned visits."""
    columns = (Row.id, Row.day, Row.enterprise_id, Enterprise.name, Row.visitors, Row.leader, Row.purpose)
    query = (
        select(*columns, Row.overlap_reason, Row.visit_id, ServiceVisit.number)
        .join(Enterprise, Enterprise.id == Row.enterprise_id)
        .outerjoin(ServiceVisit, ServiceVisit.id == Row.visit_id)
        .where(Row.cancelled.is_(None))
        .order_by(Row.day, Row.id)
    )
    if first:
        query = query.where(Row.day >= PartialDate.of(first))
    if last:
        query = query.where(Row.day <= PartialDate.of(last))
    if open_only:
        query = query.where(Row.visit_id.is_(None))
    return [
        PlannedVisit(
            one, day.first_day(), Reference(who, name), visitors, leader, purpose, reason,
            Reference(visit, number) if visit else None,
        )
        for one, day, who, name, visitors, leader, purpose, reason, visit, number in connection.execute(query)
    ]  # fmt: skip


def _last_visitors(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Say who was last at each enterprise, whoever it was."""
    rows = connection.execute(
        select(VisitEnterprise.enterprise_id, ServiceVisit.visitors, ServiceVisit.leader)
        .join(ServiceVisit, ServiceVisit.id == VisitEnterprise.owner_id)
        .where(VisitEnterprise.enterprise_id.in_(ids), ServiceVisit.deleted_at.is_(None))
        .order_by(ServiceVisit.date, ServiceVisit.id)
    )
    return {enterprise: visitors or leader or "" for enterprise, visitors, leader in rows}


def _too_close(
    connection: Connection, ids: Sequence[int], day: date, gap: int, *, besides: int = 0
) -> dict[int, str]:
    """Find visits made or planned within some days of a day, by enterprise, as a sentence."""
    around = (PartialDate.of(day - timedelta(days=gap)), PartialDate.of(day + timedelta(days=gap)))
    made = connection.execute(
        select(VisitEnterprise.enterprise_id, Enterprise.name, ServiceVisit.date, ServiceVisit.visitors)
        .join(ServiceVisit, ServiceVisit.id == VisitEnterprise.owner_id)
        .join(Enterprise, Enterprise.id == VisitEnterprise.enterprise_id)
        .where(VisitEnterprise.enterprise_id.in_(ids), ServiceVisit.deleted_at.is_(None))
        .where(ServiceVisit.date.between(*around))
        .order_by(ServiceVisit.date)
    )
    found = {one: _close(name, when, who, "已走访") for one, name, when, who in made}
    ahead: Any = connection.execute(
        select(Row.enterprise_id, Enterprise.name, Row.day, Row.visitors)
        .join(Enterprise, Enterprise.id == Row.enterprise_id)
        .where(Row.enterprise_id.in_(ids), Row.visit_id.is_(None), Row.cancelled.is_(None))
        .where(Row.day.between(*around), Row.id != besides)
    )
    return found | {one: _close(name, when, who, "已安排走访") for one, name, when, who in ahead}


def _close(name: str, when: PartialDate, who: str | None, what: str) -> str:
    """Say which visit is too close."""
    return f"{name}{when.chinese()}{f'由{who}' if who else ''}{what}"
