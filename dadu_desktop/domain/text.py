"""Text as it arrives from cells and keyboards: made clean and compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal

_WIDE = [chr(code) for code in range(0xFF01, 0xFF5F)]
_WIDE_MARKS = "．／－％＋＃＠＆＊＝＿"
_TO_NARROW = str.maketrans(
    {wide: unicodedata.normalize("NFKC", wide) for wide in _WIDE if wide.isalnum() or wide in _WIDE_MARKS}
)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_SUSPECT = re.compile(r"[^\n -~\u4e00-\u9fff、。，；：？！（）“”‘’《》〔〕—…·]")
_BLANK = re.compile(r"[^\S\n]")
_DASHES = re.compile("[‐‑‒–—―−]+")
_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")

_NOTHING = frozenset(
    {"", "无", "暂无", "没有", "无问题", "暂无问题", "没有问题", "暂时没有", "暂没有", "无困难", "暂无困难"}
    | {"不详", "未填", "n/a", "na", "none", "null"}
)
_ONLY_MARKS = re.compile(r"[\W_]*")

_COMPANY_FORM = re.compile(r"股份有限公司|有限责任公司|有限公司|股份公司")
_PLACE = re.compile(r"(?:重庆市|重庆(?!市$))?(?:大渡口区)?(?=.)")
_TO_ROUND = str.maketrans("〔〕【】[]{}〈〉《》", "()()()()()()")
_NOT_IN_NAMES = re.compile(r"[\s\"'“”‘’·.,，。、]")

_CHOICE_TAIL = re.compile(r"(?<=.)(?:街道办事处|镇人民政府|街道|镇|企业|型|业)$")
_TURNS_MEANING = re.compile("[不未非无没基部]")

_PHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?(?:"
    r"(?P<mobile>1[3-9]\d(?:[- ]?\d{4}){2})"
    r"|(?P<service>[48]00[- ]?\d{3}[- ]?\d{4})"
    r"|(?:\(?(?P<area>0\d{2,3})\)?[- ]?)?(?P<line>[2-9]\d{3}[- ]?\d{3,4})(?:(?:转|-)(?P<extension>\d{1,6}))?"
    r")(?!\d)"
)
_BETWEEN_PHONES = re.compile(r"[、,;/|\n]|或|和|及")
_AS_NUMBER = re.compile(r"\d+\.0+|\d(?:\.\d+)?e\+?\d\d", re.IGNORECASE)


def clean(text: str) -> str:
    """Trim a text and take out what nobody sees.

    Letters, digits and the marks of codes and numbers become half width; Chinese punctuation stays as it is.
    Line feeds stay, for long texts.
    """
    if not _SUSPECT.search(text):  # nearly every cell: spare it the look at each character
        return text.strip()
    text = _BLANK.sub(" ", _LINE_END.sub("\n", text))
    seen = (char for char in text if char == "\n" or unicodedata.category(char) not in _INVISIBLE)
    return "".join(seen).translate(_TO_NARROW).strip()


def is_text(text: str) -> bool:
    """Tell whether a text can be written down: a file name may hold bytes that are none in any encoding."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def narrow(text: str) -> str:
    """Return the half width (NFKC) form that codes and numbers are read from."""
    return unicodedata.normalize("NFKC", clean(text)).strip()


def normalise_name(name: str) -> str:
    """Return the key under which spellings of one enterprise's name (企业名称) meet.

    The place in front and the legal form are dropped, so two enterprises may share a key: a match by name
    has to be unique to count.
    """
    key = _NOT_IN_NAMES.sub("", narrow(name).translate(_TO_ROUND)).upper()
    return _PLACE.sub("", _COMPANY_FORM.sub("", key).replace("()", ""), count=1) or key


def is_nothing(text: str) -> bool:
    """Tell whether a cell says "nothing": empty, only marks, or a word such as 暂无."""
    bare = narrow(text).rstrip("。.!; ").lower()
    return bare in _NOTHING or _ONLY_MARKS.fullmatch(bare) is not None


def split_phones(text: object) -> tuple[str, ...]:
    """Return the telephone numbers of a cell, each once, as 13812345678, 023-68901234 or 023-68901234转801.

    Takes cells that became numbers too. Digits that are no telephone number are returned as they stand, for a
    person to look at.
    """
    found: dict[str, None] = {}
    for piece in _BETWEEN_PHONES.split(_DASHES.sub("-", _AS_NUMBER.sub(_whole, narrow(str(text))))):
        numbers = [_phone(match) for match in _PHONE.finditer(piece)]
        if not numbers and re.search(r"\d", piece):
            numbers = [piece.strip()]
        found.update(dict.fromkeys(numbers))
    return tuple(found)


def _whole(number: re.Match[str]) -> str:
    """Return the digits of a telephone number that a workbook kept as a number."""
    return f"{Decimal(number[0]):.0f}"


def _phone(found: re.Match[str]) -> str:
    """Return one way of writing for a telephone number."""
    number = re.sub(r"\D", "", found["mobile"] or found["service"] or found["line"])
    area = f"{found['area']}-" if found["area"] else ""
    extension = f"转{found['extension']}" if found["extension"] else ""
    return f"{area}{number}{extension}"


def match_choice(text: str, choices: Sequence[str]) -> str | None:
    """Return the one choice that a text means, None when there is none or more than one.

    Tried in turn: the same text; the same without 街道, 镇, 型 and the like; a choice's beginning; its end
    (走访 for 实地走访), unless what stands before turns the meaning (满意, 不满意).
    """
    wanted = _bare(text)
    if not wanted:
        return None
    core = _core(wanted)
    rules: tuple[Callable[[str], bool], ...] = (
        lambda choice: _bare(choice) == wanted,
        lambda choice: _core(_bare(choice)) == core,
        lambda choice: _bare(choice).startswith(core),
        lambda choice: _ends_alike(_bare(choice), wanted),
    )
    for rule in rules:
        found = [choice for choice in choices if rule(choice)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _bare(text: str) -> str:
    """Return a text without blanks, half width and in small letters."""
    return re.sub(r"\s", "", narrow(text)).lower()


def _core(text: str) -> str:
    """Return a choice without the general word at its end."""
    return _CHOICE_TAIL.sub("", text)


def _ends_alike(choice: str, wanted: str) -> bool:
    """Tell whether a choice only puts a harmless word before the wanted one."""
    return choice.endswith(wanted) and not _TURNS_MEANING.search(choice.removesuffix(wanted))
