"""The parts of an official document around its text: red head, 附件说明, signature and date (GB/T 9704-2012, 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, PageBreak, Spacer

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.reporting.ink import Ink
from dadu_desktop.reporting.letterhead import NAME_SIZE, red_name, red_rule
from dadu_desktop.reporting.page import (
    ANNEX_TITLE_LINE,
    DATE_STEP,
    NAME_DROP,
    NOTE_INDENT,
    NUMBER_LINES,
    OFFICIAL_STYLE,
    PITCH,
    SIGNATURE_INSET,
    TextStyle,
)
from dadu_desktop.reporting.paragraph import Paragraph

_BODY = OFFICIAL_STYLE.body
_NUMBER = replace(_BODY, align="centre", indent=0)
_ANNEX_MARK = replace(_BODY, role="hei", indent=0, align="left", keep_with_next=True)
_TYPED_NUMBER = re.compile(
    r"\s*(?P<office>[^\d\[\]〔〕()（）]+?)\s*[\[〔(（【]?(?P<year>\d{4})[\]〕)）】]?年?\s*第?0*(?P<count>[1-9]\d*)\s*号?\s*"
)


def document_number(typed: str) -> str:
    """Return a 发文字号 as 7.2.5 wants it: 渡商务发〔2022〕7号, hexagonal brackets, no leading zero."""
    found = _TYPED_NUMBER.fullmatch(typed)
    if not found:
        raise InputProblem(f"“{typed}”不是发文字号，请写成 机关代字〔年份〕序号，如 渡商务发〔2022〕7号。")
    return f"{found['office']}〔{found['year']}〕{found['count']}号"


@dataclass(frozen=True)
class OfficialHead:
    """Name of the office in red, 35 mm below the upper edge of the text, its 发文字号 and the red rule."""

    name: str
    number: str

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Return the head as it stands above the title."""
        name = red_name(self.name, ink, width)
        over_glyphs = (name.style.pitch - name.style.size) / 2
        lead = Paragraph.of("", TextStyle("fangsong", NAME_SIZE, NAME_DROP - over_glyphs), ink)
        return [
            lead,
            name,
            Spacer(width, NUMBER_LINES * PITCH - over_glyphs),
            Paragraph.of(self.number, _NUMBER, ink),
            *red_rule(width),
        ]


class TailStart(Spacer):
    """The blank line above 附件 or a signature; what stands before it comes along to their page."""


@dataclass(frozen=True)
class Signature:
    """Office and date without a seal, below one blank line."""

    office: str
    day: str

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Set the office two characters in from the right and the date two characters right of its beginning.

        Where the date would come nearer to the edge than that, it keeps the distance and the office gives way.
        """
        advance, inset = _BODY.advance, SIGNATURE_INSET * _BODY.advance
        office, day = (
            ink.fonts.width(words, "fangsong", _BODY.size, _BODY.char_space)
            for words in (self.office, self.day)
        )
        start = width - inset - max(office, DATE_STEP * advance + day)
        lines = ((self.office, start), (self.day, start + DATE_STEP * advance))
        style = replace(_BODY, align="left", indent=0)
        parts = [
            TailStart(width, PITCH),
            *(Paragraph.of(words, replace(style, left=x / advance), ink) for words, x in lines),
        ]
        for part in parts[:-1]:
            part.keepWithNext = True
        return parts


@dataclass(frozen=True)
class AnnexNote:
    """附件说明: the names of the annexes below the text, without punctuation after them."""

    names: tuple[str, ...]

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Set 附件：1. 甲 with all names, and the further lines of each, below each other."""
        if not self.names:
            return []
        found: list[Flowable] = [TailStart(width, PITCH)]
        for number, name in enumerate(self.names, 1):
            mark = f"{number}. " if len(self.names) > 1 else ""
            words = ("附件：" if number == 1 else "") + mark
            out, full = (
                ink.fonts.width(one, "fangsong", _BODY.size, _BODY.char_space) / _BODY.advance
                for one in (words, f"附件：{mark}")
            )
            style = replace(_BODY, left=NOTE_INDENT + full, indent=-out, align="left")
            found.append(Paragraph.of(words + name, style, ink))
        for part in found[:-1]:
            part.keepWithNext = True
        return found


@dataclass(frozen=True)
class AnnexMark:
    """The beginning of an annex: a new page with 附件1 at its upper left, the title on the third line."""

    number: int = 0

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Return page break, mark and the blank line above the title."""
        words = f"附件{self.number or ''}"
        return [
            PageBreak(),
            Paragraph.of(words, _ANNEX_MARK, ink),
            Spacer(width, (ANNEX_TITLE_LINE - 2) * PITCH),
        ]
