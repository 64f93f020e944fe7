"""The code lists that come with the program; the office edits its own copy in the ledger."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from dadu_desktop.rooms import room


@dataclass(frozen=True)
class CodeEntry:
    """One entry of a code list; ``parent`` is the label of the upper level."""

    label: str
    code: str = ""
    parent: str = ""
    active: bool = True


@dataclass(frozen=True)
class CodeList:
    """A code list with its Chinese name."""

    key: str
    label: str
    items: tuple[CodeEntry, ...]


@cache
def shipped_lists() -> tuple[CodeList, ...]:
    """Read the code lists that come with the program."""
    stored = tomllib.loads((room("resources") / "codelists.toml").read_text(encoding="utf-8"))
    return tuple(CodeList(key, entry["label"], _items(entry)) for key, entry in stored.items())


def rows_of(code_list: str, items: Iterable[CodeEntry]) -> list[dict[str, object]]:
    """Turn a list into rows of the ledger, in its order."""
    return [{"code_list": code_list, "position": place, **asdict(one)} for place, one in enumerate(items)]


def _items(entry: dict[str, Any]) -> tuple[CodeEntry, ...]:
    """Read the entries of one list."""
    plain = [one if isinstance(one, list) else ("", one) for one in entry.get("items", ())]
    items = [CodeEntry(label, code) for code, label in plain]
    for parent, labels in entry.get("parents", {}).items():
        items.extend(CodeEntry(label, parent=parent) for label in labels)
    return tuple(items)
