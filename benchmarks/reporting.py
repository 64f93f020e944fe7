"""Printing: 151 dossiers with table and chart beside the same flowables through bare reportlab, and one preview."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from benchmarks.figures import Measured, best
from dadu_desktop.reporting.document import Chapter, make_collection
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.report_batches import make_for_all
from dadu_desktop.services.reports import definitions, draft, fonts, information, make_report
from dadu_desktop.storage import opening
from dadu_desktop.storage.ledger_file import LedgerFile

_MONTHS = 24
_FIRST_PAINT_SECONDS = 0.15
_WIDTH = 900
"""Pixels of a previewed page."""


def measure(folder: Path) -> Iterator[Measured]:
    """Print the demonstration ledger; the program also gathers the data and looks the pages over."""
    place = folder / "reports.dadu"
    make_demo(place)
    with opening.open_file(place) as ledger:
        definition = definitions()["dossier"]
        drafted = [draft(ledger, definition, {"enterprise": one}) for one in _numbers(ledger)]
        chapters = [Chapter(one.data.title, one.markdown, one.data.blocks) for one in drafted]
        bare = best(lambda: _bare([one.markdown for one in drafted]), 2)
        told = information(ledger, definition.name)
        printed = best(lambda: make_collection(chapters, definition.style, told, fonts()), 2)
        yield Measured(f"{len(chapters)} dossiers printed in one file", printed, bare, 2)
        yield Measured(
            "the same with gathering their data", best(lambda: make_for_all(ledger, "dossier"), 1), bare, 2
        )
        number = _visit(ledger)
        yield Measured(
            "preview of a one-page document", best(lambda: _preview(ledger, number)), 0, _FIRST_PAINT_SECONDS
        )


def _numbers(ledger: LedgerFile) -> list[str]:
    """List the enterprises of the register."""
    query = ListQuery(filters=(Filter("status", "is", "在库"),), columns=("number",), limit=1000)
    return [str(row.values["number"]) for row in list_records(ledger, "enterprises", query).rows]


def _visit(ledger: LedgerFile) -> str:
    """Choose a visit."""
    return str(
        list_records(ledger, "visits", ListQuery(columns=("number",), limit=1)).rows[0].values["number"]
    )


def _preview(ledger: LedgerFile, number: str) -> None:
    """Make a record sheet and draw its page."""
    made = make_report(ledger, "visit-sheet", {"number": number})
    with pypdfium2.PdfDocument(made.content) as document:
        page = document[0]
        page.render(scale=_WIDTH / page.get_width())


def _bare(texts: list[str]) -> None:
    """Set the same texts, tables and a chart each by reportlab alone, in the same fonts."""
    font = fonts().glyph("国", "fangsong").font
    style = ParagraphStyle("text", fontName=font, fontSize=12, leading=20, wordWrap="CJK")
    cell = ParagraphStyle("cell", fontName=font, fontSize=10.5, leading=15, wordWrap="CJK")
    story: list[Flowable] = []
    for text in texts:
        story += [*_set(text, style, cell), _chart(), PageBreak()]
    SimpleDocTemplate(BytesIO(), pagesize=A4).build(story)


def _set(text: str, style: ParagraphStyle, cell: ParagraphStyle) -> Iterator[Flowable]:
    """Give the paragraphs and tables of a Markdown text."""
    rows: list[list[Paragraph]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            if "--" not in line:
                rows.append([Paragraph(_plain(part), cell) for part in line.strip("|").split("|")])
            continue
        if rows:
            yield Table([row[:7] + [""] * (len(rows[0]) - len(row)) for row in rows], repeatRows=1)
            rows = []
        if line.strip():
            yield Paragraph(_plain(line), style)


def _plain(text: str) -> str:
    """Leave the signs of Markdown out."""
    return (
        text.replace("\\", "")
        .replace("*", "")
        .replace("&nbsp;", " ")
        .replace("&", "")
        .replace("<", "")
        .strip()
    )


def _chart() -> Drawing:
    """Draw two lines of 24 months."""
    drawing, chart = Drawing(440, 150), HorizontalLineChart()
    chart.data = [tuple(range(_MONTHS)), tuple(range(_MONTHS, 0, -1))]
    chart.width, chart.height = 400, 120
    drawing.add(chart)
    return drawing
