"""Light and dark: every text can be read on its ground, and the window follows the choice."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.preferences import remember
from dadu_desktop.ui.theme import dress, size, tokens
from dadu_desktop.ui.tokens import DARK, LIGHT
from tests.ui.keyboard import OFFSCREEN

TOKENS = {"light": LIGHT, "dark": DARK}
PAIRS = (
    ("text", "surface"),
    ("text", "raised"),
    ("text", "accent_tint"),
    ("text", "line"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("accent", "raised"),
    ("accent", "accent_tint"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("green", "green_tint"),
    ("amber", "amber_tint"),
    ("red", "red_tint"),
    ("red", "raised"),
    ("red", "surface"),
)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colours: Mapping[str, str], one: str, other: str) -> float:
    """Return the contrast of WCAG 2.2 between two tokens."""
    low, high = sorted((luminance(colours[one]), luminance(colours[other])))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_text_is_readable_on_its_ground(mode: str, text: str, ground: str) -> None:
    assert contrast(TOKENS[mode], text, ground) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_edge_of_a_field_is_seen(mode: str) -> None:
    assert contrast(TOKENS[mode], "field_line", "raised") >= 3


def test_both_modes_have_the_same_tokens() -> None:
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()


@OFFSCREEN
def test_the_window_goes_dark_and_back(qapp: QApplication) -> None:
    remember("appearance/mode", "dark")
    dress(qapp)
    assert tokens() == TOKENS["dark"]
    dark = icon("search").pixmap(16, 16).toImage()
    remember("appearance/mode", "light")
    dress(qapp)
    assert tokens() == TOKENS["light"]
    assert QGuiApplication.palette().color(QPalette.ColorRole.Window) == QColor(TOKENS["light"]["surface"])
    assert icon("search").pixmap(16, 16).toImage() != dark


def test_a_larger_text_size_enlarges_rows_too() -> None:
    before = size("row")
    remember("appearance/scale", "1.3")
    assert size("row") > before
