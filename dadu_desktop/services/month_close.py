"""Month close (月报): who has reported, locking after publishing, unlocking with a reason, what changed since."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, String, cast, func, insert, or_, select, update

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.measures import TRADES, Measure
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.reporting_states import (
    DUE_DAY,
    WAITED_FOR,
    Punctuality,
    ReportState,
    due_date,
    punctuality,
    report_state,
)
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.records.office import MonthClosing
from dadu_desktop.services.figure_sums import alive, counted, kept_month
from dadu_desktop.services.list_query import Filter
from dadu_desktop.services.month_locks import is_closed
from dadu_desktop.services.settings import get_settings
from dadu_desktop.storage.history import HistoryEntry
from dadu_desktop.storage.ledger_file import LedgerFile

DUE_SETTING = "figures_due_day"


@dataclass(frozen=True)
class UnitStatus:
    """One enterprise that reports monthly: what became of the month, and whom to call."""

    enterprise: Reference
    number: str
    credit_code: str
    trade: str
    town: str
    contact: str
    telephone: str
    state: ReportState


@dataclass(frozen=True)
class Closing:
    """One locking of a month; ``reopened_at`` "" while it holds."""

    id: int
    at: str
    person: str
    reopened_at: str
    reopened_by: str
    reason: str


@dataclass(frozen=True)
class MonthStatus:
    """The state of a month: when it was due, whether it is locked, and every enterprise."""

    month: Month
    due: date
    closing: Closing | None
    units: tuple[UnitStatus, ...]

    @property
    def counts(self) -> dict[ReportState, int]:
        """How many enterprises are in each state."""
        found = Counter(one.state for one in self.units)
        return {state: found[state] for state in ReportState}

    @property
    def waited_for(self) -> tuple[UnitStatus, ...]:
        """The enterprises to be asked again (催报)."""
        return tuple(one for one in self.units if one.state in WAITED_FOR)


@dataclass(frozen=True)
class OnTime:
    """How punctually one enterprise reported over a year."""

    enterprise: Reference
    trade: str
    months: Punctuality


@dataclass(frozen=True)
class PublishedChange:
    """One figure that is no longer what was published: before and after in 万元 (None: no figure)."""

    enterprise: Reference
    indicator: str
    before: Decimal | None
    after: Decimal | None
    reason: str
    figure: int


def month_status(ledger: LedgerFile, month: Month) -> MonthStatus:
    """Tell who has reported a month, in the order of the register."""
    due = due_date(month, _due_day(ledger))
    with ledger.read() as connection:
        told = _told(connection, month, month)
        units = []
        for row in _reporting(connection):
            if _is_due(row, month):
                state = report_state(*told.get((row.id, kept_month(month)), (None, None)), due)
                who = (row.contact or row.statistician or "", row.telephone or "")
                place = (row.number, row.credit_code or "", row.trade, row.town or "")
                units.append(UnitStatus(Reference(row.id, row.name), *place, *who, state))
        held = next((one for one in _closings(connection, month) if not one.reopened_at), None)
    return MonthStatus(month, due, held, tuple(units))


def newest_month(ledger: LedgerFile) -> PartialDate | None:
    """Find the newest month that anybody reported."""
    with ledger.read() as connection:
        return connection.scalar(
            select(MonthlyFigure.month).where(*alive()).order_by(MonthlyFigure.month.desc()).limit(1)
        )


def not_reported(period: PartialDate | None) -> Filter:
    """Choose the enterprises to be asked again for a month, for a list or a report of the register; none without."""
    if period is None:
        return Filter("number", "one_of", ())
    return Filter("last_report", "without", PartialDate(period.year, period.month or 12))


CHOSEN = {"not-reported": not_reported}
"""How a report of the register chooses its enterprises by a month, by the name in its definition."""


def on_time_rates(ledger: LedgerFile, year: int, upto: Month) -> tuple[OnTime, ...]:
    """Tell for each enterprise how many months from January up to a month it reported in time, worst first."""
    day = _due_day(ledger)
    months = [Month(year, one) for one in range(1, upto.month + 1)]
    with ledger.read() as connection:
        told = _told(connection, months[0], months[-1])
        joint = set(connection.scalars(select(MonthlyFigure.enterprise).where(*_joint_in(year))))
        found = []
        for row in _reporting(connection):
            # 1—2月 reported as one are one report.
            own = [one for one in months if _is_due(row, one) and not (one.month == 1 and row.id in joint)]
            states = [
                report_state(*told.get((row.id, kept_month(one)), (None, None)), due_date(one, day))
                for one in own
            ]
            found.append(OnTime(Reference(row.id, row.name), row.trade, punctuality(states)))
    return tuple(sorted(found, key=lambda one: Decimal(101) if one.months.rate is None else one.months.rate))


def lock_month(ledger: LedgerFile, month: Month) -> None:
    """Lock a month after publishing; InputProblem where it is locked already."""
    with ledger.unit(reason=f"锁定{month.chinese()}") as unit:
        if is_closed(unit.connection, month):
            raise InputProblem(f"{month.chinese()}已经锁定，不必再锁。")
        mark = unit.connection.scalar(select(func.max(HistoryEntry.id))) or 0
        row = {"month": kept_month(month), "at": unit.at, "person": unit.person, "history_mark": mark}
        unit.connection.execute(insert(MonthClosing).values(row))
        unit.touch("figures", (), index=False)


def unlock_month(ledger: LedgerFile, month: Month, reason: str) -> None:
    """Unlock a month; the reason is kept with it. InputProblem without a reason, or where it is not locked."""
    if not reason.strip():
        raise InputProblem("解锁已发布的数据请写明原因。")
    with ledger.unit(reason=reason) as unit:
        held = (MonthClosing.month == kept_month(month), MonthClosing.reopened_at.is_(None))
        values = {"reopened_at": unit.at, "reopened_by": unit.person, "reason": reason.strip()}
        if not unit.connection.execute(update(MonthClosing).where(*held).values(values)).rowcount:
            raise InputProblem(f"{month.chinese()}没有锁定，不用解锁。")
        unit.touch("figures", (), index=False)


def closings(ledger: LedgerFile, month: Month) -> tuple[Closing, ...]:
    """Tell every locking of a month and its unlocking, oldest first."""
    with ledger.read() as connection:
        return tuple(_closings(connection, month))


def changed_since(ledger: LedgerFile, month: Month) -> tuple[PublishedChange, ...]:
    """List the figures of a month that changed after it was first locked; none where it never was."""
    with ledger.read() as connection:
        mark = connection.scalar(
            select(func.min(MonthClosing.history_mark)).where(MonthClosing.month == kept_month(month))
        )
        if mark is None:
            return ()
        published: dict[tuple[int, str], Any] = {}
        current: dict[tuple[int, str], Any] = {}
        for row in _versions(connection, month):
            key = (row.enterprise, row.indicator)
            if row.entered <= mark:
                published[key] = row
            if row.deleted_at is None and not row.replaced:
                current[key] = row
        changes = []
        for key in sorted(published.keys() | current.keys()):
            before, after = published.get(key), current.get(key)
            if _numbers(before) != _numbers(after):
                changes.append(_change(before, after))
    return tuple(changes)


def _due_day(ledger: LedgerFile) -> int:
    """Read the day by which a month is due."""
    day = get_settings(ledger).get(DUE_SETTING, "")
    return int(day) if day.isdigit() and int(day) else DUE_DAY


def _reporting(connection: Connection) -> list[Any]:
    """Read the enterprises that report, now or until they left."""
    columns = (
        Enterprise.id,
        Enterprise.name,
        Enterprise.number,
        Enterprise.credit_code,
        Enterprise.trade,
        Enterprise.town,
        Enterprise.contact,
        Enterprise.statistician,
        Enterprise.telephone,
        Enterprise.admitted,
        Enterprise.removed,
    )
    inside = or_(func.coalesce(Enterprise.status, "在库") == "在库", Enterprise.removed.is_not(None))
    query = select(*columns).where(Enterprise.deleted_at.is_(None), Enterprise.trade.in_(TRADES), inside)
    return list(connection.execute(query.order_by(Enterprise.id)))


def _is_due(row: Any, month: Month) -> bool:
    """Tell whether an enterprise was in the register in a month."""
    entered: PartialDate | None = row.admitted
    left: PartialDate | None = row.removed
    return (entered is None or entered.first_day() <= month.last_day()) and (
        left is None or left.first_day() > month.last_day()
    )


def _told(
    connection: Connection, first: Month, last: Month
) -> dict[tuple[int, PartialDate], tuple[str | None, date | None]]:
    """Read state and day of the headline figures of some months."""
    figure = MonthlyFigure
    rows = connection.execute(
        select(figure.enterprise, figure.month, figure.state, figure.reported)
        .join(Enterprise, Enterprise.id == figure.enterprise)
        .where(figure.month.between(kept_month(first), kept_month(last)), *alive(), counted(Measure.HEADLINE))
        .where(figure.value.is_not(None))
    )
    return {
        (one, month): (state or ReportState.REPORTED, day.last_day() if day else None)
        for one, month, state, day in rows
    }


def _joint_in(year: int) -> tuple[Any, ...]:
    """Select figures of 1—2月 reported as one."""
    return MonthlyFigure.month == PartialDate(year, 2), MonthlyFigure.joint.is_(True), *alive()


def _closings(connection: Connection, month: Month) -> list[Closing]:
    """Read the lockings of a month."""
    kept = MonthClosing
    rows = connection.execute(
        select(kept.id, kept.at, kept.person, kept.reopened_at, kept.reopened_by, kept.reason)
        .where(kept.month == kept_month(month))
        .order_by(kept.id)
    )
    return [Closing(one, at, person, *(each or "" for each in rest)) for one, at, person, *rest in rows]


def _versions(connection: Connection, month: Month) -> list[Any]:
    """Read all versions of the figures of a month, in the order in which they were entered."""
    figure = MonthlyFigure
    entered = (
        select(func.min(HistoryEntry.id))
        .where(HistoryEntry.table_name == figure.__tablename__, HistoryEntry.action == "insert")
        .where(HistoryEntry.record_id == cast(figure.id, String))
        .scalar_subquery()
        .label("entered")
    )
    columns = (figure.id, figure.enterprise, Enterprise.name, figure.indicator, figure.value, figure.base)
    rest = (figure.cumulative, figure.cumulative_base, figure.correction, figure.deleted_at, figure.replaced)
    query = select(*columns, *rest, entered).join(Enterprise, Enterprise.id == figure.enterprise)
    return list(connection.execute(query.where(figure.month == kept_month(month)).order_by(figure.id)))


def _numbers(row: Any) -> tuple[Decimal | None, ...]:
    """Give what is published of a figure."""
    return () if row is None else (row.value, row.base, row.cumulative, row.cumulative_base)


def _change(before: Any, after: Any) -> PublishedChange:
    """Tell one change."""
    known = after or before
    reason = (after.correction if after else "") or ("" if after else "已删除")
    return PublishedChange(
        Reference(known.enterprise, known.name),
        known.indicator,
        before.value if before else None,
        after.value if after else None,
        reason,
        known.id,
    )
