"""Inline Markdown as runs of typefaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from dadu_desktop.reporting.line_breaking import LINE_SEPARATOR, Run
from dadu_desktop.reporting.page import Role

FIGURE = "figure:"
"""What a link to the basis of a figure begins with; other links lead nowhere on paper."""
_STRONG: Role = "hei"
_EMPHASISED: Role = "kai"


def stated(markdown: str) -> frozenset[int]:
    """Name the figures that a document says, by their places."""
    return frozenset(map(int, re.findall(rf"\]\({FIGURE}(\d+)\)", markdown)))


def inline_runs(tokens: Sequence[Token], role: Role) -> list[Run]:
    """Give the runs of an inline token's children; a line end of the source joins, as Chinese needs no blank."""
    roles = [role]
    figure = 0
    runs: list[Run] = []
    for token in tokens:
        match token.type:
            case "strong_open":
                roles.append(_STRONG)
            case "em_open":
                roles.append(_EMPHASISED)
            case "strong_close" | "em_close":
                roles.pop()
            case "link_open":
                target = str(token.attrGet("href"))
                figure = int(target.removeprefix(FIGURE)) if target.startswith(FIGURE) else 0
            case "link_close":
                figure = 0
            case "hardbreak":
                runs.append(Run(LINE_SEPARATOR, roles[-1]))
            case "softbreak":
                pass
            case _:
                runs.append(Run(token.content, roles[-1], figure))
    return runs
