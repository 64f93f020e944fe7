"""Who may open the ledger and what each may do: roles, passwords, the recovery sheet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, insert, select, update

from dadu_desktop.domain.errors import InputProblem, LedgerDamaged, NotFound
from dadu_desktop.domain.password_rules import RULES, password_fault
from dadu_desktop.domain.roles import Act, Role
from dadu_desktop.domain.text import clean
from dadu_desktop.records.office import OfficePerson
from dadu_desktop.services.glances import drop_glance
from dadu_desktop.services.operator_role import settle_operator
from dadu_desktop.services.settings import get_settings
from dadu_desktop.storage import backup, keys
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.key_ring import OPEN_KEY, RECOVERY, RING, key_file
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.lock import LedgerLock

DEFAULT_RULE = next(iter(RULES))


@dataclass(frozen=True)
class Account:
    """One person with the role that was given and whether there is a password."""

    name: str
    role: Role | None
    has_password: bool


def accounts(ledger: LedgerFile) -> list[Account]:
    """List the persons who still work here."""
    guarded = set(keys.read_keys(ledger.path))
    query = select(OfficePerson.name, OfficePerson.role).where(OfficePerson.active.is_(True))
    with ledger.read(None) as connection:
        rows = connection.execute(query.order_by(OfficePerson.id)).all()
    return [Account(row.name, Role(row.role) if row.role else None, row.name in guarded) for row in rows]


def give_role(ledger: LedgerFile, person: str, role: Role | None) -> None:
    """Give a person a role, adding the person where there is none of the name; one manager always stays."""
    ledger.require(Act.PERSONS)
    name = clean(person)
    if not name or name == RECOVERY:
        raise InputProblem("请填写姓名。")
    with ledger.unit(reason=f"{name}：{role or '不再使用台账'}") as unit:
        connection = unit.connection
        known = connection.scalar(select(OfficePerson.id).where(OfficePerson.name == name))
        if known is None:
            connection.execute(insert(OfficePerson).values(name=name, role=role or ""))
        else:
            connection.execute(
                update(OfficePerson).where(OfficePerson.id == known).values(role=role or "", active=True)
            )
        with_role = select(func.count()).where(OfficePerson.role != "", OfficePerson.active.is_(True))
        managers = with_role.where(OfficePerson.role == Role.MANAGER)
        if connection.scalar(with_role) and not connection.scalar(managers):
            raise InputProblem("至少要有一名管理员，请先指定另一名管理员。")
        if ledger.guarded and name == ledger.person and role is None:
            raise InputProblem("不能取消自己的角色，请由另一名管理员办理。")
    if role is None:
        drop_password(ledger, name)
    settle_operator(ledger)


def set_password(ledger: LedgerFile, person: str, password: str, former: str = "") -> None:
    """Set a password in a guarded ledger: one's own with the former one, another's as manager.

    Only the wrapping of the key changes; the ledger stays as it is.
    """
    if person == ledger.person:
        keys.unwrap(ledger.path, person, former)
    else:
        ledger.require(Act.PERSONS)
    _require_known(ledger, person)
    _require_good(ledger, person, password)
    persons = keys.read_keys(ledger.path)
    keys.write_keys(ledger.path, persons | {person: keys.wrap(_key_of(ledger.path), person, password)})
    ledger.note("password", f"设置密码：{person}")


def drop_password(ledger: LedgerFile, person: str) -> None:
    """Let a person not open the guarded ledger any more; the last manager with a password stays."""
    ledger.require(Act.PERSONS)
    persons = keys.read_keys(ledger.path)
    if person not in persons:
        return
    left = {one.name for one in accounts(ledger) if one.role is Role.MANAGER and one.has_password} - {person}
    if not left:
        raise InputProblem("至少要有一名设了密码的管理员，请先为另一名管理员设置密码。")
    keys.write_keys(ledger.path, {name: one for name, one in persons.items() if name != person})
    ledger.note("password", f"取消密码：{person}")


def recovery_sheet(ledger: LedgerFile) -> str:
    """Give the code of the recovery sheet, which opens the ledger without password and key file."""
    ledger.require(Act.PERSONS)
    code = keys.recovery_code(_key_of(ledger.path))
    ledger.note("recovery", "打印恢复单")
    return code


def guard(place: Path, person: str, password: str, rule: str = DEFAULT_RULE) -> str:
    """Encrypt a closed ledger, and the copies kept beside it, with a key of its own; returns the recovery code.

    The person must have been made a manager before: one without a role is not limited by any.
    """
    fault = password_fault(rule, password, person)
    if fault:
        raise InputProblem(fault)
    key = keys.new_key()
    with _held(place):
        if not backup.opens(place, OPEN_KEY):
            raise InputProblem("该台账已经设有密码，请登录后在设置中修改。")
        persons = {person: keys.wrap(key, person, password)}
        for copy in backup.kept_copies(place):
            # a try that was cut off left others
            if backup.opens(copy, OPEN_KEY) or not key_file(copy).exists():
                _encrypt_copy(copy, key, persons)
        _encrypt(place, key, persons)
    drop_glance()
    RING.add(key, place, person)
    return keys.recovery_code(key)


def _encrypt(place: Path, key: str, persons: dict[str, keys.Wrapped]) -> None:
    """Put the key file in its place, then encrypt: a ledger whose key nobody has is lost."""
    keys.write_keys(place, persons)
    backup.change_key(place, key)


def _encrypt_copy(copy: Path, key: str, persons: dict[str, keys.Wrapped]) -> None:
    """Encrypt a backup; one that cannot be read would stay open to everybody."""
    try:
        _encrypt(copy, key, persons)
    except LedgerDamaged:
        key_file(copy).unlink(missing_ok=True)
        raise LedgerDamaged(
            f"备份“{copy.name}”已损坏，不能加密，还没有设密码；请先移走或删除该备份。"
        ) from None


def unguard(place: Path) -> None:
    """Take the passwords away from a closed ledger that this program could open: the published key again."""
    with _held(place):
        backup.change_key(place, OPEN_KEY)
        with said():
            key_file(place).unlink(missing_ok=True)
    RING.leave(place)


@contextmanager
def _held(place: Path) -> Iterator[None]:
    """Hold the lock of a closed ledger."""
    if not place.is_file():
        raise NotFound(f"找不到台账文件“{place}”，请检查路径。")
    lock = LedgerLock(place)
    with said():
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _key_of(place: Path) -> str:
    """Find the key on the ring that opens a guarded ledger."""
    found = next((key for key in RING if key != OPEN_KEY and backup.opens(place, key)), None)
    if found is None:
        raise InputProblem("该台账没有设密码，请先设置第一个密码。")
    return found


def _require_known(ledger: LedgerFile, person: str) -> None:
    """Refuse a person without a role."""
    if not any(one.name == person and one.role for one in accounts(ledger)):
        raise InputProblem(f"“{person}”还没有角色，请先指定角色。")


def _require_good(ledger: LedgerFile, person: str, password: str) -> None:
    """Refuse a password that the office's rule does not take."""
    fault = password_fault(get_settings(ledger).get("password_rule", DEFAULT_RULE), password, person)
    if fault:
        raise InputProblem(fault)
