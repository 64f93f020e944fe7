"""A block of cells copied from a spreadsheet program, made into a workbook that is taken in like any other."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.formula_texts import own_text
from dadu_desktop.exchange.cells import Row, Sheet, trimmed
from dadu_desktop.exchange.header import find_header
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.services.import_sheets import known_headings

MOST_CELLS = 200_000


def pasted_workbook(kind: str, text: str, columns: Sequence[str], folder: Path) -> Path:
    """Write copied cells into a workbook; without a heading of their own they are for ``columns`` of the ledger.

    InputProblem where nothing was copied, one word only, or more than fits on the clipboard in good sense.
    """
    rows = _cells(text)
    record_type = RECORD_TYPES[kind]
    if find_header(Sheet(record_type.label, rows), known_headings(kind)) is None:
        width = max(map(len, rows))
        headings = [record_type.field(key).heading for key in columns]
        if width > len(headings):
            raise InputProblem(
                f"复制了 {width} 列，从当前列起只有 {len(headings)} 列：请连同表头一起复制，或先选中对应的列。"
            )
        rows = [list(headings[:width]), *rows]
    path = folder / f"粘贴的{record_type.record_label}.xlsx"
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(path, options) as workbook:
        sheet = workbook.add_worksheet(record_type.label)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return path


def _cells(text: str) -> list[Row]:
    """Take the copied text apart."""
    lines = [
        [own_text(cell.strip()) for cell in line] for line in csv.reader(io.StringIO(text), delimiter="\t")
    ]
    width = max(map(len, lines), default=0)
    rows: list[Row] = [[*line, *[""] * (width - len(line))] for line in lines]
    if not trimmed(rows):
        raise InputProblem("剪贴板里没有表格内容，请先在 Excel 或 WPS 里选中单元格并复制。")
    if len(rows) * width == 1:
        raise InputProblem(
            "只复制了一个单元格：要查找请先按 /，要录入一条请按 Ctrl+N，要粘贴几行请选中整块单元格再复制。"
        )
    if len(rows) * width > MOST_CELLS:
        raise InputProblem("复制的内容太多，请存成文件后在“导入导出”中导入。")
    return rows
