"""Texts and web pages under the names of workbooks, and what is no workbook at all."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from dadu_desktop.exchange.refusals import Refusal
from tests.exchange.spoiled import CSV, TEXTS, Spoiled

_XML_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="企业"><Table>{rows}</Table></Worksheet>
</Workbook>"""
_MHTML = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=part\r\n\r\n--part\r\n"
    "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n--part--\r\n"
)


def spoiled_texts() -> Iterator[Spoiled]:
    """Give texts with separators in every encoding and manner."""
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"):
        yield Spoiled(f"commas in {encoding}", CSV.encode(encoding), TEXTS)
    marked = codecs.BOM_UTF16_BE + CSV.encode("utf-16-be")
    yield Spoiled("commas in UTF-16 of the other order, marked", marked, TEXTS)
    for name, separator in {"tabs": "\t", "semicolons": ";", "bars": "|"}.items():
        yield Spoiled(name, CSV.replace(",", separator).encode(), TEXTS)
    yield Spoiled("semicolons that Excel announces", f"sep=;\n{CSV.replace(',', ';')}".encode(), TEXTS)
    prose = "企业名称\t地址\n甲\t建设路1号,2号,3号\n乙\t春晖路5号,6号,7号\n"
    rows = [line.split("\t") for line in prose.splitlines()]
    yield Spoiled("more commas than tabs", prose.encode(), rows)
    quoted = '企业名称,备注\n甲,"第一行\n第二行，""引号"",逗号"\n'
    yield Spoiled(
        "line ends and marks in quotes",
        quoted.encode("gb18030"),
        [["企业名称", "备注"], ["甲", '第一行\n第二行，"引号",逗号']],
    )
    yield Spoiled("line ends of Macintosh", CSV.replace("\n", "\r").encode(), TEXTS)
    yield Spoiled(
        "codes kept from becoming numbers",
        '名称,代码\n甲,="0091"\n'.encode(),
        [["名称", "代码"], ["甲", "0091"]],
    )
    yield Spoiled(
        "half a character at the end", CSV.encode()[:-1] + "业".encode()[:2], [*TEXTS[:2], TEXTS[2]]
    )
    for what, more in (("a quotation mark", 3), ("a quotation mark before many rows", 60_000)):
        unclosed = '企业名称,备注\n甲,"开头\n' + '乙,"尾,巴"\n' * more
        rows = [["企业名称", "备注"], ["甲", '"开头'], *[["乙", "尾,巴"]] * more]
        yield Spoiled(f"{what} that is never closed", unclosed.encode(), rows)
    error = CSV.replace("12", "#REF!")
    lost = [TEXTS[0], [TEXTS[1][0], ""], TEXTS[2]]
    yield Spoiled("an error that a text kept", error.encode(), lost, {"B2": "#REF!"})
    yield Spoiled("a text without columns", "通知\n请各镇街报送\n".encode(), Refusal.NO_COLUMNS)
    for name, content in {"nothing": b"", "blanks": b"\n \r\n\t", "zeros": bytes(5000)}.items():
        yield Spoiled(name, content, Refusal.EMPTY)
    yield Spoiled("noise", bytes(range(256)) * 20, Refusal.NO_ENCODING)
    for name, content in {
        "a PDF": b"%PDF-1.7",
        "a picture": b"\x89PNG\r\n",
        "a program": b"MZ\x90\0",
    }.items():
        yield Spoiled(name, content + bytes(500), Refusal.NOT_A_WORKBOOK)
    yield Spoiled(
        "locked by a program of the office", b"%TSD-Header-###%" + bytes(range(256)), Refusal.UNKNOWN_LOCK
    )


def spoiled_pages() -> Iterator[Spoiled]:
    """Give web pages and XML that call themselves workbooks."""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TEXTS)
    page = f"<html><head><meta charset=gb2312></head><body><table>{body}</table></body></html>"
    yield Spoiled("a web page in GB2312", page.encode("gb2312"), TEXTS)
    yield Spoiled(
        "a page that closes nothing", page.replace("</td>", "").replace("</tr>", "").encode(), TEXTS
    )
    yield Spoiled("a page cut in the middle of its table", page[: page.index("</table>")].encode(), TEXTS)
    spans = (
        "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    )
    yield Spoiled("cells over rows and columns", spans.encode(), [["甲", "乙", ""], ["", "丙", "丁"]])
    wide = spans.replace("rowspan=2", "rowspan=99999999").replace("colspan=2", "colspan=99999999")
    yield Spoiled(
        "a cell over millions of rows and columns",
        wide.encode(),
        [["甲", "乙", *[""] * 999], ["", "丙", "丁"]],
    )
    yield Spoiled("a page without a table", b"<html><body><p>404</p></body></html>", Refusal.NO_TABLE)
    quoted = page.encode("gb2312").replace(b"=", b"=3D").decode("latin-1")
    mhtml = _MHTML.format(page=quoted).encode("latin-1")
    yield Spoiled("a page saved with its parts", mhtml, TEXTS)
    cells = "".join(f"<Row>{''.join(map(_cell, row))}</Row>" for row in TEXTS)
    yield Spoiled("XML Spreadsheet 2003", _XML_2003.format(rows=cells).encode(), TEXTS)
    sparse = '<Row ss:Index="2"><Cell ss:Index="2"><Data ss:Type="Number">5</Data></Cell></Row>'
    yield Spoiled("XML Spreadsheet that skips cells", _XML_2003.format(rows=sparse).encode(), [[], ["", 5.0]])
    error = '<Row><Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell><Data ss:Type="String">甲</Data></Cell></Row>'
    yield Spoiled(
        "XML Spreadsheet with an error", _XML_2003.format(rows=error).encode(), [["", "甲"]], {"A1": "#N/A"}
    )
    far = sparse.replace('"2"', '"2000000000"')
    yield Spoiled("XML Spreadsheet with a far cell", _XML_2003.format(rows=far).encode(), Refusal.TOO_WIDE)
    half = _XML_2003.format(rows=cells).encode()[:-40]
    yield Spoiled("half an XML Spreadsheet", half, Refusal.DAMAGED)
    entity = _XML_2003.format(rows=cells).replace("<Workbook", '<!DOCTYPE w [<!ENTITY a "a">]><Workbook')
    yield Spoiled("XML Spreadsheet with entities", entity.encode(), Refusal.ENTITIES)
    yield Spoiled("other XML", b"<?xml version='1.0'?><feed/>", Refusal.NOT_A_WORKBOOK)


def _cell(words: object) -> str:
    """Write a cell of text."""
    return f'<Cell><Data ss:Type="String">{words}</Data></Cell>'
