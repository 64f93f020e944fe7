"""What a workbook to fill in knows of itself, on a hidden sheet: which field each column is for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from dadu_desktop.exchange.cells import Book, Sheet, is_blank
from dadu_desktop.exchange.layouts import Layout, Layouts, fingerprint
from dadu_desktop.exchange.tables import heading_rows

KEYS = "填报键"
CHOICES = "选项"
NOTES = "填表说明"
_SIGN = "dadu-form"


@dataclass(frozen=True)
class FormKeys:
    """Layout and fingerprint of the heading, and the columns (from 0) that are filled in beforehand."""

    shape: str
    layout: Layout
    given: tuple[int, ...] = ()

    def dump(self) -> str:
        """Write them as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def take_keys(book: Book) -> Layouts:
    """Take the hidden sheets out of a workbook that was filled in, and blank the rows that nobody filled in.

    Returns how its table is to be read; nothing for any other workbook.
    """
    kept = next((one for one in book.sheets if one.name == KEYS), None)
    keys = _parsed(kept) if kept else None
    if keys is None:
        return {}
    book.sheets[:] = [one for one in book.sheets if one.name not in (KEYS, CHOICES, NOTES)]
    for sheet in book.sheets:
        for rows in heading_rows(sheet, any_words=True):
            if fingerprint(sheet, rows) == keys.shape:
                _blank_unfilled(sheet, rows[-1] + 1, frozenset(keys.given))
                break
    return {keys.shape: keys.layout}


def _parsed(sheet: Sheet) -> FormKeys | None:
    """Read the hidden sheet; None where a stranger put something else on one of that name."""
    row = sheet.rows[0] if sheet.rows else []
    if len(row) < 2 or row[0] != _SIGN:
        return None
    try:
        kept: Mapping[str, object] = json.loads(str(row[1]))
        layout = Layout.parse(json.dumps(kept["layout"]))
        given = kept["given"]
        return FormKeys(str(kept["shape"]), layout, tuple(given) if isinstance(given, list) else ())
    except (ValueError, KeyError, TypeError):
        return None


def _blank_unfilled(sheet: Sheet, first: int, given: frozenset[int]) -> None:
    """Empty the rows in which nothing stands but what was filled in beforehand."""
    for row in sheet.rows[first:] if given else ():
        if all(is_blank(cell) for at, cell in enumerate(row) if at not in given):
            row[:] = [""] * len(row)


def key_row(keys: FormKeys) -> tuple[str, str]:
    """Return the cells of the hidden sheet."""
    return _SIGN, keys.dump()
