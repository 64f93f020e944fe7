"""The page on which an officer goes through a drafted document: its clauses, and keeping words for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.services.report_definitions import find_definition
from dadu_desktop.services.report_edits import DraftClause, draft_clauses, keep_words
from dadu_desktop.services.reports import DRAFTED, MadeReport, make_preview, plain_draft
from dadu_desktop.storage.ledger_file import LedgerFile

__all__ = ["DraftClause", "DraftText", "keep_own_words", "print_draft", "read_draft"]


@dataclass(frozen=True)
class DraftText:
    """A drafted document: its title, and its clauses with the officer's words."""

    report: str
    subject: str
    title: str
    clauses: tuple[DraftClause, ...]


def read_draft(ledger: LedgerFile, report: str, parameters: Mapping[str, str]) -> DraftText:
    """Draft a document anew; InputProblem for one that has no drafted sentences."""
    definition = find_definition(ledger.path, report)
    if definition.ledger or definition.group != DRAFTED:
        raise InputProblem(f"“{definition.name}”没有起草的文字，不能改稿。")
    plain = plain_draft(ledger, definition, parameters)
    clauses = draft_clauses(ledger, definition.id, plain.subject, plain.markdown)
    return DraftText(definition.id, plain.subject, plain.data.title, tuple(clauses))


def keep_own_words(ledger: LedgerFile, draft: DraftText, clause: DraftClause, words: str | None) -> None:
    """Keep an officer's words for a clause; "" leaves it out, None gives the program's words back."""
    keep_words(ledger, draft.report, draft.subject, clause, words)


def print_draft(ledger: LedgerFile, report: str, parameters: Mapping[str, str]) -> MadeReport:
    """Print a document as it stands, to look at."""
    return make_preview(ledger, find_definition(ledger.path, report), parameters)
