"""Sums of applications by policy and by enterprise: how many, how far, and how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from dadu_desktop.domain.approximate import Approximate, added
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.storage.ledger_file import LedgerFile

By = Literal["policy", "enterprise"]
_AMOUNTS = ("applied_amount", "approved_amount", "paid_amount")
_COLUMNS = ("policy", "enterprise", "status", *_AMOUNTS)
_ALL = 100_000


@dataclass(frozen=True)
class ApplicationSum:
    """The applications of one policy or enterprise, with their amounts in 万元; ``label`` is 合计 for all.

    An amount is hedged (约) where one of its parts is.
    """

    label: str
    count: int
    accepted: int
    paid: int
    refused: int
    applied_amount: Decimal | Approximate
    approved_amount: Decimal | Approximate
    paid_amount: Decimal | Approximate


def application_sums(ledger: LedgerFile, by: By, year: int | None = None) -> list[ApplicationSum]:
    """Add applications up, the largest sum paid first, all of them together last; of one year or of all."""
    within = (
        (Filter("applied", "at_least", PartialDate(year)), Filter("applied", "at_most", PartialDate(year)))
        if year
        else ()
    )
    rows = list_records(
        ledger, "policy-applications", ListQuery(filters=within, columns=_COLUMNS, limit=_ALL)
    ).rows
    groups: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        key = row.values[by]
        groups.setdefault(key.label if isinstance(key, Reference) else str(key), []).append(row.values)
    sums = sorted(
        (_sum(label, told) for label, told in groups.items()),
        key=lambda one: (-_number(one.paid_amount), -_number(one.applied_amount), one.label),
    )
    return [*sums, _sum("合计", [row.values for row in rows])]


def _sum(label: str, rows: Sequence[dict[str, object]]) -> ApplicationSum:
    """Add the applications of one group up; one that is paid was accepted before."""
    states = [row["status"] for row in rows]
    return ApplicationSum(
        label,
        len(rows),
        states.count("已受理") + states.count("已兑现"),
        states.count("已兑现"),
        states.count("不予受理"),
        *(added(row[key] for row in rows) for key in _AMOUNTS),
    )


def _number(amount: Decimal | Approximate) -> Decimal:
    """Give the number of an amount, to sort by."""
    return amount.value if isinstance(amount, Approximate) else amount


def years_of_applications(ledger: LedgerFile, today: date) -> list[int]:
    """List the years that can be chosen, the newest first."""
    rows = list_records(ledger, "policy-applications", ListQuery(columns=("applied",), limit=_ALL)).rows
    known = {row.values["applied"].year for row in rows if isinstance(row.values["applied"], PartialDate)}
    return sorted(known | {today.year}, reverse=True)
