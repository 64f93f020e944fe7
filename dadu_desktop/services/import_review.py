"""An import as a person looks at it before anything is written: files, lines, who has not returned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dadu_desktop.services.import_expected import Returns, expected_returns
from dadu_desktop.services.import_lines import SheetLines
from dadu_desktop.services.import_plan import USUAL, ImportOptions, ImportPreview, Unreadable
from dadu_desktop.services.imports import Progress, plan_again, preview_import, silent
from dadu_desktop.storage.ledger_file import LedgerFile


@dataclass(frozen=True)
class Review:
    """What the window shows of a preview, worked out on the worker."""

    preview: ImportPreview
    unreadable: Sequence[Unreadable] = ()
    sheets: Sequence[SheetLines] = ()
    returns: Returns | None = None


Change = Callable[[LedgerFile, ImportPreview], None]
"""Puts something into the preview that a person decided; it is planned anew afterwards."""


def preview_readable(
    ledger: LedgerFile,
    paths: Sequence[Path],
    *,
    kind: str | None = None,
    options: ImportOptions = USUAL,
    passwords: Sequence[str] = (),
    progress: Progress = silent,
) -> Review:
    """Preview the files that can be read and name the others; sheets without a known heading stay among them."""
    unreadable: list[Unreadable] = []
    preview = preview_import(
        ledger,
        paths,
        kind=kind,
        options=options,
        passwords=passwords,
        progress=progress,
        unreadable=unreadable,
    )
    return _review(ledger, preview, unreadable)


def review_again(
    ledger: LedgerFile, review: Review, changes: Iterable[Change] = (), progress: Progress = silent
) -> Review:
    """Put changes into the preview, plan it anew and say what there is to see."""
    for change in changes:
        change(ledger, review.preview)
    plan_again(ledger, review.preview, progress)
    return _review(ledger, review.preview, review.unreadable)


def _review(ledger: LedgerFile, preview: ImportPreview, unreadable: Sequence[Unreadable]) -> Review:
    """Group the lines of all sheets."""
    return Review(
        preview, unreadable, [SheetLines(one) for one in preview.sheets], expected_returns(ledger, preview)
    )
