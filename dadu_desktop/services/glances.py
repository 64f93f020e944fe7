"""What a list showed when its ledger was closed, so that it can be shown again while the ledger is being opened.

It lies in the person's own folder like the drafts, holds for the very file that was closed and no later one, and is
never kept of a ledger with passwords. What the list shows is read anew as soon as the ledger is open.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dadu_desktop.domain.errors import UserProblem
from dadu_desktop.records.fields import Children, Field, Kind, RecordType
from dadu_desktop.services.data_folder import data_folder
from dadu_desktop.services.list_query import ListQuery, Sort
from dadu_desktop.services.plain_values import plain, typed
from dadu_desktop.services.rows import ListPage, Row

if TYPE_CHECKING:
    from dadu_desktop.storage.ledger_file import LedgerFile


@dataclass(frozen=True)
class Glance:
    """The first page of a list, what it was asked, and how its records are described."""

    record_type: RecordType
    query: ListQuery  # neither search nor filters
    page: ListPage


def keep_glance(ledger: LedgerFile, glance: Glance) -> None:
    """Keep a glance of a ledger that was just closed; one that cannot be kept is done without."""
    # a glance is read before SQLAlchemy is loaded, which these two bring along
    from dadu_desktop.storage.server_names import is_named
    from dadu_desktop.storage.whole_files import write_whole

    drop_glance()
    place = _place()
    with suppress(OSError, UserProblem):
        if ledger.guarded or is_named(ledger.path):
            return
        kept = {
            "ledger": str(ledger.path),
            "file": _state_of(ledger.path),
            "day": date.today().isoformat(),
            "glance": glance,
        }
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, json.dumps(kept, default=plain, ensure_ascii=False).encode())


def drop_glance() -> None:
    """Forget what was kept: of a ledger that gets a password nothing may lie open."""
    with suppress(OSError):
        _place().unlink(missing_ok=True)


def glance_of(ledger: Path, kind: str) -> Glance | None:
    """Read the glance of a ledger's list; None where the file was changed since, or a light depends on the day."""
    try:
        kept = json.loads(_place().read_bytes())
        glance = _read(kept["glance"])
        same = kept["ledger"] == str(ledger) and kept["file"] == _state_of(ledger)
        lit = any(glance.record_type.field(key).kind is Kind.LIGHT for key in glance.query.columns)
        fresh = not lit or kept["day"] == date.today().isoformat()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return glance if same and fresh and glance.record_type.key == kind else None


def _place() -> Path:
    """Name the file of the glance at the ledger that was closed last: it is the one that is opened next."""
    return data_folder() / "last-list.json"


def _state_of(ledger: Path) -> list[int]:
    """Tell a file from what it is after any change; -1 where a log waits, as after a crash."""
    log = ledger.with_name(f"{ledger.name}-wal")
    state = ledger.stat()
    waits = log.exists() and log.stat().st_size > 0
    return [-1] if waits else [state.st_ino, state.st_size, state.st_mtime_ns]


def _read(kept: Any) -> Glance:
    """Make a glance of its JSON."""
    query, page, record_type = kept["query"], kept["page"], kept["record_type"]
    asked = {**query, "sort": tuple(Sort(**one) for one in query["sort"]), "filters": ()}
    rows = [
        Row(one, {key: typed(value) for key, value in values.items()}, notes)
        for one, values, notes in page["rows"]
    ]
    children = tuple(Children(**{**one, "fields": _fields(one["fields"])}) for one in record_type["children"])
    return Glance(
        RecordType(**{**record_type, "fields": _fields(record_type["fields"]), "children": children}),
        ListQuery(**{**asked, "columns": tuple(query["columns"])}),
        ListPage(rows, page["total"]),
    )


def _fields(kept: Any) -> tuple[Field, ...]:
    """Make fields of their JSON."""
    return tuple(
        Field(**{**one, "kind": Kind(one["kind"]), "choices": tuple(one["choices"])}) for one in kept
    )
