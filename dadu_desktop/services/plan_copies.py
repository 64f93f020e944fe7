"""Copies a measure into the plans of many enterprises, as one batch that can be taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.plan_moves import FINISHED
from dadu_desktop.domain.text import clean
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.papers import ImportBatch
from dadu_desktop.records.plans import EnterprisePolicyPlan, PlanMeasure
from dadu_desktop.services.record_rows import names
from dadu_desktop.services.records import save_in
from dadu_desktop.services.rows import Values
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed, UnitOfWork

_TITLE_LENGTH = 20


@dataclass(frozen=True)
class Copied:
    """What a copy did; ``batch`` takes it back. Left out were plans that have the measure, or are finished."""

    batch: int
    created: list[str]
    extended: list[str]
    left_out: list[str]
    changed: Changed

    @property
    def words(self) -> str:
        """Say it in one sentence."""
        told = f"新建 {len(self.created)} 份、补充 {len(self.extended)} 份一企一策"
        return (
            f"{told}，{len(self.left_out)} 家未改（已有这条措施，或方案已归档、续期）"
            if self.left_out
            else told
        )


def copy_measure(ledger: LedgerFile, measure: Values, enterprises: Sequence[int], year: int) -> Copied:
    """Put a measure, begun nowhere yet, into the plans of a year; an enterprise without one gets a draft."""
    words = clean(str(measure.get("measure") or ""))
    if not words:
        raise InputProblem("请选择要复制的措施。")
    if not enterprises:
        raise InputProblem("请选择要复制到的企业。")
    row = {key: measure.get(key) for key in ("lead_unit", "owner", "due_words")}
    row |= {"measure": words, "status": "未启动"}
    title = f"复制措施“{words[:_TITLE_LENGTH]}”到 {len(enterprises)} 家企业"
    with ledger.unit(reason=title) as unit:
        batch = _begin(unit, title)
        outcome = _copy(unit, row, enterprises, year)
        counts = {"created": len(outcome[0]), "updated": len(outcome[1])}
        unit.session.get_one(ImportBatch, batch).counts = json.dumps(counts)
    return Copied(batch, *outcome, unit.changed)


def _begin(unit: UnitOfWork, title: str) -> int:
    """Open a batch, to which everything that follows belongs."""
    row = {"at": unit.at, "person": unit.person, "title": title}
    batch = unit.connection.scalars(insert(ImportBatch).values(row).returning(ImportBatch.id)).one()
    unit.set_batch(batch)
    return batch


def _copy(
    unit: UnitOfWork, row: Values, enterprises: Sequence[int], year: int
) -> tuple[list[str], list[str], list[str]]:
    """Make or extend the plan of each enterprise; give the names of created, extended and left out."""
    known = names(unit.connection, enterprises)
    created, extended, left_out = list[str](), list[str](), list[str]()
    for one in dict.fromkeys(enterprises):
        reference = known[one]
        plan = unit.session.scalars(
            select(EnterprisePolicyPlan)
            .where(EnterprisePolicyPlan.enterprise == one, EnterprisePolicyPlan.year == year)
            .where(EnterprisePolicyPlan.deleted_at.is_(None))
            .order_by(EnterprisePolicyPlan.id.desc())
        ).first()
        if plan is None:
            _create(unit, row, reference, year)
            created.append(reference.label)
        elif plan.status in FINISHED or not _extend(unit, row, plan):
            left_out.append(reference.label)
        else:
            extended.append(reference.label)
    return created, extended, left_out


def _create(unit: UnitOfWork, row: Values, enterprise: Reference, year: int) -> None:
    """Begin a plan with the measure."""
    values = {"enterprise": enterprise, "year": year, "status": "起草", "service_person": unit.person or None}
    save_in(unit, "plans", 0, values, {"measures": [row]})


def _extend(unit: UnitOfWork, row: Values, plan: Any) -> bool:
    """Add the measure behind the others; False where the plan has it already."""
    rows = unit.session.scalars(select(PlanMeasure).where(PlanMeasure.parent_id == plan.id)).all()
    if any(one.measure == row["measure"] for one in rows):
        return False
    keys = ("id", "measure", "lead_unit", "owner", "due_words", "progress", "percent", "status")
    kept = [{key: getattr(one, key) for key in keys} for one in sorted(rows, key=lambda one: one.position)]
    save_in(unit, "plans", plan.id, {}, {"measures": [*kept, row]})
    return True
