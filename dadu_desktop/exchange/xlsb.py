"""Records of an .xlsb ([MS-XLSB]) that the reading library leaves out: error cells, per cents, the date base."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.biff import ERRORS
from dadu_desktop.exchange.cells import Place, error_sentence
from dadu_desktop.exchange.packages import Package
from dadu_desktop.exchange.percent_cells import shows_percent
from dadu_desktop.exchange.refusals import Refusal
from dadu_desktop.exchange.xlsx import Look, part_of, related

_WORKBOOK = "xl/workbook.bin"
_STRINGS = "xl/sharedstrings.bin"
_STYLES = "xl/styles.bin"
ROW, _ERROR, _ERROR_FORMULA, _PROPERTIES, _SHEET, _BEGIN_STRINGS = 0, 3, 11, 153, 156, 159
_NUMBERS = frozenset({2, 5, 9})
"""A packed number, a number, a formula's number."""
_FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES = 44, 47, 617, 618
_MAY_HOLD_ERRORS = re.compile(
    rb"(?:\x03\x09|\x0b[\x80-\xff]?.).{2}\x00\x00.{4}[\x00\x07\x0f\x17\x1d\x24\x2a]", re.DOTALL
)


def is_one(package: Package) -> bool:
    """Tell an .xlsb."""
    return _WORKBOOK in package


def look_at(package: Package) -> Look:
    """Find error cells, per cents and the date base; InputProblem where there cannot be as many strings as it says."""
    strings = package.read(_STRINGS)
    said = next((at for kind, at, length in records(strings) if kind == _BEGIN_STRINGS and length >= 8), None)
    if said is not None and struct.unpack_from("<L", strings, said + 4)[0] > len(strings):
        raise InputProblem(Refusal.DAMAGED, detail="more strings than bytes")
    formats = cell_formats(package)
    styles = {at for at, (number, code) in enumerate(formats) if shows_percent(code, number)}
    look = Look(base_1904=base_1904(package))
    for name, part in sheet_parts(package):
        sheet = package.read(part)
        look.faults[name] = _faults(sheet)
        look.percents[name] = list(_percents(sheet, styles)) if styles else []
    return look


def sheet_parts(package: Package) -> Iterator[tuple[str, str]]:
    """Give the sheets in their order: name and part."""
    relations = related(package, "xl/_rels/workbook.bin.rels")
    workbook = package.read(_WORKBOOK)
    for kind, at, _ in records(workbook):
        if kind == _SHEET:
            key, after = wide_text(workbook, at + 8)
            if key not in relations:  # trial versions of Excel 2007 wrote one more number
                key, after = wide_text(workbook, at + 12)
            yield wide_text(workbook, after)[0], part_of(relations.get(key, ""))


def base_1904(package: Package) -> bool:
    """Tell whether days count from 1904."""
    workbook = package.read(_WORKBOOK)
    return any(kind == _PROPERTIES and length and workbook[at] & 1 for kind, at, length in records(workbook))


def cell_formats(package: Package) -> list[tuple[int, str]]:
    """List how each cell style shows numbers: number and code of the format, "" for the built-in ones."""
    part = package.read(_STYLES)
    codes: dict[int, str] = {}
    formats: list[tuple[int, str]] = []
    within = False
    for kind, at, length in records(part):
        if kind == _FORMAT and length >= 6:
            codes[struct.unpack_from("<H", part, at)[0]] = wide_text(part, at + 2)[0]
        elif kind in (_BEGIN_STYLES, _END_STYLES):
            within = kind == _BEGIN_STYLES
        elif kind == _STYLE and within:
            (number,) = struct.unpack_from("<H", part, at + 2)
            formats.append((number, codes.get(number, "")))
    return formats


def style_at(part: bytes, at: int) -> int:
    """Read the style of a cell whose record's data begin at an offset."""
    return int.from_bytes(part[at + 4 : at + 7], "little")


def _percents(sheet: bytes, styles: set[int]) -> Iterator[Place]:
    """Find the cells of these styles in one sheet."""
    row = 0
    for kind, at, length in records(sheet):
        if kind == ROW and length >= 4:
            (row,) = struct.unpack_from("<L", sheet, at)
        elif kind in _NUMBERS and style_at(sheet, at) in styles:
            yield Place(row, *struct.unpack_from("<L", sheet, at))


def _faults(sheet: bytes) -> dict[Place, str]:
    """Find the error cells of one sheet."""
    found: dict[Place, str] = {}
    row = 0
    if not _MAY_HOLD_ERRORS.search(sheet):
        return found
    for kind, at, length in records(sheet):
        if kind == ROW and length >= 4:
            (row,) = struct.unpack_from("<L", sheet, at)
        elif kind in (_ERROR, _ERROR_FORMULA) and length >= 9 and sheet[at + 8] in ERRORS:
            (column,) = struct.unpack_from("<L", sheet, at)
            found[Place(row, column)] = error_sentence(ERRORS[sheet[at + 8]])
    return found


def records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Walk from record to record: kind, offset and length of its data; both numbers as in 2.1.4.

    Raises InputProblem where the part ends within a record.
    """
    at = 0
    while at + 2 <= len(part):
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (part[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while at < len(part):
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if at + length > len(part):
            raise InputProblem(Refusal.DAMAGED, detail="a record beyond the end")
        yield kind, at, length
        at += length


def wide_text(part: bytes, at: int) -> tuple[str, int]:
    """Read a text and the offset behind it."""
    (length,) = struct.unpack_from("<L", part, at)
    end = at + 4 + 2 * length
    return part[at + 4 : end].decode("utf-16-le", "replace"), end
