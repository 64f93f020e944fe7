"""Tables of web pages, saved as .xls by many systems: HTML, and MHTML as Excel saves it."""

from __future__ import annotations

import email
import email.policy
from html.parser import HTMLParser

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cells import MOST_CELLS, Book, Merge, Place, Row, Sheet
from dadu_desktop.exchange.refusals import Refusal

_HEAD = 4_000
_MOST_SPANNED = 1_000


def is_mhtml(content: bytes) -> bool:
    """Tell a page saved with all its parts in one file, RFC 2557."""
    head = content[:_HEAD].lower()
    return b"mime-version:" in head and b"content-type: multipart/related" in head.replace(b"\t", b" ")


def page_of_mhtml(content: bytes) -> bytes:
    """Return the pages of such a file, one after the other."""
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    pages = [
        part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"
    ]
    return b"\n".join(page for page in pages if isinstance(page, bytes))


def is_page(text: str) -> bool:
    """Tell a web page."""
    head = text[:_HEAD].lstrip().lower()
    return "<table" in head or "<html" in head or head.startswith("<!doctype html")


def read_html(text: str) -> Book:
    """Read the tables of a page, a sheet for each; a table within a cell becomes one of its own."""
    reader = _Tables()
    reader.feed(text)
    reader.close()
    tables = [table for table in reader.tables if table.rows]
    if not tables:
        raise InputProblem(Refusal.NO_TABLE)
    return Book([Sheet(f"表{number}", one.rows, tuple(one.merges)) for number, one in enumerate(tables, 1)])


class _Table:
    """The cells of a table; those that another one covers are empty."""

    def __init__(self) -> None:
        """Begin without rows."""
        self.rows: list[Row] = []
        self.merges: list[Merge] = []
        self._covered: set[Place] = set()

    def begin_row(self) -> None:
        """Begin a row."""
        self.rows.append([])

    def add(self, words: str, rows: int, columns: int) -> None:
        """Put a cell to the next free place of the row; InputProblem for more than can be laid out."""
        if not self.rows:
            self.begin_row()
        row = self.rows[-1]
        while Place(len(self.rows) - 1, len(row)) in self._covered:
            row.append("")
        first = Place(len(self.rows) - 1, len(row))
        row.extend([words, *[""] * (columns - 1)])
        if rows > 1 or columns > 1:
            self.merges.append(Merge(first, Place(first.row + rows - 1, first.column + columns - 1)))
            below = range(first.row + 1, first.row + rows)
            across = range(first.column, first.column + columns)
            self._covered.update(Place(line, column) for line in below for column in across)
        if len(self._covered) > MOST_CELLS // 10:
            raise InputProblem(Refusal.TOO_WIDE)


class _Tables(HTMLParser):
    """Collects the rows of every table of a page."""

    def __init__(self) -> None:
        """Begin without tables."""
        super().__init__()
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._words: list[str] | None = None
        self._spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        if tag == "table":
            self._end_cell()
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].begin_row()
        elif tag in ("td", "th"):
            self._end_cell()
            values = dict(attrs)
            self._words = []
            self._spans = (_span(values.get("rowspan")), _span(values.get("colspan")))
        elif tag == "br" and self._words is not None:
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell, a row or a table."""
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take the words of the open cell."""
        if self._words is not None:
            self._words.append(data)

    def _end_cell(self) -> None:
        """Put the open cell into its row."""
        if self._words is not None and self._open:
            self._open[-1].add("".join(self._words).strip(), *self._spans)
        self._words = None


def _span(value: str | None) -> int:
    """Read over how many rows or columns a cell goes."""
    return max(1, min(int(value), _MOST_SPANNED)) if value and value.isascii() and value.isdecimal() else 1
