"""A Markdown table as a ruled grid.

Columns whose rule in the source is written with different numbers of dashes take widths in about that proportion, as
in Pandoc, but no word is broken for it; else they fit what is in them. A cell that holds nothing but ``<`` belongs to the one on its left. A table
whose header cells are all empty is a form without header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from dadu_desktop.reporting.columns import Need, column_need, fit_columns, squeeze_columns
from dadu_desktop.reporting.grid import Cell, Grid, Row, RowKind
from dadu_desktop.reporting.ink import Ink
from dadu_desktop.reporting.inline_text import inline_runs
from dadu_desktop.reporting.line_breaking import Measure
from dadu_desktop.reporting.page import Align, Role, TextStyle

MERGED = "<"
_ALIGNMENTS: dict[str, Align] = {"left": "left", "center": "centre", "right": "right"}


def markdown_table(tokens: Sequence[Token], rule: str, style: TextStyle, ink: Ink, width: float) -> Grid:
    """Lay out the table between ``table_open`` and ``table_close``; ``rule`` is the source line of dashes."""
    rows = [row for row in _rows(tokens, style.role) if row.kind != "header" or any(map(_text, row.cells))]
    return Grid.lay_out(rows, _widths(rows, rule, style, ink, width), style, ink)


def _rows(tokens: Sequence[Token], role: Role) -> Iterator[Row]:
    """Read the rows."""
    cells: list[Cell] = []
    kind: RowKind = "body"
    for number, token in enumerate(tokens):
        if token.type == "tr_open":
            cells = []
            kind = "header" if tokens[number - 1].type == "thead_open" else "body"
        elif token.type in ("th_open", "td_open"):
            _add_cell(cells, token, tokens[number + 1], "hei" if token.type == "th_open" else role)
        elif token.type == "tr_close":
            yield Row(tuple(cells), kind)


def _add_cell(cells: list[Cell], opening: Token, inline: Token, role: Role) -> None:
    """Add a cell, or widen the last one."""
    if inline.content.strip() == MERGED and cells:
        cells[-1] = Cell(cells[-1].runs, cells[-1].align, cells[-1].span + 1)
        return
    how = str(opening.attrGet("style") or "").removeprefix("text-align:")
    align = "centre" if role == "hei" else _ALIGNMENTS.get(how, "left")
    cells.append(Cell(tuple(inline_runs(inline.children or [], role)), align))


def _text(cell: Cell) -> str:
    """Return the words of a cell."""
    return "".join(run.text for run in cell.runs)


def _widths(rows: Sequence[Row], rule: str, style: TextStyle, ink: Ink, width: float) -> list[float]:
    """Share the width out by the dashes or by the contents."""
    dashes = [part.count("-") for part in rule.strip().strip("|").split("|")]
    measure = Measure(ink.fonts, style.size)
    needs = [
        column_need("", _column(rows, number), measure, header_role="hei", role=style.role, limit=width / 2)
        for number in range(len(dashes))
    ]
    if len(set(dashes)) > 1:
        needs = [
            Need(need.least, max(need.least, width * count / sum(dashes)))
            for need, count in zip(needs, dashes, strict=True)
        ]
    return fit_columns(needs, width) or squeeze_columns(needs, width)


def _column(rows: Sequence[Row], wanted: int) -> list[str]:
    """Return the words in one column, cells over several columns left out."""
    found = []
    for row in rows:
        column = 0
        for cell in row.cells:
            if column == wanted and cell.span == 1:
                found.append(_text(cell))
            column += cell.span
    return found
