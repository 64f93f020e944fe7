"""The enterprise of a case beside the others of its trade, month by month since the case was begun."""

from __future__ import annotations

from dataclasses import dataclass

from dadu_desktop.domain.errors import NotFound
from dadu_desktop.domain.growth import STOPPED, Growth
from dadu_desktop.domain.measures import headline_indicator
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.peers import PeerMonth, peer_sentences
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.spans import Span
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.figure_units import asked_month, newest_asked, read_units
from dadu_desktop.services.records import RecordData, get_record
from dadu_desktop.storage.ledger_file import LedgerFile

MONTHS = 24
"""As many months are compared at the most, the newest ones."""

_NO_FIGURES = "本企业没有月度统计数据，不能与同行业比较"


@dataclass(frozen=True)
class PeerComparison:
    """Trade, indicator and the months; empty where the enterprise reports nothing."""

    trade: str
    indicator: str
    months: tuple[PeerMonth, ...]

    @property
    def sentences(self) -> list[str]:
        """Say it in a few sentences without full stops."""
        return peer_sentences(self.months) or [_NO_FIGURES]


def compare_with_trade(ledger: LedgerFile, case: RecordData) -> PeerComparison:
    """Compare the growth of the enterprise with that of each other one of its trade over the same months."""
    reference, started = case.values["enterprise"], case.values["started"]
    if not isinstance(reference, Reference):
        return PeerComparison("", "", ())
    trade = str(get_record(ledger, "enterprises", reference.id).values["trade"] or "")
    found = [
        one
        for month in _months(ledger, started if isinstance(started, PartialDate) else None)
        if (one := _compared(ledger, month, reference.id, trade))
    ]
    reported = any(one.own.rate is not None for one in found)
    return PeerComparison(trade, headline_indicator(trade or None), tuple(found) if reported else ())


def _months(ledger: LedgerFile, started: PartialDate | None) -> list[Month]:
    """List the months from the start of the case to the newest figures, 1—2月 as they were reported."""
    try:
        newest = newest_asked(ledger)
    except NotFound:
        return []
    first = Month.of(started.first_day()) if started else Month(newest.year, 1)
    months: list[Month] = []
    month = newest
    while month.last_day() >= first.first_day() and len(months) < MONTHS:
        months.append(month)
        month = month.previous()
        with ledger.read() as connection:
            month = asked_month(connection, month)
    return months[::-1]


def _compared(ledger: LedgerFile, month: Month, enterprise: int, trade: str) -> PeerMonth | None:
    """Compare one month; None where nobody of the trade reported."""
    units = [one for one in read_units(ledger, month, (Span.MONTH,)) if one.trade == trade]
    if not units:
        return None
    rates = {one.enterprise.id: one.figures[Span.MONTH].growth for one in units}
    own = rates.pop(enterprise, Growth(None, STOPPED))
    others = tuple(sorted(one.rate for one in rates.values() if one.rate is not None))
    return PeerMonth(month, own, others)
