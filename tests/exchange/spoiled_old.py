"""Spoiled .xls and .et (records in a compound file), .xlsb and .ods."""

from __future__ import annotations

import base64
import hashlib
import io
import struct
import zlib
from collections.abc import Iterator

import xlwt
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.method.rc4 import DocumentRC4, _makekey
from olefile import OleFileIO
from xlwt.CompoundDoc import XlsDoc

from dadu_desktop.exchange.refusals import Refusal
from tests.exchange.spoiled import PASSWORD, ROWS, Spoiled, packed, parts_of

_BOF, _BOUND_SHEET, _FILE_PASS, _STRINGS = 0x0809, 0x0085, 0x002F, 0x00FC
_SALT = bytes(range(16))
_BLOCK = 1024
_WRONG = "大渡口"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_CALCEXT = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_LOST = [ROWS[0], [ROWS[1][0], ""], ROWS[2]]


def spoiled_old() -> Iterator[Spoiled]:
    """Give compound files: cut, with tables that lie, encrypted."""
    good = old_workbook()
    yield Spoiled("an old workbook, as WPS calls it .et", good, ROWS)
    for tenths in (1, 3, 5, 7):
        yield Spoiled(
            f"an old workbook cut after {tenths} tenths", good[: len(good) * tenths // 10], Refusal.CUT_SHORT
        )
    for name, offset in {"FAT": 0x2C, "mini FAT": 0x40, "DIFAT": 0x48}.items():
        yield Spoiled(
            f"a {name} of four billion sectors", _patched(good, offset, "<L", 0xFFFFFFF0), Refusal.DAMAGED
        )
    yield Spoiled("sectors of 2 to the 200", _patched(good, 0x1E, "<H", 200), Refusal.DAMAGED)
    yield Spoiled("a directory beyond the end", _patched(good, 0x30, "<L", 0x00FFFFFF), Refusal.CUT_SHORT)
    yield Spoiled("a chain of sectors that runs in a circle", _circle(good), Refusal.DAMAGED)
    yield Spoiled("a compound file of noise", good[:8] + b"\1" * 3000, Refusal.DAMAGED)
    yield Spoiled("four billion strings in an old workbook", _many_strings(good), Refusal.DAMAGED)
    yield Spoiled("an old letter", _stream_named("WordDocument"), Refusal.NOT_A_WORKBOOK)
    yield Spoiled("a compound file of something", _stream_named("Contents"), Refusal.DAMAGED)
    yield Spoiled("rights managed", _stream_named("\tDRMContent"), Refusal.UNKNOWN_LOCK)
    yield Spoiled("Excel 4", b"\x09\x04\x06\x00\x00\x04\x10\x00" + bytes(100), Refusal.OLD_PROGRAM)
    yield Spoiled("an old workbook with an error", old_workbook(error=True), _LOST, {"B2": "#REF!"})
    locked = locked_old_workbook()
    yield Spoiled("an old workbook with a password", locked, Refusal.LOCKED)
    yield Spoiled("an old workbook, wrong password", locked, Refusal.WRONG_PASSWORD, password=_WRONG)
    yield Spoiled("an old workbook, right password", locked, ROWS, password=PASSWORD)


def spoiled_open_documents() -> Iterator[Spoiled]:
    """Give .ods: repetition, errors, locks, damage."""
    rows = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in ROWS)
    good = open_document(rows)
    yield Spoiled("an Open Document", good, ROWS)
    spaced = rows.replace("><", ">\n    <")
    yield Spoiled("an Open Document laid out for reading", open_document(spaced), ROWS)
    blank = '<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    yield Spoiled("a million repeated blank rows", open_document(rows + blank), ROWS)
    full = blank.replace(
        "/></table", ' office:value-type="string"><text:p>x</text:p></table:table-cell></table'
    )
    yield Spoiled("seventeen billion repeated cells", open_document(rows + full), Refusal.TOO_WIDE)
    error = rows.replace(
        _cell(12.0),
        '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
    )
    yield Spoiled("an Open Document with an error", open_document(error), _LOST, {"B2": "#DIV/0!"})
    yield Spoiled("half an Open Document", open_document(rows, tail=""), Refusal.DAMAGED)
    yield Spoiled("an Open Document cut", good[: len(good) // 2], Refusal.CUT_SHORT)
    yield Spoiled("an Open Document without content", packed({"mimetype": _ODS.encode()}), Refusal.DAMAGED)
    text = packed({"mimetype": _ODS.replace("spreadsheet", "text").encode(), "content.xml": b"<x/>"})
    yield Spoiled("an Open Document letter", text, Refusal.NOT_A_WORKBOOK)
    locked = locked_open_document(good)
    yield Spoiled("a locked Open Document", locked, Refusal.LOCKED)
    yield Spoiled("a locked Open Document, wrong password", locked, Refusal.WRONG_PASSWORD, password=_WRONG)
    yield Spoiled("a locked Open Document, right password", locked, ROWS, password=PASSWORD)
    flat = _content(rows, f'office:document office:mimetype="{_ODS}"').replace(
        "</office:document-content", "</office:document"
    )
    yield Spoiled("a flat Open Document", flat.encode(), ROWS)


def spoiled_binary() -> Iterator[Spoiled]:
    """Give .xlsb."""
    yield Spoiled("an .xlsb", binary_workbook(), ROWS)
    yield Spoiled("an .xlsb with an error", binary_workbook(error=0x17), _LOST, {"B2": "#REF!"})
    parts = parts_of(binary_workbook())
    yield Spoiled(
        "an .xlsb of a trial version, which kills the first reader", binary_workbook(trial=True), ROWS
    )
    strings = record(159, struct.pack("<LL", 1, 0xFFFFFFFF))
    yield Spoiled(
        "four billion strings in an .xlsb",
        packed({**parts, "xl/sharedStrings.bin": strings}),
        Refusal.DAMAGED,
    )
    half = {**parts, "xl/worksheets/sheet1.bin": parts["xl/worksheets/sheet1.bin"][:20]}
    yield Spoiled(
        "an .xlsb without its sheet",
        packed({name: part for name, part in parts.items() if "sheet1" not in name}),
        Refusal.DAMAGED,
    )
    yield Spoiled("an .xlsb whose sheet is cut", packed(half), Refusal.DAMAGED)
    yield Spoiled("an .xlsb cut", binary_workbook()[:-60], Refusal.CUT_SHORT)


def old_workbook(*, error: bool = False) -> bytes:
    """Make an .xls long enough for sectors of the usual size."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("企业", cell_overwrite_ok=True)
    for at, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    if error:
        sheet.row(1).set_cell_error(1, "#REF!")
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def locked_old_workbook() -> bytes:
    """Encrypt an .xls with RC4, [MS-XLS] 2.2.10: the data of records, not their heads, in blocks of 1024 bytes."""
    records = [one for one in _records(_workbook_stream(old_workbook())) if one[0]]
    key = Cipher(ARC4(_makekey(PASSWORD, _SALT, 0)), mode=None).encryptor()
    verifier = bytes(range(16, 32))
    check = key.update(verifier) + key.update(hashlib.md5(verifier, usedforsecurity=False).digest())
    records.insert(1, (_FILE_PASS, struct.pack("<HHH", 1, 1, 1) + _SALT + check))
    length = sum(4 + len(data) for _, data in records)
    stream = DocumentRC4.decrypt(PASSWORD, _SALT, io.BytesIO(bytes(length)), blocksize=_BLOCK).read()
    locked, added = bytearray(), 4 + len(records[1][1])
    for kind, data in records:
        at = len(locked) + 4
        if kind == _BOUND_SHEET:
            (start,) = struct.unpack_from("<L", data)
            plain = struct.pack("<L", start + added)
        else:
            plain = data if kind in {_BOF, _FILE_PASS} else b""
        mixed = zip(data[len(plain) :], stream[at + len(plain) :], strict=False)
        locked += struct.pack("<HH", kind, len(data)) + plain + bytes(one ^ other for one, other in mixed)
    odd = -len(locked) % 4  # what fills the last sector is read as records of four bytes
    return _contained(bytes(locked) + struct.pack("<HH", 0, odd) + bytes(odd))


def open_document(
    rows: str, tail: str = "</table:table></office:spreadsheet></office:body></office:document-content>"
) -> bytes:
    """Make an .ods of one table."""
    whole = _content(rows, "office:document-content")
    content = whole[: whole.index("</table:table></office")] + tail
    manifest = f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/></manifest:manifest>'
    return packed(
        {
            "mimetype": _ODS.encode(),
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def locked_open_document(content: bytes) -> bytes:
    """Encrypt the content of an .ods as LibreOffice 7 does."""
    parts = parts_of(content)
    salt, vector = bytes(range(16)), bytes(range(16, 32))
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(PASSWORD.encode()).digest(), salt, 1000, 32)
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    plain = packer.compress(parts["content.xml"]) + packer.flush()
    plain += bytes(15 - len(plain) % 16) + bytes([16 - len(plain) % 16])
    lock = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    entry = f"""<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"><manifest:encryption-data>
<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"
 manifest:initialisation-vector="{base64.b64encode(vector).decode()}"/>
<manifest:key-derivation manifest:iteration-count="1000" manifest:salt="{base64.b64encode(salt).decode()}"/>
<manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256"/>
</manifest:encryption-data></manifest:file-entry></manifest:manifest>"""
    manifest = parts["META-INF/manifest.xml"].replace(b"</manifest:manifest>", entry.encode())
    locked = lock.update(plain) + lock.finalize()
    return packed({**parts, "content.xml": locked, "META-INF/manifest.xml": manifest})


def binary_workbook(error: int | None = None, *, trial: bool = False) -> bytes:
    """Make an .xlsb with its texts in the cells, [MS-XLSB] 2.1.4; trial versions had one more number."""
    sheet = record(129) + record(148, struct.pack("<LLLL", 0, 2, 0, 1)) + record(145)
    for at, row in enumerate(ROWS):
        sheet += record(0, struct.pack("<L", at) + bytes(13))
        for column, cell in enumerate(row):
            head = struct.pack("<LL", column, 0)
            if isinstance(cell, str):
                sheet += record(6, head + _wide(cell))
            elif error is not None and at == 1:
                sheet += record(3, head + bytes([error]))
            else:
                sheet += record(5, head + struct.pack("<d", cell))
    book = record(131) + record(153, bytes(12)) + record(143)
    book += (
        record(156, struct.pack("<LL", 0, 1) + bytes(4 * trial) + _wide("rId1") + _wide("企业"))
        + record(144)
        + record(132)
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{relation}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    return packed(
        {
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations.encode(),
            "xl/worksheets/sheet1.bin": sheet + record(146) + record(130),
        }
    )


def record(kind: int, data: bytes = b"") -> bytes:
    """Write a record of an .xlsb: both numbers seven bits a byte."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = bytes([len(data)]) if len(data) < 128 else bytes([len(data) & 0x7F | 0x80, len(data) >> 7])
    return head + length + data


def _wide(text: str) -> bytes:
    """Write a text with its length before it."""
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def _content(rows: str, root: str) -> str:
    """Write the XML of an Open Document with one table."""
    table = f'<table:table table:name="企业">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return f"<{root} {_NAMES} {_CALCEXT}>{body}</{root.partition(' ')[0]}>"


def _cell(value: object) -> str:
    """Write a cell of an Open Document."""
    if isinstance(value, float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


def _patched(content: bytes, offset: int, form: str, value: int) -> bytes:
    """Write a number over what stands at an offset."""
    changed = bytearray(content)
    struct.pack_into(form, changed, offset, value)
    return bytes(changed)


def _circle(content: bytes) -> bytes:
    """Let the last sector of the workbook's chain point to its first."""
    with OleFileIO(io.BytesIO(content)) as container:
        first = container.direntries[container._find("Workbook")].isectStart
        table = struct.unpack_from("<L", content, 0x4C)[0]
        chain = [first]
        while container.fat[chain[-1]] < container.nb_sect:
            chain.append(container.fat[chain[-1]])
    return _patched(content, 512 * (table + 1) + 4 * chain[-1], "<L", first)


def _many_strings(content: bytes) -> bytes:
    """Let the table of strings say that it holds four billion."""
    at = content.index(struct.pack("<H", _STRINGS), content.index(struct.pack("<H", _BOUND_SHEET)))
    return _patched(content, at + 8, "<L", 0xFFFFFFFF)


def _stream_named(name: str) -> bytes:
    """Give a compound file whose one stream is called otherwise."""
    content = _contained(bytes(5000))
    old, new = ("Workbook".encode("utf-16-le"), name.encode("utf-16-le"))
    at = content.index(old)
    field = new.ljust(64, b"\0")
    return content[:at] + field + struct.pack("<H", len(new) + 2) + content[at + 66 :]


def _contained(stream: bytes) -> bytes:
    """Put a stream into a compound file as the workbook."""
    output = io.BytesIO()
    XlsDoc().save(output, stream)
    return output.getvalue()


def _workbook_stream(content: bytes) -> bytes:
    """Take the stream of the workbook out of its compound file, without what fills the last sector."""
    with OleFileIO(io.BytesIO(content)) as container:
        stream: bytes = container.openstream("Workbook").read()
    return stream


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Walk from record to record."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
