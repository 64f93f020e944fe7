"""Ways of writing that are found in cells only, made into those that everybody types."""

from __future__ import annotations

import re

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.text import narrow

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_DATE = re.compile(
    r"(?P<year>[〇零○一二三四五六七八九]{4}年|\d{4}年)?(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?:(?P<day>[一二三四五六七八九十]{1,3})[日号])?"
)
_DATE_TAIL = re.compile(
    r"\s*(?:\(?(?:周|星期)[一二三四五六日天]\)?)?\s*(?:[上下中]午|早上|晚上|\([上下中]午\))?$"
)
_LINE_END = re.compile(r"\s*\n\s*")
_AFTER_LATIN = re.compile(r"(?<=[A-Za-z])\s*\n\s*(?=[A-Za-z])")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d|,)|\d{1,4}(?:,\d{4})+(?!\d|,)")
_COMMAS = re.compile(r"[\d.]*\d,[\d,.]*")


def date_text(cell: str) -> str:
    """Write a date as people type it: without weekday and time of day, Chinese figures as digits."""
    text = _DATE_TAIL.sub("", narrow(cell))
    found = _CHINESE_DATE.fullmatch(re.sub(r"\s", "", text))
    if found is None:
        return text or cell
    year = (found["year"] or "").translate(_DIGITS)
    day = f"{_number(found['day'])}日" if found["day"] else ""
    return f"{year}{_number(found['month'])}月{day}"


def _number(words: str) -> int:
    """Read a Chinese number below one hundred."""
    tens, ten, ones = words.rpartition("十")
    return int(tens.translate(_DIGITS) or 1) * 10 * bool(ten) + int(ones.translate(_DIGITS) or 0)


def name_text(name: str) -> str:
    """Join a name that was broken into lines: nothing stands between Chinese characters, a blank between words."""
    return _LINE_END.sub("", _AFTER_LATIN.sub(" ", name.strip()))


def check_commas(cell: str) -> None:
    """Refuse a number whose commas part no thousands: 12,5 and 1.234,50 mean something else elsewhere."""
    if "," not in cell and "，" not in cell:
        return
    for number in _COMMAS.findall(re.sub(r"\s", "", narrow(cell))):
        if not _GROUPED.match(number):
            raise InputProblem(f"“{cell}”里的逗号不是千分位，看不出是多少：请写成不带逗号的数，小数点用“.”。")
