"""The clauses of a filled-in document, and the document with some of them in an officer's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dadu_desktop.reporting.line_breaking import LINE_SEPARATOR
from dadu_desktop.reporting.templates import escaped

_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(([^)]*)\)")
_ATOM = re.compile(rf"{_LINK.pattern}|\\.|\*\*|.", re.DOTALL)
_ENDS = "。！？；"
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_NO_TEXT = ("|", "![", "+++", "```")


@dataclass(frozen=True)
class Clause:
    """One clause as Markdown and as people read it, with the heading that it stands under."""

    markdown: str
    text: str
    heading: str


class _Piece(NamedTuple):
    """A part of a document: a clause, or what lies between clauses."""

    markdown: str
    clause: bool
    heading: str


def clauses_of(markdown: str) -> list[Clause]:
    """List the clauses of the paragraphs; headings, tables and blocks have none."""
    return [
        Clause(one.markdown, plain_text(one.markdown), one.heading) for one in _pieces(markdown) if one.clause
    ]


def with_words(markdown: str, words: Mapping[int, str]) -> str:
    """Put an officer's words in the place of clauses, by their places from 0; "" leaves a clause out."""
    made, place = [], 0
    for one in _pieces(markdown):
        made.append(_own(one.markdown, words[place]) if one.clause and place in words else one.markdown)
        place += one.clause
    return "".join(made)


def plain_text(markdown: str) -> str:
    """Say what Markdown of one clause reads like."""
    bare = _LINK.sub(r"\1", markdown).replace("**", "").replace(LINE_SEPARATOR, "\n")
    return _ESCAPED.sub(r"\1", bare).strip()


def _pieces(markdown: str) -> list[_Piece]:
    """Part a document: every paragraph into its clauses, all else as it is."""
    found, heading = [], ""
    for block in re.split(r"(\n[ \t]*\n+)", markdown):
        lines = block.strip("\n").split("\n")
        if lines[0].startswith("#"):
            heading = plain_text(lines[0].lstrip("# "))
        if not block.strip() or lines[0].startswith(("#", *_NO_TEXT)):
            found.append(_Piece(block, clause=False, heading=heading))
        else:
            found += _divided(block, heading)
    return found


def _divided(paragraph: str, heading: str) -> list[_Piece]:
    """Part a paragraph behind each 。！？；, never inside a figure."""
    found, current, ended, bold = [], "", False, False
    for atom in _ATOM.finditer(paragraph):
        if ended and not (bold and atom[0] == "**"):
            found.append(_Piece(current, clause=True, heading=heading))
            current, ended = "", False
        current += atom[0]
        bold ^= atom[0] == "**"
        said = atom[0] if atom[1] is None else atom[1]
        ended = ended or said.endswith(tuple(_ENDS))
    if current.strip():
        found.append(_Piece(current, bool(plain_text(current)), heading))
    elif current:
        found.append(_Piece(current, clause=False, heading=heading))
    return found


def _own(markdown: str, words: str) -> str:
    """Write an officer's words as Markdown; figures that they still state keep what lies behind them."""
    made, place = [], 0
    for said, target in _LINK.findall(markdown):
        figure = plain_text(said)
        at = _standing_alone(words, figure, place)
        if at >= 0:
            made += [_lines(words[place:at]), f"[{escaped(figure)}]({target})"]
            place = at + len(figure)
    made.append(_lines(words[place:]))
    own = "".join(made)
    bold = markdown.startswith("**") and markdown.rstrip().endswith("**")
    return f"**{own}**" if bold and own else own


def _lines(words: str) -> str:
    """Write words as Markdown, each line end a new paragraph."""
    return "\n\n".join(escaped(line) for line in words.split("\n"))


def _standing_alone(words: str, figure: str, start: int) -> int:
    """Find a figure that is no part of a longer number; -1 where it is not."""
    if not figure:
        return -1
    found = re.compile(rf"(?<![\d.,]){re.escape(figure)}(?![\d%]|[.,]\d)").search(words, start)
    return found.start() if found else -1
