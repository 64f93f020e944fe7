"""The bundled fonts and icons are there, whole and licensed."""

from __future__ import annotations

import tomllib
from typing import cast

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from dadu_desktop.rooms import room

FONTS = room("resources") / "fonts"
TABLE = cast("dict[str, dict[str, str]]", tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8")))
ROLES = ["song", "song_bold", "hei", "hei_bold", "kai", "fangsong"]


@pytest.mark.parametrize("role", ROLES)
def test_font_has_the_signs_and_digits_of_the_office_and_its_licence(role: str) -> None:
    face = TTFont(f"resource-{role}", FONTS / TABLE[role]["file"]).face
    assert not [sign for sign in "大渡口①□☑☐≥℃〔〕—·㎡喆堃" if ord(sign) not in face.charToGlyph]
    assert len({face.charWidths[ord(digit)] for digit in "0123456789"}) == 1
    assert "SIL OPEN FONT LICENSE" in (FONTS / TABLE[role]["licence"]).read_text(encoding="utf-8")


def test_song_has_the_whole_of_gbk_but_one_sign() -> None:
    face = TTFont("resource-gbk", FONTS / TABLE["song"]["file"]).face
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    characters = {char for pair in pairs for char in pair.decode("gbk", "ignore")}
    assert {char for char in characters if ord(char) not in face.charToGlyph and not char.isascii()} == {"≒"}


def test_every_icon_can_be_tinted() -> None:
    icons = sorted((room("resources") / "icons").glob("*.svg"))
    assert icons
    assert all('stroke="currentColor"' in icon.read_text(encoding="utf-8") for icon in icons)
