"""Opening a guarded ledger: by a person's password or by the recovery sheet."""

from __future__ import annotations

from pathlib import Path

from dadu_desktop.domain.errors import InputProblem, WrongPassword
from dadu_desktop.storage import backup, keys
from dadu_desktop.storage.key_ring import RECOVERY, RING

__all__ = ["RECOVERY", "is_guarded", "lock_out", "people_of", "prove", "unlock", "unlock_by_code"]

_WRONG_CODE = "恢复单上的恢复码不对，请逐组核对。"


def is_guarded(place: Path) -> bool:
    """Tell whether a ledger wants a password before it can be opened."""
    return place.is_file() and backup.is_locked(place)


def people_of(place: Path) -> list[str]:
    """Name the persons who can open a guarded ledger; LedgerDamaged where the key file cannot be read."""
    return list(keys.read_keys(place))


def unlock(place: Path, password: str, person: str = "") -> str:
    """Put the key of a ledger on the ring and tell who opened it; nothing is done where none is wanted.

    ``password`` may be a recovery code, which needs no key file. Without ``person`` there must be only one who has a password.
    """
    key = keys.key_of_code(password)
    if key is not None and place.is_file() and backup.opens(place, key):
        RING.add(key, place, RECOVERY)
        return RECOVERY
    if not is_guarded(place):
        return person
    person = person or _only_person(place)
    RING.add(keys.unwrap(place, person, password), place, person)
    return person


def unlock_by_code(place: Path, code: str) -> str:
    """Put a key on the ring as the recovery sheet has it, where the key file is lost; WrongPassword for another code."""
    if unlock(place, code, RECOVERY) != RECOVERY or not any(backup.opens(place, key) for key in RING):
        raise WrongPassword(_WRONG_CODE)
    return RECOVERY


def prove(place: Path, person: str, password: str) -> None:
    """Check a person's password again, as on the lock screen; WrongPassword where it is not right."""
    if person == RECOVERY:
        key = keys.key_of_code(password)
        if key is None or not backup.opens(place, key):
            raise WrongPassword(_WRONG_CODE)
    else:
        keys.unwrap(place, person, password)


def lock_out() -> None:
    """Forget all keys that passwords gave out; open ledgers must be closed before."""
    RING.forget()


def _only_person(place: Path) -> str:
    """Name the only person who has a password."""
    people = people_of(place)
    if len(people) != 1:
        raise InputProblem(f"有多人设置了密码（{'、'.join(people)}），请指明使用人（--person 姓名）。")
    return people[0]
