"""Boxes that are ticked in forms: ☑是 □否, 大型□ 中型√, or a bare √ in a cell."""

from __future__ import annotations

import re

from dadu_desktop.domain.text import narrow

_YES = "☑☒■●◉√✓✔"
"""☒ is what word processors put into a box that is ticked."""
_EMPTY = "□☐○◯▢"
_NO = "×✗✘╳"
_MARK = re.compile(rf"\s*([(\[]\s*[{_YES}{_EMPTY}]?\s*[)\]]|[{_YES}{_EMPTY}])\s*")
_LABEL = re.compile(r"^[^:]{1,12}:\s*")
_BETWEEN = " \t\n、，,;；/"


def ticked(cell: str) -> str | None:
    """Return what is ticked, several joined by 、, "" where nothing is, None for a cell without boxes.

    A cell of one mark says 是 or 否.
    """
    text = narrow(cell)
    if len(text) == 1:
        return "是" if text in _YES else "否" if text in _NO else None
    if not any(mark in text for mark in _YES + _EMPTY):
        return None
    parts = _MARK.split(_LABEL.sub("", text))  # words, mark, words, mark, ..., words
    words, marks = [one.strip(_BETWEEN) for one in parts[::2]], parts[1::2]
    named = words[:-1] if words[0] else words[1:]  # the box stands behind its words, or before them
    return "、".join(one for one, mark in zip(named, marks, strict=True) if one and set(mark) & set(_YES))
