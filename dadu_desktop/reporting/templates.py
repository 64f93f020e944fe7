"""Documents as Markdown with placeholders, filled in by Jinja2 in its sandbox, within limits.

What a placeholder prints is text and never markup: whatever Markdown would take for a sign is escaped.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import cast

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.errors import DefinitionProblem
from dadu_desktop.domain.money import Unit, format_amount
from dadu_desktop.domain.near_words import unknown_words
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.reporting.figures import Figure
from dadu_desktop.reporting.inline_text import FIGURE
from dadu_desktop.reporting.line_breaking import LINE_SEPARATOR
from dadu_desktop.reporting.sandbox import Budget, LimitedEnvironment, TooMuch

_KEPT = 64
_LONGEST = 2_000_000
_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


class Markup(str):
    """Text that is Markdown already."""

    __slots__ = ()


def fill_template(source: str, values: Mapping[str, object], name: str, first_line: int = 1) -> str:
    """Return the Markdown of a document; DefinitionProblem with the line for what the template cannot do.

    ``first_line`` is the line of its file at which the template begins.
    """
    budget = Budget()
    try:
        return "".join(_pieces(_compiled(source), {**values, **budget.values()}))
    except RecursionError as fault:
        raise DefinitionProblem("宏互相调用，没有尽头。", first_line, name) from fault
    except Exception as fault:
        line = _line_of(fault)
        if line is None and not isinstance(fault, TemplateError):
            raise  # ours: no expression of the template was at work
        raise DefinitionProblem(_reason(fault, values), (line or 1) + first_line - 1, name) from fault


def check_template(source: str, first_line: int = 1) -> None:
    """Translate a template; DefinitionProblem with the line where it cannot be read."""
    try:
        _compiled(source)
    except TemplateSyntaxError as fault:
        raise DefinitionProblem(_reason(fault, {}), fault.lineno + first_line - 1) from fault


@lru_cache(maxsize=_KEPT)
def _compiled(source: str) -> Template:
    """Translate a template once: a batch fills in the same one for every enterprise."""
    return _ENVIRONMENT.from_string(source)


def _pieces(template: Template, values: Mapping[str, object]) -> Iterator[str]:
    """Fill a template in, piece by piece, as long as it does not become a book."""
    length = 0
    for piece in template.generate(values):
        length += len(piece)
        if length > _LONGEST:
            raise TooMuch("文书过长，请减少循环的层数。")
        yield piece


def _line_of(fault: Exception) -> int | None:
    """Find the line of the template in which something failed; None where it was not in the template."""
    if isinstance(fault, TemplateSyntaxError):
        return fault.lineno
    frames = ((frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(fault.__traceback__))
    return next((line for file, line in reversed(list(frames)) if file == "<template>"), None)


def _reason(fault: Exception, values: Mapping[str, object]) -> str:
    """Say in Chinese what Jinja found."""
    words = str(fault)
    match fault:
        case TooMuch():
            return words
        case UndefinedError():
            named = _NAME.findall(words)
            word = named[-1] if named else words
            inner = "has no" in words  # of which kind of record, Jinja does not say
            return (
                f"这里没有“{word}”这项数据。"
                if inner
                else unknown_words("数据", word, {one: one for one in values})
            )
        case SecurityError():
            return "模板里不能这样调用，只能取用数据。"
        case TemplateSyntaxError() if found := _FILTER.search(words):
            return unknown_words("过滤器", found[1], {one: one for one in _ENVIRONMENT.filters})
        case TemplateSyntaxError():
            return next((said for sign, said in _SYNTAX.items() if sign in words), "占位符的写法有误。")
        case _:
            return _FAULTS.get(type(fault), "这里的数据不能这样用。")


_FAULTS: dict[type[Exception], str] = {
    ZeroDivisionError: "除数是零。",
    TypeError: "这里的数据不能这样用：数字、文字和清单不能混在一起，也不能引用别的文件。",
}
_NAME = re.compile(r"'([^']+)'")
_FILTER = re.compile(r"No (?:filter|test) named '([^']+)'")
_SYNTAX = {
    "unknown tag 'end": "结束语句没有与它配对的开头。",
    "unknown tag": "没有这种语句，可用的有 if、for、set、macro。",
    "Unexpected end of template": "少了结束语句，如 {% endif %}、{% endfor %}。",
    "unexpected end of template": "少了结束语句，如 {% endif %}、{% endfor %}。",
    "expected token 'end of print statement'": "{{ }} 里的写法有误，请检查是否多了文字。",
    "end of print statement": "{{ }} 里没有内容，或写法有误。",
    "unexpected char": "占位符里有不能使用的字符，请用英文标点。",
    "unexpected '}'": "花括号没有配对。",
    "unexpected '%'": "{% %} 没有配对。",
}
"""By a part of what Jinja2 says."""


def printed(value: object) -> str:
    """Say a value in one paragraph or table cell, escaped; "" where nothing is known."""
    match value:
        case Markup():
            return value
        case Figure():
            return Markup(f"[{printed(value.value)}]({FIGURE}{value.place})")
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case Decimal():
            return escaped(f"{value:,f}")
        case PartialDate():
            return value.chinese()
        case Approximate():
            return escaped(value.text())
        case Reference():
            return escaped(value.label)
        case tuple() | list():
            return "、".join(printed(one) for one in value)
        case _:
            return escaped(str(value))


def escaped(text: str) -> str:
    """Turn a text into Markdown that says just this, its line ends forced lines."""
    lines = (line.strip() for line in text.splitlines())
    return LINE_SEPARATOR.join(_MARKS.sub(r"\\\1", line) for line in lines if line)


def paragraphs(text: object) -> Markup:
    """Turn a long text into paragraphs of its own; those of a figure keep its source."""
    lines = (escaped(line) for line in str(text or "").splitlines() if line.strip())
    if isinstance(text, Figure):
        lines = (f"[{line}]({FIGURE}{text.place})" for line in lines)
    return Markup("\n\n".join(lines))


def blank_lines(count: int) -> Markup:
    """Leave room for writing in a cell."""
    return Markup("&nbsp;" + f"{LINE_SEPARATOR}&nbsp;" * count)


def amount(value: Decimal | Approximate | Figure | None, unit: str = "万元", places: int = 2) -> str | Figure:
    """Say an amount (in 万元) with its unit, — where there is none; a hedged one in its own words."""
    if isinstance(value, Figure):
        return replace(value, value=amount(cast("Decimal", value.value), unit, places))
    if isinstance(value, Approximate):
        if value.qualifier:
            return value.words if value.words.endswith("元") else f"{value.words}{unit}"
        value = value.value
    return "—" if value is None else f"{format_amount(value, Unit(unit), places)}{unit}"


def _environment() -> LimitedEnvironment:
    """Set Jinja up: what is not there is a fault, what is printed is escaped."""
    environment = LimitedEnvironment(
        undefined=StrictUndefined,
        finalize=printed,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # no HTML is made; finalize escapes what Markdown would read
    )
    environment.filters.update(paragraphs=paragraphs, amount=amount)
    environment.globals["blank_lines"] = blank_lines
    return environment


_ENVIRONMENT = _environment()
