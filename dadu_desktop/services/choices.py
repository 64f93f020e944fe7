"""What can be chosen: code lists that the office edits, persons, enterprises by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, func, insert, select, update

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.text import clean
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Field, Reference
from dadu_desktop.records.office import CodeItem, OfficePerson
from dadu_desktop.services.code_lists import CodeEntry, rows_of, shipped_lists
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.search_index import matching

LIBRARY = "policies"
"""The code list that is no list of the office's: the names of the policy library."""


@dataclass(frozen=True)
class Person:
    """A person of the office; ``id`` 0 is a new one."""

    name: str
    department: str = ""
    telephone: str = ""
    active: bool = True
    id: int = 0


def code_lists(_ledger: LedgerFile) -> dict[str, str]:
    """Name the code lists that fields use."""
    kinds = RECORD_TYPES.values()
    own = {one.code_list for kind in kinds for one in kind.fields}
    used = own | {one.code_list for kind in kinds for rows in kind.children for one in rows.fields}
    return {one.key: one.label for one in shipped_lists() if one.key in used}


def choices_for(ledger: LedgerFile, field: Field) -> tuple[str, ...]:
    """Give what can be chosen for a field: its fixed choices, the active entries of its code list, or policies."""
    if not field.code_list:
        return field.choices
    if field.code_list == LIBRARY:
        return _policy_names(ledger)
    return tuple(one.label for one in code_items(ledger, field.code_list) if one.active)


def _policy_names(ledger: LedgerFile) -> tuple[str, ...]:
    """Name the policies of the library that were not stopped, the newest first."""
    from dadu_desktop.records.policies import Policy  # mapped only where somebody applies for one

    query = select(Policy.name).where(Policy.deleted_at.is_(None), Policy.status != "已停止")
    with ledger.read() as connection:
        return tuple(connection.scalars(query.order_by(Policy.id.desc())))


def code_items(ledger: LedgerFile, code_list: str) -> list[CodeEntry]:
    """Read a code list in its order."""
    query = (
        select(CodeItem.label, CodeItem.code, CodeItem.parent, CodeItem.active)
        .where(CodeItem.code_list == code_list)
        .order_by(CodeItem.position, CodeItem.id)
    )
    with ledger.read() as connection:
        return [CodeEntry(*row) for row in connection.execute(query)]


def save_code_items(ledger: LedgerFile, code_list: str, items: Sequence[CodeEntry]) -> None:
    """Keep a code list as given; an entry that is left out is gone from the list, not from the records."""
    named = [replace(one, label=clean(one.label), parent=clean(one.parent)) for one in items]
    rows = rows_of(code_list, [one for one in named if one.label])
    labels = [row["label"] for row in rows]
    if len(set(labels)) < len(labels):
        raise InputProblem("同一列表中有重复的名称，请改成不同的名称后再保存。")
    with ledger.unit(reason="修改代码表") as unit:
        unit.connection.execute(delete(CodeItem).where(CodeItem.code_list == code_list))
        if rows:
            unit.connection.execute(insert(CodeItem), rows)


def enterprises_like(ledger: LedgerFile, words: str, limit: int = 20) -> list[Reference]:
    """Find enterprises for a field that is being typed in."""
    query = select(Enterprise.id, Enterprise.name).where(
        Enterprise.deleted_at.is_(None), *matching("enterprises", words)
    )
    with ledger.read() as connection:
        found = connection.execute(query.order_by(func.length(Enterprise.name), Enterprise.id).limit(limit))
        return [Reference(one, name) for one, name in found]


def persons(ledger: LedgerFile) -> list[Person]:
    """List the persons of the office, those who left last."""
    query = select(
        OfficePerson.name,
        OfficePerson.department,
        OfficePerson.telephone,
        OfficePerson.active,
        OfficePerson.id,
    )
    with ledger.read() as connection:
        rows = connection.execute(query.order_by(OfficePerson.active.desc(), OfficePerson.id))
        return [Person(*row) for row in rows]


def save_persons(ledger: LedgerFile, people: Sequence[Person]) -> None:
    """Keep the persons given; one who is left out is retired, never deleted."""
    kept = {one.id for one in people}
    with ledger.unit(reason="修改人员名单") as unit:
        for one in people:
            if not clean(one.name):
                raise InputProblem("人员姓名不能为空，请填写姓名。")
            row = {
                "name": clean(one.name),
                "department": one.department,
                "telephone": one.telephone,
                "active": one.active,
            }
            if one.id:
                unit.connection.execute(update(OfficePerson).where(OfficePerson.id == one.id).values(row))
            else:
                added = insert(OfficePerson).values(row).returning(OfficePerson.id)
                kept.add(unit.connection.scalars(added).one())
        left = OfficePerson.id.not_in(kept)
        unit.connection.execute(update(OfficePerson).where(left).values(active=False))
