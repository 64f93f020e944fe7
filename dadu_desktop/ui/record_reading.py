"""What the worker reads before a record can be shown in its form."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dadu_desktop.records.fields import RecordType, Reference
from dadu_desktop.services import choices, drafts, records
from dadu_desktop.services.drafts import Draft
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.services.records import RecordData
from dadu_desktop.ui.pages import Place


@dataclass(frozen=True)
class Opened:
    """A record, the entries of the code lists that its form offers, and what a draft had typed."""

    data: RecordData
    code_lists: dict[str, tuple[str, ...]]
    texts: dict[str, object] = field(default_factory=dict)
    draft: int = 0
    """The number under which what is typed is kept as a draft: of a new record 0 or less."""


def read_record(ledger: LedgerFile, record_type: RecordType, place: Place) -> Opened:
    """Read the record of a place, or begin a new one, filled in where one came along; a Draft counts while it is kept."""
    kind, argument = record_type.key, place.argument
    enterprise = argument if isinstance(argument, Reference) else None
    if place.id:
        data = records.get_record(ledger, kind, place.id)
    elif isinstance(argument, RecordData):
        data = argument
    else:
        data = records.blank_record(ledger, kind, enterprise=enterprise)
    lists = _code_lists(ledger, record_type)
    if isinstance(argument, Draft):
        return Opened(data, lists, _drafted(ledger.path, argument), argument.id)
    return Opened(data, lists, draft=data.id or drafts.free_number(ledger.path, kind))


def _drafted(ledger: Path, wanted: Draft) -> dict[str, object]:
    """Read a draft again: by now it may have been saved or given up."""
    kept = {(draft.kind, draft.id): draft.texts for draft in drafts.drafts(ledger)}
    return kept.get((wanted.kind, wanted.id), {})


def _code_lists(ledger: LedgerFile, record_type: RecordType) -> dict[str, tuple[str, ...]]:
    """Read the code lists that a form offers."""
    inside = (one for children in record_type.children for one in children.fields)
    used = {one.code_list: one for one in (*record_type.fields, *inside) if one.code_list}
    return {name: choices.choices_for(ledger, one) for name, one in used.items()}
