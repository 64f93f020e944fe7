"""A document as a Word file, from the same layout as its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pypdfium2
from docx import Document
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, NextPageTemplate, PageBreak, Spacer

from dadu_desktop.reporting.closing import Closing
from dadu_desktop.reporting.document import Block, set_story
from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.footing import Footing
from dadu_desktop.reporting.grid import Grid
from dadu_desktop.reporting.ink import Ink
from dadu_desktop.reporting.line_breaking import Run
from dadu_desktop.reporting.page import (
    PAGE_NUMBER_DROP,
    PAGE_NUMBER_INSET,
    PITCH,
    SIZE_4,
    SIZE_5,
    DocumentStyle,
    Paper,
    TextStyle,
)
from dadu_desktop.reporting.paragraph import Paragraph
from dadu_desktop.reporting.pdf import LYING, Information, Pages, build_pdf, official_number
from dadu_desktop.reporting.spread import Spread
from dadu_desktop.reporting.word_table import add_table
from dadu_desktop.reporting.word_text import (
    add_blank,
    add_field,
    add_rule,
    add_runs,
    add_spread,
    set_paragraph,
)

_DOTS = 200
"""Dots per inch of a chart: Word takes no drawing of ours."""
_SAME_TIME = (1980, 1, 1, 0, 0, 0)


def make_word(
    markdown: str,
    style: DocumentStyle,
    blocks: Mapping[str, Block],
    information: Information,
    fonts: FontSet,
) -> Pages:
    """Write a document as .docx, with the pages, figures and findings of its printed form.

    The same data twice give the same bytes.
    """
    ink = Ink(fonts)
    story = set_story(markdown, style, blocks, ink)
    printed = build_pdf(story, style.paper, information, ink, official_number)
    return replace(printed, content=_Writer(style, information).write(story))


class _Writer:
    """Walks through a story and writes each part of it."""

    def __init__(self, style: DocumentStyle, information: Information) -> None:
        """Set up page, page number and information."""
        self._document = Document()
        self._style = style
        self._paper = style.paper
        self._page_ended = False
        section = self._document.sections[0]
        _set_page(section, style.paper)
        _number_pages(section, style)
        if style.official_numbers:
            self._document.settings.odd_and_even_pages_header_footer = True
        for language in self._document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:eastAsia"), "zh-CN")  # else punctuation takes its Taiwanese shape
        told = self._document.core_properties
        told.title, told.author, told.keywords = information.title, information.office, information.keywords
        told.created = told.modified = datetime(*_SAME_TIME)
        told.comments, told.language = "", "zh-CN"

    def write(self, story: Sequence[Flowable]) -> bytes:
        """Write all parts and return the file."""
        for part in story:
            self._add(part)
        buffer = BytesIO()
        self._document.save(buffer)
        return _timeless(buffer)

    def _add(self, part: Flowable) -> None:
        """Write one part."""
        match part:
            case Paragraph() | Spread() | HRFlowable() | Spacer():
                self._fill(self._paragraph(), part)
            case Grid():
                self._add_table(part)
            case Closing():
                self._add_table(part.table, followed=True)
                self._add_closing(part.after)
            case Footing():
                self._add_footing(part)
            case NextPageTemplate():
                self._turn(lying=part.action[1] == LYING)
            case PageBreak():
                self._page_ended = True
            case _:
                self._add_picture(part)

    def _paragraph(self) -> WordParagraph:
        """Begin a paragraph, on a new page where one was asked for."""
        paragraph = self._document.add_paragraph()
        if self._page_ended:
            paragraph.paragraph_format.page_break_before = True
            self._page_ended = False
        return paragraph

    def _fill(self, paragraph: WordParagraph, part: Flowable) -> None:
        """Put a text, a rule or room into a paragraph."""
        match part:
            case Paragraph():
                set_paragraph(paragraph, part.style)
                add_runs(paragraph, part.with_breaks, part.style)
            case Spread():
                add_spread(paragraph, part.parts, part.style, self._paper.text_width)
            case HRFlowable():
                add_rule(paragraph, part.lineWidth, cast("Color", part.color), part.spaceBefore)
            case _:
                add_blank(paragraph, part.height)

    def _add_table(self, grid: Grid, *, followed: bool = False) -> None:
        """Write a table; one that begins a page needs a paragraph to begin it."""
        if self._page_ended:
            add_blank(self._paragraph(), 1)
        add_table(self._document, grid, followed=followed)

    def _add_closing(self, parts: Sequence[Flowable]) -> None:
        """Write what closes a table so that it stays together."""
        *leads, last = parts
        for part in leads:
            if isinstance(part, Grid):
                self._add_table(part, followed=True)
            else:
                paragraph = self._paragraph()
                self._fill(paragraph, part)
                paragraph.paragraph_format.keep_with_next = True
        self._add(last)

    def _add_footing(self, footing: Footing) -> None:
        """Write what stands at the lower edge, below as much room as it has on the printed page but for a line.

        Word sets some lines otherwise than we do; the line to spare keeps the foot on its page.
        """
        add_blank(self._paragraph(), max(1, footing.spare - PITCH))
        for part in footing.parts:
            self._fill(self._paragraph(), part)

    def _turn(self, *, lying: bool) -> None:
        """Begin a section that lies upright or across; it brings its own new page."""
        self._paper = self._style.paper.lying() if lying else self._style.paper
        _set_page(self._document.add_section(WD_SECTION.CONTINUOUS), self._paper)
        self._page_ended = False

    def _add_picture(self, drawing: Flowable) -> None:
        """Write a chart as a picture of its size."""
        width, height = drawing.wrap(self._paper.text_width, self._paper.text_height)
        paragraph = self._paragraph()
        paragraph.add_run().add_picture(_picture(drawing, width, height), Pt(width), Pt(height))


def _set_page(section: Section, paper: Paper) -> None:
    """Give a section the sheet and its margins."""
    section.orientation = WD_ORIENTATION.LANDSCAPE if paper.width > paper.height else WD_ORIENTATION.PORTRAIT
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Pt(paper.width), Pt(paper.height)
    section.left_margin, section.right_margin = Pt(paper.left), Pt(paper.right)
    section.top_margin, section.bottom_margin = Pt(paper.top), Length(int(Pt(paper.bottom)) - int(Pt(0.5)))
    section.header_distance = Pt(10 * mm)
    section.footer_distance = Pt(max(5 * mm, paper.bottom - PAGE_NUMBER_DROP - SIZE_4))


def _number_pages(section: Section, style: DocumentStyle) -> None:
    """Number the pages as the printed ones are."""
    if not style.official_numbers:
        words: list[str] = ["第", "PAGE", "页　共", "NUMPAGES", "页"]
        _fill_footer(section.footer.paragraphs[0], words, TextStyle("song", SIZE_5, 16, align="centre"))
        return
    dashed = ["— ", "PAGE", " —"]
    line = TextStyle("song", SIZE_4, 18)
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    _fill_footer(odd, dashed, TextStyle("song", SIZE_4, line.pitch, align="right", right=PAGE_NUMBER_INSET))
    _fill_footer(even, dashed, TextStyle("song", SIZE_4, line.pitch, align="left", left=PAGE_NUMBER_INSET))


def _fill_footer(paragraph: WordParagraph, words: Sequence[str], style: TextStyle) -> None:
    """Write words and counted numbers into a footer."""
    set_paragraph(paragraph, style)
    for one in words:
        if one in ("PAGE", "NUMPAGES"):
            add_field(paragraph, one, style.role, style.size)
        else:
            add_runs(paragraph, [Run(one, style.role)], style)


def _picture(drawing: Flowable, width: float, height: float) -> BytesIO:
    """Draw a chart as PNG."""
    page = BytesIO()
    canvas = Canvas(page, pagesize=(width, height), invariant=1)
    drawing.drawOn(canvas, 0, 0)
    canvas.save()
    picture = BytesIO()
    with closing(pypdfium2.PdfDocument(page.getvalue())) as document:
        document[0].render(scale=_DOTS / 72).to_pil().save(picture, "PNG")
    picture.seek(0)
    return picture


def _timeless(file: BytesIO) -> bytes:
    """Pack the parts of a file anew without the time of day."""
    packed = BytesIO()
    with ZipFile(file) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _SAME_TIME)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
