"""One line typed in a hurry (万达 5月8日 走访 停车位不足) read as a visit and a problem, to be confirmed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dadu_desktop.domain.dates import read_date
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.text import clean
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.choices import code_items, enterprises_like
from dadu_desktop.services.visit_results import VisitResult, VisitsMade, enter_results
from dadu_desktop.storage.ledger_file import LedgerFile

FORMS = {
    "实地走访": "实地走访", "上门走访": "实地走访", "座谈会": "座谈会", "座谈": "座谈会", "现场办公": "现场办公",
    "企业来访": "企业来访", "来访": "企业来访", "电话": "电话", "来电": "电话", "微信": "微信", "走访": "实地走访",
    "上门": "实地走访",
}  # fmt: skip
"""Words for the form of a visit, longer ones first."""
_DAY = re.compile(
    r"(?:20\d\d年)?\d{1,2}月\d{1,2}[日号]|20\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[./]\d{1,2}(?!\d)|\d{1,2}[日号]"
    r"|前天|昨天|今天|昨日|今日"
)
_ENDS = " ，,。.；;、：:"
_SHORTEST = 2
_LOOKED_AT = 8


@dataclass(frozen=True)
class Captured:
    """What a line says; ``unsure`` names what could not be recognised and has to be looked at."""

    enterprise: Reference | None
    candidates: list[Reference]
    date: PartialDate
    form: str
    description: str
    category: str | None = None
    subcategory: str | None = None
    unsure: tuple[str, ...] = ()


def read_line(ledger: LedgerFile, line: str, today: date) -> Captured:
    """Take a line apart: a day, a form, an enterprise by name, short name or sound, and the rest as the problem."""
    rest = clean(line)
    if not rest:
        raise InputProblem("请写一句话，如“万达 5月8日 走访 停车位不足”。")
    rest, day = _take_day(rest, today)
    rest, form = _take_form(rest)
    candidates, description = _take_enterprise(ledger, rest.split())
    category, subcategory = guess_category(ledger, description)
    unsure = [] if len(candidates) == 1 else ["enterprise"]
    unsure += ["date"] if day is None else []
    unsure += ["form"] if not form else []
    return Captured(
        candidates[0] if len(candidates) == 1 else None,
        candidates,
        day or PartialDate.of(today),
        form or "实地走访",
        description,
        category,
        subcategory,
        tuple(unsure),
    )


def keep_captured(ledger: LedgerFile, captured: Captured, *, visitors: str = "") -> VisitsMade:
    """Keep what was confirmed: one visit, and one problem where the line told of any."""
    if captured.enterprise is None:
        raise InputProblem("请先选择企业，再保存。")
    problem = {
        "description": captured.description,
        "category": captured.category,
        "subcategory": captured.subcategory,
    }
    result = VisitResult(captured.enterprise, problems=(problem,) if captured.description else ())
    return enter_results(
        ledger,
        captured.date.last_day(),
        [result],
        visitors=visitors or ledger.person,
        form=captured.form,
    )


def guess_category(ledger: LedgerFile, words: str) -> tuple[str | None, str | None]:
    """Guess category and subcategory by the pairs of characters that a text has in common with their names."""
    best: tuple[int, str | None, str | None] = (0, None, None)
    for entry in code_items(ledger, "problem_subcategories"):
        score = 2 * _common(words, entry.label) + (entry.label in words)
        if entry.active and score > best[0]:
            best = score, entry.parent or None, entry.label
    if best[0]:
        return best[1], best[2]
    categories = [one.label for one in code_items(ledger, "problem_categories") if _common(words, one.label)]
    return (categories[0] if categories else None), None


def _common(words: str, name: str) -> int:
    """Count the pairs of characters of a name that occur in a text."""
    return sum("".join(pair) in words for pair in pairwise(name))


def _take_day(words: str, today: date) -> tuple[str, PartialDate | None]:
    """Take the first day out of a text."""
    for found in _DAY.finditer(words):
        try:
            day = read_date(found[0].replace("号", "日"), today=today)
        except InputProblem:
            continue
        return f"{words[: found.start()]} {words[found.end() :]}".strip(_ENDS), day
    return words, None


def _take_form(words: str) -> tuple[str, str]:
    """Take the word for the form of the visit out of a text, but not out of a longer word at its end."""
    for word, form in FORMS.items():
        before, found, after = words.partition(word)
        if found and (not before or before[-1] in _ENDS or after[:1] in ("", *_ENDS) or word == "走访"):
            return f"{before} {after}".strip(_ENDS), form
    return words, ""


def _take_enterprise(ledger: LedgerFile, parts: list[str]) -> tuple[list[Reference], str]:
    """Find the enterprise at the beginning of what is left; a word alone or the longest beginning of one."""
    for place, part in enumerate(parts):
        if found := enterprises_like(ledger, part.strip(_ENDS), _LOOKED_AT):
            return _narrowed(found, part), _joined([*parts[:place], *parts[place + 1 :]])
    first, *others = parts or [""]
    for end in range(len(first) - 1, _SHORTEST - 1, -1):
        if found := enterprises_like(ledger, first[:end], _LOOKED_AT):
            return _narrowed(found, first[:end]), _joined([first[end:], *others])
    return [], _joined(parts)


def _narrowed(found: list[Reference], words: str) -> list[Reference]:
    """Choose the one that is called just so, where there is one."""
    return [one for one in found if one.label == words] or found


def _joined(parts: list[str]) -> str:
    """Join what is left to the text of the problem."""
    return " ".join(parts).strip(_ENDS)
