"""An officer's own words in a drafted document (改稿): kept in the ledger, never rewritten, stale when data change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select, update

from dadu_desktop.domain.clauses import changed_figures, clause_keys, matched
from dadu_desktop.domain.scopes import Scope
from dadu_desktop.domain.sentences import lint_sentence
from dadu_desktop.records.papers import ReportEdit
from dadu_desktop.reporting.definitions import ReportDefinition
from dadu_desktop.reporting.draft_clauses import clauses_of, with_words
from dadu_desktop.storage.ledger_file import LedgerFile

_KINDS = {"month", "enterprise", "plan", "case", "visit", "problem"}
_SHOWN = 20


@dataclass(frozen=True)
class DraftClause:
    """One clause: what the program drafts now, and an officer's words for it where there are some.

    ``key`` is that under which the words are kept, ``drafted_then`` what the program had drafted when they were
    written. A clause without ``drafted`` is no longer in the draft.
    """

    key: str
    heading: str
    drafted: str
    words: str | None = None
    drafted_then: str = ""

    @property
    def stale(self) -> bool:
        """Tell whether the program would write something else now than when the officer wrote."""
        return self.words is not None and self.drafted != self.drafted_then

    @property
    def text(self) -> str:
        """What is printed."""
        return self.drafted if self.words is None else self.words

    @property
    def news(self) -> str:
        """Say what became of the figures since the officer wrote; "" where nothing did."""
        if not self.stale:
            return ""
        if not self.drafted:
            return "草稿里已没有这一句，您写的话没有印出。"
        pairs = changed_figures(self.drafted_then, self.drafted)
        told = "；".join(f"{old or '（无）'} 现为 {new or '（无）'}" for old, new in pairs)
        return f"数据已变：{told}。" if told else "草稿的写法已变。"

    @property
    def faults(self) -> list[str]:
        """Say what is wrong with the figures in the officer's words."""
        return lint_sentence(self.words) if self.words else []


@dataclass(frozen=True)
class Edited:
    """A document with an officer's words in it, and what is to be looked at before it is printed."""

    markdown: str
    notes: tuple[str, ...]


def subject_of(definition: ReportDefinition, parameters: Mapping[str, str], title: str) -> str:
    """Name what a document is about: its title, its records, its scope.

    What goes without saying is left out: a month that the title names, and the scope that is usual.
    """
    kinds = {one.key: one.kind for one in definition.parameters}
    chosen = {
        key: value
        for key, value in sorted(parameters.items())
        if value
        and (kinds.get(key) in _KINDS or key == "scope")
        and (key, value) != ("scope", Scope.COMPARABLE)
    }
    if "月" in title:
        chosen.pop("period", None)
    return json.dumps({"title": title, **chosen}, ensure_ascii=False)


def draft_clauses(ledger: LedgerFile, report: str, subject: str, markdown: str) -> list[DraftClause]:
    """List the clauses of a draft with the officer's words; those that are no longer in it come last."""
    found = clauses_of(markdown)
    keys = clause_keys(one.text for one in found)
    kept = _kept(ledger, report, subject)
    places = matched(keys, kept)
    at = {place: key for key, place in places.items()}
    clauses = []
    for place, one in enumerate(found):
        if place in at:
            drafted_then, words = kept[at[place]]
            clauses.append(DraftClause(at[place], one.heading, one.text, words, drafted_then))
        else:
            clauses.append(DraftClause(keys[place], one.heading, one.text))
    gone = [DraftClause(key, "", "", words, then) for key, (then, words) in kept.items() if key not in places]
    return [*clauses, *gone]


def with_edits(ledger: LedgerFile, report: str, subject: str, markdown: str) -> Edited:
    """Put the officer's words into a draft; what is stale is told, never rewritten."""
    if not _kept(ledger, report, subject):
        return Edited(markdown, ())
    clauses = draft_clauses(ledger, report, subject, markdown)
    words = {place: one.words for place, one in enumerate(clauses) if one.words is not None and one.drafted}
    notes = tuple(
        f"改过的一句“{_short(one.words or one.drafted_then)}”：{one.news}" for one in clauses if one.stale
    )
    return Edited(with_words(markdown, words), notes)


def keep_words(ledger: LedgerFile, report: str, subject: str, clause: DraftClause, words: str | None) -> None:
    """Keep an officer's words for a clause as drafted now, "" to leave it out; None gives the program's back."""
    kept = ReportEdit
    same = (kept.report == report, kept.subject == subject, kept.clause == clause.key)
    with ledger.unit(reason="改稿") as unit:
        if words is None or (words == clause.drafted and clause.drafted):
            unit.connection.execute(delete(kept).where(*same))
            return
        row = {
            "drafted": clause.drafted or clause.drafted_then,
            "words": words,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "person": ledger.person,
        }
        if unit.connection.scalar(select(kept.id).where(*same)) is None:
            keys = {"report": report, "subject": subject, "clause": clause.key}
            unit.connection.execute(insert(kept).values(**keys, **row))
        else:
            unit.connection.execute(update(kept).where(*same).values(row))


def move_edits(ledger: LedgerFile, report: str, to: str) -> None:
    """Let an officer's words go along with a report that has another name now."""
    kept = ReportEdit
    with ledger.unit(reason="报表改名") as unit:
        unit.connection.execute(update(kept).where(kept.report == report).values(report=to))


def _kept(ledger: LedgerFile, report: str, subject: str) -> dict[str, tuple[str, str]]:
    """Read what was drafted and what the officer wrote, by the key of the clause."""
    kept = ReportEdit
    query = select(kept.clause, kept.drafted, kept.words).where(
        kept.report == report, kept.subject == subject
    )
    with ledger.read() as connection:
        return {key: (drafted, words) for key, drafted, words in connection.execute(query.order_by(kept.id))}


def _short(words: str) -> str:
    """Say the beginning of a clause."""
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
