"""What was typed and not yet saved, kept outside the ledger so that it survives a crash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dadu_desktop.services.data_folder import data_folder
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.key_ring import RING
from dadu_desktop.storage.whole_files import write_whole


@dataclass(frozen=True)
class Draft:
    """The contents of one form when they were last kept; 0 and the numbers below it are new records."""

    kind: str
    id: int
    title: str
    kept_at: datetime
    texts: dict[str, object]


def keep_draft(ledger: Path, kind: str, record: int, texts: Mapping[str, object], *, title: str = "") -> None:
    """Keep what a form holds, in the place of its earlier draft; ``texts`` must be plain JSON values."""
    content = {
        "kind": kind,
        "id": record,
        "title": title,
        "kept_at": datetime.now().isoformat(timespec="seconds"),
        "texts": dict(texts),
    }
    path = _path(ledger, kind, record)
    with said():
        path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, _concealed(ledger, json.dumps(content, ensure_ascii=False, indent=1).encode()))


def drafts(ledger: Path) -> list[Draft]:
    """List the drafts of a ledger, newest first; a file that is no draft is passed over."""
    found = [_read(ledger, path) for path in _folder(ledger).glob("*.json")]
    return sorted((one for one in found if one), key=lambda one: one.kept_at, reverse=True)


def free_number(ledger: Path, kind: str) -> int:
    """Give the number under which a new record is kept that must not take the place of another's draft."""
    return min((one.id - 1 for one in drafts(ledger) if one.kind == kind and one.id <= 0), default=0)


def drop_draft(ledger: Path, kind: str, record: int) -> None:
    """Forget a draft that was saved or given up."""
    with said():
        _path(ledger, kind, record).unlink(missing_ok=True)


def _folder(ledger: Path) -> Path:
    """Name the folder of a ledger's drafts; the hash keeps ledgers of one name apart."""
    place = hashlib.sha256(str(ledger.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return data_folder() / "drafts" / place[:16]


def _path(ledger: Path, kind: str, record: int) -> Path:
    """Name the file of one form's draft."""
    return _folder(ledger) / f"{kind}-{record}.json"


def _concealed(ledger: Path, content: bytes) -> bytes:
    """Encrypt the draft of a ledger that wants a password: what is typed is as secret as what is kept."""
    key = RING.key_of(ledger)
    if key is None:
        return content
    from dadu_desktop.storage.keys import conceal  # brings the cryptography along, which few ledgers want

    return conceal(key, content)


def _revealed(ledger: Path, content: bytes) -> bytes:
    """Decrypt a draft; one from before the first password is as it was typed."""
    key = RING.key_of(ledger)
    if key is None or content.startswith(b"{"):
        return content
    from dadu_desktop.storage.keys import reveal

    return reveal(key, content)


def _read(ledger: Path, path: Path) -> Draft | None:
    """Read one draft; None when the file is not whole, or of another key."""
    try:
        stored = json.loads(_revealed(ledger, path.read_bytes()))
        kept_at = datetime.fromisoformat(stored["kept_at"])
        return Draft(stored["kind"], int(stored["id"]), stored["title"], kept_at, dict(stored["texts"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
