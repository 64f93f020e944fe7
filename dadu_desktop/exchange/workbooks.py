"""Bytes of any workbook → sheets of cells; what the bytes are decides, not what the file is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from dadu_desktop.domain.errors import InputProblem, UserProblem
from dadu_desktop.exchange import compound, odf_lock, open_document, xlsb, xlsx
from dadu_desktop.exchange.biff import OldWorkbook
from dadu_desktop.exchange.calamine_reader import read_with_calamine
from dadu_desktop.exchange.cells import ERROR_WORDS, Book, set_errors_apart
from dadu_desktop.exchange.delimited import decode, read_delimited
from dadu_desktop.exchange.packages import Package
from dadu_desktop.exchange.percent_cells import say_percents
from dadu_desktop.exchange.refusals import Refusal
from dadu_desktop.exchange.spreadsheet_2003 import is_spreadsheet_2003, read_spreadsheet_2003
from dadu_desktop.exchange.web_tables import is_mhtml, is_page, page_of_mhtml, read_html

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOKS = (".xlsx", ".xls", ".et", ".ods", ".csv", ".xlsm")
_BARE_BIFF = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_ENCRYPTING_PROGRAMS = (b"%TSD-Header-###%", b"\x62\x14\x23\x65", b"E-SafeNet")
"""Marks of programs that lock every file of an office computer (天锐绿盾, 亿赛通 and the like)."""
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


def read_workbook(content: bytes, passwords: Sequence[str] = (), *, second: bool = False) -> Book:
    """Read a workbook of any kind; ``second`` leaves out the fast reading library, which died of this file.

    Raises InputProblem with one sentence where it cannot be read, WrongPassword where it is locked.
    """
    try:
        return _read(content, passwords, second=second)
    except (UserProblem, MemoryError):
        raise
    except Exception as error:  # strangers' files find every gap of a library
        raise InputProblem(Refusal.DAMAGED, detail=repr(error)) from error


def _read(content: bytes, passwords: Sequence[str], *, second: bool) -> Book:
    """Choose the reader by the first bytes."""
    if not content.strip(b"\x00 \r\n\t"):
        raise InputProblem(Refusal.EMPTY)
    if content.startswith(_ZIP):
        return _read_package(content, passwords, second=second)
    if content.startswith(_OLE):
        return _read_compound(content, passwords, second=second)
    if content.startswith(_ENCRYPTING_PROGRAMS):
        raise InputProblem(Refusal.UNKNOWN_LOCK)
    if content.startswith(_BARE_BIFF):
        raise InputProblem(Refusal.OLD_PROGRAM)
    if content.startswith(_OTHER_FILES):
        raise InputProblem(Refusal.NOT_A_WORKBOOK)
    return _read_text(content)


def _read_text(content: bytes) -> Book:
    """Read what can only be a text."""
    if is_mhtml(content):
        return read_html(decode(page_of_mhtml(content)))
    if is_spreadsheet_2003(content):
        return read_spreadsheet_2003(content)
    if open_document.is_flat(content):
        return open_document.read_open_document(content)
    text = decode(content).lstrip("\ufeff")
    if text.lstrip().startswith("<?xml") and not is_page(text):
        raise InputProblem(Refusal.NOT_A_WORKBOOK)
    book = read_html(text) if is_page(text) else read_delimited(text)
    if any(words in text for words in ERROR_WORDS):
        for sheet in book.sheets:
            set_errors_apart(sheet)
    return book


def _read_package(content: bytes, passwords: Sequence[str], *, second: bool) -> Book:
    """Read a zipped workbook: .xlsx and its relatives, .ods."""
    with Package(content) as package:
        if xlsx.is_one(package):
            return _read_xlsx(content, package, second=second)
        if xlsb.is_one(package):
            return _read_xlsb(content, package, second=second)
        if not open_document.is_one(package):
            packed = any(name.endswith(_WORKBOOKS) for name in package.names)
            raise InputProblem(Refusal.ARCHIVE if packed else Refusal.NOT_A_WORKBOOK)
        if odf_lock.is_locked(package):
            return _read(odf_lock.unlocked(package, passwords), (), second=second)
        return _read_open_document(content, package, second=second)


def _read_xlsx(content: bytes, package: Package, *, second: bool) -> Book:
    """Read an .xlsx, with the second library where the first fails or sees nothing."""
    look = xlsx.look_at(package)
    package.verify()
    book, fault = (None, None) if second else _first_reading(content)
    if book is None or (look.has_cells and not any(sheet.rows for sheet in book.sheets)):
        from dadu_desktop.exchange.openpyxl_reader import read_with_openpyxl  # slow to load

        book = _second_reading(lambda: read_with_openpyxl(xlsx.mended(package)), fault)
    return _with(book, look)


def _first_reading(content: bytes) -> tuple[Book, None] | tuple[None, InputProblem]:
    """Read with the fast library; what it cannot is left to the second one, but for what is too wide for both."""
    try:
        return read_with_calamine(content), None
    except InputProblem as problem:
        if problem.sentence == Refusal.TOO_WIDE:
            raise
        return None, problem


def _second_reading(read: Callable[[], Book], fault: InputProblem | None) -> Book:
    """Read with another reader; where that fails too, the first fault is the one to tell."""
    try:
        return read()
    except InputProblem as problem:
        raise fault or problem from problem


def _read_open_document(content: bytes, package: Package, *, second: bool) -> Book:
    """Read an .ods, with a reader of our own where the library fails or would leave something out."""
    xml = package.read_xml(open_document.CONTENT)
    package.verify()
    if not xml.rstrip().endswith(b"document-content>"):  # over half a part the first library does not end
        raise InputProblem(Refusal.DAMAGED, detail="content.xml is cut")
    if open_document.suits_first_reader(xml) and not second:
        with suppress(InputProblem):
            return read_with_calamine(content)
    return open_document.read_open_document(xml)


def _read_xlsb(content: bytes, package: Package, *, second: bool) -> Book:
    """Read an .xlsb, with a reader of our own where the library fails."""
    from dadu_desktop.exchange.xlsb_reader import read_xlsb  # slow to load

    look = xlsb.look_at(package)
    package.verify()
    book, fault = (None, None) if second else _first_reading(content)
    return _with(book or _second_reading(lambda: read_xlsb(package), fault), look)


def _read_compound(content: bytes, passwords: Sequence[str], *, second: bool) -> Book:
    """Read an .xls or .et, or what lies encrypted in a file of that kind."""
    with compound.opened(content) as container:
        if compound.is_locked(container):
            return _read(compound.unlocked(content, passwords), (), second=second)
        old = OldWorkbook(compound.workbook_stream(container))
    if old.locked:
        return _read(compound.unlocked(content, passwords), (), second=second)
    if second:
        raise InputProblem(Refusal.CRASHED)
    book = read_with_calamine(content)
    names = [sheet.name for sheet in book.sheets]
    faults = dict(zip(names, old.faults, strict=False))
    percents = dict(zip(names, old.percents, strict=False))
    return _with(book, xlsx.Look(faults, old.base_1904, percents))


def _with(book: Book, look: xlsx.Look) -> Book:
    """Add what the reading library leaves out: error cells, per cents and the date base."""
    for sheet in book.sheets:
        sheet.faults = look.faults.get(sheet.name, {})
        say_percents(sheet, look.percents.get(sheet.name, ()))
    book.base_1904 = look.base_1904
    return book
