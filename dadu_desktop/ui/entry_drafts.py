"""What the worker reads for the entry grid, and the draft of a month as plain JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dadu_desktop.domain.periods import Month
from dadu_desktop.services import drafts, figure_entry
from dadu_desktop.services.figure_entry import Cell, EntrySheet
from dadu_desktop.services.figure_units import newest_asked

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.ui.entry_model import Typed
    from dadu_desktop.ui.tasks import Progress

KIND = "month-entry"
_BETWEEN = "\t"
_HUNDRED = 100


@dataclass(frozen=True)
class Read:
    """A month as it is kept, and what a draft had typed over it."""

    sheet: EntrySheet
    typed: dict[Cell, dict[str, str]] = field(default_factory=dict)


def read_month(ledger: LedgerFile, wanted: Month | None, *, whole: bool) -> Read:
    """Read the lines of a month, the newest where none is named, and its draft."""
    month = figure_entry.entry_month(ledger, wanted or newest_asked(ledger))
    kept = (one for one in drafts.drafts(ledger.path) if (one.kind, one.id) == (KIND, number(month)))
    draft = next(kept, None)
    return Read(figure_entry.entry_sheet(ledger, month, whole=whole), _typed(draft.texts if draft else {}))


def keep(ledger: Path, month: Month, typed: Typed) -> Callable[[Progress], None]:
    """Give the work that keeps what is typed."""
    texts = {
        f"{enterprise}{_BETWEEN}{indicator}": dict(one) for (enterprise, indicator), one in typed.items()
    }
    return lambda _progress: drafts.keep_draft(ledger, KIND, number(month), texts, title=month.chinese())


def drop(ledger: Path, month: Month) -> Callable[[Progress], None]:
    """Give the work that forgets the draft of a month."""
    return lambda _progress: drafts.drop_draft(ledger, KIND, number(month))


def number(month: Month) -> int:
    """Number a month for its draft: 202211; 1—2月 has that of February, as in the ledger."""
    return month.year * _HUNDRED + month.month


def month_of(number: int) -> Month | None:
    """Give the month that a draft has the number of; None for 0."""
    return Month(*divmod(number, _HUNDRED)) if number else None


def _typed(texts: dict[str, object]) -> dict[Cell, dict[str, str]]:
    """Give what was typed; what is no line of a grid is passed over."""
    found: dict[Cell, dict[str, str]] = {}
    for key, one in texts.items():
        enterprise, _, indicator = key.partition(_BETWEEN)
        if enterprise.isdigit() and isinstance(one, dict):
            found[int(enterprise), indicator] = {str(column): str(text) for column, text in one.items()}
    return found
