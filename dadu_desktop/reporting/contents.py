"""The table of contents before many documents in one file."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from dadu_desktop.reporting.ink import Ink, baseline_drop
from dadu_desktop.reporting.page import DocumentStyle, TextStyle
from dadu_desktop.reporting.paragraph import Paragraph

TITLE = "目录"
_DOT = "·"
_GAP = 6.0
_ROOM = 3  # characters for a page number


class ContentsLine(Flowable):
    """A title, dots, and the page that is known only when all pages are drawn."""

    def __init__(self, words: str, place: int, style: TextStyle, ink: Ink) -> None:
        """Take the title and its place among all."""
        super().__init__()
        self._words, self._place, self._style, self._ink = words, place, style, ink

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take one line."""
        self.width, self.height = available_width, self._style.pitch
        return self.width, self.height

    def draw(self) -> None:
        """Draw title and dots; the page is drawn by the form of this place."""
        style, fonts = self._style, self._ink.fonts
        baseline = style.pitch - baseline_drop(style.size, style.pitch)
        quiet = Ink(fonts)  # a page number is no figure of the document
        self._ink.text(self.canv, 0, baseline, self._words, style.role, style.size)
        start = fonts.width(self._words, style.role, style.size) + _GAP
        room = self.width - start - (_ROOM + 1) * style.size
        dots = _DOT * max(0, int(room / fonts.width(_DOT, style.role, style.size)))
        quiet.text(
            self.canv, self.width - _ROOM * style.size, baseline, dots, style.role, style.size, align="right"
        )
        self.canv.saveState()
        self.canv.translate(self.width - _ROOM * style.size, baseline)
        self.canv.doForm(_form(self._place))
        self.canv.restoreState()


class Start(Flowable):
    """The beginning of a document: takes no room and notes its page."""

    def __init__(self, ink: Ink) -> None:
        """Take the notes to write into."""
        super().__init__()
        self._ink = ink
        self.keepWithNext = True

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Take no room."""
        return 0, 0

    def draw(self) -> None:
        """Note the page."""
        self._ink.notes.starts.append(self.canv.getPageNumber())


def contents(titles: Sequence[str], style: DocumentStyle, ink: Ink) -> list[Flowable]:
    """Return the table of contents."""
    lines = [ContentsLine(words, place, style.cell, ink) for place, words in enumerate(titles)]
    return [Paragraph.of(TITLE, style.title, ink), *lines]


def draw_pages(canvas: Canvas, style: TextStyle, ink: Ink) -> None:
    """Draw the page of each document into its form, when all have begun."""
    for place, page in enumerate(ink.notes.starts):
        canvas.beginForm(_form(place))
        Ink(ink.fonts).text(canvas, _ROOM * style.size, 0, str(page), style.role, style.size, align="right")
        canvas.endForm()


def _form(place: int) -> str:
    """Name the form of a place."""
    return f"page-of-title-{place}"
