"""From a story of paragraphs and tables to the bytes of a PDF, the same for the same data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate

from dadu_desktop.reporting.archive_format import VERSION, make_archival
from dadu_desktop.reporting.figures import Figure, Spot
from dadu_desktop.reporting.ink import Ink
from dadu_desktop.reporting.line_breaking import Run
from dadu_desktop.reporting.page import PAGE_NUMBER_DROP, PAGE_NUMBER_INSET, SIZE_4, SIZE_5, Paper
from dadu_desktop.reporting.preflight import preflight, substituted_faces

UPRIGHT, LYING = "upright", "lying"
"""How the sheet of a page lies."""
_TOTAL_FORM = "page-total"
_GAP = 4


@dataclass(frozen=True)
class Information:
    """What the file says about itself; the ``mark`` stands at the head of every page."""

    title: str
    office: str = ""
    keywords: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Pages:
    """A finished PDF, its pages, how many numbers it states, and what the preflight found.

    ``numbers`` are those of a ledger that know the records behind them; a document brings its own. ``substituted``
    names the official faces that this machine has not, so that others were printed.
    """

    content: bytes
    pages: int
    figures: int
    preflight: tuple[str, ...]
    spots: tuple[Spot, ...] = ()
    numbers: tuple[Figure, ...] = ()
    substituted: tuple[str, ...] = ()


PageEnd = Callable[[Canvas, Paper, Ink], None]
"""Draws what stands below the text of every page."""


class _KeptStart(KeepTogether):
    """Headings and the beginning of what follows them: a long text may go on overleaf."""

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Begin what follows on this page where some of it fits, else go to the next page as a whole."""
        *leads, last = self._content  # type: ignore[attr-defined]  # left out of the stubs
        room = available_height - sum(
            one.wrap(available_width, available_height)[1] + one.getSpaceBefore() + one.getSpaceAfter()
            for one in leads
        )
        begun = last.split(available_width, room) if room > 0 else []
        return [*leads, *begun] if begun else super().split(available_width, available_height)


class _Document(BaseDocTemplate):
    """A document with one frame a page whose number of pages is drawn when it is known."""

    def __init__(self, buffer: BytesIO, paper: Paper, information: Information, first_font: str) -> None:
        """Set up the page, without any padding of reportlab's own."""
        super().__init__(
            buffer,
            pagesize=(paper.width, paper.height),
            title=information.title,
            author=information.office,
            subject=information.title,
            keywords=[information.keywords] if information.keywords else [],
            creator="dadu-desktop",
            lang="zh-CN",
            invariant=1,
            keepTogetherClass=_KeptStart,
            initialFontName=first_font,  # else the file names Helvetica, which is not embedded
        )
        self._paper = paper
        lying = paper.lying()
        across = PageTemplate(
            LYING,
            [_frame(lying)],
            onPage=lambda canvas, _document: self._turn(canvas),
            onPageEnd=lambda canvas, _document: self._turn_back(canvas),
            pagesize=(lying.width, lying.height),
        )
        across.rotation = 90  # type: ignore[attr-defined]  # left out of the stubs; shown the way it is read
        upright = PageTemplate(
            UPRIGHT, [_frame(paper)], onPageEnd=lambda canvas, _document: self.page_end(canvas)
        )
        self.addPageTemplates([upright, across])
        self.page_end: Callable[[Canvas], None] = lambda _canvas: None
        self.total: Callable[[Canvas, int], None] = lambda _canvas, _pages: None

    def _turn(self, canvas: Canvas) -> None:
        """Turn a page so that what is written on it runs from the foot of the sheet to its head."""
        canvas.saveState()
        canvas.translate(self._paper.width, 0)
        canvas.rotate(90)

    def _turn_back(self, canvas: Canvas) -> None:
        """Number a turned page where the other pages have their numbers."""
        canvas.restoreState()
        self.page_end(canvas)

    def _endBuild(self) -> None:  # noqa: N802 - reportlab's name
        """Draw the total of pages into the form that every page refers to."""
        self.total(self.canv, self.page)
        super()._endBuild()  # type: ignore[misc]  # left out of the stubs


def _frame(paper: Paper) -> Frame:
    """Return the part of a page that is written on, without any padding of reportlab's own."""
    return Frame(
        paper.left, paper.bottom, paper.text_width, paper.text_height,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip


def build_pdf(
    story: Sequence[Flowable],
    paper: Paper,
    information: Information,
    ink: Ink,
    page_end: PageEnd,
    at_end: Callable[[Canvas], None] = lambda _canvas: None,
) -> Pages:
    """Lay the story out on pages and look over the result; ``at_end`` draws what is known when all pages are."""
    buffer = BytesIO()
    document = _Document(buffer, paper, information, ink.fonts.glyph(" ", "song").font)

    def end(canvas: Canvas) -> None:
        """Draw what stands outside the text of a page."""
        page_end(canvas, paper, ink)
        if information.mark:
            _unnoted(canvas, paper.left, paper.height - paper.top / 2, information.mark, ink, SIZE_5)

    document.page_end = end

    def finish(canvas: Canvas, pages: int) -> None:
        """Draw what all pages refer to."""
        _draw_total(canvas, pages, ink)
        at_end(canvas)
        make_archival(canvas)

    document.total = finish
    document.build(list(story), canvasmaker=partial(Canvas, pdfVersion=VERSION))
    notes = ink.notes
    found = preflight(notes, document.page)
    faces = substituted_faces(notes, ink.fonts)
    return Pages(
        buffer.getvalue(), document.page, notes.figures, found, tuple(notes.spots), substituted=faces
    )


def official_number(canvas: Canvas, paper: Paper, ink: Ink) -> None:
    """Draw — 1 — below the text, on odd pages right, on even left, one character in (GB/T 9704-2012, 7.5)."""
    number = canvas.getPageNumber()
    words = f"— {number} —"
    width = ink.fonts.width(words, "song", SIZE_4)
    odd, inset = number % 2 == 1, PAGE_NUMBER_INSET * SIZE_4
    x = paper.width - paper.right - inset - width if odd else paper.left + inset
    dash_above_baseline = 0.36 * SIZE_4
    _unnoted(canvas, x, paper.bottom - PAGE_NUMBER_DROP - dash_above_baseline, words, ink, SIZE_4)


def page_of_pages(canvas: Canvas, paper: Paper, ink: Ink) -> None:
    """Draw 第1页 共3页 in the middle below the text."""
    words = f"第{canvas.getPageNumber()}页"
    middle, baseline = (paper.left + paper.width - paper.right) / 2, paper.bottom - 16
    _unnoted(canvas, middle - _GAP - ink.fonts.width(words, "song", SIZE_5), baseline, words, ink, SIZE_5)
    canvas.saveState()
    canvas.translate(middle + _GAP, baseline)
    canvas.doForm(_TOTAL_FORM)
    canvas.restoreState()


def _draw_total(canvas: Canvas, pages: int, ink: Ink) -> None:
    """Draw 共3页 once, when all pages are known."""
    canvas.beginForm(_TOTAL_FORM)
    _unnoted(canvas, 0, 0, f"共{pages}页", ink, SIZE_5)
    canvas.endForm()


def _unnoted(canvas: Canvas, x: float, baseline: float, words: str, ink: Ink, size: float) -> None:
    """Draw a page number, which is no figure of the document."""
    Ink(ink.fonts).line(canvas, x, baseline, [Run(words, "song")], size)
