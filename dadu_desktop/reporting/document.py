"""Markdown set as an official document, a form sheet or a briefing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from markdown_it import MarkdownIt
from markdown_it.token import Token
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.reporting.closing import Closing
from dadu_desktop.reporting.contents import Start, contents, draw_pages
from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.grid import Grid
from dadu_desktop.reporting.ink import Ink
from dadu_desktop.reporting.inline_text import inline_runs
from dadu_desktop.reporting.line_breaking import Run
from dadu_desktop.reporting.markdown_table import MarkdownTable
from dadu_desktop.reporting.numerals import HeadingNumbers
from dadu_desktop.reporting.official_parts import TailStart
from dadu_desktop.reporting.page import DocumentStyle, Paper
from dadu_desktop.reporting.paragraph import Paragraph
from dadu_desktop.reporting.pdf import (
    LYING,
    UPRIGHT,
    Information,
    Pages,
    build_pdf,
    official_number,
    page_of_pages,
)

_FORM, _SHORT = 0.85, 0.25
"""Forms and other tables that take no more than this part of a page stand on one."""


class Block(Protocol):
    """Something that Markdown cannot say; a template names it like a picture: ``![caption](name)``."""

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Return what stands on the page."""
        ...


def make_document(
    markdown: str,
    style: DocumentStyle,
    blocks: Mapping[str, Block],
    information: Information,
    fonts: FontSet,
) -> Pages:
    """Print a document; InputProblem where it names a block that there is not."""
    ink = Ink(fonts)
    story = set_story(markdown, style, blocks, ink)
    end = official_number if style.official_numbers else page_of_pages
    return build_pdf(story, style.paper, information, ink, end)


@dataclass(frozen=True)
class Chapter:
    """One of many documents that go into one file: Markdown with its blocks."""

    title: str
    markdown: str
    blocks: Mapping[str, Block]


def make_collection(
    chapters: Sequence[Chapter],
    style: DocumentStyle,
    information: Information,
    fonts: FontSet,
    progress: Callable[[int], None] = lambda _page: None,
) -> Pages:
    """Print many documents as one, each on a page of its own behind a table of contents, with bookmarks.

    ``progress`` is told every finished page and may raise to stop.
    """
    ink = Ink(fonts)
    story = contents([one.title for one in chapters], style, ink)
    for one in chapters:
        story += [PageBreak(), Start(ink), *set_story(one.markdown, style, one.blocks, ink)]
    number = official_number if style.official_numbers else page_of_pages

    def end(canvas: Canvas, paper: Paper, page_ink: Ink) -> None:
        """Number a page and tell of it."""
        number(canvas, paper, page_ink)
        progress(canvas.getPageNumber())

    return build_pdf(
        story, style.paper, information, ink, end, lambda canvas: draw_pages(canvas, style.cell, ink)
    )


def set_story(markdown: str, style: DocumentStyle, blocks: Mapping[str, Block], ink: Ink) -> list[Flowable]:
    """Set a document as the parts that follow each other on its pages."""
    return _Setter(markdown, style, blocks, ink).story()


