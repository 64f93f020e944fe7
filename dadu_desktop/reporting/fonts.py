"""Typefaces by role: an installed official font where there is one, else the bundled open font.

GB/T 9704 names typefaces, not foundries. Only TrueType outlines can be embedded; a font with other outlines is
passed over.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, cast, get_args

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from dadu_desktop.reporting.page import Role

ROLES: tuple[Role, ...] = get_args(Role)
FALLBACKS: tuple[Role, ...] = ("song", "hei", "kai")
SUBSTITUTE = "〓"
"""Printed where no font has the character; the preflight names character and place."""

FACES: dict[Role, str] = {
    "song": "宋体",
    "song_bold": "方正小标宋简体",
    "hei": "黑体",
    "hei_bold": "黑体",
    "kai": "楷体_GB2312",
    "fangsong": "仿宋_GB2312",
}
"""The names by which offices ask for the faces of GB/T 9704-2012; the program that opens the file finds them."""

OFFICIAL_FILES: Mapping[Role, tuple[str, ...]] = {
    "song_bold": ("方正小标宋简体", "方正小标宋_gbk", "fzxbsjw", "fzxbsk", "fzxiaobiaosong-b05s"),
    "fangsong": ("仿宋_gb2312", "simfang_gb2312", "fangsong_gb2312", "仿宋", "simfang"),
    "kai": ("楷体_gb2312", "simkai_gb2312", "kaiti_gb2312", "楷体", "simkai"),
    "hei": ("黑体", "simhei"),
    "song": ("宋体", "simsun"),
}
"""File names without ending, in small letters, of the fonts that offices install; the best first."""


class Glyph(NamedTuple):
    """Which registered font draws a character, what is drawn, how far it advances (in em)."""

    font: str
    drawn: str
    advance: float
    missing: bool


class FontSet:
    """The fonts of one document by role; registered with reportlab when first used."""

    def __init__(self, files: Mapping[Role, Path], substituted: Collection[Role] = ()) -> None:
        """Take one font file for each role; those ``substituted`` stand for the official ones."""
        self.files = files
        self.substituted = frozenset(substituted)
        self._glyphs: dict[Role, dict[str, Glyph]] = {role: {} for role in ROLES}
        self._advances = {role: _Advances(self, role) for role in ROLES}

    def glyph(self, char: str, role: Role) -> Glyph:
        """Find the glyph of a character, in another face where the role's own lacks it."""
        known = self._glyphs[role]
        if (found := known.get(char)) is None:
            found = known[char] = self._find(char, role)
        return found

    def width(self, text: str, role: Role, size: float, char_space: float = 0) -> float:
        """Measure a text in points."""
        return sum(map(self._advances[role].__getitem__, text)) * size + char_space * len(text)

    def pieces(self, text: str, role: Role) -> list[tuple[str, str]]:
        """Split a text into (font name, text to draw)."""
        glyphs = [self.glyph(char, role) for char in text]
        return [
            (font, "".join(glyph.drawn for glyph in run))
            for font, run in groupby(glyphs, key=lambda glyph: glyph.font)
        ]

    def missing(self, text: str, role: Role) -> list[str]:
        """Name the characters of a text that no font has."""
        return [char for char in text if self.glyph(char, role).missing]

    def _find(self, char: str, role: Role) -> Glyph:
        """Look for a character in the role's font, then in those that know most."""
        for candidate in (role, *FALLBACKS):
            font = _register(self.files[candidate])
            if ord(char) in font.face.charToGlyph:
                return Glyph(font.fontName, char, font.stringWidth(char, 1), missing=False)
        replacement = self.glyph(SUBSTITUTE, "song")
        return replacement._replace(missing=True)


class _Advances(dict[str, float]):
    """How far each character of a role advances, in em; looked up when first asked for."""

    def __init__(self, fonts: FontSet, role: Role) -> None:
        """Begin empty."""
        super().__init__()
        self._fonts, self._role = fonts, role

    def __missing__(self, char: str) -> float:
        """Measure a character."""
        advance = self[char] = self._fonts.glyph(char, self._role).advance
        return advance


def load_fonts(folder: Path, *, installed: Iterable[Path] | None = None) -> FontSet:
    """Choose the font of each role; ``installed`` are the font files to prefer (those of the system by default)."""
    table = tomllib.loads((folder / "fonts.toml").read_text(encoding="utf-8"))
    by_stem = {path.stem.lower(): path for path in (_system_fonts() if installed is None else installed)}
    official = {role: _official(role, by_stem) for role in ROLES}
    return FontSet(
        {role: official[role] or folder / cast("str", table[role]["file"]) for role in ROLES},
        {role for role in OFFICIAL_FILES if official[role] is None},
    )


def _official(role: Role, by_stem: Mapping[str, Path]) -> Path | None:
    """Find an installed official font of a role that can be embedded."""
    for stem in OFFICIAL_FILES.get(role, ()):
        path = by_stem.get(stem)
        if path is not None and _embeddable(path):
            return path
    return None


def _embeddable(path: Path) -> bool:
    """Tell whether reportlab can embed a font file."""
    try:
        _register(path)
    except (TTFError, OSError):
        return False
    return True


@cache
def _register(path: Path) -> TTFont:
    """Register a font file once a process."""
    font = TTFont(f"{path.stem}-{abs(hash(path)) % 10**8}" if path.suffix == ".ttc" else path.stem, str(path))
    pdfmetrics.registerFont(font)
    return font


@cache
def _system_fonts() -> tuple[Path, ...]:
    """List the font files of the usual folders."""
    folders = [folder for folder in _font_folders() if folder.is_dir()]
    return tuple(
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in {".ttf", ".ttc"}
    )


def _font_folders() -> list[Path]:
    """Name the usual font folders of the system at hand."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", local / "Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    ]
