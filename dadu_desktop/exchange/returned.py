"""The sender's own workbook with its faults marked: red cells with comments, 错误说明, and a list in front."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from dadu_desktop.exchange.body import CellProblem
from dadu_desktop.exchange.cells import Sheet, column_letters

_RED = PatternFill("solid", fgColor="FFC7CE")
_BOLD = Font(name="宋体", bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")
_LIST = "退回原因"
_COLUMN = "错误说明"
_SIGNED = "台账导入"
_HEADINGS = ("工作表", "行", "栏目", "原内容", "原因")
_CONVERTED = "原文件不是 .xlsx 格式，本文件只保留了表格内容，格式以原文件为准。"


@dataclass(frozen=True, slots=True)
class FaultySheet:
    """A sheet that was read, its heading row (from 1) and what could not be taken from it."""

    sheet: Sheet
    heading_row: int
    problems: Sequence[CellProblem]


def mark_returned(content: bytes, sheets: Sequence[FaultySheet]) -> bytes:
    """Mark the faults in a copy of an .xlsx file; any other kind comes back as a new workbook of its cells."""
    own = content.startswith(b"PK") and b"xl/workbook.xml" in content
    workbook = load_workbook(io.BytesIO(content)) if own else _workbook_of(sheets)
    for faulty in sheets:
        if faulty.problems:
            _mark_sheet(workbook[faulty.sheet.name or workbook.sheetnames[0]], faulty)
    _write_list(workbook, sheets, "" if own else _CONVERTED)
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def _workbook_of(sheets: Sequence[FaultySheet]) -> Workbook:
    """Put the cells that were read into a new workbook; texts stay texts."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for faulty in sheets:
        sheet = workbook.create_sheet(faulty.sheet.name or "来表")
        for at, row in enumerate(faulty.sheet.rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(at, column)
                _put(cell, value)
        for first, last in faulty.sheet.merges:
            sheet.merge_cells(None, first.row + 1, first.column + 1, last.row + 1, last.column + 1)
    return workbook


def _put(cell: Cell | MergedCell, value: object) -> None:
    """Write a value that came from a stranger; nothing of it becomes a formula."""
    if isinstance(cell, Cell) and value not in ("", None):
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, str):
            cell.data_type = "s"


def _mark_sheet(sheet: Worksheet, faulty: FaultySheet) -> None:
    """Mark the cells of one sheet and say in a last column what is wrong with each row."""
    reasons: dict[int, list[str]] = defaultdict(list)
    for problem in faulty.problems:
        reasons[problem.row].append(
            f"{problem.column}：{problem.reason}" if problem.column else problem.reason
        )
        cell = _shown_cell(sheet, problem.address)
        cell.fill = _RED
        cell.comment = Comment(problem.reason, _SIGNED)
    column = sheet.max_column + 1
    heading = sheet.cell(faulty.heading_row, column)
    _put(heading, _COLUMN)
    heading.font = _BOLD
    sheet.column_dimensions[column_letters(column - 1)].width = 50
    for row, sentences in reasons.items():
        told = sheet.cell(row, column)
        _put(told, "\n".join(sentences))
        told.alignment = _WRAP
        told.fill = _RED


def _shown_cell(sheet: Worksheet, address: str) -> Cell:
    """Return a cell, or the first one of the merged range that covers it."""
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        covering = next(one for one in sheet.merged_cells.ranges if address in one)
        cell = sheet.cell(covering.min_row, covering.min_col)
    return cell  # type: ignore[no-any-return]


def _write_list(workbook: Workbook, sheets: Sequence[FaultySheet], remark: str) -> None:
    """Write the list of what was not taken as the first sheet."""
    name = _LIST if _LIST not in workbook.sheetnames else f"{_LIST}（新）"
    listed = workbook.create_sheet(name, 0)
    workbook.active = 0
    total = sum(len(one.problems) for one in sheets)
    _put(listed.cell(1, 1), f"以下 {total} 处未能导入，请在标红的单元格改正后重新报送。{remark}")
    for column, (words, width) in enumerate(zip(_HEADINGS, (16, 8, 20, 30, 70), strict=True), 1):
        heading = listed.cell(2, column)
        _put(heading, words)
        heading.font = _BOLD
        listed.column_dimensions[column_letters(column - 1)].width = width
    lines = [(one.sheet.name, problem) for one in sheets for problem in one.problems]
    for row, (sheet, problem) in enumerate(lines, 3):
        for column, value in enumerate(
            (sheet, problem.row, problem.column, problem.value, problem.reason), 1
        ):
            cell = listed.cell(row, column)
            _put(cell, value)
            cell.alignment = _WRAP
    listed.freeze_panes = "A3"
