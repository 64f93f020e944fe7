"""A printed report as pictures of its pages, for the screen and for the printer."""

from __future__ import annotations

import pypdfium2
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72


class Paper:
    """An open PDF. Its library knows one thread only: everything here is for the worker."""

    def __init__(self, content: bytes) -> None:
        """Open the document; ``sizes`` are those of its pages in points."""
        self._document = pypdfium2.PdfDocument(content)
        self.sizes = [QSizeF(*page.get_size()) for page in self._document]

    def picture(self, page: int, width: int) -> QImage:
        """Draw a page so many pixels wide."""
        drawn = self._document[page].render(
            scale=width / self.sizes[page].width(), prefer_bgrx=True, fill_color=(255, 255, 255, 255)
        )
        image = QImage(
            bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32
        )
        return image.copy()
