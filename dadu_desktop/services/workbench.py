"""工作台: what waits for the person today, each number a list that opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.problem_workflow import OPEN, Light
from dadu_desktop.services.histories import Change, recent_changes
from dadu_desktop.services.lists import Filter, ListQuery, Sort, list_records
from dadu_desktop.storage.ledger_file import LedgerFile

UNVISITED_DAYS = 90
_DUE_SHOWN = 30


@dataclass(frozen=True)
class Card:
    """A number and the list behind it."""

    key: str
    label: str
    count: int
    kind: str
    query: ListQuery


@dataclass(frozen=True)
class DueItem:
    """An open problem with its time limit."""

    date: PartialDate | None
    light: str
    kind: str
    id: int
    number: str
    title: str


@dataclass(frozen=True)
class Workbench:
    """The start page as plain data."""

    cards: list[Card]
    due: list[DueItem]
    recent: list[Change]


def workbench(ledger: LedgerFile, today: date) -> Workbench:
    """Count what waits and list what is due."""
    cards = [_card(ledger, *one) for one in _questions(today)]
    return Workbench(cards, _due(ledger), recent_changes(ledger, 20))


def _questions(today: date) -> list[tuple[str, str, str, tuple[Filter, ...]]]:
    """Say what is counted: key, label, record type and the conditions."""
    this_month = PartialDate(today.year, today.month)
    long_ago = PartialDate.of(today - timedelta(days=UNVISITED_DAYS))
    unvisited = (Filter("status", "is", "在库"), Filter("last_visit", "not_since", long_ago))
    return [
        ("enterprises", "在库企业", "enterprises", (Filter("status", "is", "在库"),)),
        ("visits", "本月走访", "visits", (Filter("date", "at_least", this_month),)),
        ("overdue", "超期问题", "problems", (Filter("light", "is", Light.RED.value),)),
        ("near", "临近到期", "problems", (Filter("light", "is", Light.AMBER.value),)),
        ("open", "在办问题", "problems", (Filter("status", "one_of", tuple(sorted(OPEN))),)),
        ("callback", "待回访", "problems", (Filter("status", "is", "已反馈"),)),
        ("plans", "执行中的一企一策", "plans", (Filter("status", "is", "执行"),)),
        ("cases", "帮扶中的案例", "cases", (Filter("status", "is", "帮扶中"),)),
        ("unvisited", f"{UNVISITED_DAYS} 天未走访", "enterprises", unvisited),
    ]


def _card(ledger: LedgerFile, key: str, label: str, kind: str, filters: tuple[Filter, ...]) -> Card:
    """Count one list."""
    query = ListQuery(filters=filters)
    return Card(
        key, label, list_records(ledger, kind, ListQuery(filters=filters, limit=0)).total, kind, query
    )


def _due(ledger: LedgerFile) -> list[DueItem]:
    """List the open problems by their time limit."""
    query = ListQuery(
        filters=(Filter("status", "one_of", tuple(sorted(OPEN))), Filter("due_date", "filled")),
        sort=(Sort("due_date"),),
        columns=("due_date", "light", "number", "description"),
        limit=_DUE_SHOWN,
    )
    rows = list_records(ledger, "problems", query).rows
    return [
        DueItem(
            row.values["due_date"],  # type: ignore[arg-type]
            str(row.values["light"]),
            "problems",
            row.id,
            str(row.values["number"]),
            str(row.values["description"]),
        )
        for row in rows
    ]
