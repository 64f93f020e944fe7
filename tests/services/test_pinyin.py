"""The sounds of names: how characters are read, and what is loaded for that."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dadu_desktop.services.pinyin import sounds_of


@pytest.mark.parametrize(
    ("names", "sounds"),
    [
        (("万达广场",), "wandaguangchang wdgc"),
        (("重庆大厦", None), "chongqingdasha cqds"),
        (("音乐（银行）", "A1"), "yinyueyinhang yyyh a1 a1"),
    ],
)
def test_a_name_is_found_by_its_sounds_and_by_their_first_letters(
    names: tuple[str | None, ...], sounds: str
) -> None:
    """Words whose characters are most often read otherwise are read as words; marks say nothing."""
    assert sounds_of(*names) == sounds


def test_reading_names_loads_no_dictionary_of_phrases() -> None:
    """A process of its own, as others in this one may have loaded it."""
    program = (
        "from dadu_desktop.services.pinyin import sounds_of; sounds_of('渡口'); "
        "from pypinyin.constants import PHRASES_DICT; print(len(PHRASES_DICT))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert said.stdout.strip() == "0"
