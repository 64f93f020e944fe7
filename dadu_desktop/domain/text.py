"""Text as it arrives from cells and keyboards: made clean and compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

_WIDE = [chr(code) for code in range(0xFF01, 0xFF5F)]
_WIDE_MARKS = "．／－％＋＃＠＆＊＝＿"
_TO_NARROW = str.maketrans(
    {wide: unicodedata.normalize("NFKC", wide) for wide in _WIDE if wide.isalnum() or wide in _WIDE_MARKS}
)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_BLANK = re.compile(r"[^\S\n]")
_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")

_NOTHING = frozenset(
    "无 暂无 没有 无问题 暂无问题 没有问题 暂时没有 暂没有 无困难 暂无困难 不详 未填 n/a na none null".split()
)
_ONLY_MARKS = re.compile(r"[\W_]*")

_COMPANY_FORM = re.compile(r"股份有限公司|有限责任公司|有限公司|股份公司")
_PLACE = re.compile(r"(?:重庆市|重庆)?(?:大渡口区)?(?=.)")
_TO_ROUND = str.maketrans("〔〕【】[]{}〈〉《》", "()()()()()()")
_NOT_IN_NAMES = re.compile(r"[\s\"'“”‘’·.,，。、]")

_CHOICE_TAIL = re.compile(r"(?<=.)(?:街道办事处|镇人民政府|街道|镇|企业|型|业)$")
_TURNS_MEANING = re.compile("[不未非无没基部]")


def clean(text: str) -> str:
    """Trim a text and take out what nobody sees.

    Letters, digits and the marks of codes and numbers become half width; Chinese punctuation stays as it is.
    Line feeds stay, for long texts.
    """
    text = _BLANK.sub(" ", _LINE_END.sub("\n", text))
    seen = (char for char in text if char == "\n" or unicodedata.category(char) not in _INVISIBLE)
    return "".join(seen).translate(_TO_NARROW).strip()


def narrow(text: str) -> str:
    """Return the half width (NFKC) form that codes and numbers are read from."""
    return unicodedata.normalize("NFKC", clean(text)).strip()


def normalise_name(name: str) -> str:
    """Return the key under which spellings of one enterprise's name (企业名称) meet.

    The place in front and the legal form are dropped, so two enterprises may share a key: a match by name
    has to be unique to count.
    """
    key = _NOT_IN_NAMES.sub("", narrow(name).translate(_TO_ROUND)).upper()
    return _PLACE.sub("", _COMPANY_FORM.sub("", key), count=1) or key


def is_nothing(text: str) -> bool:
    """Tell whether a cell says "nothing": empty, only marks, or a word such as 暂无."""
    bare = narrow(text).rstrip("。.!;; ").lower()
    return bare in _NOTHING or _ONLY_MARKS.fullmatch(bare) is not None


def match_choice(text: str, choices: Sequence[str]) -> str | None:
    """Return the one choice that a text means, None when there is none or more than one.

    Tried in turn: the same text; the same without 街道, 镇, 型 and the like; the beginning of a choice; its end
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
