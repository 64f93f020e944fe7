"""Colours, sizes and type of the window: its tokens put into palette and style sheet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from dadu_desktop.rooms import room
from dadu_desktop.ui.preferences import remembered
from dadu_desktop.ui.tokens import BUNDLED, PREFERRED, SIZES, colours

MODES = {"system": "跟随系统", "light": "浅色", "dark": "深色"}
SCALES = {"1": "标准", "1.15": "大", "1.3": "特大"}


def tokens() -> Mapping[str, str]:
    """Return the colour tokens that are in force, light or dark as the palette says."""
    return colours(dark=QGuiApplication.palette().window().color().lightness() < 128)


def colour(token: str) -> QColor:
    """Return one colour token in force."""
    return QColor(tokens()[token])


def size(token: str) -> int:
    """Return a size in pixels at the text size the person chose."""
    return round(SIZES[token] * float(remembered("appearance/scale", "1")))


def dress(application: QApplication) -> None:
    """Put the chosen appearance on the whole window; called at start and whenever it is changed."""
    dark = _wants_dark(remembered("appearance/mode", "system"))
    application.setPalette(_palette(colours(dark=dark)))
    font = QFont(_family())
    font.setPixelSize(size("body"))
    font.setFeature(QFont.Tag("tnum"), 1)
    application.setFont(font)
    application.setStyleSheet(_style_sheet(dark=dark))


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget a role of the style sheet, such as title, muted, fault, primary, link or card."""
    widget.setProperty("role", role)
    # one that was never shown will be polished then; asking for its style costs the first window some milliseconds
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _wants_dark(mode: str) -> bool:
    """Tell whether the dark tokens are wanted."""
    if mode == "system":
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return mode == "dark"


def _palette(tokens: Mapping[str, str]) -> QPalette:
    """Fill Qt's palette, from which icons and item views paint."""
    role = QPalette.ColorRole
    palette = QPalette()
    for one, token in {
        role.Window: "surface",
        role.Base: "raised",
        role.AlternateBase: "raised",
        role.Button: "raised",
        role.ToolTipBase: "raised",
        role.WindowText: "text",
        role.Text: "text",
        role.ButtonText: "text",
        role.ToolTipText: "text",
        role.PlaceholderText: "muted",
        role.Highlight: "accent_tint",
        role.HighlightedText: "text",
        role.Accent: "accent",
        role.Link: "accent",
        role.Mid: "line",
    }.items():
        palette.setColor(one, QColor(tokens[token]))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(tokens["muted"]))
    return palette


def _style_sheet(*, dark: bool) -> str:
    """Fill the template with the tokens and sizes in force."""
    resources, mode = room("resources"), "dark" if dark else "light"
    sizes = {key: str(size(key)) for key in SIZES}
    control = size("body") + 14
    return Template((resources / "style.qss").read_text(encoding="utf-8")).substitute(
        colours(dark=dark),
        **sizes,
        number=str(size("title") + 6),
        card=str(size("title") + size("body") + 40),
        control=str(control),
        navigation_row=str(control + 8),
        notice_link=colours(dark=not dark)["accent"],
        chevron=(resources / f"chevron-{mode}.svg").as_posix(),
        check=(resources / f"check-{mode}.svg").as_posix(),
    )


@cache
def _family() -> str:
    """Choose the system's Chinese type, or the bundled one where the machine has none."""
    known = set(QFontDatabase.families())
    return next((one for one in PREFERRED if one in known), None) or _bundled_family()


def _bundled_family() -> str:
    """Load the bundled Hei in both weights."""
    fonts = [QFontDatabase.addApplicationFont(str(room("resources") / "fonts" / one)) for one in BUNDLED]
    return QFontDatabase.applicationFontFamilies(fonts[0])[0]
