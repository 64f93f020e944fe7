"""Who works in an open ledger, and by which role: a person who logged in, else whom the settings name."""

from __future__ import annotations

from sqlalchemy import Connection, select

from dadu_desktop.domain.errors import NotAllowed
from dadu_desktop.domain.roles import Role
from dadu_desktop.records.office import OfficePerson, Setting
from dadu_desktop.storage.key_ring import RECOVERY, RING
from dadu_desktop.storage.ledger_file import LedgerFile


def settle_operator(ledger: LedgerFile) -> None:
    """Let a ledger know who works in it; NotAllowed where a password opened it for somebody without a role."""
    entered = RING.person_of(ledger.path)
    with ledger.read(None) as connection:
        operator = connection.scalar(select(Setting.value).where(Setting.key == "operator")) or ""
        person = entered or operator
        role = _role_of(connection, person)
    if entered and role is None:
        raise NotAllowed(f"“{entered}”已没有使用本台账的角色，请联系管理员。")
    ledger.person, ledger.role = person, role


def _role_of(connection: Connection, person: str) -> Role | None:
    """Find the role of a person; one without a role in an office that gives none is not limited."""
    if person == RECOVERY:
        return Role.MANAGER
    query = select(OfficePerson.role).where(OfficePerson.name == person, OfficePerson.active.is_(True))
    role = connection.scalar(query.where(OfficePerson.role != ""))
    return Role(role) if role else None
