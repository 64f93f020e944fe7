"""The sender's own workbook with its faults marked: red cells with comments, 错误说明, and a list in front."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lxml.etree import XMLSyntaxError
from xlsxwriter import Workbook

from dadu_desktop.exchange import xlsx
from dadu_desktop.exchange.body import CellProblem
from dadu_desktop.exchange.cells import Place, Sheet, place_of
from dadu_desktop.exchange.packages import Package
from dadu_desktop.exchange.patching.book import BookPatch
from dadu_desktop.exchange.patching.comments import CommentPatch
from dadu_desktop.exchange.patching.parts import Element
from dadu_desktop.exchange.patching.rows import SheetPatch
from dadu_desktop.exchange.returned_list import LIST, Colours, Listed, colours_of, is_list, list_of

_COLUMN = "错误说明"
_COLUMN_NOTE = "本列由台账导入生成，重新报送时不必删除。"
_WIDTH = 50
_CONVERTED = "原文件不是 .xlsx 格式，本文件只保留了表格内容，格式以原文件为准。"
_REBUILT = "原文件的内部结构不合规范，本文件只保留了表格内容，格式以原文件为准。"
_LOCKED = "原文件有打开密码，本文件没有密码，只保留了表格内容，格式以原文件为准。"
_UNLOCKED = "原文件有打开密码，本文件没有，发送时请注意保密。"


@dataclass(frozen=True, slots=True)
class FaultySheet:
    """A sheet that was read, its heading row (from 1) and what could not be taken from it.

    Several tables of one sheet come as several of these under the same name.
    """

    sheet: Sheet
    heading_row: int
    problems: Sequence[CellProblem]


@dataclass(frozen=True, slots=True)
class Returned:
    """The marked workbook, and the ending that its name must have."""

    content: bytes
    suffix: str = ".xlsx"


def mark_returned(
    content: bytes, sheets: Sequence[FaultySheet], *, unlocked: bool = False, locked: bool = False
) -> Returned:
    """Mark the faults in a copy of an .xlsx file; any other kind comes back as a new workbook of its cells.

    Marks of an earlier round are removed first. ``unlocked`` says that the file had a password,
    ``locked`` that it still has one and nobody told it.
    """
    if is_xlsx(content):
        try:
            return _marked(BookPatch(content), sheets, _UNLOCKED if unlocked else "")
        except (XMLSyntaxError, ValueError, LookupError):  # what readers forgive, no standard allows
            return _marked(BookPatch(_workbook_of(sheets)), sheets, _REBUILT)
    return _marked(BookPatch(_workbook_of(sheets)), sheets, _LOCKED if locked else _CONVERTED)


def _marked(book: BookPatch, sheets: Sequence[FaultySheet], remark: str) -> Returned:
    """Mark the faults in a workbook and list them on a sheet in front."""
    covered: Colours = {}
    by_name: dict[str, list[FaultySheet]] = defaultdict(list)
    for faulty in sheets:
        name = faulty.sheet.name or next(iter(book.sheet_parts))
        if is_list(faulty.sheet) and name in book.sheet_parts:
            covered |= colours_of(faulty.sheet)
            book.take_out(name)
        else:
            by_name[name].append(faulty)
    lines: list[Listed] = []
    for name, part in book.sheet_parts.items():
        tables = [one for one in by_name[name] if one.problems]
        if tables or book.parts.related(part, "comments"):
            lines += _Marker(book, name, covered).mark(tables)
    name = next(one for one in (LIST, *(f"{LIST}{at}" for at in range(2, 99))) if one not in book.sheet_parts)
    book.put_in_front(name, list_of(book, lines, remark))
    return Returned(book.save(), ".xlsm" if book.has_macros else ".xlsx")


def is_xlsx(content: bytes) -> bool:
    """Tell a file that can be marked in place."""
    if not content.startswith(b"PK"):
        return False
    with Package(content) as package:
        return xlsx.is_one(package)


def _workbook_of(sheets: Sequence[FaultySheet]) -> bytes:
    """Put the cells that were read into a new workbook; texts stay texts."""
    output = io.BytesIO()
    by_name: dict[str, list[Sheet]] = defaultdict(list)
    for faulty in sheets:
        by_name[faulty.sheet.name or "来表"].append(faulty.sheet.original or faulty.sheet)
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(output, options) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, tables in by_name.items():
            written = workbook.add_worksheet(name)
            for table in tables:
                for at, row in enumerate(table.rows):
                    for column, value in enumerate(row):
                        if isinstance(value, date):
                            written.write_datetime(at, column, value, day)
                        elif isinstance(value, int | float):
                            written.write(at, column, value)
                        elif value not in ("", None):
                            written.write_string(at, column, str(value))
            for first, last in dict.fromkeys(one for table in tables for one in table.merges):
                kept = next((table.rows[first.row][first.column] for table in tables), "")
                written.merge_range(*first, *last, kept)
    return output.getvalue()


class _Marker:
    """Marks one sheet."""

    def __init__(self, book: BookPatch, name: str, colours: Colours) -> None:
        """Find sheet and comments; ``colours`` are those that marks of an earlier round cover."""
        self._book = book
        self._name = name
        self._colours = colours
        self._part = book.sheet_parts[name]
        self._sheet: SheetPatch = book.sheet(name)
        self._comments = CommentPatch(book.parts, self._part, self._sheet)
        self._covered = self._sheet.merges()
        self._column = -1  # that of the explanations of an earlier round

    def mark(self, tables: Sequence[FaultySheet]) -> list[Listed]:
        """Remove the marks of an earlier round and make those of this one; returns what is to be listed."""
        for place, words in self._comments.taken_back().items():
            if words.strip() == _COLUMN_NOTE:
                self._clear_column(place)
                self._column = place.column
            elif (cell := self._sheet.find(place)) is not None:
                colour = self._colours.get((self._name, place.address), {})
                cell.set("s", str(self._book.styles.unmarked(_style_of(cell), colour)))
        remarks: dict[Place, list[str]] = defaultdict(list)
        reasons: dict[int, list[str]] = defaultdict(list)
        lines = []
        for problem in (one for table in tables for one in table.problems):
            place = self._shown(place_of(problem.address or f"A{problem.row}"))
            remarks[place].append(problem.reason)
            head = f"{problem.column}：" if problem.column else ""
            row = place_of(problem.address).row + 1 if problem.address else problem.row
            reasons[row].append(f"{head}{problem.reason}")
            colour = self._book.styles.colour(_style_of(self._sheet.cell(place)))
            lines.append(Listed(self._name, replace(problem, row=row), place.address, colour))
        for place in remarks:
            cell = self._sheet.cell(place)
            cell.set("s", str(self._book.styles.marked(_style_of(cell))))
        said = {place: "\n".join(words) for place, words in remarks.items()}
        if tables:
            said |= self._add_column([table.heading_row for table in tables], reasons)
        self._comments.say(said)
        self._comments.save()
        return lines

    def _add_column(self, headings: Sequence[int], reasons: dict[int, list[str]]) -> dict[Place, str]:
        """Say in a column behind all others what is wrong with each row; returns the remarks on its headings."""
        column = self._column if self._column >= 0 else self._free_column({*headings, *reasons})
        bold, red = (
            self._book.styles.made(bold=True, wrap=True),
            self._book.styles.made(wrap=True, red=True),
        )
        for row, words, style in (
            *((row, [_COLUMN], bold) for row in dict.fromkeys(headings)),
            *((row, words, red) for row, words in reasons.items()),
        ):
            cell = self._sheet.cell(Place(row - 1, column))
            self._sheet.set_text(cell, "\n".join(words))
            cell.set("s", str(style))
        self._sheet.set_width(column, _WIDTH)
        return {Place(row - 1, column): _COLUMN_NOTE for row in headings}

    def _free_column(self, rows: set[int]) -> int:
        """Find the first column behind the content that no chart or picture covers in these rows."""
        column = self._sheet.width()
        drawing = self._book.parts.related(self._part, "drawing")
        spots = _spots(self._book.parts.tree(drawing)) if drawing else []
        for first, last in sorted(spots, key=lambda one: one[0].column):
            beside = any(first.row < row <= last.row + 1 for row in rows)
            if beside and first.column <= column <= last.column:
                column = last.column + 1
        return column

    def _clear_column(self, heading: Place) -> None:
        """Take away the column of an earlier round."""
        for number in self._sheet.numbers():
            place = Place(number - 1, heading.column)
            if number > heading.row and (cell := self._sheet.find(place)) is not None:
                parent = cell.getparent()
                if parent is not None:
                    parent.remove(cell)

    def _shown(self, place: Place) -> Place:
        """Return a cell, or the first one of the merged range that covers it."""
        for first, last in self._covered:
            if first.row <= place.row <= last.row and first.column <= place.column <= last.column:
                return first
        return place


def _spots(drawing: Element) -> list[tuple[Place, Place]]:
    """List what charts, pictures and shapes cover."""
    found = []
    for anchor in drawing:
        spots = []
        for one in anchor:
            if one.tag.endswith(("}from", "}to")):
                said = {str(each.tag).rpartition("}")[2]: int(each.text or 0) for each in one}
                spots.append(Place(said.get("row", 0), said.get("col", 0)))
        if len(spots) > 1:
            found.append((spots[0], spots[1]))
    return found


def _style_of(cell: Element) -> int:
    """Return the format of a cell."""
    return int(cell.get("s", "0"))
