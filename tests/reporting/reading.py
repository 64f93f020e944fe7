"""Reading printed pages back."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pdfplumber

MM = 72 / 25.4


def page_texts(content: bytes) -> list[str]:
    """Return the words of every page, without blanks."""
    with pdfplumber.open(BytesIO(content)) as document:
        return ["".join((page.extract_text() or "").split()) for page in document.pages]


def characters(content: bytes, page: int = 0) -> list[dict[str, Any]]:
    """Return the characters of a page with place, size and font."""
    with pdfplumber.open(BytesIO(content)) as document:
        return list(document.pages[page].chars)


def page_size(content: bytes) -> tuple[int, int]:
    """Return width and height of the first page in whole millimetres."""
    with pdfplumber.open(BytesIO(content)) as document:
        first = document.pages[0]
        return round(float(first.width) / MM), round(float(first.height) / MM)
