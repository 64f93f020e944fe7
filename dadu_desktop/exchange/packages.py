"""Zipped workbooks looked at from outside: bombs, damage, error cells and the year that dates count from."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from html import unescape
from posixpath import join, normpath

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cells import Place, column_number

_MOST_MEMBERS = 5_000
_MOST_BYTES = 2 * 1024**3
_SUSPICIOUS_RATIO = 300
_SMALL = 8 * 1024**2
_LARGE = 64 * 1024**2

_DAMAGED = "文件已损坏，打不开：请让对方重新发送，或用 Excel、WPS 打开后另存一份。"
_TOO_LARGE = "文件解压后过大，不像正常的工作簿，未予读取：请只保留需要的工作表后另存一份。"

_SHEET = re.compile(rb"<sheet\s[^>]*>")
_RELATION = re.compile(rb"<Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_ERROR_CELL = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>([^<]*)</v>'
)
_UNCOMPUTED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f[^>]*>[^<]*</f>(?:<v\s*/>|<v></v>)?</c>')


def open_package(content: bytes) -> zipfile.ZipFile:
    """Open a zipped workbook after cheap checks; InputProblem where it is damaged or unpacks beyond reason."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        _check_size(package, len(content))
        if sum(member.file_size for member in package.infolist()) < _SMALL and package.testzip():
            raise InputProblem(_DAMAGED)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise InputProblem(_DAMAGED, detail=repr(error)) from error
    return package


def _check_size(package: zipfile.ZipFile, packed: int) -> None:
    """Refuse a package that would fill the memory."""
    members = package.infolist()
    unpacked = sum(member.file_size for member in members)
    bomb = unpacked > _LARGE and unpacked > packed * _SUSPICIOUS_RATIO
    if len(members) > _MOST_MEMBERS or unpacked > _MOST_BYTES or bomb:
        raise InputProblem(_TOO_LARGE)


def counts_from_1904(package: zipfile.ZipFile) -> bool:
    """Tell whether the workbook was made with the date base of old Macintoshes."""
    return re.search(rb'date1904="(?:1|true)"', package.read("xl/workbook.xml")) is not None


def faults_of(package: zipfile.ZipFile) -> dict[str, dict[Place, str]]:
    """Find, by sheet name, the cells that hold an error or a formula whose result was never stored."""
    return {
        name: found for name, part in _sheet_parts(package).items() if (found := _faults(package.read(part)))
    }


def _faults(xml: bytes) -> dict[Place, str]:
    """Find such cells in one sheet."""
    found: dict[Place, str] = {}
    if b't="e"' in xml:
        for letters, row, error in _ERROR_CELL.findall(xml):
            found[_place(letters, row)] = f"单元格是错误值 {error.decode()}，请改正公式或直接填写。"
    if b"</f>" in xml:
        for letters, row in _UNCOMPUTED.findall(xml):
            found[_place(letters, row)] = "公式没有存下计算结果，请用 Excel 或 WPS 打开并保存一次。"
    return found


def _place(letters: bytes, row: bytes) -> Place:
    """Turn an address into a place."""
    return Place(int(row) - 1, column_number(letters.decode()))


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Find the part of the package in which each sheet lies, by name."""
    relations = {}
    for tag in _RELATION.findall(package.read("xl/_rels/workbook.xml.rels")):
        attributes = _attributes(tag)
        relations[attributes.get("Id", "")] = attributes.get("Target", "")
    parts = {}
    for tag in _SHEET.findall(package.read("xl/workbook.xml")):
        attributes = _attributes(tag)
        target = relations.get(attributes.get("r:id", ""), "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if part in package.namelist():
            parts[attributes.get("name", "")] = part
    return parts


def _attributes(tag: bytes) -> dict[str, str]:
    """Read the attributes of a tag."""
    return {
        key.decode(): unescape(value.decode("utf-8", "replace")) for key, value in _ATTRIBUTE.findall(tag)
    }
