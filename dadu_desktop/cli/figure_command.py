"""The command that tells totals, growth and pull (拉动) of a month."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from dadu_desktop.cli.answers import Answer
from dadu_desktop.cli.places import reading
from dadu_desktop.domain.scopes import Scope
from dadu_desktop.services.figures import FigureLine, FigureTable, Measured, figure_table, read_scope

_PLACES = 4


def figures(options: Namespace) -> Answer:
    """Tell totals, growth and pull of a month by trade and by enterprise.

    Unless asked for otherwise the sums take in every unit, as the exports they come from do; the comparable scope
    always stands beside them.
    """
    scope = read_scope(getattr(options, "scope", Scope.FULL))
    period = getattr(options, "period", "")
    with reading(options) as ledger:
        table = figure_table(ledger, period, scope)
        comparable = figure_table(ledger, period, Scope.COMPARABLE)
    data = {
        "period": table.period,
        "scope": table.scope.value,
        "unit": "万元",
        **_sums(table),
        "enterprises": [
            {"credit_code": one.credit_code, "name": one.name, **_figures(one)} for one in table.enterprises
        ],
        "comparable": _sums(comparable),
        "notes": table.notes,
    }
    tables = [table] if scope is Scope.COMPARABLE else [table, comparable]
    lines = [line for one in tables for line in _lines(one)]
    return Answer(data, "\n".join([*lines, *table.notes]))


def _sums(table: FigureTable) -> dict[str, object]:
    """Give the sums of one scope as JSON has them."""
    return {
        "total": _figures(table.total),
        "retail": _figures(table.retail),
        "trades": [_figures(one) for one in table.trades],
    }


def _lines(table: FigureTable) -> Iterator[str]:
    """Show the sums of one scope to a person."""
    yield f"{table.period}（{table.scope.value}，万元）"
    yield from map(_line, (*table.trades, table.total, table.retail))


def _figures(line: FigureLine) -> dict[str, object]:
    """Give one line as JSON has it; ``pull`` is that of January up to the month."""
    month, cumulative = line.month, line.cumulative
    return {
        "trade": line.trade,
        "indicator": line.indicator,
        "month": month.current,
        "month_base": month.base,
        "month_growth": month.growth.rounded(_PLACES),
        "month_pull": month.pull,
        "cumulative": cumulative.current,
        "cumulative_base": cumulative.base,
        "cumulative_growth": cumulative.growth.rounded(_PLACES),
        "pull": cumulative.pull,
        "contribution": cumulative.contribution,
        "reason": cumulative.growth.reason or month.growth.reason or None,
    }


def _line(line: FigureLine) -> str:
    """Show one line to a person."""
    return f"{line.trade}{line.indicator}\t本月 {_said(line.month)}\t累计 {_said(line.cumulative)}"


def _said(one: Measured) -> str:
    """Say an amount with its growth."""
    amount = "—" if one.current is None else f"{one.current:,f}"
    pull = "" if one.pull is None else f"，拉动 {one.pull:.2f} 个百分点"
    return f"{amount}，同比 {one.growth.text()}{pull}"
