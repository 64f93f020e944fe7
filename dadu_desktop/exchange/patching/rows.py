"""One sheet of a workbook, changed cell by cell; rows that nobody touches stay as their writer wrote them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from dadu_desktop.exchange.cells import Place, column_letters, column_number, place_of
from dadu_desktop.exchange.patching.parts import Element, parsed, without

_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b[^>]*?(/?)>")
_NUMBER = re.compile(rb"""\sr=["'](\d+)["']""")
_UNSAID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML can hold."""
_LONGEST = 32_767
_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
    *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations"),
    *("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
    *("customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing"),
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts"),
    "extLst",
)
"""Order of the elements of a sheet, ECMA-376 part 1, 18.3.1.99."""


class _Span(NamedTuple):
    """Where a row stands in the bytes of a sheet."""

    number: int
    start: int
    end: int


class SheetPatch:
    """A sheet as frame (everything but its rows) and rows; rows are parsed when they are touched."""

    def __init__(self, content: bytes) -> None:
        """Take the sheet's XML apart; ValueError where it is not as any standard says."""
        start = _DATA.search(content)
        if start is None:
            raise ValueError("a sheet without sheetData")
        prefix, empty = start[1], bool(start[2])
        end = start.end() if empty else content.rindex(b"</" + prefix + b"sheetData>")
        after = end if empty else content.index(b">", end) + 1
        self._body = b"" if empty else content[start.end() : end]
        self.frame = parsed(content[: start.start()] + b"<%ssheetData/>" % prefix + content[after:])
        self.namespace = etree.QName(self.frame).namespace or ""
        self._prefix = prefix
        spaces = self.frame.nsmap.items()
        declared = (f' xmlns{f":{key}" if key else ""}="{uri}"' for key, uri in spaces)
        self._open = f"<w{''.join(declared)}>".encode()
        self._spans = sorted(self._rows())
        self._numbers = [one.number for one in self._spans]
        if len(set(self._numbers)) < len(self._numbers):
            raise ValueError("two rows of one number")
        self._touched: dict[int, Element] = {}

    @property
    def strict(self) -> bool:
        """Tell a sheet in the strict form of the standard."""
        return "purl.oclc.org" in self.namespace

    def name(self, tag: str) -> str:
        """Return the full name of an element."""
        return f"{{{self.namespace}}}{tag}"

    def row(self, number: int) -> Element:
        """Return a row (from 1) to be changed; it is made where there is none."""
        if number not in self._touched:
            at = bisect_left(self._numbers, number)
            kept = at < len(self._numbers) and self._numbers[at] == number
            self._touched[number] = (
                self._parsed(self._spans[at]) if kept else self._wrapped(b"<%srow/>" % self._prefix)
            )
            self._touched[number].set("r", str(number))
            without(self._touched[number], "spans")
        return self._touched[number]

    def cell(self, place: Place) -> Element:
        """Return a cell to be changed; one that is made has the format of its row or column."""
        row = self.row(place.row + 1)
        columns = [column_of(one) for one in row]
        before = bisect_left(columns, place.column)
        if columns[before : before + 1] == [place.column]:
            return row[before]
        made = etree.Element(self.name("c"), {"r": place.address})
        style = row.get("s") if row.get("customFormat") in ("1", "true") else self._column_style(place.column)
        if style:
            made.set("s", style)
        row.insert(before, made)
        return made

    def find(self, place: Place) -> Element | None:
        """Return a cell where there is one."""
        at = bisect_left(self._numbers, place.row + 1)
        if place.row + 1 not in self._touched and self._numbers[at : at + 1] != [place.row + 1]:
            return None
        return next((one for one in self.row(place.row + 1) if column_of(one) == place.column), None)

    def set_text(self, cell: Element, words: str) -> None:
        """Write a text into a cell; nothing of it is ever taken for a formula."""
        self.clear(cell)
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, self.name("is")), self.name("t"))
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = sayable(words)

    def set_number(self, cell: Element, digits: str) -> None:
        """Write a number into a cell."""
        self.clear(cell)
        etree.SubElement(cell, self.name("v")).text = digits

    def set_formula(self, cell: Element, formula: str) -> None:
        """Write a formula into a cell, without a result."""
        self.clear(cell)
        etree.SubElement(cell, self.name("f")).text = formula

    def forget_results(self) -> None:
        """Drop the results of all formulas, so that every program computes them anew."""
        for number in self.numbers():
            for cell in self.row(number).iter(self.name("c")):
                if cell.find(self.name("f")) is not None:
                    for result in cell.findall(self.name("v")):
                        cell.remove(result)

    @staticmethod
    def clear(cell: Element) -> None:
        """Empty a cell; its format stays."""
        del cell[:]
        without(cell, "t")

    def width(self) -> int:
        """Return the number of columns up to the last one with content or in a merged range."""
        own = re.escape(self._prefix)
        full = re.compile(rb"<" + own + rb"""c\s[^>]*?\br=["']([A-Z]{1,3})\d+["'][^>]*(?<!/)>""")
        found = {column_number(letters.decode()) for letters in set(full.findall(self._body))}
        if re.search(rb"<" + own + rb"""c(?:\s(?![^>]*\br=)[^>]*)?>""", self._body):  # addresses left out
            cells = (cell for number in self._numbers for cell in self.row(number) if len(cell))
            found |= {column_of(cell) for cell in cells}
        return max([-1, *found, *(last.column for _, last in self.merges())]) + 1

    def merges(self) -> list[tuple[Place, Place]]:
        """List the merged ranges."""
        return [corners(one.get("ref", "")) for one in self.frame.iter(self.name("mergeCell"))]

    def numbers(self) -> list[int]:
        """List the numbers of all rows there are."""
        return sorted({*self._numbers, *self._touched})

    def drop_row(self, number: int) -> None:
        """Take a row out."""
        self._touched.pop(number, None)
        at = bisect_left(self._numbers, number)
        if self._numbers[at : at + 1] == [number]:
            del self._numbers[at], self._spans[at]

    def put_row(self, number: int, row: Element) -> None:
        """Put a row in the place of a number."""
        row.set("r", str(number))
        for cell in row:
            cell.set("r", f"{column_letters(column_of(cell))}{number}")
        self._touched[number] = row

    def set_width(self, column: int, width: float) -> None:
        """Give one column a width; a group of columns that it belongs to is taken apart."""
        cols = self.part("cols")
        for one in list(cols):
            first, last = int(one.get("min", "1")) - 1, int(one.get("max", "1")) - 1
            if not first <= column <= last:
                continue
            cols.remove(one)
            for start, end in ((first, column - 1), (column + 1, last)):
                if start <= end:
                    part = etree.SubElement(
                        cols, one.tag, {str(key): str(value) for key, value in one.attrib.items()}
                    )
                    part.set("min", str(start + 1))
                    part.set("max", str(end + 1))
        place = str(column + 1)
        said = {"min": place, "max": place, "width": str(width), "customWidth": "1"}
        etree.SubElement(cols, self.name("col"), said)
        cols[:] = sorted(cols, key=lambda one: int(one.get("min", "1")))

    def part(self, tag: str) -> Element:
        """Return an element of the frame, made in its place where there is none."""
        found = self.frame.find(self.name(tag))
        if found is not None:
            return found
        later = {self.name(one) for one in _ORDER[_ORDER.index(tag) + 1 :]}
        at = next((at for at, one in enumerate(self.frame) if one.tag in later), len(self.frame))
        made = etree.Element(self.name(tag))
        self.frame.insert(at, made)
        return made

    def save(self) -> bytes:
        """Write the sheet."""
        if self._touched and (dimension := self.frame.find(self.name("dimension"))) is not None:
            self.frame.remove(dimension)  # it may be left out; a wrong one hides cells
        pieces = []
        spans = {one.number: one for one in self._spans}
        for number in self.numbers():
            if number in self._touched:
                pieces.append(self._written(self._touched[number]))
            else:
                pieces.append(self._body[spans[number].start : spans[number].end])
        frame = etree.tostring(self.frame, encoding="UTF-8", xml_declaration=True, standalone=True)
        tag = self._prefix + b"sheetData"
        return frame.replace(b"<%s/>" % tag, b"<%s>%s</%s>" % (tag, b"".join(pieces), tag), 1)

    def _rows(self) -> Iterator[_Span]:
        """Find the rows; one without a number follows on the last."""
        own = re.escape(self._prefix)
        opening = re.compile(rb"<" + own + rb"row\b[^>]*?(/?)>")
        closing = b"</" + self._prefix + b"row>"
        number, at = 0, 0
        while found := opening.search(self._body, at):
            said = _NUMBER.search(found[0])
            number = int(said[1]) if said else number + 1
            at = found.end() if found[1] else self._body.index(closing, found.end()) + len(closing)
            yield _Span(number, found.start(), at)

    def _parsed(self, span: _Span) -> Element:
        """Parse a row; cells without an address get theirs."""
        row = self._wrapped(self._body[span.start : span.end])
        column = -1
        for cell in row:
            column = column_of(cell) if cell.get("r") else column + 1
            cell.set("r", f"{column_letters(column)}{span.number}")
        return row

    def _wrapped(self, content: bytes) -> Element:
        """Parse a piece of the sheet with the namespaces of the whole."""
        return parsed(self._open + content + b"</w>")[0]

    def _written(self, row: Element) -> bytes:
        """Write a row without declaring again what the sheet declares."""
        holder = row.getparent()
        if holder is None or holder.tag != "w" or len(holder) != 1:
            holder = parsed(self._open + b"</w>")
            holder.append(row)
        text = etree.tostring(holder, encoding="UTF-8")
        return text[text.index(b">") + 1 : text.rindex(b"</w>")]

    def _column_style(self, column: int) -> str | None:
        """Return the format that empty cells of a column have."""
        cols = self.frame.find(self.name("cols"))
        for one in () if cols is None else cols:
            if int(one.get("min", "0")) <= column + 1 <= int(one.get("max", "0")):
                return one.get("style")
        return None


def column_of(cell: Element) -> int:
    """Return the column of a cell, from 0."""
    return place_of(cell.get("r", "A1")).column


def corners(reference: str) -> tuple[Place, Place]:
    """Read a range such as A1:C5."""
    first, _, last = reference.partition(":")
    return place_of(first), place_of(last or first)


def sayable(words: str) -> str:
    """Return a text as a cell can hold it."""
    return _UNSAID.sub("", words)[:_LONGEST]
