"""The round of foreign trade surveys of the demonstration, told from the visits and problems that are there."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.trade_surveys import DIFFICULTY_OF
from dadu_desktop.services.demo_words import INVENTED, pick, spread, words
from dadu_desktop.services.foreign_trade import SURVEYED
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import save_in
from dadu_desktop.services.rows import Row, Values
from dadu_desktop.storage.ledger_file import LedgerFile

ROUND = "2022年重点外贸企业调研"
_ALL = 1_000_000
_VISIT_KEYS = ("number", "date", "leader", "visitors", "receiver", "operation", "reply", "next_step")
_PERIOD = PartialDate(2022, 9)
_LEAST, _STEPS = 120, 400


def write(ledger: LedgerFile) -> None:
    """Write a survey for each foreign trade enterprise that was visited, with all of its problems."""
    visits = {one.id: row for row in _visits(ledger) for one in _reached(row)}
    problems = _problems(ledger)
    exporters = list_records(
        ledger,
        "enterprises",
        ListQuery(filters=(Filter("foreign_trade", "is", True),), columns=("name",), limit=_ALL),
    ).rows
    visited = sorted(row.id for row in exporters if row.id in visits)
    with ledger.unit(reason="生成演示台账") as unit:
        for place, enterprise in enumerate(visited):
            raised = problems.get(enterprise, [])
            values = {
                "enterprise": Reference(enterprise, ""),
                **_told(visits[enterprise]),
                **_trade(place),
                **_difficulties(place, raised),
            }
            linked = [{"problem": row.values["number"]} for row in raised]
            save_in(unit, "trade-surveys", 0, values, {"linked": linked})


def _visits(ledger: LedgerFile) -> list[Row]:
    """Read the visits of the year that count as surveys, the oldest first."""
    known = [RECORD_TYPES["visits"].field(key).key for key in _VISIT_KEYS]
    year = (
        Filter("date", "at_least", PartialDate(2022, 1, 1)),
        Filter("date", "at_most", PartialDate(2022, 12, 31)),
    )
    query = ListQuery(
        filters=(Filter("form", "one_of", SURVEYED), *year), columns=(*known, "enterprises"), limit=_ALL
    )
    return sorted(list_records(ledger, "visits", query).rows, key=lambda row: str(row.values["date"]))


def _reached(visit: Row) -> tuple[Reference, ...]:
    """Tell whom a visit reached."""
    return cast("tuple[Reference, ...]", visit.values["enterprises"])


def _problems(ledger: LedgerFile) -> dict[int, list[Row]]:
    """Read all problems by their enterprise."""
    query = ListQuery(columns=("number", "enterprise", "subcategory", "description"), limit=_ALL)
    found: dict[int, list[Row]] = {}
    for row in list_records(ledger, "problems", query).rows:
        found.setdefault(cast("Reference", row.values["enterprise"]).id, []).append(row)
    return found


def _told(visit: Row) -> Values:
    """Say what the visit says."""
    told = visit.values
    return {
        "round": ROUND,
        "date": told["date"],
        "visit": told["number"],
        "leader": told["leader"],
        "surveyors": told["visitors"],
        "receiver": told["receiver"],
        "findings": told["operation"],
        "reply": told["reply"],
        "next_step": told["next_step"],
        "source": INVENTED,
    }


def _trade(place: int) -> Values:
    """Invent imports and exports of the first nine months."""
    known = words("work")
    imports = _LEAST + 5 * spread(_STEPS, "imports", place) if spread(3, "importer", place) == 0 else 0
    return {
        "period": _PERIOD,
        "span": "累计",
        "exports": Decimal(_LEAST + 5 * spread(_STEPS, "exports", place)),
        "imports": Decimal(imports),
        "growth": Decimal(spread(900, "trade growth", place) - 200) / 10,
        "markets": pick(known["trade_markets"], "market", place),
        "products": pick(known["trade_products"], "product", place),
    }


def _difficulties(place: int, raised: list[Row]) -> Values:
    """Name the kinds of difficulty: those of the problems, else one that the enterprise spoke of."""
    kinds = [
        DIFFICULTY_OF[str(row.values["subcategory"])]
        for row in raised
        if row.values["subcategory"] in DIFFICULTY_OF
    ]
    spoken = pick(tuple(DIFFICULTY_OF.values()), "difficulty", place)
    return {"difficulties": "、".join(dict.fromkeys(kinds or [spoken]))}
