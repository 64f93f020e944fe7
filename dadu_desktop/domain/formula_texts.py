"""Texts that spreadsheet programs would take for formulas, and how they stay texts where a cell has no format.

The signs are those of OWASP's CSV injection page.
"""

from __future__ import annotations

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
APOSTROPHE = "'"
_NEGATIVE = re.compile(r"-(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?%?")


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet program would compute a text; a negative number is none."""
    return text.startswith(FORMULA_STARTS) and _NEGATIVE.fullmatch(text) is None


def kept_text(text: str) -> str:
    """Put an apostrophe before a text that could be a formula, and before one that has it already."""
    return f"{APOSTROPHE}{text}" if is_formula(text.lstrip(APOSTROPHE)) else text


def own_text(text: str) -> str:
    """Take off what ``kept_text`` put before a text; an apostrophe that is part of it stays."""
    kept = text.startswith(APOSTROPHE) and is_formula(text.lstrip(APOSTROPHE))
    return text[1:] if kept else text
