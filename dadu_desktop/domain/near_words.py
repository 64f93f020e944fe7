"""What somebody may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

_MOST = 3
_ALIKE = 0.55


def near(word: str, known: Mapping[str, str]) -> list[str]:
    """Name the keys that are spelt or labelled nearly so, the nearest first; ``known`` is label by key."""
    marks = {key: max(_likeness(word, key), _likeness(word, label)) for key, label in known.items()}
    found = sorted((key for key, mark in marks.items() if mark >= _ALIKE), key=lambda key: -marks[key])
    return found[:_MOST]


def unknown_words(what: str, word: str, known: Mapping[str, str]) -> str:
    """Say that there is no such word, with those that may have been meant, or all where they are few."""
    meant = near(word, known)
    chosen = meant or (list(known) if len(known) <= 2 * _MOST else [])
    named = "、".join(f"{key}（{known[key]}）" if known[key] != key else key for key in chosen)
    if not named:
        return f"没有“{word}”这个{what}。"
    return f"没有“{word}”这个{what}，{'是不是' if meant else '可用的有'}：{named}。"


def _likeness(word: str, known: str) -> float:
    """Tell from 0 to 1 how much of two words is the same; a part of a label is nearly the label."""
    if len(word) > 1 and word.lower() in known.lower():
        return 0.9
    return SequenceMatcher(None, word.lower(), known.lower()).ratio()
