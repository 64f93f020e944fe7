"""Spoiled .xlsx: the package, the parts, the cells."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Iterator

import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from dadu_desktop.exchange.refusals import Refusal
from tests.exchange.spoiled import (
    PASSWORD,
    ROWS,
    Spoiled,
    edited,
    packed,
    parts_of,
    replaced,
    without,
    workbook,
)

SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_WRONG = "大渡口"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def spoiled_packages() -> Iterator[Spoiled]:
    """Give packages that are cut, damaged, bombs, or named strangely."""
    good = workbook()
    for tenths in range(1, 10):
        yield Spoiled(f"cut after {tenths} tenths", good[: len(good) * tenths // 10], Refusal.CUT_SHORT)
    yield Spoiled("without its last bytes", good[:-30], Refusal.CUT_SHORT)
    yield Spoiled("a zip of nothing", packed({}), Refusal.NOT_A_WORKBOOK)
    yield Spoiled("a zip of pictures", packed({"a.png": b"\x89PNG"}), Refusal.NOT_A_WORKBOOK)
    yield Spoiled("a zip of workbooks", packed({"台账/甲.XLSX": good}), Refusal.ARCHIVE)
    yield Spoiled("a letter", packed({"word/document.xml": b"<document/>"}), Refusal.NOT_A_WORKBOOK)
    for name in (SHEET, STRINGS, "xl/styles.xml", "docProps/app.xml"):
        yield Spoiled(f"a flipped byte in {name}", _flipped(good, name), Refusal.DAMAGED)
    yield Spoiled("a wrong checksum", _wrong_checksum(good), Refusal.DAMAGED)
    yield Spoiled("junk behind the archive", good + b"junk" * 5, ROWS)
    zeros = packed({**parts_of(good), "xl/media/a.bin": bytes(50_000_000)})
    yield Spoiled("a bomb of zeros", zeros, Refusal.TOO_LARGE)
    yield Spoiled("a member that says 4 GB", _said_size(good, 4_000_000_000), Refusal.TOO_LARGE)
    many = {f"xl/media/{number}.bin": b"" for number in range(2_100)}
    yield Spoiled("thousands of members", packed({**parts_of(good), **many}), Refusal.TOO_LARGE)
    yield Spoiled("two members of one name", _doubled(good), Refusal.DAMAGED)
    outside = {"/etc/passwd": b"x", "../../evil.txt": b"x", "C:\\evil.exe": b"x"}
    yield Spoiled("members that point outside", packed({**parts_of(good), **outside}), ROWS)
    backslashes = {name.replace("/", "\\"): part for name, part in parts_of(good).items()}
    yield Spoiled("backslashes in names", packed(backslashes), ROWS)
    yield Spoiled(
        "slashes before names", packed({f"/{name}": part for name, part in parts_of(good).items()}), ROWS
    )
    yield Spoiled(
        "capitals in names", packed({name.upper(): part for name, part in parts_of(good).items()}), ROWS
    )
    yield Spoiled("a locked zip", _zip_locked(good), Refusal.UNKNOWN_LOCK)
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(good)).encrypt(PASSWORD, locked)
    yield Spoiled("encrypted, no password", locked.getvalue(), Refusal.LOCKED)
    yield Spoiled("encrypted, wrong password", locked.getvalue(), Refusal.WRONG_PASSWORD, password=_WRONG)
    yield Spoiled("encrypted, right password", locked.getvalue(), ROWS, password=PASSWORD)
    yield Spoiled("encrypted and cut", locked.getvalue()[:3000], Refusal.CUT_SHORT, password=PASSWORD)
    usual = io.BytesIO()
    OOXMLFile(io.BytesIO(good)).encrypt("VelvetSweatshop", usual)
    yield Spoiled("write-protected, which needs no password", usual.getvalue(), ROWS)


def spoiled_parts() -> Iterator[Spoiled]:
    """Give workbooks that lack parts or whose parts lie."""
    yield Spoiled("no strings", without(STRINGS), Refusal.DAMAGED)
    yield Spoiled("no styles", without("xl/styles.xml"), ROWS)
    yield Spoiled("no sheet", without(SHEET), Refusal.DAMAGED)
    yield Spoiled("no relations", without(_RELATIONS), Refusal.DAMAGED)
    yield Spoiled("no workbook part", without(BOOK), Refusal.DAMAGED)
    yield Spoiled("no content types", without("[Content_Types].xml"), ROWS)
    yield Spoiled("no theme", without("xl/theme/theme1.xml"), ROWS)
    for part in (SHEET, STRINGS, BOOK):
        half = edited(part, lambda xml: xml[: len(xml) * 2 // 3])
        yield Spoiled(f"half of {part}", half, Refusal.DAMAGED)
        yield Spoiled(f"nothing in {part}", edited(part, lambda _: b""), Refusal.DAMAGED)
    utf_16 = edited(SHEET, lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16"))
    yield Spoiled("a sheet in UTF-16", utf_16, ROWS)
    yield Spoiled("a sheet with a mark before it", edited(SHEET, lambda xml: b"\xef\xbb\xbf" + xml), ROWS)
    entity = '<!DOCTYPE sst [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]><sst'
    yield Spoiled("a bomb of entities", replaced(STRINGS, "<sst", entity), Refusal.ENTITIES)
    yield Spoiled(
        "an entity from outside",
        replaced(BOOK, "<workbook", '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/passwd">]><workbook'),
        Refusal.ENTITIES,
    )
    yield Spoiled(
        "four billion strings",
        replaced(STRINGS, 'uniqueCount="4"', 'uniqueCount="4294967295"'),
        Refusal.DAMAGED,
    )
    yield Spoiled("a wrong count of strings", replaced(STRINGS, 'uniqueCount="4"', 'uniqueCount="1"'), ROWS)
    yield Spoiled("ISO strict", _strict(), ROWS)
    yield Spoiled("no sheets", edited(BOOK, lambda xml: re.sub(rb"<sheet .*?/>", b"", xml)), Refusal.NO_CELLS)
    yield Spoiled("a chart sheet only", _chart_only(), Refusal.NO_CELLS)
    hidden = replaced(BOOK, 'sheetId="1"', 'sheetId="1" state="veryHidden"')
    yield Spoiled("a very hidden sheet", hidden, ROWS)
    macros = packed({**parts_of(workbook()), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100})
    yield Spoiled("macros", macros, ROWS)
    links = packed({**parts_of(workbook()), "xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    yield Spoiled("links to other files", links, ROWS)
    yield Spoiled(
        "a part that is no XML", packed({**parts_of(workbook()), "xl/drawings/drawing1.xml": b"\0\1"}), ROWS
    )
    yield Spoiled("years from 1904", replaced(BOOK, "<workbookPr", '<workbookPr date1904="1"'), ROWS)


def spoiled_cells() -> Iterator[Spoiled]:
    """Give sheets whose cells are where or what they should not be."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    yield Spoiled("a cell at XFD1048576", replaced(SHEET, "</sheetData>", far), Refusal.TOO_WIDE)
    beyond = far.replace("1048576", "99999999").replace("XFD", "ZZZ")
    yield Spoiled("a cell beyond the last one", replaced(SHEET, "</sheetData>", beyond), Refusal.TOO_WIDE)
    blank = far.replace("><v>1</v></c>", ' s="0"/>')
    yield Spoiled("a formatted cell at XFD1048576", replaced(SHEET, "</sheetData>", blank), ROWS)
    ghosts = "".join(
        f'<row r="{row}"><c r="A{row}" s="0"/><c r="H{row}" s="0"/></row>' for row in range(4, 200_000)
    )
    yield Spoiled("200 000 ghost rows", replaced(SHEET, "</sheetData>", f"{ghosts}</sheetData>"), ROWS)
    wide = "".join(f'<c r="{letter}{other}3" s="0"/>' for letter in "CDEFGHIJ" for other in "ABCDEFGHIJ")
    yield Spoiled("ghost columns", replaced(SHEET, "</row></sheetData>", f"{wide}</row></sheetData>"), ROWS)
    for size in ("A1", "A1:XFD1048576", "", "nonsense"):
        yield Spoiled(f"says to span {size!r}", replaced(SHEET, 'ref="A1:B3"', f'ref="{size}"'), ROWS)
    yield Spoiled("no addresses", edited(SHEET, lambda xml: re.sub(rb' r="[A-Z]*\d+"', b"", xml)), ROWS)
    swapped = edited(SHEET, lambda xml: re.sub(rb'(<row r="2".*?</row>)(<row r="3".*?</row>)', rb"\2\1", xml))
    yield Spoiled("rows in the wrong order", swapped, ROWS)
    control = replaced(STRINGS, "重庆甲有限公司", "重庆_x0007_甲&#x1F;有限公司")
    yield Spoiled("control characters", control, [ROWS[0], ["重庆\x07甲\x1f有限公司", 12.0], ROWS[2]])
    index = edited(SHEET, lambda xml: xml.replace(b't="s"><v>1<', b't="s"><v>999<'))
    yield Spoiled("a string that there is not", index, Refusal.DAMAGED)
    for value in ("1e400", "twelve", ""):
        cell = replaced(SHEET, "<v>12</v>", f"<v>{value}</v>")
        expected = {"1e400": float("inf"), "twelve": "twelve", "": ""}[value]
        rows = expected if isinstance(expected, Refusal) else [ROWS[0], [ROWS[1][0], expected], ROWS[2]]
        yield Spoiled(f"a number {value!r}", cell, rows)
    lost = [ROWS[0], [ROWS[1][0], ""], ROWS[2]]
    for attributes in ('r="B2" t="e"', "t='e' r='B2'", 'r="B2" s="1" t="e"'):
        error = replaced(SHEET, '<c r="B2"><v>12</v>', f"<c {attributes}><v>#REF!</v>")
        yield Spoiled(f"an error in <c {attributes}>", error, lost, {"B2": "#REF!"})
    formula = edited(
        SHEET, lambda xml: xml.replace(b'<c r="B2"><v>12</v>', b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v>')
    )
    yield Spoiled("a formula with an error", formula, lost, {"B2": "#DIV/0!"})
    uncomputed = edited(
        SHEET, lambda xml: xml.replace(b'<c r="B2"><v>12</v>', b'<c r="B2"><f>SUM(A1:A2)</f>')
    )
    yield Spoiled("a formula without result", uncomputed, lost, {"B2": "计算结果"})
    empty = edited(
        SHEET, lambda xml: xml.replace(b'<c r="B2"><v>12</v>', b'<c r="B2" t="str"><f>""</f><v></v>')
    )
    yield Spoiled("a formula whose result is no text", empty, lost)
    merges = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(10, 60_000, 2))
    merged = replaced(SHEET, "</sheetData>", f'</sheetData><mergeCells count="1">{merges}</mergeCells>')
    yield Spoiled("thousands of merged blank cells", merged, ROWS)


