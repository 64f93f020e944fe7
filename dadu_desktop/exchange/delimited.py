"""Texts with separators and HTML tables: what many systems export under the name of a workbook."""

from __future__ import annotations

import codecs
import csv
import io
from html.parser import HTMLParser

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cells import Book, Row, Sheet

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_FIELD_LIMIT = 1_000_000


def decode(content: bytes) -> str:
    """Read bytes as UTF-8 or UTF-16 with or without mark, else as GB18030; InputProblem for anything else."""
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    if encoding is None and b"\x00" in content:
        encoding = "utf-16-le"
    for tried in [encoding] if encoding else ["utf-8", "gb18030"]:
        try:
            text = content.decode(tried)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise InputProblem("这不是表格文件，也看不出文字编码，请另存为 .xlsx 后再导入。")


def read_delimited(text: str) -> Book:
    """Read a text whose columns are separated by commas, tabs or semicolons."""
    head = "".join(text.splitlines(keepends=True)[:20])
    separator = max(",\t;", key=head.count)
    if separator not in head:
        raise InputProblem("文件里没有分列的表格，请另存为 .xlsx 后再导入。")
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        rows: list[Row] = [
            list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error as error:
        raise InputProblem("文件的分列格式不正确，请另存为 .xlsx 后再导入。", detail=str(error)) from error
    return Book([Sheet("", rows)])


def read_html(text: str) -> Book:
    """Read the tables of a page, a sheet for each."""
    reader = _Tables()
    reader.feed(text)
    if not reader.tables:
        raise InputProblem("网页文件里没有表格，请另存为 .xlsx 后再导入。")
    return Book([Sheet(f"表{number}", rows) for number, rows in enumerate(reader.tables, 1)])


class _Tables(HTMLParser):
    """Collects the rows of every table; a cell over several columns is followed by empty ones."""

    def __init__(self) -> None:
        """Begin without tables."""
        super().__init__()
        self.tables: list[list[Row]] = []
        self._words: list[str] = []
        self._in_cell = False
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            span = dict(attrs).get("colspan") or "1"
            self._in_cell, self._words = True, []
            self._span = min(int(span), 100) if span.isdecimal() else 1
        elif tag == "br":
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell and put it into its row."""
        if tag in ("td", "th") and self._in_cell and self.tables and self.tables[-1]:
            self._in_cell = False
            self.tables[-1][-1].extend(["".join(self._words).strip(), *[""] * (self._span - 1)])

    def handle_data(self, data: str) -> None:
        """Take the words of the open cell."""
        if self._in_cell:
            self._words.append(data)
