"""Numbers of headings and lists as official documents write them (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

from dadu_desktop.domain.numerals import chinese_numeral


class HeadingNumbers:
    """Counts the headings of a document: 一、 then （一） then 1."""

    def __init__(self) -> None:
        """Start before the first heading."""
        self._counts = [0, 0, 0]

    def next(self, level: int) -> str:
        """Return the number of the next heading of a level from 2 to 4; lower levels start anew."""
        place = level - 2
        self._counts[place] += 1
        self._counts[place + 1 :] = [0] * (len(self._counts) - place - 1)
        count = self._counts[place]
        return (f"{chinese_numeral(count)}、", f"（{chinese_numeral(count)}）", f"{count}．")[place]
