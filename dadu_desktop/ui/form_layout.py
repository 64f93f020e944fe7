"""Layouts of the entry forms: sections and rows of field keys, read from forms/."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from dadu_desktop.records.fields import RecordType
from dadu_desktop.rooms import room

_ROW_LENGTHS = (1, 2)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a form: rows of one or two field keys, then lists of rows."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    children: tuple[str, ...]


class LayoutFault(ValueError):
    """A layout file that names what is not there; a fault of ours, found at start and in a test."""


@cache
def form_layout(record_type: RecordType) -> tuple[Section, ...]:
    """Read and check the layout of a record type."""
    text = (room("forms") / f"{record_type.key}.toml").read_text("utf-8")
    return checked_layout(record_type, tomllib.loads(text))


def checked_layout(record_type: RecordType, raw: dict[str, Any]) -> tuple[Section, ...]:
    """Turn the content of a layout file into sections; LayoutFault for unknown or repeated keys."""
    if foreign := set(raw) - {"section"}:
        raise LayoutFault(f"{record_type.key}: {sorted(foreign)}")
    sections = tuple(_section(record_type, part) for part in raw.get("section", ()))
    _refuse_repeated(record_type, [key for section in sections for row in section.rows for key in row])
    _refuse_repeated(record_type, [key for section in sections for key in section.children])
    return sections


def _section(record_type: RecordType, raw: dict[str, Any]) -> Section:
    """Check one section."""
    if foreign := set(raw) - {"title", "rows", "children"}:
        raise LayoutFault(f"{record_type.key}: {sorted(foreign)}")
    rows = tuple(tuple(row) for row in raw.get("rows", ()))
    if long := [row for row in rows if len(row) not in _ROW_LENGTHS]:
        raise LayoutFault(f"{record_type.key}: {long}")
    section = Section(raw["title"], rows, tuple(raw.get("children", ())))
    known = {field.key for field in record_type.fields}, {one.key for one in record_type.children}
    unknown = {key for row in rows for key in row} - known[0] | set(section.children) - known[1]
    if unknown:
        raise LayoutFault(f"{record_type.key}: {sorted(unknown)}")
    return section


def _refuse_repeated(record_type: RecordType, keys: list[str]) -> None:
    """Refuse a key that stands twice: two editors would fight over one value."""
    if repeated := sorted({key for key in keys if keys.count(key) > 1}):
        raise LayoutFault(f"{record_type.key}: {repeated}")
