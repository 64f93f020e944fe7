"""Rows for other programs: tab separated text and a table, and never a formula."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

from dadu_desktop.domain.formula_texts import kept_text
from dadu_desktop.records.fields import Field
from dadu_desktop.records.wording import text_of
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.table_model import NUMERIC

_AS_TEXT = "mso-number-format:'\\@';white-space:pre-wrap"
"""Tells spreadsheet programs that a cell of a table is a text: codes keep their digits, nothing is a formula."""


def rows_as_cells(fields: Sequence[Field], rows: Sequence[Row]) -> QMimeData:
    """Give rows to the clipboard, as text for every program and as a table for those that take one."""
    data = QMimeData()
    data.setText(rows_as_text(fields, rows))
    data.setHtml(rows_as_table(fields, rows))
    return data


def rows_as_text(fields: Sequence[Field], rows: Sequence[Row]) -> str:
    """Write a header and the rows as a spreadsheet takes them from the clipboard.

    A text that begins like a formula gets an apostrophe in front; numbers stay numbers.
    """
    lines = ["\t".join(field.heading for field in fields)]
    lines += ["\t".join(_cell(field, row.values.get(field.key)) for field in fields) for row in rows]
    return "\n".join(lines)


def rows_as_table(fields: Sequence[Field], rows: Sequence[Row]) -> str:
    """Write a header and the rows as a table of HTML; cells are texts but for numbers."""
    head = "".join(f"<th>{escape(field.heading)}</th>" for field in fields)
    body = "".join(
        f"<tr>{''.join(_table_cell(field, row.values.get(field.key)) for field in fields)}</tr>"
        for row in rows
    )
    return f'<meta charset="utf-8"><table><tr>{head}</tr>{body}</table>'


def _table_cell(field: Field, value: object) -> str:
    """Write one cell of a table; the lines of a text stay in it."""
    words = escape(text_of(field, value)).replace("\n", '<br style="mso-data-placement:same-cell">')
    return f"<td>{words}</td>" if field.kind in NUMERIC else f'<td style="{_AS_TEXT}">{words}</td>'


def _cell(field: Field, value: object) -> str:
    """Write one cell on one line."""
    return kept_text(" ".join(text_of(field, value).split()))
