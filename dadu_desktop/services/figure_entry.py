"""Entering a month in a grid: one row for each enterprise and indicator, judged as it is typed, saved as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, select

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import FieldProblems, InputProblem
from dadu_desktop.domain.figure_checks import Finding, Indicator, Level, Reported
from dadu_desktop.domain.growth import Growth, growth
from dadu_desktop.domain.measures import TRADES, headline_indicator
from dadu_desktop.domain.periods import Month
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.figure_history import FigureHistory
from dadu_desktop.services.figure_revisions import save_figure
from dadu_desktop.services.figure_sums import alive, kept_month
from dadu_desktop.services.month_locks import is_closed, refuse_closed
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed

_GONE = ("已退库", "注销", "服务对象", "准限上")
Cell = tuple[int, str]
"""Enterprise and indicator."""


class EntryProblems(InputProblem):
    """Cells that keep a grid from being saved, each with its sentence; nothing was written."""

    def __init__(self, by_cell: dict[Cell, str]) -> None:
        """Take the sentence for each cell."""
        super().__init__(f"有 {len(by_cell)} 处数据需要核对，改正或写明原因后再保存。")
        self.by_cell = by_cell


@dataclass(frozen=True)
class EntryRow:
    """One line of the grid: what is kept of an indicator of an enterprise (``figure`` 0: nothing yet)."""

    enterprise: Reference
    trade: str
    indicator: str
    figure: int
    value: Decimal | None
    base: Decimal | None
    cumulative: Decimal | None
    cumulative_base: Decimal | None
    state: str
    comment: str
    follow_up: bool
    checked: str
    imported: bool


@dataclass(frozen=True)
class EntrySheet:
    """The grid of a month; in a ``closed`` one nothing can be typed."""

    month: Month
    closed: bool
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True)
class EntryChange:
    """One line as typed.

    A cumulated figure left out is last month's and this month's together, a base left out last year's figure.
    ``correction`` is the reason where a kept figure changes, ``checked`` where a check has doubts; left out they stay
    as they are, and so does ``reported``, the day on which the enterprise reported.
    """

    enterprise: int
    indicator: str
    value: Decimal | None = None
    base: Decimal | None = None
    cumulative: Decimal | None = None
    cumulative_base: Decimal | None = None
    comment: str = ""
    follow_up: bool = False
    correction: str = ""
    checked: str = ""
    state: str = "已报"
    reported: PartialDate | None = None

    @property
    def cell(self) -> Cell:
        """Where it stands in the grid."""
        return self.enterprise, self.indicator


@dataclass(frozen=True)
class Verdict:
    """What is said of a line while it is typed; ``refused`` it cannot be saved, ``reason_needed`` only with a reason."""

    growth: Growth
    findings: tuple[Finding, ...]
    completed: Reported

    @property
    def refused(self) -> bool:
        """Tell whether a hard check speaks against it."""
        return any(one.level is Level.ERROR for one in self.findings)

    @property
    def reason_needed(self) -> bool:
        """Tell whether a soft check wants a written reason."""
        return bool(self.findings) and not self.refused


def entry_sheet(
    ledger: LedgerFile, month: Month, *, trade: str = "", town: str = "", indicators: Sequence[str] = ()
) -> EntrySheet:
    """Read the grid of a month, enterprises in the order of the register; without ``indicators`` the headline only."""
    with ledger.read() as connection:
        kept = _kept(connection, month)
        query = select(Enterprise.id, Enterprise.name, Enterprise.trade).where(
            Enterprise.deleted_at.is_(None)
        )
        query = query.where(
            Enterprise.trade.in_((trade,) if trade else TRADES),
            func.coalesce(Enterprise.status, "在库").not_in(_GONE),
        )
        if town:
            query = query.where(Enterprise.town == town)
        rows = [
            _row(Reference(one, name), str(own), indicator, kept.get((one, indicator)))
            for one, name, own in connection.execute(query.order_by(Enterprise.id))
            for indicator in indicators or (headline_indicator(own),)
        ]
        return EntrySheet(month, is_closed(connection, month), tuple(rows))


def last_months(
    ledger: LedgerFile, enterprise: int, indicator: str, month: Month, count: int = 12
) -> tuple[tuple[Month, Decimal | None], ...]:
    """Give the months before, oldest first, for the small line beside the cell."""
    months = [month.previous()]
    while len(months) < count:
        months.append(months[-1].previous())
    figure = MonthlyFigure
    query = select(figure.month, figure.value).where(
        figure.enterprise == enterprise, figure.indicator == indicator, *alive()
    )
    with ledger.read() as connection:
        known = dict(iter(connection.execute(query.where(figure.month >= kept_month(months[-1])))))
    return tuple((one, known.get(kept_month(one))) for one in reversed(months))


def judge_entry(ledger: LedgerFile, month: Month, change: EntryChange) -> Verdict:
    """Judge one line as it is typed: its growth, and what the checks say beside what is kept of the enterprise."""
    with ledger.read() as connection:
        known = FigureHistory(connection, month, (change.enterprise,))
        return _judge(known, month, change.enterprise, (change,))[change.cell]


def save_entries(ledger: LedgerFile, month: Month, changes: Sequence[EntryChange]) -> Changed:
    """Save what was typed, all of it or nothing; a figure that is kept already becomes a new revision.

    Raises EntryProblems with the sentence for each cell, InputProblem where the month is locked.
    """
    with ledger.unit() as unit:
        refuse_closed(unit.connection, (kept_month(month),))
        known = FigureHistory(unit.connection, month, {one.enterprise for one in changes})
        kept = _kept(unit.connection, month)
        faults: dict[Cell, str] = {}
        for enterprise, own in _by_enterprise(changes).items():
            for cell, verdict in _judge(known, month, enterprise, own).items():
                change = next(one for one in own if one.cell == cell)
                if said := _objection(verdict, change):
                    faults[cell] = said
                    continue
                values = _values(month, change, verdict.completed)
                try:
                    save_figure(unit, kept[cell].id if cell in kept else 0, values)
                except FieldProblems as problem:
                    faults[cell] = problem.sentence
        if faults:
            raise EntryProblems(faults)
    return unit.changed


def _by_enterprise(changes: Iterable[EntryChange]) -> dict[int, list[EntryChange]]:
    """Put the lines of an enterprise together, as its figures are checked together."""
    found: dict[int, list[EntryChange]] = defaultdict(list)
    for one in changes:
        found[one.enterprise].append(one)
    return found


def _judge(
    known: FigureHistory, month: Month, enterprise: int, changes: Sequence[EntryChange]
) -> dict[Cell, Verdict]:
    """Check an enterprise with its new lines in the place of the kept ones."""
    typed = {Indicator(one.indicator): _completed(known, month, one) for one in changes}
    found = known.check(enterprise, {**known.reported.get(enterprise, {}), **typed})
    return {
        (enterprise, name.value): Verdict(
            growth(now.month, now.month_base), tuple(one for one in found if one.field == name), now
        )
        for name, now in typed.items()
    }


def _completed(known: FigureHistory, month: Month, change: EntryChange) -> Reported:
    """Fill in what a person need not type: base and cumulated figures that follow from what is kept."""
    name, enterprise = Indicator(change.indicator), change.enterprise
    before = known.before.get(enterprise, {}).get(name, Reported())
    base = change.base
    if base is None:
        base = known.own.get((enterprise, name), {}).get(month.year_ago())
    first = month.joint or month.month == 1
    if name is Indicator.STOCK:
        return Reported(change.value, base, change.cumulative, change.cumulative_base)
    cumulative = _whole(change.cumulative, change.value, Decimal(0) if first else before.cumulative)
    cumulative_base = _whole(change.cumulative_base, base, Decimal(0) if first else before.cumulative_base)
    return Reported(change.value, base, cumulative, cumulative_base)


def _whole(typed: Decimal | None, value: Decimal | None, before: Decimal | None) -> Decimal | None:
    """Take the cumulated figure as typed, or reckon it."""
    return before + value if typed is None and value is not None and before is not None else typed


def _objection(verdict: Verdict, change: EntryChange) -> str:
    """Say why a line cannot be saved as it is; "" where it can."""
    if verdict.refused:
        return "".join(one.sentence for one in verdict.findings if one.level is Level.ERROR)
    if verdict.reason_needed and not change.checked:
        return "".join(one.sentence for one in verdict.findings) + "数据无误的，请写明核实情况。"
    return ""


def _values(month: Month, change: EntryChange, now: Reported) -> dict[str, object]:
    """Give the values of a figure as typed."""
    marks = {"checked": change.checked, "correction": change.correction, "reported": change.reported}
    return {
        "enterprise": Reference(change.enterprise, ""),
        "month": kept_month(month),
        "joint": month.joint or None,
        "indicator": change.indicator,
        "value": now.month,
        "base": now.month_base,
        "cumulative": now.cumulative,
        "cumulative_base": now.cumulative_base,
        "state": change.state,
        "comment": change.comment or None,
        "follow_up": change.follow_up or None,
        **{key: value for key, value in marks.items() if value},
    }


def _kept(connection: Connection, month: Month) -> dict[Cell, Any]:
    """Read the valid figures of a month by cell."""
    rows = connection.execute(
        select(MonthlyFigure.__table__).where(MonthlyFigure.month == kept_month(month), *alive())
    )
    return {(row.enterprise, row.indicator): row for row in rows}


def _row(enterprise: Reference, trade: str, indicator: str, kept: Any) -> EntryRow:
    """Show one line."""
    if kept is None:
        nothing = (None, None, None, None)
        return EntryRow(
            enterprise, trade, indicator, 0, *nothing, "未报", "", follow_up=False, checked="", imported=False
        )
    return EntryRow(
        enterprise,
        trade,
        indicator,
        kept.id,
        kept.value,
        kept.base,
        kept.cumulative,
        kept.cumulative_base,
        state=kept.state or "已报",
        comment=kept.comment or "",
        follow_up=bool(kept.follow_up),
        checked=kept.checked or "",
        imported=bool(kept.sheet),
    )
