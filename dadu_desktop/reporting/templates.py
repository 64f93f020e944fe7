"""Documents as Markdown with placeholders, filled in by Jinja2 in its sandbox.

What a placeholder prints is text and never markup: whatever Markdown would take for a sign is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import cast

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import Unit, format_amount
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.reporting.figures import Figure
from dadu_desktop.reporting.inline_text import FIGURE
from dadu_desktop.reporting.line_breaking import LINE_SEPARATOR

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


class Markup(str):
    """Text that is Markdown already."""

    __slots__ = ()


def fill_template(source: str, values: Mapping[str, object], name: str) -> str:
    """Return the Markdown of a document; InputProblem where the template asks for what is not there."""
    try:
        return _compiled(source).render(values)
    except TemplateError as fault:
        line = getattr(fault, "lineno", None)
        place = f"第{line}行" if line else ""
        raise InputProblem(f"报表模板“{name}”{place}有误，请更正模板后再试。", detail=str(fault)) from fault


@cache
def _compiled(source: str) -> Template:
    """Translate a template once: a batch fills in the same one for every enterprise."""
    return _ENVIRONMENT.from_string(source)


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
    """Turn a long text into paragraphs of its own."""
    return Markup("\n\n".join(escaped(line) for line in str(text or "").splitlines() if line.strip()))


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


def _environment() -> SandboxedEnvironment:
    """Set Jinja up: what is not there is a fault, what is printed is escaped."""
    environment = SandboxedEnvironment(
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
