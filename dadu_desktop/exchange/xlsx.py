"""What the reading library leaves out of an .xlsx: error cells, the date base, far cells; and its spelling mended."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from html import unescape
from posixpath import join, normpath

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cells import MOST_CELLS, Place, column_number, error_sentence
from dadu_desktop.exchange.packages import Package
from dadu_desktop.exchange.percent_cells import percent_places, percent_styles
from dadu_desktop.exchange.refusals import Refusal

_HEAD = 4_000
WORKBOOK = "xl/workbook.xml"
_STYLES = "xl/styles.xml"
_STRINGS = "xl/sharedstrings.xml"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""ISO/IEC 29500 strict and transitional names of the same things."""

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3})(\d+)["']""")
_ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\s([^>]*\bt=["']e["'][^>]*)(?<!/)>((?:(?!</(?:\w+:)?c>).)*)</""", re.DOTALL
)
_UNCOMPUTED = re.compile(
    rb"""<(?:\w+:)?c\s((?:(?!\bt=["']str)[^>])*)><(?:\w+:)?f(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"""
    rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"""
)
_FULL_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d+)["'][^>]*(?<!/)>""")
_TWO_LETTERS = re.compile(rb"""r=["'][A-Z]{2}""")
_ROW_NUMBER = re.compile(rb"""\br=["'](\d+)""")
_SAID_EXTENT = re.compile(rb"<(?:\w+:)?dimension\s[^>]*/>")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)>([^<]*)")
_DATA = re.compile(rb"<(\w+:)?sheetData")
_UNIQUE = re.compile(rb"""uniqueCount=["'](\d+)""")
_DATE_BASE = re.compile(rb"""date1904=["'](?:1|true)""")


@dataclass(slots=True)
class Look:
    """What was seen of a workbook without reading it.

    By sheet: sentences about cells without a usable value, and cells that are shown as per cent.
    """

    faults: dict[str, dict[Place, str]] = field(default_factory=dict)
    base_1904: bool = False
    percents: dict[str, list[Place]] = field(default_factory=dict)
    has_cells: bool = False


def is_one(package: Package) -> bool:
    """Tell an .xlsx, .xlsm or template."""
    return WORKBOOK in package or any(
        name.startswith("xl/worksheets/") and name.endswith(".xml") for name in package.names
    )


def look_at(package: Package) -> Look:
    """Find error cells, formulas without result, per cents and the date base; InputProblem where a sheet is too wide."""
    strings = package.read_xml(_STRINGS)
    unique = _UNIQUE.search(strings, 0, 2000)
    if unique and int(unique[1]) > len(strings):
        raise InputProblem(Refusal.DAMAGED, detail="more strings than bytes")
    look = Look(base_1904=_DATE_BASE.search(package.read_xml(WORKBOOK)) is not None)
    styles = percent_styles(package.read_xml(_STYLES))
    for name, part in sheet_parts(package).items():
        xml = package.read_xml(part)
        _check_extent(name, xml)
        look.percents[name] = list(percent_places(xml, styles))
        look.has_cells = look.has_cells or _VALUE.search(xml) is not None
        if found := _faults(xml):
            look.faults[name] = found
    return look


def mended(package: Package) -> bytes:
    """Return the package with its parts' names and namespaces as the second reading library wants them."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as copy:
        for name in package.names:
            content = package.read(name)
            if name.endswith((".xml", ".rels")):
                content = package.read_xml(name)
                for strict, usual in _STRICT:
                    content = content.replace(strict, usual)
                content = _SAID_EXTENT.sub(b"", content, count=1)  # often wrong, sometimes unreadable
            copy.writestr(package.name_of(name), content)
    return output.getvalue()


def sheet_parts(package: Package) -> dict[str, str]:
    """Find the part of the package in which each sheet lies, by name."""
    relations = related(package, "xl/_rels/workbook.xml.rels")
    parts = {}
    for tag in _SHEET.findall(package.read_xml(WORKBOOK)):
        attributes = _attributes(tag)
        key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        part = part_of(relations.get(key, ""))
        if part in package:
            parts[attributes.get("name", "")] = part
    return parts


def related(package: Package, name: str) -> dict[str, str]:
    """Read a part of relations: targets by their keys."""
    tags = map(_attributes, _RELATION.findall(package.read_xml(name)))
    return {tag.get("Id", ""): tag.get("Target", "") for tag in tags}


def part_of(target: str) -> str:
    """Return the part that a relation of the workbook points to."""
    return target if target.startswith("/") else normpath(join("xl", target))


def _check_extent(name: str, xml: bytes) -> None:
    """Refuse a sheet whose cells with content span more than can be laid out."""
    found = _ROW_NUMBER.search(xml, xml.rfind(b"<%brow " % _prefix(xml)))
    rows = int(found[1]) if found else 0
    if rows * (16_384 if _TWO_LETTERS.search(xml) else 26) <= MOST_CELLS:
        return
    last_row = last_column = 0
    for letters, row in set(_FULL_CELL.findall(xml)):
        last_row = max(last_row, int(row))
        last_column = max(last_column, column_number(letters.decode()) + 1)
    if last_row * last_column > MOST_CELLS:
        raise InputProblem(Refusal.TOO_WIDE, detail=f"{name}: {last_row} x {last_column}")


def _faults(xml: bytes) -> dict[Place, str]:
    """Find such cells in one sheet."""
    found: dict[Place, str] = {}
    if b't="e"' in xml or (b"='" in xml[:_HEAD] and b"t='e'" in xml):
        for attributes, cell in _ERROR_CELL.findall(xml):
            error = _VALUE.search(cell)
            words = unescape(error[1].decode("utf-8", "replace")) if error else ""
            _add(found, attributes, error_sentence(words))
    if b"</%bf>" % _prefix(xml) in xml:
        for attributes in _UNCOMPUTED.findall(xml):
            _add(found, attributes, "公式没有存下计算结果，请用 Excel 或 WPS 打开并保存一次。")
    return found


def _prefix(xml: bytes) -> bytes:
    """Return what a sheet's writer puts before the names of elements; a program writes all of them alike."""
    data = _DATA.search(xml)
    return data[1] or b"" if data else b""


def _add(found: dict[Place, str], attributes: bytes, sentence: str) -> None:
    """Put a sentence to the address that a cell's attributes name."""
    if address := _ADDRESS.search(attributes):
        found[Place(int(address[2]) - 1, column_number(address[1].decode()))] = sentence


def _attributes(tag: bytes) -> dict[str, str]:
    """Read the attributes of a tag."""
    return {
        key.decode(): unescape((double or single).decode("utf-8", "replace"))
        for key, double, single in _ATTRIBUTE.findall(tag)
    }
