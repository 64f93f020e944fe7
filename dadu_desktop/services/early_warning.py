"""Early warning over all enterprises of a month, with the visit that follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from dadu_desktop.domain.early_warning import Alarm, MonthFact, alarms, suggestion
from dadu_desktop.domain.figure_checks import Indicator
from dadu_desktop.domain.figure_doubts import Single, unit_slip
from dadu_desktop.domain.growth import growth
from dadu_desktop.domain.measures import headline_indicator
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.reporting_states import ReportState
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.figure_history import FigureHistory
from dadu_desktop.services.month_close import UnitStatus, month_status
from dadu_desktop.services.records import RecordData, blank_record
from dadu_desktop.storage.ledger_file import LedgerFile


@dataclass(frozen=True)
class EnterpriseWarning:
    """One enterprise to look after: why, and what to do."""

    enterprise: Reference
    trade: str
    alarms: tuple[Alarm, ...]
    suggestion: str


def early_warnings(ledger: LedgerFile, month: Month) -> tuple[EnterpriseWarning, ...]:
    """Find the enterprises that fell three months in a row or steeply, kept silent, or mistook the unit."""
    status = month_status(ledger, month)
    with ledger.read() as connection:
        histories = _histories(connection, month)
        found = []
        for unit in status.units:
            facts, slip = _facts(unit, month, histories)
            raised = tuple(alarms(facts, slip))
            if raised:
                found.append(EnterpriseWarning(unit.enterprise, unit.trade, raised, suggestion(raised)))
    return tuple(found)


def suggested_visit(ledger: LedgerFile, warning: EnterpriseWarning) -> RecordData:
    """Give a new visit with enterprise and topic filled in, for the person to plan."""
    blank = blank_record(ledger, "visits", enterprise=warning.enterprise)
    topic = "；".join(one.sentence.rstrip("。") for one in warning.alarms)
    return replace(blank, values={**blank.values, "topic": f"运行预警走访：{topic}"})


def _histories(connection: Connection, month: Month) -> list[FigureHistory]:
    """Read this month and the two before it, newest first."""
    months = [month, month.previous(), month.previous().previous()]
    return [FigureHistory(connection, one) for one in months]


def _facts(unit: UnitStatus, month: Month, histories: list[FigureHistory]) -> tuple[list[MonthFact], str]:
    """Take three months of an enterprise, oldest first, and the factor of a suspected slip."""
    name, one = Indicator(headline_indicator(unit.trade)), unit.enterprise.id
    kept = [history.reported.get(one, {}).get(name) for history in histories]
    facts = [
        MonthFact(growth(each.month, each.month_base), each.month is not None)
        if each
        else MonthFact(growth(None, None), reported=False)
        for each in kept
    ]
    now = kept[0]
    if now is None or now.month is None or unit.state is ReportState.MISSING:
        return [*reversed(facts[1:]), MonthFact(growth(None, None), reported=False)], ""
    last = kept[1].month if kept[1] else None
    return facts[::-1], unit_slip(
        Single(month, name, now.month, now.month_base, last, histories[0].history(one, name))
    )
