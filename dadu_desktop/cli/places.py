"""Which ledger and which record type a command means."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from dadu_desktop.cli.passwords import passwords_in
from dadu_desktop.domain.errors import InputProblem, NotFound
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import RecordType
from dadu_desktop.services import ledgers
from dadu_desktop.services.records import RecordData, find_record, get_record, is_id
from dadu_desktop.storage.ledger_file import LedgerFile


def ledger_place(options: Namespace) -> Path:
    """Name the ledger by --database, DADU_DATABASE or the person's data folder; InputProblem for a server."""
    chosen = getattr(options, "database", None)
    return ledgers.place_of(chosen) if chosen else ledgers.default_place()


def unlocked_place(options: Namespace) -> Path:
    """Name the ledger, unlocked where it wants a password and one was given."""
    place = ledger_place(options)
    unlock(place, options)
    return place


def unlock(place: Path, options: Namespace) -> None:
    """Unlock a ledger or backup with the first password given; the further ones are those of workbooks."""
    if not hasattr(options, "password_file") or not place.is_file():
        return
    from dadu_desktop.services import login  # brings the cryptography along, which few ledgers want

    login.unlock(place, passwords_in(options.password_file)[0], getattr(options, "person", ""))


def reading(options: Namespace) -> LedgerFile:
    """Open the ledger to read, also while another program works in it."""
    return ledgers.open_ledger(unlocked_place(options), write=False)


def writing(options: Namespace) -> LedgerFile:
    """Open the ledger to write."""
    return ledgers.open_ledger(unlocked_place(options))


def record_type(kind: str) -> RecordType:
    """Find a record type; InputProblem naming those there are."""
    if kind not in RECORD_TYPES:
        known = "、".join(f"{one.key}（{one.label}）" for one in RECORD_TYPES.values())
        raise InputProblem(f"本版本没有“{kind}”这种台账，可用的有：{known}。")
    return RECORD_TYPES[kind]


def find(ledger: LedgerFile, options: Namespace) -> RecordData:
    """Find the record that a command names by number, or by its id."""
    kind = record_type(options.kind).key
    try:
        return find_record(ledger, kind, options.number)
    except NotFound:
        if not is_id(options.number):
            raise
        return get_record(ledger, kind, int(options.number))
