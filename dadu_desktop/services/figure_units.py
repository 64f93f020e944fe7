"""Enterprises one by one with their figures of a span and of a year ago, for both scopes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, exists, select

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import NotFound
from dadu_desktop.domain.measures import TRADES, Measure, indicators_of
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.scopes import UnitFigures
from dadu_desktop.domain.spans import Span, Term, added, terms
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.figure_sums import alive, kept_month
from dadu_desktop.storage.ledger_file import LedgerFile

GONE = ("已退库", "停业", "注销")

Column = tuple[PartialDate, str, bool]
"""Month, indicator, and whether cumulated."""


@dataclass(frozen=True)
class UnitLine:
    """One enterprise with what it is grouped by, and one figure for each span asked for."""

    enterprise: Reference
    credit_code: str
    trade: str
    figures: Mapping[Span, UnitFigures]


@dataclass
class _Reports:
    """What one enterprise reported: the figure and the base that it stated beside it."""

    values: dict[Column, Decimal | None]
    stated: dict[Column, Decimal | None]


def asked_month(connection: Connection, wanted: Month | None) -> Month:
    """Return the month to show: the newest where none is given, 1—2月 where anybody reported both as one.

    NotFound where there are no figures at all.
    """
    if wanted is None:
        newest = connection.scalar(
            select(MonthlyFigure.month).where(*alive()).order_by(MonthlyFigure.month.desc()).limit(1)
        )
        if newest is None:
            raise NotFound("台账里还没有月度数据，请先导入统计表。")
        wanted = Month(newest.year, newest.month or 12)
    joint = exists().where(MonthlyFigure.month == kept_month(wanted), MonthlyFigure.joint.is_(True), *alive())
    if wanted.month == 2 and connection.scalar(select(joint)):
        return Month.january_february(wanted.year)
    return wanted


def newest_asked(ledger: LedgerFile) -> Month:
    """Return the newest month with figures; NotFound where there are none at all."""
    with ledger.read() as connection:
        return asked_month(connection, None)


def knows_last_year(connection: Connection, month: Month) -> bool:
    """Tell whether the ledger has last year's reports; else the bases that units state have to stand for them."""
    ago = exists().where(MonthlyFigure.month == kept_month(month.year_ago()), *alive())
    return bool(connection.scalar(select(ago)))


def read_units(
    ledger: LedgerFile, month: Month, spans: Iterable[Span], measure: Measure = Measure.HEADLINE
) -> list[UnitLine]:
    """Read every enterprise that reported now or a year ago, in the order of the register."""
    chosen = {span: terms(span, month) for span in spans}
    with ledger.read() as connection:
        reports = _reports(connection, {one for steps in chosen.values() for one in steps})
        known = knows_last_year(connection, month)
        rows = connection.execute(
            select(
                Enterprise.id,
                Enterprise.name,
                Enterprise.credit_code,
                Enterprise.trade,
                Enterprise.admitted,
                Enterprise.status,
            )
            .where(Enterprise.deleted_at.is_(None), Enterprise.trade.in_(TRADES))
            .order_by(Enterprise.id)
        )
        found = []
        for one, name, code, trade, admitted, status in rows:
            if one in reports:
                entered = admitted is not None and admitted > kept_month(month.year_ago())
                facts = (entered, status in GONE, known)
                figures = {
                    span: _unit_figures(name, reports[one], indicators_of(measure, str(trade)), steps, facts)
                    for span, steps in chosen.items()
                }
                if any(each.current is not None or each.valid_base is not None for each in figures.values()):
                    found.append(UnitLine(Reference(one, name), code or "", str(trade), figures))
    return found


def _reports(connection: Connection, steps: set[Term]) -> dict[int, _Reports]:
    """Read the reports of the months named and of the same months a year ago."""
    months = {kept_month(each.month) for one in steps for each in (one, one.year_ago())}
    figure = MonthlyFigure
    rows = connection.execute(
        select(
            figure.enterprise,
            figure.month,
            figure.indicator,
            figure.value,
            figure.base,
            figure.cumulative,
            figure.cumulative_base,
        ).where(figure.month.in_(months), *alive())
    )
    found: dict[int, _Reports] = defaultdict(lambda: _Reports({}, {}))
    for enterprise, month, indicator, value, base, cumulative, cumulative_base in rows:
        unit = found[enterprise]
        for cumulated, now, stated in ((False, value, base), (True, cumulative, cumulative_base)):
            unit.values[month, indicator, cumulated] = now
            unit.stated[month, indicator, cumulated] = stated
    return found


def _unit_figures(
    name: str,
    reports: _Reports,
    indicators: tuple[str, ...],
    steps: tuple[Term, ...],
    facts: tuple[bool, bool, bool],
) -> UnitFigures:
    """Put one enterprise's figures of a span together."""
    entered, left, known = facts
    current = _total(reports.values, indicators, steps)
    stated = _total(reports.stated, indicators, steps)
    earlier = _total(reports.values, indicators, tuple(one.year_ago() for one in steps))
    base = earlier if known else stated
    return UnitFigures(name, current, base, stated, entered=entered, left=left)


def _total(
    columns: Mapping[Column, Decimal | None], indicators: tuple[str, ...], steps: tuple[Term, ...]
) -> Decimal | None:
    """Add up the terms of a span over the indicators of a measure; an indicator not reported adds nothing."""
    return added((one.sign, _sum_known(columns, indicators, one)) for one in steps)


def _sum_known(
    columns: Mapping[Column, Decimal | None], indicators: tuple[str, ...], step: Term
) -> Decimal | None:
    """Add up what is known of one term; None where nothing is."""
    month = kept_month(step.month)
    known = [
        value for name in indicators if (value := columns.get((month, name, step.cumulated))) is not None
    ]
    return sum(known, Decimal(0)) if known else None
