"""Inline Markdown as runs of typefaces."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from dadu_desktop.reporting.line_breaking import LINE_SEPARATOR, Run
from dadu_desktop.reporting.page import Role

_STRONG: Role = "hei"
_EMPHASISED: Role = "kai"


def inline_runs(tokens: Sequence[Token], role: Role) -> list[Run]:
    """Give the runs of an inline token's children; a line end of the source joins, as Chinese needs no blank."""
    roles = [role]
    runs: list[Run] = []
    for token in tokens:
        match token.type:
            case "strong_open":
                roles.append(_STRONG)
            case "em_open":
                roles.append(_EMPHASISED)
            case "strong_close" | "em_close":
                roles.pop()
            case "hardbreak":
                runs.append(Run(LINE_SEPARATOR, roles[-1]))
            case "softbreak":
                pass
            case _:
                runs.append(Run(token.content, roles[-1]))
    return runs
