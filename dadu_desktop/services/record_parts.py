"""The rows inside a record: parts, links to enterprises, and the problems of a visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select

from dadu_desktop.domain.record_rules import measure_due, row_fault
from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.mapping import described
from dadu_desktop.storage.unit_of_work import UnitOfWork, now

Rows = Sequence[Mapping[str, object]]


def child_faults(kind: str, children: Mapping[str, Rows]) -> dict[str, str]:
    """Find required cells that are empty, and rows that cannot be meant, in the rows inside a record."""
    faults = {}
    for key, rows in children.items():
        described_rows = RECORD_TYPES[kind].child(key)
        for place, row in enumerate(rows, start=1):
            for one in described_rows.fields:
                if one.required and row.get(one.key) in (None, ""):
                    faults[key] = f"{described_rows.label}第 {place} 行请填写{one.label}。"
            if key not in faults and (fault := row_fault(kind, key, row)):
                faults[key] = f"{described_rows.label}第 {place} 行：{fault}"
    return faults


def replace_links(unit: UnitOfWork, kind: str, record: int, given: Mapping[str, object]) -> bool:
    """Keep the enterprises that a record is linked to, when they were given; tell whether they differed."""
    touched = False
    for key, link in MAPPINGS[kind].links.items():
        if key not in given:
            continue
        wanted = [one.id for one in given[key] or () if isinstance(one, Reference)]  # type: ignore[attr-defined]
        owned = link.owner_id == record
        kept = unit.connection.scalars(select(link.enterprise_id).where(owned).order_by(link.position)).all()
        if wanted != list(kept):
            touched = True
            unit.connection.execute(delete(link).where(owned))
            rows = [
                {"owner_id": record, "enterprise_id": one, "position": place}
                for place, one in enumerate(dict.fromkeys(wanted))
            ]
            if rows:
                unit.connection.execute(insert(link), rows)
    return touched


def replace_children(unit: UnitOfWork, kind: str, kept: Any, children: Mapping[str, Rows]) -> bool:
    """Make the kept rows equal to those given; tell whether anything changed."""
    touched = False
    for key, rows in children.items():
        if RECORD_TYPES[kind].child(key).record_type:
            touched |= _save_problems(unit, kept, rows)
        else:
            touched |= _replace_part(unit, MAPPINGS[kind].parts[key], kept, rows)
    return touched


def _replace_part(unit: UnitOfWork, part: Any, kept: Any, rows: Rows) -> bool:
    """Update rows with an id, insert those without, delete those left out."""
    query = select(part).where(part.parent_id == kept.id)
    known = {one.id: one for one in unit.session.scalars(query)}
    stay = {row["id"] for row in rows if row.get("id")}
    touched = bool(known.keys() - stay)
    for gone in known.keys() - stay:
        unit.session.delete(known[gone])
    for place, row in enumerate(rows):
        one = known.get(row.get("id")) or part(parent_id=kept.id)
        one.position = place
        _fill(one, part, row, date(getattr(kept, "year", None) or date.today().year, 7, 2))
        unit.session.add(one)
        touched |= one in unit.session.new or unit.session.is_modified(one)
    unit.session.flush()
    return touched


def _fill(one: Any, part: Any, row: Mapping[str, object], middle: date) -> None:
    """Put the values of one row in place; 11月底 means the year around whose middle the plan lies."""
    for field in described(part):
        if field.key in row and not field.computed:
            setattr(one, field.key, row[field.key])
    if hasattr(one, "due_words"):
        one.due = measure_due(one.due_words, middle) if one.due_words else None


def _save_problems(unit: UnitOfWork, visit: Any, rows: Rows) -> bool:
    """Register the problems raised on a visit; those left out go to the recycle bin."""
    from dadu_desktop.services.records import save_in  # records and their rows need one another

    problem: Any = MAPPINGS["problems"].model
    query = select(problem.id).where(problem.visit_id == visit.id, problem.deleted_at.is_(None))
    kept = set(unit.connection.scalars(query))
    stay = set()
    for row in rows:
        values = {key: value for key, value in row.items() if key not in ("id", "number")}
        identity = int(str(row.get("id") or 0))
        if not identity:
            values = {**_first_values(unit, visit), **{k: v for k, v in values.items() if v is not None}}
        saved = save_in(unit, "problems", identity, values, {})
        unit.session.get_one(problem, saved.id).visit_id = visit.id
        stay.add(saved.id)
    for gone in kept - stay:
        unit.session.get_one(problem, gone).deleted_at = now()
        unit.touch("problems", [gone], index=False)
    unit.session.flush()
    return bool(rows) or bool(kept - stay)


def _first_values(unit: UnitOfWork, visit: Any) -> dict[str, object]:
    """Say what a problem takes over from the visit on which it was raised."""
    link = MAPPINGS["visits"].links["enterprises"]
    query = select(link.enterprise_id).where(link.owner_id == visit.id).order_by(link.position).limit(1)
    first = unit.connection.scalar(query)
    return {
        "enterprise": Reference(first, "") if first else None,
        "origin": "座谈会" if visit.form == "座谈会" else "走访",
        "raised": visit.date,
        "status": "登记",
    }
