"""The sounds of names, by which a person finds 万达广场 with wdgc."""

from __future__ import annotations

_SPECIAL = {"重庆": "chong qing", "长安": "chang an", "大厦": "da sha", "银行": "yin hang", "音乐": "yin yue"}
"""Words whose first or last character is most often read otherwise."""

_MARKS = {word: chr(0xE000 + place) for place, word in enumerate(_SPECIAL)}
"""A character of the private use area stands for each special word, so that one table reads all."""


class _Readings(dict[int, str]):
    """A translation table that looks each character up once: its commonest reading, parted by a blank."""

    def __missing__(self, code: int) -> str:
        """Read a character; letters and digits stand for themselves, marks for nothing."""
        from pypinyin import lazy_pinyin  # its dictionaries take a tenth of a second to load

        character = chr(code)
        self[code] = f"{lazy_pinyin(character)[0].lower()} " if character.isalnum() else ""
        return self[code]


_READINGS = _Readings({ord(" "): " ", **{ord(mark): f"{_SPECIAL[word]} " for word, mark in _MARKS.items()}})


def sounds_of(*names: str | None) -> str:
    """Give pinyin and initials of names as one searchable text: wandaguangchang wdgc."""
    found = []
    for name in filter(None, names):
        for word, mark in _MARKS.items():
            name = name.replace(word, mark)  # noqa: PLW2901 - read anew with each word
        syllables = name.translate(_READINGS).split()
        found += ["".join(syllables), "".join([one[0] for one in syllables])]
    return " ".join(found)
