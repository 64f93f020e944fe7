"""Blocks of cells that go from the grid of a month to a workbook and back."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from dadu_desktop.domain.formula_texts import kept_text
from dadu_desktop.ui.entry_lines import AMOUNTS, FIELDS

if TYPE_CHECKING:
    from dadu_desktop.ui.entry_grid import EntryGrid
    from dadu_desktop.ui.entry_model import EntryModel


def copied(grid: EntryGrid) -> str:
    """Give the selected block as cells of a sheet."""
    chosen = grid.selectedIndexes()
    rows = sorted({one.row() for one in chosen})
    columns = [one for one in sorted({one.column() for one in chosen}) if not grid.isColumnHidden(one)]
    return "\n".join("\t".join(_cell(grid.entries, row, column) for column in columns) for row in rows)


def pasted(grid: EntryGrid, words: str) -> str:
    """Spread the cells of a sheet from the current one on, as one step; say what was taken and what not."""
    index = grid.currentIndex()
    block = list(csv.reader(words.splitlines(), delimiter="\t"))
    if not index.isValid() or not block:
        return ""
    columns = [one for one in range(index.column(), len(FIELDS)) if not grid.isColumnHidden(one)]
    taken, refused = grid.entries.paste(index.row(), columns, block)
    kept = f"，{refused} 格只读或超出表格，没有写入" if refused else ""
    return f"已粘贴 {taken} 格{kept}。"


def _cell(entries: EntryModel, row: int, column: int) -> str:
    """Say a cell on one line; a text that looks like a formula stays a text."""
    words = str(entries.index(row, column).data() or "")
    return words if FIELDS[column].key in AMOUNTS else kept_text(" ".join(words.split()))
