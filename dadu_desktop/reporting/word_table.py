"""A table of a Word document, with the columns, rules and repeated header of the printed one."""

from __future__ import annotations

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.shared import Pt
from docx.table import Table, _Row

from dadu_desktop.reporting.grid import OUTLINE, PAD_X, PAD_Y, Grid, Row
from dadu_desktop.reporting.page import HAIRLINE
from dadu_desktop.reporting.word_text import EIGHTHS, TWIPS, add_runs, element, set_paragraph


def add_table(document: Document, grid: Grid, *, followed: bool = False) -> None:
    """Write all rows of a grid; the header rows come again on every page.

    One that stands on one page in print does so here, and where it is ``followed`` by what closes it, its end does.
    """
    table = document.add_table(len(grid.rows), len(grid.widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _frame(table)
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Pt(width)
    for added, row, height in zip(table.rows, grid.rows, grid.heights, strict=True):
        _fill(added, row, grid, height)
    kept = table.rows[:-1] if grid.whole else []
    for one in (*kept, *(table.rows[-1:] if followed else ())):
        for cell in one.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _fill(added: _Row, row: Row, grid: Grid, height: float) -> None:
    """Write the cells of a row, at least as high as on paper, those over several columns joined."""
    properties = added._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no name for either
    properties.append(element("cantSplit"))
    properties.append(element("trHeight", val=round(height * TWIPS), hRule="atLeast"))
    if row.kind == "header":
        properties.append(element("tblHeader"))
    cells, column = added.cells, 0
    for cell in row.cells:
        target = cells[column].merge(cells[column + cell.span - 1]) if cell.span > 1 else cells[column]
        target.width = Pt(sum(grid.widths[column : column + cell.span]))
        target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = target.paragraphs[0]
        set_paragraph(paragraph, grid.style, cell.align)
        add_runs(paragraph, cell.runs, grid.style)
        column += cell.span


def _frame(table: Table) -> None:
    """Rule the table and give its cells the room of the printed ones."""
    borders, margins = element("tblBorders"), element("tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        thickness = HAIRLINE if side.startswith("inside") else OUTLINE
        borders.append(element(side, val="single", sz=round(thickness * EIGHTHS)))
    high = PAD_Y - HAIRLINE  # Word adds the rule to the height of a row, and rounds it up
    for side, room in (("top", high), ("left", PAD_X), ("bottom", high), ("right", PAD_X)):
        margins.append(element(side, w=round(room * TWIPS), type="dxa"))
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no borders
    properties.insert_element_before(borders, "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(margins, "w:tblLook")
