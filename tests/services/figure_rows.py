"""Figures written straight into a ledger, past the checks, for tests of what is read from them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import insert

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.storage.ledger_file import LedgerFile

Given = tuple[int, str, str, str | None, str | None, str | None, str | None]
"""Enterprise, month, indicator, and the four columns."""


def amount(text: str | None) -> Decimal | None:
    """Read an amount; None is not known."""
    return None if text is None else Decimal(text)


def plain(*values: object) -> tuple[object, ...]:
    """Put values side by side, to be compared with whole numbers."""
    return values


def write_figures(ledger: LedgerFile, given: Iterable[Given], **marks: object) -> None:
    """Keep figures as they are given."""
    rows = [
        {
            "enterprise": enterprise,
            "month": PartialDate.parse_iso(month),
            "indicator": indicator,
            "value": amount(value),
            "base": amount(base),
            "cumulative": amount(cumulative),
            "cumulative_base": amount(cumulative_base),
            "state": "已报",
            "version": 1,
            "revision": 1,
            "replaced": False,
            **marks,
        }
        for enterprise, month, indicator, value, base, cumulative, cumulative_base in given
    ]
    with ledger.unit() as unit:
        if rows:
            unit.connection.execute(insert(MonthlyFigure), rows)
        unit.touch("figures", (), index=False)
