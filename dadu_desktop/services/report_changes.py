"""What has become of the numbers of a report since it was given out, and by whose edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.reporting.figures import Basis, Figure, How
from dadu_desktop.services.figure_sources import plain
from dadu_desktop.services.histories import Change, record_history
from dadu_desktop.services.history_words import tables
from dadu_desktop.services.reports import figures_of
from dadu_desktop.services.sent_reports import open_report
from dadu_desktop.storage.history import HistoryEntry
from dadu_desktop.storage.ledger_file import LedgerFile

_EDITS_TOLD = 5
_OF_VALUES = frozenset({How.SUM, How.GROWTH, How.QUOTED, How.TIMES, How.DISTINCT})
"""Numbers that follow from what the records say, not only from which they are."""
_BY_DATE = "没有改动记录，随日期变化"


@dataclass(frozen=True)
class ChangedFigure:
    """A number that is another one now: "" where it was not or is no longer said; ``edits`` say who changed what."""

    label: str
    before: str
    now: str
    edits: tuple[str, ...]

    def sentence(self) -> str:
        """Say it in one line."""
        return (
            f"{self.label}：{self.before or '无'} → {self.now or '无'}（{'；'.join(self.edits) or _BY_DATE}）"
        )


def changes_since(ledger: LedgerFile, report: int) -> list[ChangedFigure]:
    """Tell which numbers of a report are others now, in their order, and by whose edit since."""
    kept = open_report(ledger, report)
    before = dict(_identified(kept.numbers))
    now = dict(_identified(figures_of(ledger, kept.report, kept.parameters)))
    edits = _Edits(ledger, kept.mark)
    found = ((before.get(one), now.get(one)) for one in dict.fromkeys((*before, *now)))
    return [
        ChangedFigure((new or old).basis.label, _words(old), _words(new), edits.behind(old, new))  # type: ignore[union-attr]  # one of them is there
        for old, new in found
        if _words(old) != _words(new)
    ]


class _Edits:
    """What was changed after a line of the history, by record."""

    def __init__(self, ledger: LedgerFile, mark: int) -> None:
        """Look nothing up yet."""
        self._ledger, self._mark = ledger, mark
        self._changed: dict[str, frozenset[int]] = {}

    def behind(self, old: Figure | None, new: Figure | None) -> tuple[str, ...]:
        """Say who changed the records that a number followed from, or follows from now."""
        figure = new or old
        if figure is None:
            return ()
        records = sorted(_concerned(old, new) & self._records(figure.basis.kind))
        said = (words for one in records for words in self._said(figure.basis, one))
        return tuple(dict.fromkeys(said))[:_EDITS_TOLD]

    def _records(self, kind: str) -> frozenset[int]:
        """List the records of a type that were changed."""
        if kind not in self._changed:
            roles = {name: words.role for name, words in tables().items() if words.kind == kind}
            columns = (HistoryEntry.table_name, HistoryEntry.record_id, HistoryEntry.parent_id)
            later = select(*columns).where(HistoryEntry.id > self._mark, HistoryEntry.table_name.in_(roles))
            with self._ledger.read() as connection:
                rows = connection.execute(later).all()
            self._changed[kind] = frozenset(
                int(row.record_id if roles[row.table_name] == "record" else row.parent_id) for row in rows
            )
        return self._changed[kind]

    def _said(self, basis: Basis, record: int) -> Iterator[str]:
        """Say the changes of one record; where a number quotes fields and some of them changed, only of those."""
        changes = record_history(self._ledger, basis.kind, record, after=self._mark)
        labels = {one.label for one in RECORD_TYPES[basis.kind].fields if one.key in basis.keys}
        chosen = [one for one in changes if not one.field_label or one.field_label in labels]
        for one in chosen or changes:
            yield f"{one.at:%Y-%m-%d %H:%M} {one.person}{_deed(one)}"


def _deed(change: Change) -> str:
    """Say what was done in a few words."""
    if not change.field_label:
        return f"{change.action}了记录"
    way = f"：{change.before or '空'} → {change.after or '空'}" if change.before or change.after else ""
    return f"{change.action}“{change.field_label}”{way}" + (f"，{change.reason}" if change.reason else "")


def _concerned(old: Figure | None, new: Figure | None) -> set[int]:
    """Name the records that came to a number or went from it, and all of them where their values count."""
    before, now = (
        (set(one.basis.ids), set(one.basis.whole)) if one else (set(), set()) for one in (old, new)
    )
    if any(one is not None and one.basis.how in _OF_VALUES for one in (old, new)):
        return before[0] | before[1] | now[0] | now[1]
    return (before[0] ^ now[0]) | (before[1] ^ now[1])


def _words(figure: Figure | None) -> str:
    """Say a number as texts are compared."""
    return "" if figure is None else plain(figure.value)


def _identified(figures: Iterable[Figure]) -> Iterator[tuple[tuple[object, ...], Figure]]:
    """Name each number by what it says, the second of the same name as such, and so on."""
    seen = Counter[tuple[object, ...]]()
    for one in figures:
        name = (one.basis.label, one.basis.kind, one.basis.how, one.basis.keys)
        seen[name] += 1
        yield (*name, seen[name]), one
