"""Typefaces by role."""

from __future__ import annotations

import shutil
from pathlib import Path

from dadu_desktop.reporting.fonts import FontSet, load_fonts
from dadu_desktop.rooms import room

FOLDER = room("resources") / "fonts"


def test_installed_official_font_goes_before_the_bundled_one(tmp_path: Path) -> None:
    installed = shutil.copyfile(FOLDER / "DaduKai-Regular.ttf", tmp_path / "simfang.ttf")
    assert load_fonts(FOLDER, installed=[installed]).files["fangsong"] == installed


def test_installed_font_that_cannot_be_embedded_is_passed_over(tmp_path: Path) -> None:
    unusable = tmp_path / "simfang.ttf"
    unusable.write_bytes(b"OTTO" + bytes(200))
    assert load_fonts(FOLDER, installed=[unusable]).files["fangsong"].parent == FOLDER


def test_character_that_the_face_lacks_comes_from_another_face(fonts: FontSet) -> None:
    rare = "芃"
    assert not fonts.missing(rare, "hei")
    assert fonts.pieces(f"重庆{rare}", "song")


def test_character_that_no_font_has_is_named_and_replaced(fonts: FontSet) -> None:
    assert fonts.missing("重庆𠮷祥", "song") == ["𠮷"]
    assert "".join(text for _font, text in fonts.pieces("重庆𠮷祥", "song")) == "重庆〓祥"
