"""Head and foot of a briefing (简报报头、报尾)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, HRFlowable, Spacer

from dadu_desktop.reporting.footing import Footing
from dadu_desktop.reporting.ink import Ink
from dadu_desktop.reporting.page import (
    BLACK,
    IMPRINT_INSET,
    INNER_RULE,
    OFFICIAL_STYLE,
    OUTER_RULE,
    PITCH,
    RED,
    RULE_DROP,
    SIZE_3,
    SIZE_4,
    TITLE_LINES,
    TextStyle,
)
from dadu_desktop.reporting.paragraph import Paragraph
from dadu_desktop.reporting.spread import Spread

NAME_SIZE = 46.0
RED_RULE = 1.6
_NAME = TextStyle("song_bold", NAME_SIZE, NAME_SIZE * 1.5, align="centre", colour=RED)
_ISSUE = TextStyle("fangsong", SIZE_3, PITCH, align="centre", after=6)
_IMPRINT = replace(OFFICIAL_STYLE.body, size=SIZE_4, pitch=24, left=IMPRINT_INSET, indent=0)


@dataclass(frozen=True)
class Letterhead:
    """Name of the briefing in red, its issue, who edits it and the date, and the red rule."""

    name: str
    issue: str
    office: str
    day: str

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Return the head as it stands above the title."""
        line = replace(OFFICIAL_STYLE.body, left=1)
        return [
            red_name(self.name, ink, width),
            Paragraph.of(self.issue, _ISSUE, ink),
            Spread((self.office, self.day), line, ink),
            *red_rule(width),
        ]


@dataclass(frozen=True)
class Imprint:
    """To whom the briefing goes (报、送、发) and how many copies are printed, between rules at the end."""

    receivers: tuple[str, ...]
    left: str
    right: str

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Return the foot at the lower edge of the last page; an empty part of its last line stays blank."""
        receiver = replace(_IMPRINT, left=IMPRINT_INSET + 2, right=IMPRINT_INSET, indent=-2)
        found: list[Flowable] = [rule(OUTER_RULE)]
        for words in self.receivers:
            found += [Paragraph.of(words, receiver, ink), rule(INNER_RULE)]
        return [
            Spacer(width, PITCH),
            Footing([*found, Spread((self.left, self.right), _IMPRINT, ink), rule(OUTER_RULE)]),
        ]


def red_name(name: str, ink: Ink, width: float) -> Paragraph:
    """Set a name in red over the middle of the page, as large as one line can hold."""
    size = min(NAME_SIZE, width / max(1.0, ink.fonts.width(name, "song_bold", 1)))
    return Paragraph.of(name, replace(_NAME, size=size, pitch=size * 1.5), ink)


def red_rule(width: float) -> list[Flowable]:
    """Return the red rule below a line of 三号 and the blank lines above the title."""
    below_glyphs = (PITCH - SIZE_3) / 2
    return [rule(RED_RULE, RED, RULE_DROP - below_glyphs), Spacer(width, TITLE_LINES * PITCH)]


def rule(thickness: float, colour: Color = BLACK, drop: float = 0) -> HRFlowable:
    """Return a rule over the whole width, ``drop`` points below what stands above."""
    return HRFlowable("100%", thickness, color=colour, spaceBefore=drop, spaceAfter=0, lineCap="butt")