def _flipped(content: bytes, name: str) -> bytes:
    """Flip a byte in the middle of a member."""
    changed = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        member = package.getinfo(name)
    changed[member.header_offset + 30 + len(name) + member.compress_size // 2] ^= 0xFF
    return bytes(changed)


def _wrong_checksum(content: bytes) -> bytes:
    """Change the checksum that the directory says of the first sheet."""
    changed = bytearray(content)
    at = content.rindex(SHEET.encode()) - 46
    changed[at + 16] ^= 0xFF
    return bytes(changed)


def _said_size(content: bytes, size: int) -> bytes:
    """Let the directory say another size of the first sheet."""
    changed = bytearray(content)
    struct.pack_into("<L", changed, content.rindex(SHEET.encode()) - 46 + 24, size)
    return bytes(changed)


def _zip_locked(content: bytes) -> bytes:
    """Say of every member that it is encrypted."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for found in re.finditer(re.escape(mark), content):
            changed[found.start() + offset] |= 1
    return bytes(changed)


def _doubled(content: bytes) -> bytes:
    """Add a second sheet of the same name to the archive."""
    output = io.BytesIO(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(output, "a") as package:
            package.writestr(SHEET, b"<worksheet/>")
    return output.getvalue()


def _strict() -> bytes:
    """Write a workbook in the namespaces of ISO/IEC 29500 strict."""
    return packed(
        {
            name: part.replace(_MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
                _OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
            )
            for name, part in parts_of(workbook()).items()
        }
    )


def _chart_only() -> bytes:
    """Make a workbook of which only a chart sheet is left."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        book.add_worksheet("数据").write_row(0, 0, [1, 2, 3])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=数据!$A$1:$C$1"})
        book.add_chartsheet("图").set_chart(chart)
    return edited(BOOK, lambda xml: re.sub(rb'<sheet name="\xe6\x95\xb0.*?/>', b"", xml), output.getvalue())
