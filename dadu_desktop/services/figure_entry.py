"""Entering a month in a grid: one row for each enterprise and indicator, judged as it is typed, saved as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import FieldProblems, InputProblem
from dadu_desktop.domain.figure_checks import Finding, Indicator, Level, Reported
from dadu_desktop.domain.growth import Growth, growth
from dadu_desktop.domain.measures import CATERING, TRADES, headline_indicator
from dadu_desktop.domain.periods import Month
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.figure_history import FigureHistory
from dadu_desktop.services.figure_revisions import save_figure, state_said
from dadu_desktop.services.figure_sums import alive, kept_month
from dadu_desktop.services.month_locks import is_closed, refuse_closed
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed

FORMS = (tuple(Indicator)[:5], tuple(Indicator)[5:])
"""What batch and retail trade report (E204-1), and what hotels and restaurants do (S204-1)."""
_NUMBERS = ("value", "base", "cumulative", "cumulative_base")
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
    town: str = ""
    reported: PartialDate | None = None
    origin: str = ""
    """File, sheet and cell of the figure, or that it was typed."""


@dataclass(frozen=True)
class Recent:
    """What an enterprise reported before: the months before, oldest first, and the same month of last year."""

    months: tuple[Decimal | None, ...]
    year_ago: Decimal | None


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


def entry_month(ledger: LedgerFile, month: Month) -> Month:
    """Return the month to type in: 1—2月 for a February, unless January or February was reported by itself."""
    if month.month != 2:
        return month
    figure = MonthlyFigure
    single = or_(
        figure.month == kept_month(month.previous() if month.single else Month(month.year, 1)),
        and_(figure.month == kept_month(month), figure.joint.is_not(True)),
    )
    with ledger.read() as connection:
        alone = connection.scalar(select(figure.id).where(single, *alive()).limit(1))
    return Month(month.year, 2) if alone else Month.january_february(month.year)


def entry_sheet(
    ledger: LedgerFile,
    month: Month,
    *,
    trade: str = "",
    town: str = "",
    indicators: Sequence[str] = (),
    whole: bool = False,
) -> EntrySheet:
    """Read the grid of a month, enterprises in the order of the register.

    Without ``indicators`` it has the headline of each trade only, ``whole`` all that is on the form of the trade.
    """
    with ledger.read() as connection:
        kept = _kept(connection, month)
        query = select(Enterprise.id, Enterprise.name, Enterprise.trade, Enterprise.town).where(
            Enterprise.deleted_at.is_(None)
        )
        query = query.where(
            Enterprise.trade.in_((trade,) if trade else TRADES),
            func.coalesce(Enterprise.status, "在库").not_in(_GONE),
        )
        if town:
            query = query.where(Enterprise.town == town)
        rows = [
            _row(Reference(one, name), str(own), place or "", indicator, kept.get((one, indicator)))
            for one, name, own, place in connection.execute(query.order_by(Enterprise.id))
            for indicator in indicators or (FORMS[own in CATERING] if whole else (headline_indicator(own),))
        ]
        return EntrySheet(month, is_closed(connection, month), tuple(rows))


def recent_lines(
    ledger: LedgerFile, month: Month, enterprises: Collection[int], count: int = 12
) -> dict[Cell, Recent]:
    """Give the months before for the small line beside each cell, and what the growth is reckoned from."""
    months = [month.previous()]
    while len(months) < count:
        months.append(months[-1].previous())
    figure = MonthlyFigure
    query = select(figure.enterprise, figure.indicator, figure.month, figure.joint, figure.value).where(
        figure.enterprise.in_(enterprises), *alive(), figure.month < kept_month(month)
    )
    known: dict[Cell, dict[PartialDate, Decimal | None]] = defaultdict(dict)
    ago: dict[Cell, Decimal | None] = {}
    since = min(months[-1], month.year_ago())
    with ledger.read() as connection:
        for one, indicator, when, joint, value in connection.execute(
            query.where(figure.month >= kept_month(since))
        ):
            known[one, indicator][when] = value
            if when == kept_month(month.year_ago()) and bool(joint) == month.joint:
                ago[one, indicator] = value
    shown = [kept_month(one) for one in reversed(months)]
    return {
        cell: Recent(tuple(found.get(when) for when in shown), ago.get(cell)) for cell, found in known.items()
    }


def judge_entry(ledger: LedgerFile, month: Month, change: EntryChange) -> Verdict:
    """Judge one line as it is typed: its growth, and what the checks say beside what is kept of the enterprise."""
    return judge_entries(ledger, month, (change,))[change.cell]


def judge_entries(ledger: LedgerFile, month: Month, changes: Sequence[EntryChange]) -> dict[Cell, Verdict]:
    """Judge lines as they are typed, those of one enterprise beside each other; marks alone need no judgement."""
    with ledger.read() as connection:
        known = FigureHistory(connection, month, {one.enterprise for one in changes})
        kept = _kept(connection, month)
        typed = [one for one in changes if not _only_marks(one, kept.get(one.cell))]
        found: dict[Cell, Verdict] = {}
        for enterprise, own in _by_enterprise(typed).items():
            found.update(_judge(known, month, enterprise, own))
        return found


def save_entries(ledger: LedgerFile, month: Month, changes: Sequence[EntryChange]) -> Changed:
    """Save what was typed, all of it or nothing; a figure that is kept already becomes a new revision.

    Raises EntryProblems with the sentence for each cell, InputProblem where the month is locked.
    """
    with ledger.unit() as unit:
        refuse_closed(unit.connection, (kept_month(month),))
        known = FigureHistory(unit.connection, month, {one.enterprise for one in changes})
        kept = _kept(unit.connection, month)
        marks = [one for one in changes if _only_marks(one, kept.get(one.cell))]
        for one in marks:
            save_figure(unit, kept[one.cell].id, _marks(one))
        faults = {
            one.cell: said for one in changes if (said := state_said(_marks(one) | {"value": one.value}))
        }
        for enterprise, own in _by_enterprise(one for one in changes if one not in marks).items():
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
    now = known.reported.get(enterprise, {}).get(name, Reported())
    base = change.base
    if base is None:
        base = known.ago.get(enterprise, {}).get(name, Reported()).month
    first = month.joint or month.month == 1
    if name is Indicator.STOCK:
        return Reported(change.value, base, change.cumulative, change.cumulative_base)
    cumulative = _whole(change.cumulative, change.value, Decimal(0) if first else _earlier(now, before))
    cumulative_base = _whole(change.cumulative_base, base, Decimal(0) if first else before.cumulative_base)
    return Reported(change.value, base, cumulative, cumulative_base)


def _earlier(now: Reported, before: Reported) -> Decimal | None:
    """Give what was cumulated before this month: of a kept figure what it said itself, else last month's."""
    if now.cumulative is not None and now.month is not None:
        return now.cumulative - now.month
    return before.cumulative


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
    return {
        "enterprise": Reference(change.enterprise, ""),
        "month": kept_month(month),
        "joint": month.joint or None,
        "indicator": change.indicator,
        "value": now.month,
        "base": now.month_base,
        "cumulative": now.cumulative,
        "cumulative_base": now.cumulative_base,
        **({"correction": change.correction} if change.correction else {}),
        **_marks(change),
    }


