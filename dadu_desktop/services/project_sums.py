"""Sums of projects by cluster: how many, how much was signed and arrived, and how many stand in which light."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dadu_desktop.domain.project_stages import StageLight
from dadu_desktop.records.projects import STATUSES
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.rows import Row
from dadu_desktop.storage.ledger_file import LedgerFile

OTHERS = "未归集群"
TOTAL = "合计"
ENDED = "已终止"
STATUSES_COUNTED = tuple(one for one in STATUSES if one != ENDED)
_COLUMNS = ("name", "cluster", "status", "signed_amount", "arrived_amount", "light")
_ALL = 100_000


@dataclass(frozen=True)
class ProjectSum:
    """The projects of one cluster; amounts in 万元, ``rate`` in whole per cent rounded down, ``ids`` behind it."""

    label: str
    count: int
    signed_amount: Decimal
    arrived_amount: Decimal
    rate: int | None
    red: int
    amber: int
    on_time: int
    done: int
    unplanned: int
    ids: tuple[int, ...]


def project_sums(ledger: LedgerFile) -> list[ProjectSum]:
    """Add the projects up that were not given up, the largest sum signed first, all of them together last."""
    rows = list_records(ledger, "projects", ListQuery(columns=_COLUMNS, limit=_ALL)).rows
    alive = [row for row in rows if row.values["status"] != ENDED]
    groups: dict[str, list[Row]] = {}
    for row in alive:
        groups.setdefault(str(row.values["cluster"] or OTHERS), []).append(row)
    sums = [_sum(label, found) for label, found in groups.items()]
    return [*sorted(sums, key=lambda one: (one.label == OTHERS, -one.signed_amount)), _sum(TOTAL, alive)]


def _sum(label: str, rows: Sequence[Row]) -> ProjectSum:
    """Add the projects of one group up."""
    signed, arrived = (_total(rows, key) for key in ("signed_amount", "arrived_amount"))
    lights = Counter(row.values["light"] for row in rows)
    return ProjectSum(
        label=label,
        count=len(rows),
        signed_amount=signed,
        arrived_amount=arrived,
        rate=int(arrived * 100 // signed) if signed else None,
        red=lights[StageLight.RED],
        amber=lights[StageLight.AMBER],
        on_time=lights[StageLight.GREEN],
        done=lights[StageLight.DONE],
        unplanned=lights[StageLight.NONE],
        ids=tuple(row.id for row in rows),
    )


def _total(rows: Sequence[Row], key: str) -> Decimal:
    """Add up what is known."""
    return sum((value for row in rows if isinstance(value := row.values[key], Decimal)), Decimal(0))
