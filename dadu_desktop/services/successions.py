"""沿革: the names, contacts and responsible persons that an enterprise had before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.records.enterprises import EnterpriseName, EnterprisePerson
from dadu_desktop.storage.unit_of_work import UnitOfWork

ROLES = {
    "legal_person": "法定代表人",
    "principal": "负责人",
    "statistician": "统计员",
    "contact": "联系人",
}
"""The fields that name a person, with the role (身份) under which the person is remembered."""


def bearings_of(enterprise: Any) -> dict[str, str | None]:
    """Give what is remembered once it changes: the name, the persons and how to reach the contact."""
    return {key: getattr(enterprise, key) for key in ("name", "telephone", *ROLES)}


def list_former_name(enterprise: Any, before: str) -> None:
    """Note an earlier name among 曾用名, by which the enterprise is still found."""
    names = [one for one in (enterprise.former_names or "").split("、") if one and one != enterprise.name]
    if before not in names:
        names.append(before)
    enterprise.former_names = "、".join(names)


def keep_former(unit: UnitOfWork, enterprise: Any, before: Mapping[str, str | None]) -> None:
    """Write down what ended today: a name, and persons with those who follow them."""
    today = PartialDate.of(date.today())
    if before["name"] != enterprise.name:
        unit.session.add(EnterpriseName(parent_id=enterprise.id, name=before["name"], until=today))
    for key, role in ROLES.items():
        name, follower = before[key], getattr(enterprise, key)
        if not name or name == follower:
            continue
        reached = key == "contact"
        _stay(unit, enterprise.id, role, name, before["telephone"] if reached else None).until = today
        if follower:
            one = _stay(unit, enterprise.id, role, follower, enterprise.telephone if reached else None)
            one.since = one.since or today
    unit.session.flush()


def _stay(unit: UnitOfWork, enterprise: int, role: str, name: str, telephone: str | None) -> EnterprisePerson:
    """Find a person's time in office that has not ended, or begin one."""
    query = select(EnterprisePerson).where(
        EnterprisePerson.parent_id == enterprise,
        EnterprisePerson.role == role,
        EnterprisePerson.name == name,
        EnterprisePerson.until.is_(None),
    )
    known = unit.session.scalars(query.limit(1)).first()
    if known is None:
        known = EnterprisePerson(parent_id=enterprise, role=role, name=name, telephone=telephone)
        unit.session.add(known)
    return known
