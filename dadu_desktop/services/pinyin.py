"""The sounds of names, by which a person finds 万达广场 with wdgc."""

from __future__ import annotations

import os

_SPECIAL = {"重庆": "chong qing", "长安": "chang an", "大厦": "da sha", "银行": "yin hang", "音乐": "yin yue"}
"""Words whose first or last character is most often read otherwise."""

_MARKS = {word: chr(0xE000 + place) for place, word in enumerate(_SPECIAL)}
"""A character of the private use area stands for each special word, so that one table reads all."""


class _Readings(dict[int, str]):
    """A translation table that looks each character up once: its commonest reading."""

    def __missing__(self, code: int) -> str:
        """Read a character; letters and digits stand for themselves, marks for nothing."""
        character = chr(code)
        self[code] = _commonest(character) if character.isalnum() else ""
        return self[code]


class _Initials(dict[int, str]):
    """A translation table that keeps the first letter of each reading."""

    def __missing__(self, code: int) -> str:
        """Read a character by its first letter."""
        self[code] = _READINGS[code][:1]
        return self[code]


_READINGS = _Readings({ord(mark): _SPECIAL[word].replace(" ", "") for word, mark in _MARKS.items()})
_INITIALS = _Initials(
    {ord(mark): "".join(one[0] for one in _SPECIAL[word].split()) for word, mark in _MARKS.items()}
)


def _commonest(character: str) -> str:
    """Read one character as it is read most often."""
    # asked as pypinyin is loaded: its phrases, which one character never asks for, cost 0.2 s and 40 MB
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin

    return lazy_pinyin(character)[0].lower()


def sounds_of(*names: str | None) -> str:
    """Give pinyin and initials of names as one searchable text: wandaguangchang wdgc."""
    found = []
    for name in filter(None, names):
        for word, mark in _MARKS.items():
            name = name.replace(word, mark)  # noqa: PLW2901 - read anew with each word
        found += [name.translate(_READINGS), name.translate(_INITIALS)]
    return " ".join(found)
