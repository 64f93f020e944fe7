"""What the options of an import mean for its rows: only new ones, only known ones, empty cells that clear."""

from __future__ import annotations

from collections.abc import Sequence

from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Kind
from dadu_desktop.services.import_matching import KEY_FIELDS
from dadu_desktop.services.import_plan import Action, ImportOptions, RowPlan, SheetPlan

_LINKS = frozenset({Kind.ENTERPRISE, Kind.ENTERPRISES})
_NEVER_CLEARED = {"enterprises": frozenset({"credit_code", "status"})}


def allowed(action: Action, options: ImportOptions) -> tuple[Action, str]:
    """Give the fate of a row under the options, and why it is skipped where it is."""
    if action == "created" and not options.adds:
        return "skipped", "台账中没有，本次只更新已有的记录"
    if action == "updated" and not options.updates:
        return "skipped", "台账中已有，本次只新增"
    return action, ""


def clear_empty(sheet: SheetPlan, rows: Sequence[RowPlan]) -> None:
    """Let the empty cells of matched columns clear what is kept; what names a record stays.

    Monthly figures are never cleared: a correction is a new version with its own value.
    """
    keys = [] if sheet.kind == "figures" else _clearable(sheet)
    for row in rows:
        record = row.records[0]
        if record.id and record.kind == sheet.kind:
            record.values = {**dict.fromkeys(keys), **record.values}


def _clearable(sheet: SheetPlan) -> list[str]:
    """List the fields of the record itself that the sheet has a column for."""
    paths = {one.path for one in sheet.columns}
    kept = {*KEY_FIELDS.get(sheet.kind, ()), *_NEVER_CLEARED.get(sheet.kind, ())}
    return [
        one.key
        for one in RECORD_TYPES[sheet.kind].fields
        if one.key in paths - kept and not (one.required or one.computed or one.kind in _LINKS)
    ]
