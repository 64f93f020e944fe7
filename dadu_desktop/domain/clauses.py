"""Clauses of a drafted text: which is which after the figures changed, and what changed in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_DIRECTION = re.compile(r"(?:增长|下降|提高|上升|回落|降低)#(?:个百分点)?|持平")
_ALIKE = 0.6


def skeleton(clause: str) -> str:
    """Give what stays of a clause when its figures change: numbers and directions are left open."""
    return _DIRECTION.sub("±", _NUMBER.sub("#", clause))


def clause_keys(clauses: Iterable[str]) -> list[str]:
    """Name the clauses of one text by their skeletons; of equal ones the second has a 2 behind it."""
    seen: dict[str, int] = {}
    keys = []
    for one in clauses:
        key = skeleton(one)
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}\t{seen[key]}")
    return keys


def matched(keys: Sequence[str], kept: Collection[str]) -> dict[str, int]:
    """Find the places of clauses kept earlier: by their keys, else the nearest one that nobody claims."""
    found = {key: keys.index(key) for key in kept if key in keys}
    for key in kept:
        if key in found:
            continue
        free = (place for place in range(len(keys)) if place not in found.values())
        marks = [(SequenceMatcher(None, key, keys[place]).ratio(), -place) for place in free]
        if marks and max(marks)[0] >= _ALIKE:
            found[key] = -max(marks)[1]
    return found


def changed_figures(before: str, after: str) -> list[tuple[str, str]]:
    """Pair the numbers and directions that differ between two drafts of a clause; "" where one has none."""
    old, new = _said(before), _said(after)
    if len(old) == len(new):
        return [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
    found = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how != "equal":
            found.append(("、".join(old[a:b]), "、".join(new[c:d])))
    return found


def _said(clause: str) -> list[str]:
    """List what a clause states: numbers, each with the direction before it, and 持平."""
    return re.findall(r"持平|(?:增长|下降|提高|上升|回落|降低)?\d[\d,]*(?:\.\d+)?%?", clause)
