"""Head and foot of a briefing (简报报头、报尾)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Spacer

from dadu_desktop.reporting.ink import Ink
from dadu_desktop.reporting.page import (
    BLACK,
    INNER_RULE,
    OFFICIAL_STYLE,
    OUTER_RULE,
    PITCH,
    RED,
    RULE_DROP,
    SIZE_3,
    SIZE_4,
    TextStyle,
)
from dadu_desktop.reporting.paragraph import Paragraph
from dadu_desktop.reporting.spread import Spread

NAME_SIZE = 46.0
_RED_RULE = 1.6
_NAME = TextStyle("song_bold", NAME_SIZE, NAME_SIZE * 1.5, align="centre", colour=RED)
_ISSUE = TextStyle("fangsong", SIZE_3, PITCH, align="centre", after=6)


@dataclass(frozen=True)
class Letterhead:
    """Name of the briefing in red, its issue, who edits it and the date, and the red rule."""

    name: str
    issue: str
    office: str
    day: str

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Return the head as it stands above the title."""
        size = min(NAME_SIZE, width / max(1.0, ink.fonts.width(self.name, "song_bold", 1)))
        line = replace(OFFICIAL_STYLE.body, left=1)
        return [
            Paragraph.of(self.name, replace(_NAME, size=size, pitch=size * 1.5), ink),
            Paragraph.of(self.issue, _ISSUE, ink),
            Spread((self.office, self.day), line, ink),
            _rule(_RED_RULE, RED, RULE_DROP / 2),
            Spacer(width, 2 * PITCH),
        ]


@dataclass(frozen=True)
class Imprint:
    """To whom the briefing goes (报、送、发) and how many copies are printed, between rules at the end."""

    receivers: tuple[str, ...]
    left: str
    right: str

    def flowables(self, ink: Ink, width: float) -> list[Flowable]:
        """Return the foot, kept on one page; a part of the last line that is empty leaves its side blank."""
        style = replace(OFFICIAL_STYLE.body, size=SIZE_4, pitch=24, left=1, keep_with_next=True)
        found: list[Flowable] = [Spacer(width, PITCH), _rule(OUTER_RULE)]
        for words in self.receivers:
            found += [Spread((words, ""), style, ink), _rule(INNER_RULE)]
        return [KeepTogether([*found, Spread((self.left, self.right), style, ink), _rule(OUTER_RULE)])]


def _rule(thickness: float, colour: Color = BLACK, drop: float = 0) -> HRFlowable:
    """Return a rule over the whole width, ``drop`` points below what stands above."""
    return HRFlowable("100%", thickness, color=colour, spaceBefore=drop, spaceAfter=0, lineCap="butt")
