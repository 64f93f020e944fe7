"""Rows put into a sheet: everything that points to a cell below follows it, as in a spreadsheet program."""

from __future__ import annotations

import re
from html import escape

from lxml import etree
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.formula.translate import Translator

from dadu_desktop.exchange.cells import Place, place_of
from dadu_desktop.exchange.patching.book import BookPatch
from dadu_desktop.exchange.patching.parts import Element
from dadu_desktop.exchange.patching.rows import SheetPatch

_CELL = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)")
_ROWS = re.compile(r"(\$?)(\d+)(?=:|$)")
_FORMULAS = frozenset({"f", "formula", "formula1", "formula2"})
_RULES = frozenset({"conditionalFormatting", "dataValidation"})
_REFERENCES = ("ref", "sqref", "activeCell", "topLeftCell")
_ANCHOR_ROWS = re.compile(rb"<x:Anchor>([^<]*)</x:Anchor>")
_NOTE_ROW = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>")
_LAST = 1_048_576
"""Rows of a sheet."""


class Insertion:
    """``count`` rows put before row ``at`` (from 0) of one sheet.

    Ranges that begin above the row and end in it or below grow, as in a spreadsheet program; with ``grows``
    also those that begin in it, as the only row of a table does for the sum over that table.
    """

    def __init__(self, book: BookPatch, name: str, at: int, count: int, *, grows: bool = False) -> None:
        """Note where they come."""
        self._grows = grows
        self._book = book
        self._name = name
        self._at = at
        self._count = count

    def make(self) -> None:
        """Move the rows below, and whatever in the workbook points to them."""
        for name, part in self._book.sheet_parts.items():
            own, content = name == self._name, self._book.parts.read(part)
            if own or (b"sheetData" in content and self._names_sheet(content)):
                self._in_sheet(self._book.sheet(name), own=own)
        for one in self._book.root.iter(self._book.name("definedName")):
            one.text = self.formula(one.text or "", own=False)
        self._in_drawings()
        self._in_notes()
        self._in_tables()

    def row(self, row: int) -> int:
        """Return where a row (from 0) stands afterwards."""
        return min(row + self._count, _LAST - 1) if row >= self._at else row

    def reference(self, words: str) -> str:
        """Return cells and ranges, as lists of merged cells have them, as they stand afterwards."""
        return _CELL.sub(lambda one: f"{one[1]}{self.row(int(one[2]) - 1) + 1}", words)

    def _range(self, words: str) -> str:
        """Return a range of a formula, or of cells that have a rule, as it stands afterwards."""
        moved = self.reference(words)
        first, colon, last = words.partition(":")
        begins = _CELL.fullmatch(first)
        if not (self._grows and begins and int(begins[2]) == self._at + 1 and _CELL.fullmatch(last or first)):
            return moved
        return f"{first}:{self.reference(last if colon else first)}"

    def formula(self, text: str, *, own: bool) -> str:
        """Return a formula as it reads afterwards; ``own`` where it stands on the sheet itself."""
        if not any(sign.isdigit() for sign in text):
            return text
        tokens = Tokenizer(f"={text}")
        for one in tokens.items:
            if one.type == Token.OPERAND and one.subtype == Token.RANGE:
                one.value = self._operand(one.value, own=own)
        return "".join(one.value for one in tokens.items)

    def _operand(self, words: str, *, own: bool) -> str:
        """Return one operand of a formula."""
        sheet, mark, cells = words.rpartition("!")
        if mark:
            own = sheet.removeprefix("'").removesuffix("'").replace("''", "'") == self._name
        if not own:
            return words
        whole = ":" in cells and cells.replace(":", "").replace("$", "").isdigit()
        if whole:
            return sheet + mark + _ROWS.sub(lambda one: f"{one[1]}{self.row(int(one[2]) - 1) + 1}", cells)
        return sheet + mark + (self._range(cells) if ":" in cells else self.reference(cells))

    def _names_sheet(self, content: bytes) -> bool:
        """Tell whether a part may point to the sheet."""
        quoted = self._name.replace("'", "''")
        return any(escape(one, quote=False).encode() in content for one in (self._name, quoted))

    def _in_sheet(self, sheet: SheetPatch, *, own: bool) -> None:
        """Change the formulas of a sheet and, on the very sheet, move its rows and all its ranges."""
        self._in_tree(sheet.frame, own=own)
        for number in reversed(sheet.numbers()):
            row = sheet.row(number)
            self._in_tree(row, own=own)
            if own and number > self._at:
                sheet.drop_row(number)
                sheet.put_row(number + self._count, row)
        if own:
            for one in sheet.frame.iter(sheet.name("brk")):
                one.set("id", str(self.row(int(one.get("id", "0")))))

    def _in_tree(self, root: Element, *, own: bool) -> None:
        """Change formulas, and on the very sheet ranges, of an element and all inside it."""
        for one in root.iter():
            tag = etree.QName(one).localname
            if tag in _FORMULAS and one.text:
                one.text = self.formula(one.text, own=own)
            elif tag == "sqref" and own and one.text:
                one.text = self.reference(one.text)
            for key in _REFERENCES if own else ():
                if (said := one.get(key)) and tag in _RULES:
                    one.set(key, " ".join(map(self._range, said.split())))
                elif said:
                    one.set(key, self.reference(said))
            if location := one.get("location"):
                one.set("location", self.formula(location, own=False))

    def _in_drawings(self) -> None:
        """Move charts, pictures and shapes of the sheet, and what charts anywhere draw."""
        parts = self._book.parts
        if drawing := parts.related(self._book.sheet_parts[self._name], "drawing"):
            root = parts.tree(drawing)
            for one in root.iter():
                if etree.QName(one).localname == "row" and one.text:
                    one.text = str(self.row(int(one.text)))
            parts.put(drawing, root)
        for name in parts.names:
            if (
                name.startswith("xl/charts/")
                and name.endswith(".xml")
                and self._names_sheet(parts.read(name))
            ):
                root = parts.tree(name)
                for one in root.iter():
                    if etree.QName(one).localname == "f" and one.text:
                        one.text = self.formula(one.text, own=False)
                parts.put(name, root)

    def _in_notes(self) -> None:
        """Move comments and their boxes."""
        parts, sheet = self._book.parts, self._book.sheet_parts[self._name]
        if comments := parts.related(sheet, "comments"):
            root = parts.tree(comments)
            self._in_tree(root, own=True)
            parts.put(comments, root)
        if boxes := parts.related(sheet, "vmlDrawing"):
            content = _NOTE_ROW.sub(
                lambda one: b"<x:Row>%d</x:Row>" % self.row(int(one[1])), parts.read(boxes)
            )
            parts.put(boxes, _ANCHOR_ROWS.sub(lambda one: self._anchor(one[1]), content))

    def _anchor(self, said: bytes) -> bytes:
        """Move the place of a box: rows are the third and the seventh of its eight numbers."""
        numbers = [int(one) for one in said.split(b",")]
        for at in (2, 6) if len(numbers) == 8 else ():
            numbers[at] = self.row(numbers[at])
        return b"<x:Anchor>%s</x:Anchor>" % b", ".join(b"%d" % one for one in numbers)

    def _in_tables(self) -> None:
        """Move the tables of the sheet."""
        parts = self._book.parts
        for one in parts.relations(self._book.sheet_parts[self._name]):
            if one.kind == "table":
                root = parts.tree(one.part)
                self._in_tree(root, own=True)
                parts.put(one.part, root)


def translated(formula: str, origin: Place, target: Place) -> str:
    """Return a formula as it reads when it is copied from one cell to another."""
    return str(Translator(f"={formula}", origin.address).translate_formula(target.address)).removeprefix("=")


def own_formulas(sheet: SheetPatch, row: Element) -> dict[int, tuple[str, Place]]:
    """Return the formulas of a row by column, each with the cell for which it is written: shared ones their first."""
    found: dict[int, tuple[str, Place]] = {}
    for cell in row.iter(sheet.name("c")):
        formula = cell.find(sheet.name("f"))
        if formula is None:
            continue
        place = place_of(cell.get("r", "A1"))
        if formula.text:
            found[place.column] = formula.text, place
        elif key := formula.get("si"):
            found[place.column] = _shared(sheet, key)
    return found


def _shared(sheet: SheetPatch, key: str) -> tuple[str, Place]:
    """Find the cell in which a shared formula is written out."""
    for number in sheet.numbers():
        for formula in sheet.row(number).iter(sheet.name("f")):
            cell = formula.getparent()
            if formula.get("si") == key and formula.text and cell is not None:
                return formula.text, place_of(cell.get("r", "A1"))
    return "", Place(0, 0)
