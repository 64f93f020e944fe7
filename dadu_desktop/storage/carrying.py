"""One file to carry away: a checked copy of a ledger with its keys, and the hashes by which it is known to be whole."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

from dadu_desktop.domain.errors import InputProblem, LedgerDamaged
from dadu_desktop.storage import backup
from dadu_desktop.storage.backup import Copy
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.key_ring import key_file
from dadu_desktop.storage.whole_files import put_in_place, require_file

SUFFIX = ".daduzip"
_LEDGER, _KEYS, _LIST = "台账.dadu", "台账.dadu.keys", "清单.json"
_FORMAT = 1
_LONGEST_LIST = 10_000
_CHUNK = 1024 * 1024


def pack(ledger: Path, output: Path) -> Copy:
    """Write a ledger that may be in use, its attachments and its keys into one file, which appears when whole.

    Nothing is compressed: what is encrypted has nothing to spare.
    """
    require_file(output)
    copy = output.with_name(f".{output.name}.copy")
    making = output.with_name(f".{output.name}.making")
    try:
        backup.copy_ledger(ledger, copy)
        with said():
            _write(making, copy)
            backup.sync(making)
            digest = backup.sha256_of(making)
            put_in_place(making, output)
    finally:
        for left in (making, key_file(copy)):
            left.unlink(missing_ok=True)
        backup.remove_ledger(copy)
    return Copy(output, digest)


def is_packed(file: Path) -> bool:
    """Tell a file to carry away from a ledger."""
    with said():
        return zipfile.is_zipfile(file)


def unpack(file: Path, coming: Path) -> None:
    """Write the ledger and its keys under a name given; LedgerDamaged where a byte is not as it was packed.

    Only the names that a pack has are looked at, whatever else somebody put into it.
    """
    with said():
        try:
            with zipfile.ZipFile(file) as packed:
                sums = _sums(packed)
                for name, place in ((_LEDGER, coming), (_KEYS, key_file(coming))):
                    if name in sums:
                        _take_out(packed, name, place, sums[name])
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
            raise LedgerDamaged(_damaged(file)) from None


def _write(making: Path, copy: Path) -> None:
    """Write the pack: the list of hashes first."""
    parts = {_LEDGER: copy, _KEYS: key_file(copy)}
    there = {name: part for name, part in parts.items() if part.exists()}
    sums = {name: backup.sha256_of(part) for name, part in there.items()}
    with zipfile.ZipFile(making, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(_LIST, json.dumps({"format": _FORMAT, "sha256": sums}, ensure_ascii=False))
        for name, part in there.items():
            packed.write(part, name)


def _sums(packed: zipfile.ZipFile) -> dict[str, str]:
    """Read the hashes; InputProblem for an archive that is no pack."""
    names = packed.namelist()
    if _LIST not in names or packed.getinfo(_LIST).file_size > _LONGEST_LIST:
        raise InputProblem(
            f"“{Path(packed.filename or '').name}”不是本程序的备份或带走文件，请选择正确的文件。"
        )
    try:
        stored = json.loads(packed.read(_LIST))
        sums = {name: str(digest) for name, digest in stored["sha256"].items() if name in (_LEDGER, _KEYS)}
        good = stored["format"] == _FORMAT and _LEDGER in sums and sums.keys() <= set(names)
    except (ValueError, KeyError, TypeError, AttributeError):
        good, sums = False, {}
    if not good:
        raise LedgerDamaged(_damaged(Path(packed.filename or "")))
    return sums


def _take_out(packed: zipfile.ZipFile, name: str, place: Path, digest: str) -> None:
    """Write one part and compare its hash."""
    with packed.open(name) as source, place.open("wb") as target:
        shutil.copyfileobj(source, target, _CHUNK)
    with place.open("rb") as written:
        if hashlib.file_digest(written, "sha256").hexdigest() != digest:
            raise LedgerDamaged(_damaged(Path(packed.filename or "")))
    backup.sync(place)


def _damaged(file: Path) -> str:
    """Say that a pack is not whole."""
    return f"“{file.name}”不完整或已损坏，没有取出任何内容；请重新拷贝或重做一份。"