class _Setter:
    """Walks through the tokens of one document and sets each block."""

    def __init__(self, markdown: str, style: DocumentStyle, blocks: Mapping[str, Block], ink: Ink) -> None:
        """Read the Markdown; raw HTML stays text."""
        self._source = markdown.split("\n")  # str.splitlines would also split at the separators in cells
        self._tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(markdown)
        self._style = style
        self._blocks = blocks
        self._ink = ink
        self._headings = HeadingNumbers()
        self._items: list[int] = []
        self._paper = style.paper

    def story(self) -> list[Flowable]:
        """Set everything in order."""
        found: list[Flowable] = []
        for place, token in enumerate(self._tokens):
            match token.type:
                case "heading_open":
                    found.append(self._heading(int(token.tag[1:]), self._tokens[place + 1]))
                case "ordered_list_open" | "bullet_list_open":
                    self._items.append(0)
                case "ordered_list_close" | "bullet_list_close":
                    self._items.pop()
                case "list_item_open":
                    self._items[-1] += 1
                case "paragraph_open":
                    found += self._paragraph(self._tokens[place + 1], self._item_number(place))
                case "table_open":
                    found += self._table(place)
        for before, after in pairwise(found):
            if isinstance(after, TailStart):
                before.keepWithNext = True  # GB/T 9704-2012, 7.3.5.4: no signature on a page without text
        return _closed(found, self._paper.text_height)

    def _heading(self, level: int, inline: Token) -> Paragraph:
        """Set the title (level 1) or a numbered heading."""
        style = self._style.title if level == 1 else self._style.headings[level - 2]
        number = [] if level == 1 else [Run(self._headings.next(level), style.role)]
        return Paragraph([*number, *inline_runs(inline.children or [], style.role)], style, self._ink)

    def _item_number(self, place: int) -> str:
        """Return 1． or （1） before the first paragraph of a list item."""
        if not self._items or self._tokens[place - 1].type != "list_item_open":
            return ""
        return f"{self._items[-1]}．" if len(self._items) == 1 else f"（{self._items[-1]}）"

    def _paragraph(self, inline: Token, number: str) -> list[Flowable]:
        """Set a paragraph, or the block that it names as a picture."""
        children = inline.children or []
        if [child.type for child in children] == ["image"]:
            return self._block(str(children[0].attrGet("src")), children[0].content)
        body = self._style.body
        runs = [Run(number, body.role)] if number else []
        return [Paragraph([*runs, *inline_runs(children, body.role)], body, self._ink)]

    def _block(self, name: str, caption: str) -> list[Flowable]:
        """Set a block with its caption above; ``upright`` and ``lying`` begin a page that lies so."""
        if name in (UPRIGHT, LYING):
            return self._turn(name)
        if name not in self._blocks:
            raise InputProblem(f"报表模板里用到了没有的图块“{name}”，请更正模板。")
        found = self._blocks[name].flowables(self._ink, self._paper.text_width)
        if caption and found:
            return [Paragraph.of(caption, self._style.caption, self._ink), *found]
        return found

    def _turn(self, how: str) -> list[Flowable]:
        """Begin a page that lies upright or across."""
        self._paper = self._style.paper.lying() if how == LYING else self._style.paper
        return [NextPageTemplate(how), PageBreak()]

    def _table(self, place: int) -> list[Flowable]:
        """Set a table with a little room around it, across a page of its own where it is too wide for this one."""
        tokens = self._tokens[place : self._closing(place)]
        rule = self._source[(self._tokens[place].map or [0])[0] + 1]
        table = MarkdownTable(tokens, rule, self._style.cell, self._ink)
        paper, lying = self._paper, self._style.paper.lying()
        if table.fits(paper.text_width) or paper.text_width >= lying.text_width:
            return _spaced(table, paper)
        return [*self._turn(LYING), *_spaced(table, lying), *self._turn(UPRIGHT)]

    def _closing(self, place: int) -> int:
        """Find the end of the table that begins at a place."""
        return next(
            number for number, token in enumerate(self._tokens[place:], place) if token.type == "table_close"
        )


def _spaced(table: MarkdownTable, paper: Paper) -> list[Flowable]:
    """Put a little room around each table; forms and short tables are not parted."""
    found: list[Flowable] = []
    for grid in table.grids(paper.text_width):
        grid.whole_below = (_FORM if table.is_form else _SHORT) * paper.text_height
        gap = Spacer(paper.text_width, 4)
        gap.keepWithNext = True  # else a heading stays alone at the foot of the page
        found += [gap, grid, _Room(paper.text_width, 6)]
    return found


def _closed(story: list[Flowable], page_height: float) -> list[Flowable]:
    """Keep what ends a document right below a table, a form to sign or a few lines, with the end of that table."""
    last = next((place for place in reversed(range(len(story))) if not isinstance(story[place], Spacer)), 0)
    ends = isinstance(story[last], Grid | Paragraph) if story else False
    above = next((place for place in reversed(range(last)) if not isinstance(story[place], Spacer)), 0)
    table = story[above] if ends else None
    if not isinstance(table, Grid):
        return story
    return [*story[:above], Closing(table, story[above + 1 :], page_height)]


class _Room(Spacer):
    """Room below a table, as far as the page has any: it never begins a page."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take no more than there is."""
        return available_width, min(self.height, available_height)
