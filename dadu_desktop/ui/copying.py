"""Rows as text for other programs: tab separated, and never a formula."""

from __future__ import annotations

from collections.abc import Sequence

from dadu_desktop.records.fields import Field
from dadu_desktop.records.texts import text_of
from dadu_desktop.services.record_rows import Row
from dadu_desktop.ui.table_model import NUMERIC

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def rows_as_text(fields: Sequence[Field], rows: Sequence[Row]) -> str:
    """Write a header and the rows as a spreadsheet takes them from the clipboard.

    A text that begins like a formula gets an apostrophe in front; numbers stay numbers.
    """
    lines = ["\t".join(field.heading for field in fields)]
    lines += ["\t".join(_cell(field, row.values.get(field.key)) for field in fields) for row in rows]
    return "\n".join(lines)


def _cell(field: Field, value: object) -> str:
    """Write one cell on one line."""
    words = " ".join(text_of(field, value).split())
    return f"'{words}" if field.kind not in NUMERIC and words.startswith(FORMULA_STARTS) else words
