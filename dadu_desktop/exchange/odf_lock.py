"""Passwords of Open Document files: ODF 1.2 part 3, 4.8; decrypted part by part."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from xml.etree.ElementTree import Element

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from defusedxml.ElementTree import fromstring

from dadu_desktop.domain.errors import InputProblem, WrongPassword
from dadu_desktop.exchange.packages import Package
from dadu_desktop.exchange.refusals import Refusal

_MANIFEST = "META-INF/manifest.xml"
_M = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_MOST_ROUNDS = 2_000_000
_LOCKED = b"encryption-data"


def is_locked(package: Package) -> bool:
    """Tell a document with a password."""
    return _LOCKED in package.read(_MANIFEST)


def unlocked(package: Package, passwords: Sequence[str]) -> bytes:
    """Decrypt with the password that fits; WrongPassword where none does, InputProblem where none can."""
    for password in passwords:
        with suppress(WrongPassword):
            return _opened_with(package, password)
    raise WrongPassword(Refusal.WRONG_PASSWORD if passwords else Refusal.LOCKED)


def _opened_with(package: Package, password: str) -> bytes:
    """Return the document decrypted; WrongPassword where the password does not fit."""
    parts = dict(_decrypted(package, password))
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as copy:
        for name in package.names:
            if name != _MANIFEST.lower():
                spelt = package.name_of(name)
                copy.writestr(spelt, parts.get(spelt) or package.read(name))
    return output.getvalue()


def _decrypted(package: Package, password: str) -> Iterator[tuple[str, bytes]]:
    """Decrypt every part that the manifest says to be locked."""
    for entry in fromstring(package.read_xml(_MANIFEST)).iter(f"{_M}file-entry"):
        lock = entry.find(f"{_M}encryption-data")
        name = entry.get(f"{_M}full-path", "")
        if lock is None or name not in package:
            continue
        packed = _opened(lock, package.read(name), password)
        try:
            yield name, zlib.decompress(packed, -zlib.MAX_WBITS)
        except zlib.error as error:
            raise WrongPassword(Refusal.WRONG_PASSWORD, detail=repr(error)) from error


def _opened(lock: Element, locked: bytes, password: str) -> bytes:
    """Decrypt one part with AES in cipher block chaining, the padding still on; others are not in use."""
    algorithm, derivation = _child(lock, "algorithm"), _child(lock, "key-derivation")
    start = lock.find(f"{_M}start-key-generation")
    start_name = "sha1" if start is None else start.get(f"{_M}start-key-generation-name", "")
    rounds = int(derivation.get(f"{_M}iteration-count", "0"))
    if "aes256-cbc" not in algorithm.get(f"{_M}algorithm-name", "") or not 0 < rounds <= _MOST_ROUNDS:
        raise InputProblem(Refusal.UNKNOWN_LOCK)
    digest = hashlib.sha256 if start_name.lower().endswith("sha256") else hashlib.sha1
    key = hashlib.pbkdf2_hmac(
        "sha1", digest(password.encode()).digest(), b64decode(derivation.get(f"{_M}salt", "")), rounds, 32
    )
    vector = b64decode(algorithm.get(f"{_M}initialisation-vector", ""))
    opener = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return opener.update(locked) + opener.finalize()


def _child(lock: Element, name: str) -> Element:
    """Give a part of the description of a lock."""
    child = lock.find(f"{_M}{name}")
    if child is None:
        raise InputProblem(Refusal.UNKNOWN_LOCK)
    return child
