"""What is doubtful in the figures of a month, with the reasons given for passing it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from dadu_desktop.domain.figure_checks import Level
from dadu_desktop.domain.periods import Month
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.figure_history import FigureHistory
from dadu_desktop.services.figure_sums import alive, kept_month
from dadu_desktop.storage.ledger_file import LedgerFile


@dataclass(frozen=True)
class Doubt:
    """One finding about a kept figure; ``checked`` is the written reason, "" while it is open."""

    figure: int
    enterprise: Reference
    indicator: str
    level: Level
    sentence: str
    checked: str


def doubts_of_month(ledger: LedgerFile, month: Month) -> tuple[Doubt, ...]:
    """Check every figure of a month; errors and open doubts first, then in the order of the register."""
    with ledger.read() as connection:
        known = FigureHistory(connection, month)
        kept = {
            (row.enterprise, row.indicator): row
            for row in connection.execute(
                select(
                    MonthlyFigure.id,
                    MonthlyFigure.enterprise,
                    MonthlyFigure.indicator,
                    MonthlyFigure.checked,
                    Enterprise.name,
                )
                .join(Enterprise, Enterprise.id == MonthlyFigure.enterprise)
                .where(MonthlyFigure.month == kept_month(month), *alive())
            )
        }
        found = []
        for enterprise in sorted(known.reported):
            for finding in known.check(enterprise):
                row = kept[enterprise, finding.field]
                place = (row.id, Reference(enterprise, row.name), finding.field)
                found.append(Doubt(*place, finding.level, finding.sentence, row.checked or ""))
    return tuple(sorted(found, key=lambda one: (one.level is Level.WARNING, bool(one.checked))))
