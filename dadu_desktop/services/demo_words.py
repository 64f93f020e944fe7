"""What the demonstration ledger is made from: shipped words, and choices that come out alike every time."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any, TypeVar

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.records.fields import Field
from dadu_desktop.records.texts import value_of
from dadu_desktop.rooms import room
from dadu_desktop.services.rows import Values

One = TypeVar("One")

INVENTED = "演示数据（虚构）"
TODAY = date(2022, 12, 10)
"""The day on which the demonstration was, so to speak, written."""


@cache
def words(name: str) -> dict[str, Any]:
    """Read one of the shipped files: names, work or wanda."""
    return tomllib.loads((room("resources") / "demo" / f"{name}.toml").read_text(encoding="utf-8"))


def spread(size: int, *key: object) -> int:
    """Give a whole number below ``size`` that looks random and is always the same for a key."""
    digest = blake2b(repr(key).encode(), digest_size=4).digest()
    return int.from_bytes(digest) * size >> 32


def pick(options: Sequence[One], *key: object) -> One:
    """Choose one of the options by a key."""
    return options[spread(len(options), *key)]


def person(*key: object) -> str:
    """Invent a person's name."""
    known = words("names")
    return f"{pick(known['surnames'], 'surname', *key)}{pick(known['given'], 'given', *key)}"


def read_values(fields: Sequence[Field], given: Mapping[str, object]) -> Values:
    """Read shipped texts as values of the fields they are named after; lists of rows are left to the caller."""
    return {one.key: value_of(one, given[one.key], today=TODAY) for one in fields if one.key in given}


def day(number: int) -> PartialDate:
    """Give a day by its ordinal."""
    return PartialDate.of(date.fromordinal(number))
