"""Numbers of headings and lists as official documents write them (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """Return 一, 十, 十二, 二十, 二十三 ... for 1 to 99."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not head else "")


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
