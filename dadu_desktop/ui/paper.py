"""A printed report as pictures of its pages, for the screen and for the printer."""

from __future__ import annotations

from contextlib import closing

import pypdfium2
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72


class Paper:
    """A PDF. The library knows one thread only: documents are opened, drawn and closed on the worker."""

    def __init__(self, content: bytes) -> None:
        """Look at the document; ``sizes`` are those of its pages in points."""
        self._content = content
        with closing(pypdfium2.PdfDocument(content)) as document:
            self.sizes = [QSizeF(*page.get_size()) for page in document]

    def picture(self, page: int, width: int) -> QImage:
        """Draw a page so many pixels wide."""
        scale = width / self.sizes[page].width()
        with closing(pypdfium2.PdfDocument(self._content)) as document:
            drawn = document[page].render(scale=scale, prefer_bgrx=True)
            size = (drawn.width, drawn.height, drawn.stride)
            return QImage(bytes(drawn.buffer), *size, QImage.Format.Format_RGB32).copy()
