"""What a new ledger starts with: code lists and the settings of the office."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import insert

from dadu_desktop.records.office import CodeItem, Setting
from dadu_desktop.rooms import room
from dadu_desktop.storage.ledger_file import LedgerFile

SETTINGS = {
    "office_name": "大渡口区商务委",
    "region_name": "大渡口区",
    "region_code": "500104",
    "operator": "",
    "briefing_name": "商贸企业服务简报",
}


@dataclass(frozen=True)
class ShippedItem:
    """One entry of a code list as the program brings it."""

    label: str
    code: str = ""
    parent: str = ""


@dataclass(frozen=True)
class ShippedList:
    """A code list as the program brings it."""

    key: str
    label: str
    items: tuple[ShippedItem, ...]


@cache
def shipped_lists() -> tuple[ShippedList, ...]:
    """Read the code lists that come with the program."""
    stored = tomllib.loads((room("resources") / "codelists.toml").read_text(encoding="utf-8"))
    return tuple(ShippedList(key, entry["label"], _items(entry)) for key, entry in stored.items())


def sow(ledger: LedgerFile) -> None:
    """Write code lists and settings into a new ledger."""
    with ledger.unit(reason="新建台账") as unit:
        unit.connection.execute(insert(CodeItem), [row for one in shipped_lists() for row in _rows(one)])
        settings = [{"key": key, "value": value} for key, value in SETTINGS.items()]
        unit.connection.execute(insert(Setting), settings)


def _items(entry: dict[str, Any]) -> tuple[ShippedItem, ...]:
    """Read the entries of one list."""
    plain = [one if isinstance(one, list) else ("", one) for one in entry.get("items", ())]
    items = [ShippedItem(label, code) for code, label in plain]
    for parent, labels in entry.get("parents", {}).items():
        items.extend(ShippedItem(label, parent=parent) for label in labels)
    return tuple(items)


def _rows(one: ShippedList) -> list[dict[str, object]]:
    """Turn a list into rows of the ledger."""
    return [
        {
            "code_list": one.key,
            "code": item.code,
            "label": item.label,
            "parent": item.parent,
            "position": place,
            "active": True,
        }
        for place, item in enumerate(one.items)
    ]
