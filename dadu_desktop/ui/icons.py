"""The one family of icons, drawn in the colour of the text so that they follow light and dark."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dadu_desktop.rooms import room
from dadu_desktop.ui.theme import colour

_CLONES: list[_Tinted] = []


@cache
def icon(name: str, token: str = "") -> QIcon:
    """Return the icon of resources/icons by name; ``token`` fixes its colour, else it is that of the text."""
    engine = _engine(name, token)
    return QIcon(engine)


@cache
def _engine(name: str, token: str) -> _Tinted:
    """Keep the engine alive: QIcon does not."""
    return _Tinted((room("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8"), token)


class _Tinted(QIconEngine):
    """Paints an SVG whose strokes are ``currentColor``."""

    def __init__(self, drawing: str, token: str) -> None:
        """Take the SVG and the colour token, "" for the text's colour."""
        super().__init__()
        self._drawing = drawing
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw in the colour in force at this moment."""
        drawing = self._drawing.replace("currentColor", self._colour(mode))
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw on a clear ground."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Draw sharp on screens of any density; ``size`` is that of the window, the picture has the device's pixels."""
        drawn = QPixmap(size * scale)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, drawn.rect(), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        """Give a copy, as Qt asks before it changes one."""
        copy = _Tinted(self._drawing, self._token)
        # Qt owns what it is given here, but Python would collect it at once and leave Qt a freed engine.
        _CLONES.append(copy)
        return copy

    def _colour(self, mode: QIcon.Mode) -> str:
        """Choose the colour by token and state."""
        if self._token:
            return colour(self._token).name()
        group = QPalette.ColorGroup.Disabled if mode == QIcon.Mode.Disabled else QPalette.ColorGroup.Normal
        return QGuiApplication.palette().color(group, QPalette.ColorRole.ButtonText).name()
