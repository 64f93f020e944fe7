"""A Markdown table as a ruled grid.

Columns whose rule in the source is written with different numbers of dashes take widths in about that proportion, as
in Pandoc, but no word is broken for it; else they fit what is in them. A cell that holds nothing but ``<`` belongs to
the one on its left. A table whose header cells are all empty is a form without header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from dadu_desktop.reporting.column_parts import part_of, split_columns
from dadu_desktop.reporting.columns import Need, column_need, fit_columns, squeeze_columns
from dadu_desktop.reporting.grid import Cell, Grid, Row, RowKind
from dadu_desktop.reporting.ink import Ink
from dadu_desktop.reporting.inline_text import inline_runs
from dadu_desktop.reporting.line_breaking import Measure
from dadu_desktop.reporting.page import Align, Role, TextStyle

MERGED = "<"
_GAP = 1 / 4
"""In em, between Chinese and digits: as much as the programs set that open the file for Word, so that lines end alike."""
_ALIGNMENTS: dict[str, Align] = {"left": "left", "center": "centre", "right": "right"}


class MarkdownTable:
    """The table between ``table_open`` and ``table_close``; ``rule`` is the source line of dashes."""

    def __init__(self, tokens: Sequence[Token], rule: str, style: TextStyle, ink: Ink) -> None:
        """Read the rows; a header of empty cells is left out."""
        read = list(_rows(tokens, style.role))
        self._rows = [row for row in read if row.kind != "header" or any(map(_text, row.cells))]
        self._dashes = [part.count("-") for part in rule.strip().strip("|").split("|")]
        self._style = style
        self._ink = ink
        self._measure = Measure(ink.fonts, style.size, 0, style.size * _GAP, hang=False)

    @property
    def is_form(self) -> bool:
        """Tell whether the table has no header."""
        return not any(row.kind == "header" for row in self._rows)

    def fits(self, width: float) -> bool:
        """Tell whether no word need be broken."""
        return fit_columns(self._needs(width), width) is not None

    def grids(self, width: float) -> list[Grid]:
        """Lay the table out, in several with its first column in each where it is too wide and its cells are plain.

        Columns in which words are broken all the same are noted for the preflight.
        """
        needs = self._needs(width)
        plain = all(len(row.cells) in (1, len(needs)) for row in self._rows)
        whole = fit_columns(needs, width) is not None or not plain
        parts = [tuple(range(len(needs)))] if whole else split_columns(needs, 1, width)
        return [self._grid(columns, [needs[one] for one in columns], width) for columns in parts]

    def _grid(self, columns: Sequence[int], needs: Sequence[Need], width: float) -> Grid:
        """Lay some columns out."""
        whole = len(columns) == len(self._dashes)
        rows = self._rows if whole else [part_of(row, columns) for row in self._rows]
        widths = fit_columns(needs, width)
        if widths is None:
            widths = squeeze_columns(needs, width)
            self._ink.notes.broken_columns += [
                _text(cell) for row in rows if row.kind == "header" for cell in row.cells
            ]
        return Grid.lay_out(rows, widths, self._style, self._ink, self._measure)

    def _needs(self, width: float) -> list[Need]:
        """Measure the columns by their contents or by the dashes."""
        measure = self._measure
        needs = [
            column_need(
                "",
                _column(self._rows, number),
                measure,
                header_role="hei",
                role=self._style.role,
                limit=width / 2,
            )
            for number in range(len(self._dashes))
        ]
        if len(set(self._dashes)) == 1:
            return needs
        total = sum(self._dashes)
        return [
            Need(need.least, max(need.least, width * count / total))
            for need, count in zip(needs, self._dashes, strict=True)
        ]


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
