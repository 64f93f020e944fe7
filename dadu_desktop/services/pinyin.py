"""The sounds of names, by which a person finds 万达广场 with wdgc."""

from __future__ import annotations

from functools import cache

_CITY = {"重庆": ("chong", "qing"), "长安": ("chang", "an"), "大厦": ("da", "sha"), "银行": ("yin", "hang")}
"""Words whose first character is most often read otherwise."""


def sounds_of(*names: str | None) -> str:
    """Give pinyin and initials of names as one searchable text: wandaguangchang wdgc."""
    found = []
    for name in names:
        syllables = _syllables(name or "")
        if syllables:
            found += ["".join(syllables), "".join(one[0] for one in syllables)]
    return " ".join(found)


def _syllables(name: str) -> list[str]:
    """Read a name character by character, known words first; letters and digits stand for themselves."""
    found: list[str] = []
    place = 0
    while place < len(name):
        word = name[place : place + 2]
        if word in _CITY:
            found += _CITY[word]
            place += 2
            continue
        if name[place].isalnum():
            found.append(_syllable(name[place]))
        place += 1
    return found


@cache
def _syllable(character: str) -> str:
    """Look up the commonest reading of one character."""
    from pypinyin import lazy_pinyin  # its dictionaries take a tenth of a second to load

    return lazy_pinyin(character)[0].lower()
