"""What to look at before a document is printed, one sentence each."""

from __future__ import annotations

import re

from dadu_desktop.domain.sentences import lint_sentence
from dadu_desktop.reporting.fonts import FACES, FontSet
from dadu_desktop.reporting.ink import Notes

_PLACES_NAMED = 3
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def preflight(notes: Notes, pages: int) -> tuple[str, ...]:
    """Return the faults of a document of so many pages; empty when it can be printed as it is."""
    return (
        *_missing(notes),
        *(
            f"“{label}”一栏过窄，有文字在词中换行；请减少列数或改用更大的纸张。"
            for label in notes.broken_columns
        ),
        *(f"第{page}页有未填写的内容：{words}" for page, words in notes.placeholders),
        *_lonely_headings(notes, pages),
        *_empty_last_page(notes, pages),
    )


def substituted_faces(notes: Notes, fonts: FontSet) -> tuple[str, ...]:
    """Name the official faces for which others were printed."""
    return tuple(FACES[role] for role in FACES if role in notes.roles & fonts.substituted)


def drafted_faults(markdown: str) -> tuple[str, ...]:
    """Return what is wrong with the figures in the sentences of a drafted document.

    Tables are left out: their cells are no sentences, and 亿 may stand in one column and 万 in the next.
    """
    lines = (_ESCAPED.sub(r"\1", line) for line in markdown.splitlines() if not line.startswith("|"))
    return tuple(dict.fromkeys(fault for line in lines for fault in lint_sentence(line)))


def _missing(notes: Notes) -> list[str]:
    """Name characters that no font has, with the places where they stand."""
    found = []
    for char, places in notes.missing.items():
        named = "、".join(f"第{page}页“{words}”" for page, words in places[:_PLACES_NAMED])
        more = f"等{len(places)}处" if len(places) > _PLACES_NAMED else ""
        found.append(f"字库缺少“{char}”（U+{ord(char):04X}），已用“〓”代替：{named}{more}。")
    return found


def _lonely_headings(notes: Notes, pages: int) -> list[str]:
    """Find headings that end a page."""
    return [
        f"第{page}页末尾只有标题“{words}”，正文在下一页。"
        for page, (words, heading) in notes.last_drawn.items()
        if heading and page < pages
    ]


def _empty_last_page(notes: Notes, pages: int) -> list[str]:
    """Find a last page on which nothing stands."""
    return [] if pages in notes.last_drawn or pages == 0 else ["最后一页没有内容。"]
