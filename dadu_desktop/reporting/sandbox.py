"""Jinja2's sandbox with an end: a template of the office may neither run for ever nor fill the memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

STEPS = 200_000
SECONDS = 5.0
LONGEST = 100_000
"""Characters of one text, entries of one list."""
_STEP, _JOINED = "_step", "_joined"
_FILTERS = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "e", "first", "float", "groupby", "int",
    "items", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "round",
    "select", "selectattr", "slice", "sort", "string", "sum", "trim", "truncate", "unique", "upper",
)  # fmt: skip
"""Those that make nothing larger than they get; ``join`` and ``replace`` are made anew."""
_GROWING = frozenset(
    {
        "center",
        "expandtabs",
        "format",
        "format_map",
        "join",
        "ljust",
        "replace",
        "rjust",
        "translate",
        "zfill",
    }
)


class TooMuch(SecurityError):
    """A template that wants more than a page can need."""


class Budget:
    """What one filling of a template may still do."""

    def __init__(self, steps: int = STEPS, seconds: float = SECONDS) -> None:
        """Begin to count."""
        self._steps = steps
        self._until = monotonic() + seconds

    def step(self) -> str:
        """Count one turn of a loop or one call of a macro."""
        self._steps -= 1
        if self._steps < 0:
            raise TooMuch("循环次数过多，请减少循环的层数。")
        if monotonic() > self._until:
            raise TooMuch("生成时间过长，请减少循环的层数。")
        return ""

    def values(self) -> dict[str, Callable[..., object]]:
        """Give what a template calls while it runs."""
        return {_STEP: self.step, _JOINED: _joined}


class LimitedEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox whose loops are counted and whose texts cannot grow without end."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **settings: Any) -> None:
        """Keep the filters that make nothing large, and the tests."""
        super().__init__(**settings)
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.filters.update(join=_join, replace=_replace)
        self.globals = {"namespace": self.globals["namespace"], "dict": dict, "range": _range}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Put a count into every loop and macro, and a measure to every joining of texts."""
        found = super()._parse(source, name, filename)
        counted: nodes.Template = _Counting().visit(found)
        return counted

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Keep off what makes a text many times longer."""
        return super().is_safe_attribute(obj, attr, value) and not (isinstance(obj, str) and attr in _GROWING)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Add and multiply numbers; texts and lists grow by adding only."""
        if operator == "+":
            return _bounded(left + right)
        if operator == "**" or isinstance(left, str | list | tuple) or isinstance(right, str | list | tuple):
            raise TooMuch(f"模板里不能用“{operator}”做这种运算。")
        return super().call_binop(context, operator, left, right)


class _Counting(NodeTransformer):
    """Rewrites the tree of a template."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - Jinja names it by its class
        """Count each turn, also of a loop whose condition lets none through: ``_step`` says nothing, which is false."""
        self.generic_visit(node)
        node.body.insert(0, _call_step(node))
        if node.test is not None:
            node.test = nodes.Or(_call(_STEP, [], node.lineno), node.test, lineno=node.lineno)
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:  # noqa: N802 - likewise
        """Count each call."""
        self.generic_visit(node)
        node.body.insert(0, _call_step(node))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Call:  # noqa: N802 - likewise
        """Measure a text that is put together."""
        self.generic_visit(node)
        return _call(_JOINED, node.nodes, node.lineno)


def _call_step(node: nodes.Node) -> nodes.ExprStmt:
    """Make the statement that counts."""
    return nodes.ExprStmt(_call(_STEP, [], node.lineno), lineno=node.lineno)


def _call(name: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    """Make a call of one of ours."""
    return nodes.Call(nodes.Name(name, "load", lineno=line), arguments, [], None, None, lineno=line)


def _joined(*parts: object) -> str:
    """Put texts together, as ~ does."""
    return str(_bounded("".join(map(str, parts))))


def _join(parts: Iterable[object], between: str = "、", attribute: str = "") -> str:
    """Join texts, by 、 where nothing else is said."""
    words = [str(getattr(one, attribute) if attribute else one) for one in _bounded(list(parts))]
    if sum(map(len, words)) + len(words) * len(between) > LONGEST:
        raise TooMuch("文字过长。")
    return between.join(words)


def _replace(text: object, old: str, new: str) -> str:
    """Put words in the place of others."""
    words = str(text)
    if len(words) + words.count(old) * len(new) > LONGEST:
        raise TooMuch("文字过长。")
    return words.replace(old, new)


def _range(*bounds: int) -> range:
    """Count, within reason."""
    counted = range(*bounds)
    _bounded(counted)
    return counted


def _bounded(value: Any) -> Any:
    """Refuse what no page can need."""
    if isinstance(value, str | list | tuple | range) and len(value) > LONGEST:
        raise TooMuch("文字或清单过长。")
    return value
