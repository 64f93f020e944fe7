"""Keys of ledgers: a published one, or a random one that only the persons' passwords give out.

The key file beside a ledger holds the ledger's key once for each person, wrapped with AES-256-GCM under a key that
argon2id makes of the password (RFC 9106: 64 MiB, 3 passes, 4 lanes). Changing a password wraps anew and leaves the
ledger as it is. A checksum tells a damaged key file from a wrong password.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from dadu_desktop.domain.errors import LedgerDamaged, WrongPassword
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.key_ring import key_file
from dadu_desktop.storage.whole_files import write_whole

MEMORY_KIB, PASSES, LANES = 64 * 1024, 3, 4
TRIES = 5
LOCKED_FOR = timedelta(minutes=10)
_KEY_BYTES = 32
_SUM_BYTES = 3
_FORMAT = 1
_MARK = b"dadu-1"
_BEGIN = len(_MARK) + 12
"""Concealed content begins with a mark, by which it is known from plain text, and a nonce."""


@dataclass(frozen=True)
class Wrapped:
    """A ledger's key under one person's password; texts are base64, ``until`` is an instant in UTC or ""."""

    salt: str
    nonce: str
    sealed: str
    memory_kib: int
    passes: int
    lanes: int
    wrong_tries: int = 0
    until: str = ""


def new_key() -> str:
    """Draw a key, in hexadecimal."""
    return secrets.token_hex(_KEY_BYTES)


def read_keys(ledger: Path) -> dict[str, Wrapped]:
    """Read the persons of a key file; none where there is no file, LedgerDamaged where it is not as it was written."""
    with said():
        if not key_file(ledger).exists():
            return {}
        content = key_file(ledger).read_bytes()
    try:
        stored = json.loads(content)
        persons = {name: Wrapped(**values) for name, values in stored["persons"].items()}
        whole = stored["format"] == _FORMAT and stored["sum"] == _sum_of(persons)
    except (ValueError, KeyError, TypeError, AttributeError):
        whole, persons = False, {}
    if not whole:
        raise LedgerDamaged(
            f"密钥文件“{key_file(ledger).name}”已损坏，请从备份旁取回同名密钥文件，或用恢复单打开。"
        )
    return persons


def write_keys(ledger: Path, persons: dict[str, Wrapped]) -> None:
    """Write the key file, whole or not at all."""
    stored = {
        "format": _FORMAT,
        "persons": {name: asdict(one) for name, one in persons.items()},
        "sum": _sum_of(persons),
    }
    write_whole(key_file(ledger), json.dumps(stored, ensure_ascii=False, indent=1).encode())


def wrap(key: str, person: str, password: str) -> Wrapped:
    """Wrap a key under a password, with a salt of its own; the person's name is bound into it."""
    salt, nonce = os.urandom(16), os.urandom(12)
    fresh = Wrapped(_text(salt), _text(nonce), "", MEMORY_KIB, PASSES, LANES)
    sealed = AESGCM(_stretched(fresh, password)).encrypt(nonce, bytes.fromhex(key), person.encode())
    return replace(fresh, sealed=_text(sealed))


def unwrap(ledger: Path, person: str, password: str) -> str:
    """Give out the key for a right password; a wrong one is counted, and five lock the person for ten minutes."""
    persons = read_keys(ledger)
    if person not in persons:
        raise WrongPassword(f"没有名为“{person}”的使用人，或其没有设置密码；请核对姓名。")
    one = persons[person]
    now = datetime.now(UTC)
    if one.until and now < (until := datetime.fromisoformat(one.until)) <= now + LOCKED_FOR:
        raise WrongPassword(f"“{person}”连续输错 {TRIES} 次密码，请在 {until.astimezone():%H:%M} 以后再试。")
    try:
        key = AESGCM(_stretched(one, password)).decrypt(
            _bytes(one.nonce), _bytes(one.sealed), person.encode()
        )
    except InvalidTag:
        _count_wrong(ledger, persons, person, now)
        raise WrongPassword(_wrong_words(one.wrong_tries + 1)) from None
    if one.wrong_tries or one.until:
        write_keys(ledger, persons | {person: replace(one, wrong_tries=0, until="")})
    return key.hex()


def recovery_code(key: str) -> str:
    """Write a key in groups that can be printed and typed, with a checksum; it opens the ledger by itself."""
    raw = bytes.fromhex(key)
    words = base64.b32encode(raw + hashlib.sha256(raw).digest()[:_SUM_BYTES]).decode()
    return "-".join(words[start : start + 4] for start in range(0, len(words), 4))


def key_of_code(code: str) -> str | None:
    """Read a recovery code as it was typed; None where it is not one."""
    words = "".join(code.upper().replace("-", "").split())
    try:
        raw = base64.b32decode(words)
    except ValueError:
        return None
    key, sum_ = raw[:_KEY_BYTES], raw[_KEY_BYTES:]
    good = len(raw) == _KEY_BYTES + _SUM_BYTES and hashlib.sha256(key).digest()[:_SUM_BYTES] == sum_
    return key.hex() if good else None


def conceal(key: str, content: bytes) -> bytes:
    """Encrypt what is kept outside of a ledger with a key that is made of the ledger's."""
    nonce = os.urandom(12)
    return _MARK + nonce + AESGCM(_outside(key)).encrypt(nonce, content, _MARK)


def reveal(key: str, content: bytes) -> bytes:
    """Decrypt what ``conceal`` made; ValueError where it was made with another key, or changed."""
    mark, nonce, rest = content[: len(_MARK)], content[len(_MARK) : _BEGIN], content[_BEGIN:]
    try:
        return AESGCM(_outside(key)).decrypt(nonce, rest, mark)
    except InvalidTag:
        raise ValueError(mark) from None


def _outside(key: str) -> bytes:
    """Make the key for files outside of the ledger, so that the ledger's own serves one purpose."""
    return hashlib.sha256(b"dadu outside" + bytes.fromhex(key)).digest()


def _count_wrong(ledger: Path, persons: dict[str, Wrapped], person: str, now: datetime) -> None:
    """Count a wrong try, beginning anew after those that locked the person."""
    tries = persons[person].wrong_tries + 1
    until = (now + LOCKED_FOR).isoformat() if tries >= TRIES else ""
    counted = replace(persons[person], wrong_tries=0 if until else tries, until=until)
    write_keys(ledger, persons | {person: counted})


def _wrong_words(tries: int) -> str:
    """Say that a password is wrong and what comes next."""
    if tries >= TRIES:
        return f"密码不对。已连续输错 {TRIES} 次，请 {LOCKED_FOR.seconds // 60} 分钟后再试。"
    return f"密码不对，请重新输入；再错 {TRIES - tries} 次将锁定 {LOCKED_FOR.seconds // 60} 分钟。"


def _stretched(one: Wrapped, password: str) -> bytes:
    """Make a key of a password, as slowly as the wrapping says."""
    stretch = Argon2id(
        salt=_bytes(one.salt),
        length=_KEY_BYTES,
        iterations=one.passes,
        lanes=one.lanes,
        memory_cost=one.memory_kib,
    )
    return stretch.derive(password.encode())


def _sum_of(persons: dict[str, Wrapped]) -> str:
    """Hash what a key file says."""
    said_so = json.dumps({name: asdict(one) for name, one in persons.items()}, sort_keys=True)
    return hashlib.sha256(said_so.encode()).hexdigest()


def _text(content: bytes) -> str:
    """Write bytes as base64."""
    return base64.b64encode(content).decode()


def _bytes(words: str) -> bytes:
    """Read base64."""
    return base64.b64decode(words)
