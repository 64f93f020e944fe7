"""The unified social credit code (统一社会信用代码, GB 32100-2015)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import mul

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.text import narrow

LENGTH = 18
LONGEST = 2 * LENGTH
"""As long as two codes that ran together: what is longer is no code that was typed wrongly."""

_MODULUS = 31
_VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
_WEIGHTS = (*(pow(3, place, _MODULUS) for place in range(LENGTH - 1)), 1)

_SEPARATORS = re.compile(r"[\s\-'\"’‘`]")
_SLIPS = str.maketrans({"O": "0", "I": "1"})
_FOREIGN = re.compile("[^0-9A-HJ-NP-RT-UW-Y]")
_LETTERS_AND_DIGITS = re.compile("[0-9A-Z]+")
_LOST_DIGITS = "信用代码单元格是数字格式，末尾几位已丢失：请把该列设为“文本”格式后重新录入代码。"


@dataclass(frozen=True)
class CreditCode:
    """A code as it will be kept, what to check about it, and what it was perhaps meant to be ("")."""

    code: str
    warnings: tuple[str, ...] = ()
    suggestion: str = ""


def read_credit_code(value: object) -> CreditCode:
    """Read a code from a cell or a typed text; InputProblem when digits were lost or it is no code at all.

    A wrong check digit, length or letter is a warning only: codes that fail the check are in use, and older
    papers bear registration numbers of 15 digits. The letters O and I, which no code has, are kept and 0 and 1
    offered, as is 1 for a small l.
    """
    if isinstance(value, int | float):
        raise InputProblem(_LOST_DIGITS)
    typed = _SEPARATORS.sub("", narrow("" if value is None else str(value)))
    code = typed.upper()
    if re.fullmatch(r"\d(\.\d+)?E\+\d+", code):
        raise InputProblem(_LOST_DIGITS)
    if not _LETTERS_AND_DIGITS.fullmatch(code) or len(code) > LONGEST:
        # kept, a remark such as 办理中 would make one enterprise of all that share it
        raise InputProblem(f"“{typed}”不是信用代码，请填写{LENGTH}位代码；还没有代码的请留空。")
    meant = code.translate(_SLIPS)
    if len(code) != LENGTH:
        return CreditCode(code, (f"信用代码“{code}”有{len(code)}位，应为{LENGTH}位，请与营业执照核对。",))
    if foreign := sorted(set(_FOREIGN.findall(meant))):
        sentence = f"信用代码“{code}”含有不会出现的字符“{'、'.join(foreign)}”，请与营业执照核对。"
        return CreditCode(code, (sentence,))
    if meant != code:
        sentence = f"信用代码“{code}”含有字母O或I，是否应为“{meant}”？请与营业执照核对。"
        return CreditCode(code, (sentence,), meant)
    return _checked(code, typed.replace("l", "1").upper())


def has_valid_check_digit(code: str) -> bool:
    """Tell whether the last character of a code agrees with the others (GB 32100-2015, 5.2).

    The sum of the 17 values, each times its weight 3^(i-1) mod 31, and the check value is divisible by 31.
    """
    # stdnum, against which this is tested, cleans every code again: too slow for each row of a large workbook
    try:
        return len(code) == LENGTH and not sum(map(mul, map(_VALUES.__getitem__, code), _WEIGHTS)) % _MODULUS
    except KeyError:
        return False


def _checked(code: str, meant: str) -> CreditCode:
    """Return a code of the right form with what its check digit says."""
    if has_valid_check_digit(code):
        return CreditCode(code)
    sentence = f"信用代码“{code}”的校验位不符，请与营业执照核对；确认无误可照常保存。"
    return CreditCode(code, (sentence,), meant if meant != code and has_valid_check_digit(meant) else "")
