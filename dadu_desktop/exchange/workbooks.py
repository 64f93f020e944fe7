"""Bytes of any workbook → sheets of cells; what the bytes are decides, not what the file is called."""

from __future__ import annotations

import io
import re
from typing import cast
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cells import Book, Merge, Place, Row, Sheet
from dadu_desktop.exchange.delimited import decode, read_delimited, read_html
from dadu_desktop.exchange.packages import counts_from_1904, faults_of, open_package

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FILEPASS = re.compile(rb"\x09\x08\x10\x00\x00\x06.{14}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""[MS-XLS] 2.1.7.20.3: a workbook stream begins with BOF, perhaps WriteProtect, and FilePass when it is locked."""
_OTHER_FILES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"GIF8",
    b"MZ",
    b"{\\rtf",
    b"SQLite",
)
_MOST_CELLS = 30_000_000

_EMPTY = "文件是空的（0 字节），请让对方重新发送。"
_NOT_A_WORKBOOK = "这不是表格文件：请选择 .xlsx、.xls、.et、.ods 或 .csv 文件。"
_LOCKED = "文件设有打开密码：请用 Excel 或 WPS 输入密码打开，取消密码后另存一份再导入。"
_DAMAGED = "文件已损坏或格式不正确，读不出来：请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"


def read_workbook(content: bytes) -> Book:
    """Read a workbook of any kind; InputProblem with one sentence where that cannot be done."""
    if not content.strip(b"\x00 \r\n\t"):
        raise InputProblem(_EMPTY)
    if content.startswith(_ZIP):
        return _read_package(content)
    if content.startswith(_OLE):
        if _ENCRYPTED in content or _FILEPASS.search(content):
            raise InputProblem(_LOCKED)
        return _read_sheets(content)
    if content.startswith(_OTHER_FILES):
        raise InputProblem(_NOT_A_WORKBOOK)
    return _read_text(decode(content))


def _read_text(text: str) -> Book:
    """Read what turned out to be a text."""
    head = text[:2000].lstrip("\ufeff \r\n\t").lower()
    if "<table" in head or head.startswith(("<html", "<!doctype html")):
        return read_html(text)
    if head.startswith("<?xml"):
        raise InputProblem("这是 XML 格式的文件：请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。")
    return read_delimited(text.lstrip("\ufeff"))


def _read_package(content: bytes) -> Book:
    """Read a zipped workbook: .xlsx and its relatives, .ods."""
    with open_package(content) as package:
        names = package.namelist()
        if "xl/workbook.xml" in names:
            book = _read_sheets(content)
            return _with_faults(book, package)
        if "xl/workbook.bin" in names or _is_open_document(package):
            return _read_sheets(content)
    raise InputProblem(_NOT_A_WORKBOOK)


def _with_faults(book: Book, package: ZipFile) -> Book:
    """Add what the reading library leaves out: error cells and the date base."""
    faults = faults_of(package)
    for sheet in book.sheets:
        sheet.faults = faults.get(sheet.name, {})
    book.base_1904 = counts_from_1904(package)
    return book


def _is_open_document(package: ZipFile) -> bool:
    """Tell an .ods (and refuse one with a password)."""
    if "mimetype" not in package.namelist() or b"opendocument.spreadsheet" not in package.read("mimetype"):
        return False
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise InputProblem(_LOCKED)
    return True


def _read_sheets(content: bytes) -> Book:
    """Read all sheets of cells."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            kinds = {one.name: one.typ for one in workbook.sheets_metadata}
            names = [name for name in workbook.sheet_names if kinds.get(name) == SheetTypeEnum.WorkSheet]
            return Book([_read_sheet(workbook, name) for name in names])
    except PasswordError as error:
        raise InputProblem(_LOCKED) from error
    except InputProblem:
        raise
    except (CalamineError, OSError, ValueError, MemoryError) as error:
        raise InputProblem(_DAMAGED, detail=repr(error)) from error
    except BaseException as error:  # a panic of the reading library is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise InputProblem(_DAMAGED, detail=repr(error)) from error


def _read_sheet(workbook: CalamineWorkbook, name: str) -> Sheet:
    """Read one sheet from its first cell A1 on."""
    sheet = workbook.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise InputProblem(f"工作表“{name}”超过三千万个单元格，未予读取：请删去空白的行和列后另存一份。")
    merges = tuple(Merge(Place(*first), Place(*last)) for first, last in sheet.merged_cell_ranges or ())
    rows = cast("list[Row]", sheet.to_python(skip_empty_area=False))
    return Sheet(name, rows, merges)
