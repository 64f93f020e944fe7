"""Where a record type is stored, and its description read off the mapped classes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from dadu_desktop.records.base import Kept, Link, Part
from dadu_desktop.records.fields import Children, Field


@dataclass(frozen=True)
class Mapping:
    """Where a record type is stored: only storage and services look here."""

    model: type[Kept]
    parts: dict[str, type[Part]] = field(default_factory=dict)
    links: dict[str, type[Link]] = field(default_factory=dict)


def described(model: type[Any]) -> tuple[Field, ...]:
    """Give the fields that a mapped class declares, in the order of declaration."""
    columns = model.__table__.columns  # the attribute has the same information, but a dear copy of it
    found = []
    for key, attribute in vars(model).items():
        info = columns[key].info.get("field") if isinstance(attribute, InstrumentedAttribute) else attribute
        if isinstance(info, Field):
            found.append(replace(info, key=key))
    return tuple(found)


def children(key: str, label: str, model: type[Part]) -> Children:
    """Describe the rows of a part."""
    return Children(key, label, described(model))
