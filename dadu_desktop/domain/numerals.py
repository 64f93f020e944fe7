"""Chinese numerals: those of headings (GB/T 9704-2012, 7.3.3), and figures that people write out in words."""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SPELLINGS = str.maketrans("〇○两壹贰叁肆伍陆柒捌玖拾佰仟萬億", "零零二一二三四五六七八九十百千万亿")
_DIGIT = f"[{_DIGITS[1:]}]"
_PART = (
    rf"(?=[{_DIGITS}十])(?:零?{_DIGIT}千)?(?:零?{_DIGIT}百)?(?:零?{_DIGIT}?十)?"
    rf"(?:零?(?<![百千万亿]){_DIGIT})?"  # 一百二 is 120 to some and 102 to others
)
_FIGURE = re.compile(
    rf"(?<![\d.{_DIGITS}十百千万亿点])(?:(?P<yi>{_PART})亿)?(?:(?P<wan>{_PART})万)?(?P<ones>{_PART})?"
    rf"(?:点(?P<after>[{_DIGITS}]+)(?P<unit>[万亿]?))?(?![{_DIGITS}十百千万亿点])"
)


def chinese_numeral(number: int) -> str:
    """Return 一, 十, 十二, 二十, 二十三 ... for 1 to 99."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not head else "")


def in_digits(text: str) -> str:
    """Write the figures of a text in digits: 约五百余万元 becomes 约500余万元, 一点五亿 1.5亿, 壹万贰仟 12000.

    What can be read in two ways (一百二, 三四百) stays as it is.
    """
    return _FIGURE.sub(_written, text.translate(_SPELLINGS))


def _written(found: re.Match[str]) -> str:
    """Write one figure; a whole number of 万 or 亿 keeps its unit, for the hedge that may follow it."""
    yi, wan, ones = (_value(found[part]) for part in ("yi", "wan", "ones"))
    if found["after"]:
        if ones is None or not yi is wan is None:
            return found[0]
        return f"{ones}.{_in_place(found['after'])}{found['unit']}"
    if ones is not None:
        return str(ones + 10**4 * (wan or 0) + 10**8 * (yi or 0))
    if wan is not None:
        return f"{wan + 10**4 * (yi or 0)}万"
    return "" if yi is None else f"{yi}亿"


def _value(words: str | None) -> int | None:
    """Read a number below 10 000."""
    if words is None:
        return None
    total = digit = 0
    for sign in words:
        if place := _PLACES.get(sign):
            total += (digit or 1) * place
            digit = 0
        else:
            digit = _DIGITS.index(sign)
    return total + digit


def _in_place(words: str) -> str:
    """Write digit for digit."""
    return "".join(str(_DIGITS.index(sign)) for sign in words)
