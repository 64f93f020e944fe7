"""The keys with which this program may open a file, and where those of a ledger are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

OPEN_KEY = "6461647520636f6d6d65726365206c656467657220696e74656772697479206b"
"""The published key of a ledger without a password: every page carries a keyed hash, so that a flipped bit is found.

It keeps nothing secret; it is the text "dadu commerce ledger integrity k" in hexadecimal.
"""


RECOVERY = "恢复单"
"""Who works in a ledger that a recovery sheet opened; no person can have this name."""


class KeyRing:
    """The keys that this program may use: the published one, and those that passwords gave out since it began."""

    def __init__(self) -> None:
        """Begin with the published key only."""
        self._given: list[str] = []
        self._persons: dict[Path, str] = {}
        self._keys: dict[Path, str] = {}

    def __iter__(self) -> Iterator[str]:
        """Give the keys in the order in which a file is tried with them."""
        yield OPEN_KEY
        yield from self._given

    def add(self, key: str, ledger: Path, person: str = "") -> None:
        """Take a key that a person's password, or a recovery sheet, gave out for a ledger."""
        if key not in self._given:
            self._given.append(key)
        self._persons[ledger.resolve()] = person
        self._keys[ledger.resolve()] = key

    def key_of(self, ledger: Path) -> str | None:
        """Give the key that was given out for a ledger; None where it wants none."""
        return self._keys.get(ledger.resolve())

    def person_of(self, ledger: Path) -> str:
        """Name the person whose password opened a ledger; "" where none did."""
        return self._persons.get(ledger.resolve(), "")

    def has_for(self, ledger: Path) -> bool:
        """Tell whether a key was given out for a ledger: if that does not fit, the ledger is damaged."""
        return ledger.resolve() in self._persons

    def leave(self, ledger: Path) -> None:
        """Forget who opened a ledger that another key opens now."""
        self._persons.pop(ledger.resolve(), None)
        self._keys.pop(ledger.resolve(), None)

    def forget(self) -> None:
        """Forget what passwords gave out."""
        self._given.clear()
        self._persons.clear()
        self._keys.clear()


RING = KeyRing()


def key_file(ledger: Path) -> Path:
    """Name the key file that belongs to a ledger or backup."""
    return ledger.with_name(f"{ledger.name}.keys")
