"""What was told of a cluster, in the words in which it was given out, and as counts for its chart."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.money import Unit
from dadu_desktop.domain.official_figures import amount_words
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import RecordData
from dadu_desktop.services.rows import Row, Values
from dadu_desktop.storage.ledger_file import LedgerFile

WHOLE = "全集群"
_ENTERPRISES = ("家", None)
"""Measures that may stand beside each other in one chart."""
_ALL = 100_000


class Count(NamedTuple):
    """A count for the chart; ``words`` are those in which it was given out: 220余家."""

    indicator: str
    value: int
    words: str


def projects_of(ledger: LedgerFile, cluster: str) -> list[Row]:
    """Read the projects of a cluster."""
    within = (Filter("cluster", "is", cluster),)
    return list_records(ledger, "projects", ListQuery(filters=within, limit=_ALL)).rows


def reading_lines(cluster: RecordData) -> list[Values]:
    """Tell each reading of a cluster as texts; those of 预计 say so."""
    found = []
    for one in cluster.children["readings"]:
        count, amount = reading_words(one)
        growth, period = one["growth"], one["period"]
        found.append(
            {
                "indicator": one["indicator"],
                "subject": one["subject"] or WHOLE,
                "count": count,
                "amount": amount,
                "growth": f"{growth:f}%" if isinstance(growth, Decimal) else "",
                "period": f"{period.chinese() if isinstance(period, PartialDate) else ''}{one['span']}",
                "remark": remark(one),
                "source": one["source"],
            }
        )
    return found


def reading_words(reading: Mapping[str, object]) -> tuple[str, str]:
    """Say count and amount of a reading as they were given out: 220余家, 163.67亿元; a bare 18 gets its 家."""
    count, amount = reading["count"], reading["amount"]
    return (
        _with(count.text(), str(reading["measure"] or "")) if isinstance(count, Approximate) else "",
        _amount(amount) if isinstance(amount, Approximate) else "",
    )


def _amount(value: Approximate) -> str:
    """Say an amount; one that was given as a bare number in 亿元, a hedged one with the unit of its column."""
    exact = value.text()[-1:].isdigit() and not value.qualifier
    return amount_words(Approximate(value.value)) if exact else _with(amount_words(value), Unit.WAN.value)


def _with(words: str, unit: str) -> str:
    """Put the unit behind words that end in a digit."""
    return f"{words}{unit}" if words[-1:].isdigit() else words


def remark(reading: Mapping[str, object]) -> str:
    """Say what else there is to a reading: that it is expected, its share, its note."""
    share = reading["share"]
    told = (
        "预计" if reading["expected"] else "",
        f"占{share:f}%" if isinstance(share, Decimal) else "",
        str(reading["note"] or ""),
    )
    return "；".join(filter(None, told))


def counts_of(cluster: RecordData) -> list[Count]:
    """Give the newest count of enterprises for each indicator of the whole cluster, in the order of the rows."""
    rows = [
        one
        for one in cluster.children["readings"]
        if not one["subject"] and one["measure"] in _ENTERPRISES and isinstance(one["count"], Approximate)
    ]
    newest = {one["indicator"]: one for one in sorted(rows, key=lambda one: str(one["period"]))}
    return [
        Count(str(name), int(count.value), count.text())
        for name in dict.fromkeys(one["indicator"] for one in rows)
        if isinstance(count := newest[name]["count"], Approximate)
    ]
