"""Every measure of the printed page, in points; the clauses are those of GB/T 9704-2012."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.units import mm

Role = Literal["song", "song_bold", "hei", "hei_bold", "kai", "fangsong"]
Align = Literal["left", "centre", "right", "justify"]

SIZE_2 = 22.0  # 二号
SIZE_3 = 16.0  # 三号
SIZE_4 = 14.0  # 四号
SIZE_4_SMALL = 12.0  # 小四
SIZE_5 = 10.5  # 五号

TEXT_WIDTH = 156 * mm  # 5.2.1: 版心 156 mm × 225 mm
TEXT_HEIGHT = 225 * mm
TOP = 37 * mm  # 5.2.1: 天头 37 mm
LEFT = 28 * mm  # 5.2.1: 订口 28 mm
PITCH = TEXT_HEIGHT / 22  # 5.2.3: 22 lines a page
CHAR_SPACE = (TEXT_WIDTH - 28 * SIZE_3) / 27  # 5.2.3: 28 characters a line, set a trifle closer
NAME_DROP = 35 * mm  # 7.2.4: 发文机关标志, its upper edge 35 mm below that of the 版心
NUMBER_LINES = 2  # 7.2.5: 发文字号 two lines below the name
RULE_DROP = 4 * mm  # 7.2.7: the red rule 4 mm below the 发文字号, as wide as the 版心
TITLE_LINES = 2  # 7.3.1: 标题 two lines below the rule
NOTE_INDENT = 2  # 7.3.4: 附件 after one blank line, two characters in
ANNEX_TITLE_LINE = 3  # 7.3.7: 附件 on a page of its own, its title on the third line
SIGNATURE_INSET = 2  # 7.3.5.2: without a seal the office is two characters in from the right
DATE_STEP = 2  # 7.3.5.2: the date begins two characters right of the office
PAGE_NUMBER_DROP = 7 * mm  # 7.5: 一字线 7 mm below the 版心
PAGE_NUMBER_INSET = 1  # 7.5: odd pages right, even pages left, one character in
IMPRINT_INSET = 1  # 7.4.2: 版记 one character in on both sides
OUTER_RULE = 0.35 * mm  # 7.4.1: 版记, first and last rule
INNER_RULE = 0.25 * mm  # 7.4.1: 版记, rules between
LATIN_GAP = 1 / 8  # in em, between Chinese and Latin letters or digits: half of the greatest that is usual
HAIRLINE = 0.4
RED = HexColor("#D6000F")
BLACK = HexColor("#000000")
GREY = HexColor("#666666")


@dataclass(frozen=True)
class Paper:
    """A page and the part of it that is written on; all in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def text_width(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height between the margins."""
        return self.height - self.top - self.bottom

    def lying(self) -> Paper:
        """Return the same sheet turned for a wide table: its head lies to the left of the sheet (clause 8)."""
        return Paper(self.height, self.width, self.bottom, self.top, self.left, self.right)


OFFICIAL = Paper(A4[0], A4[1], LEFT, A4[0] - LEFT - TEXT_WIDTH, TOP, A4[1] - TOP - TEXT_HEIGHT)
SHEET = Paper(A4[0], A4[1], 25 * mm, 20 * mm, 22 * mm, 22 * mm)
LEDGER_A4 = Paper(*landscape(A4), 15 * mm, 15 * mm, 20 * mm, 16 * mm)
LEDGER_A3 = Paper(*landscape(A3), 15 * mm, 15 * mm, 20 * mm, 16 * mm)


@dataclass(frozen=True)
class TextStyle:
    """How a paragraph is set: ``indent``, ``left`` and ``right`` count characters, everything else points.

    A negative ``indent`` lets the first line stand out by so many characters.
    """

    role: Role
    size: float
    pitch: float
    align: Align = "justify"
    indent: float = 0
    left: float = 0
    right: float = 0
    char_space: float = 0
    before: float = 0
    after: float = 0
    keep_with_next: bool = False
    heading: int = 0
    colour: Color = BLACK

    @property
    def advance(self) -> float:
        """How far a character moves the next one on, in points."""
        return self.size + self.char_space


@dataclass(frozen=True)
class DocumentStyle:
    """The styles of one kind of document; ``headings`` are those of levels two to four."""

    paper: Paper
    title: TextStyle
    headings: tuple[TextStyle, TextStyle, TextStyle]
    body: TextStyle
    caption: TextStyle
    cell: TextStyle
    official_numbers: bool


_OFFICIAL_BODY = TextStyle("fangsong", SIZE_3, PITCH, indent=2, char_space=CHAR_SPACE)
_CELL = TextStyle("fangsong", SIZE_5, 15, align="left")

OFFICIAL_STYLE = DocumentStyle(
    OFFICIAL,
    # 7.3.1: title in 二号小标宋, centred, two lines below the rule
    TextStyle("song_bold", SIZE_2, PITCH, align="centre", after=PITCH, keep_with_next=True, heading=1),
    # 7.3.3: 一、黑体 （一）楷体 1. 仿宋
    (
        replace(_OFFICIAL_BODY, role="hei", keep_with_next=True, heading=2),
        replace(_OFFICIAL_BODY, role="kai", keep_with_next=True, heading=3),
        replace(_OFFICIAL_BODY, keep_with_next=True, heading=4),
    ),
    _OFFICIAL_BODY,
    TextStyle("hei", SIZE_4, 24, align="centre", before=6, after=4, keep_with_next=True),
    replace(_CELL, size=SIZE_4_SMALL, pitch=18),
    official_numbers=True,
)

_SHEET_BODY = TextStyle("fangsong", SIZE_4_SMALL, 20, indent=2)

SHEET_STYLE = DocumentStyle(
    SHEET,
    TextStyle("song_bold", SIZE_2, 32, align="centre", after=10, keep_with_next=True, heading=1),
    (
        TextStyle("hei", SIZE_4_SMALL, 20, before=10, after=5, keep_with_next=True, heading=2),
        TextStyle("kai", SIZE_4_SMALL, 20, before=4, after=2, keep_with_next=True, heading=3),
        replace(_SHEET_BODY, keep_with_next=True, heading=4),
    ),
    _SHEET_BODY,
    TextStyle("kai", SIZE_5, 16, align="centre", before=4, after=2, keep_with_next=True),
    _CELL,
    official_numbers=False,
)

LEDGER_TITLE = TextStyle("song_bold", 18, 26, align="centre", after=4, keep_with_next=True, heading=1)
LEDGER_LINE = TextStyle("fangsong", SIZE_5, 18, align="left")
LEDGER_CELL = TextStyle("song", 9, 12.5, align="left")
