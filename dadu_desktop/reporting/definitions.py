"""What a report is made of, read from a TOML file (a ledger) or a Markdown file with TOML head (a document)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dadu_desktop.reporting.page import OFFICIAL_STYLE, SHEET_STYLE, DocumentStyle

ParameterKind = Literal["month", "flag", "enterprise", "plan", "case", "visit", "problem", "text"]

_FENCE = "+++"
_STYLES = {"official": OFFICIAL_STYLE, "sheet": SHEET_STYLE}


@dataclass(frozen=True)
class Parameter:
    """What a report asks for: the kind decides how it is chosen; all values are texts."""

    key: str
    label: str
    kind: ParameterKind
    required: bool = False


@dataclass(frozen=True)
class LedgerDefinition:
    """The columns of a ledger, by field keys of one record type."""

    record_type: str
    columns: tuple[str, ...]
    totals: tuple[str, ...] = ()
    group_by: str = ""
    period_by: str = ""
    newest: bool = False  # without a period the newest one, not all
    filled: str = ""  # only records in which this field is filled in
    only: str = ""  # only records that a service of this name chooses


@dataclass(frozen=True)
class ReportDefinition:
    """One report: a ledger, or a document with its template."""

    id: str
    name: str
    group: str
    order: int
    formats: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    ledger: LedgerDefinition | None = None
    template: str = ""
    style: DocumentStyle = OFFICIAL_STYLE


def read_definitions(folder: Path) -> dict[str, ReportDefinition]:
    """Read all reports of a folder by id, in the order in which they are offered."""
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in {".toml", ".md"}]
    found = sorted(map(_read, paths), key=lambda one: one.order)
    return {one.id: one for one in found}


def _read(path: Path) -> ReportDefinition:
    """Read one file."""
    text = path.read_text(encoding="utf-8")
    template = ""
    if path.suffix == ".md":
        _before, text, template = text.split(_FENCE, 2)
    table = tomllib.loads(text)
    ledger = table.get("ledger")
    return ReportDefinition(
        id=path.stem,
        name=table["name"],
        group=table["group"],
        order=table["order"],
        formats=("pdf", "xlsx") if ledger else ("pdf", "docx"),
        parameters=tuple(Parameter(**one) for one in table.get("parameters", ())),
        ledger=_ledger(ledger) if ledger else None,
        template=template.lstrip("\n"),
        style=_STYLES[table.get("paper", "official")],
    )


def _ledger(table: dict[str, Any]) -> LedgerDefinition:
    """Read the columns; an unknown key is a TypeError at start."""
    lists: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    return LedgerDefinition(**lists)
