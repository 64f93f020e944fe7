"""The command that tells totals, growth and pull (拉动) of a month."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from dadu_desktop.cli.answers import Answer
from dadu_desktop.cli.places import reading
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.scopes import Scope
from dadu_desktop.domain.spans import Span
from dadu_desktop.services.district_figures import official_sentences
from dadu_desktop.services.figure_view import GROUPS, GroupLine, MonthView, month_view
from dadu_desktop.services.figures import FigureLine, FigureTable, figure_table, read_scope
from dadu_desktop.services.measured import Measured, shown_lines

_PLACES = 4


def figures(options: Namespace) -> Answer:
    """Tell totals, growth and pull of a month by trade and by enterprise.

    Unless asked for otherwise the sums take in every unit, as the exports they come from do; the comparable scope
    always stands beside them. Official figures are told as they were given out, in words; a grouping or a span is
    added where one is named.
    """
    scope = read_scope(getattr(options, "scope", Scope.FULL))
    period = getattr(options, "period", "")
    grouping = _grouping(options)
    with reading(options) as ledger:
        table = figure_table(ledger, period, scope)
        comparable = figure_table(ledger, period, Scope.COMPARABLE)
        month = Month.parse(table.period)
        official = official_sentences(ledger, month)
        view = month_view(ledger, month, scope, *grouping) if grouping else None
    data: dict[str, object] = {
        "period": table.period,
        "scope": table.scope.value,
        "unit": "万元",
        **_sums(table),
        "enterprises": [
            {"credit_code": one.credit_code, "name": one.name, **_figures(one)} for one in table.enterprises
        ],
        "comparable": _sums(comparable),
        "notes": table.notes,
        "official": official,
        **({"groups": [_group(one) for one in (*view.groups, view.total)]} if view else {}),
    }
    tables = [table] if scope is Scope.COMPARABLE else [table, comparable]
    lines = [line for one in tables for line in _lines(one)]
    return Answer(data, "\n".join([*lines, *table.notes, *(_grouped(view) if view else ()), *official]))


def _grouping(options: Namespace) -> tuple[str, Span] | None:
    """Read by what and over which span a month is grouped; None where neither is named."""
    group, span = getattr(options, "group", ""), getattr(options, "span", "")
    if not group and not span:
        return None
    keys = {words: key for key, words in GROUPS.items()} | {"商圈": "area", "规模": "size", "标签": "tags"}
    if group and group not in keys:
        raise InputProblem(f"不能按“{group}”分组，请写 {'、'.join(GROUPS.values())} 之一。")
    if span and span not in tuple(Span):
        raise InputProblem(f"没有“{span}”这个时段，请写 {'、'.join(Span)} 之一。")
    return keys.get(group, "trade"), Span(span or Span.MONTH)


def _group(line: GroupLine) -> dict[str, object]:
    """Give one group as JSON has it."""
    span, cumulative = line.month, line.cumulative
    return {
        "group": line.key,
        "units": line.units,
        "current": span.current,
        "base": span.base,
        "growth": span.growth.rounded(_PLACES),
        "span_pull": span.pull,
        "cumulative": cumulative.current,
        "cumulative_base": cumulative.base,
        "cumulative_growth": cumulative.growth.rounded(_PLACES),
        "pull": cumulative.pull,
        "contribution": cumulative.contribution,
        "share": line.share,
        "reason": span.growth.reason or None,
    }


def _grouped(view: MonthView) -> Iterator[str]:
    """Show the groups of a month to a person."""
    yield f"按{GROUPS[view.group]}（{view.note}）"
    for one in (*shown_lines(view.groups, parts=view.adds_up), view.total):
        yield f"{one.key}\t{one.units} 家\t{view.span} {_said(one.month)}\t累计 {_said(one.cumulative)}"


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
    yield from map(_line, (*shown_lines(table.trades), table.total, table.retail))


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