def _marks(change: EntryChange) -> dict[str, object]:
    """Give what stands beside the numbers and changes in place."""
    said = {"checked": change.checked, "reported": change.reported}
    return {
        "state": change.state,
        "comment": change.comment or None,
        "follow_up": change.follow_up or None,
        **{key: value for key, value in said.items() if value},
    }


def _only_marks(change: EntryChange, kept: Any) -> bool:
    """Tell whether a kept figure keeps its numbers."""
    return kept is not None and all(getattr(change, key) == getattr(kept, key) for key in _NUMBERS)


def _kept(connection: Connection, month: Month) -> dict[Cell, Any]:
    """Read the valid figures of a month by cell."""
    rows = connection.execute(
        select(MonthlyFigure.__table__).where(MonthlyFigure.month == kept_month(month), *alive())
    )
    return {(row.enterprise, row.indicator): row for row in rows}


def _row(enterprise: Reference, trade: str, town: str, indicator: str, kept: Any) -> EntryRow:
    """Show one line."""
    if kept is None:
        marks = ("未报", "", False, "", False)
        return EntryRow(enterprise, trade, indicator, 0, None, None, None, None, *marks, town)
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
        town=town,
        reported=kept.reported,
        origin=_origin(kept),
    )


def _origin(kept: Any) -> str:
    """Say where a figure comes from, as far as that is known."""
    places = (("", kept.source), ("工作表 ", kept.sheet), ("单元格 ", kept.cell), ("第", kept.revision))
    said = "，".join(f"{words}{place}" for words, place in places if place)
    return f"{said}版" if kept.revision else said
