"""The data of printed pages about problems and visits: 交办单, 督办单, 走访路线单, 交接清单."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dadu_desktop.domain.dates import read_date
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_log import in_force
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.reporting.figures import FigureBook
from dadu_desktop.services.briefing_data import DocumentData
from dadu_desktop.services.handover import handover, responsible_people
from dadu_desktop.services.list_query import Filter, ListQuery, Sort
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.problem_clock import unknown_year_note
from dadu_desktop.services.problem_moves import moves_of, standing_of
from dadu_desktop.services.quoted_values import quoted_record
from dadu_desktop.services.records import find_record, get_record
from dadu_desktop.services.rows import Values
from dadu_desktop.services.visit_planning import PlannedVisit, planned_visits
from dadu_desktop.storage.ledger_file import LedgerFile

_OPEN_SHOWN = 5


def assignment(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather a 交办单: what is handed to whom, until when, with a slip for the answer."""
    return _order(ledger, parameters, "企业问题交办单", Move.ASSIGN)


def supervision(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather a 督办单: the same, with how late it is and what was asked for before."""
    return _order(ledger, parameters, "企业问题督办单", Move.SUPERVISE)


def visit_route(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather the route of a day: whom to visit where, with what stands open there."""
    day, planned = _round(ledger, parameters)
    stops = [_stop(ledger, one) for one in planned]
    stops.sort(key=lambda one: (str(one["area"] or ""), str(one["town"] or ""), str(one["address"] or "")))
    title = f"走访路线单（{PartialDate.of(day).chinese()}）"
    return DocumentData(
        title, {"title": title, "day": PartialDate.of(day), "stops": stops, "plan": planned[:1]}, {}
    )


def visit_plan_sheets(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather the empty visit sheets of a day, filled in with what is known before."""
    day, planned = _round(ledger, parameters)
    title = f"走访记录表（{PartialDate.of(day).chinese()}）"
    stops = [{**_stop(ledger, one), "plan": one} for one in planned]
    return DocumentData(title, {"title": title, "day": PartialDate.of(day), "stops": stops}, {})


def handover_list(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather what one person has in hand, or everybody."""
    today = date.today()
    given = parameters.get("person", "").strip()
    people = [handover(ledger, one, today) for one in ([given] if given else responsible_people(ledger))]
    kinds = {kind: known.record_label for kind, known in RECORD_TYPES.items()}
    title = f"{given}工作交接清单" if given else "工作交接清单（全部责任人）"
    return DocumentData(title, {"title": title, "people": people, "kinds": kinds}, {})


def _order(ledger: LedgerFile, parameters: Mapping[str, str], name: str, move: Move) -> DocumentData:
    """Gather one problem with its enterprises, its log and the words of the newest move of a kind."""
    problem = find_record(ledger, "problems", parameters["number"])
    reference = problem.values["enterprise"]
    enterprise: Values = {}
    if isinstance(reference, Reference):
        enterprise = get_record(ledger, "enterprises", reference.id).values
    book = FigureBook()
    log = moves_of(ledger, problem.id)
    newest = next((one for one in reversed(in_force(log)) if one.move == move), None)
    today = date.today()
    due = problem.values["due_date"]
    values = {
        "note": unknown_year_note(ledger, due.last_day()) if isinstance(due, PartialDate) else "",
        "title": name,
        "problem": quoted_record(book, problem),
        "enterprise": enterprise,
        "log": log,
        "words": newest.words if newest else "",
        "standing": standing_of(ledger, problem.id, today),
        "day": newest.date if newest else PartialDate.of(today),
    }
    return DocumentData(f"{name}{problem.number}", values, {}, tuple(book.figures))


def _round(ledger: LedgerFile, parameters: Mapping[str, str]) -> tuple[date, list[PlannedVisit]]:
    """Find the visits planned for the day asked for, else for the next day that has any."""
    given = parameters.get("day", "").strip()
    if given:
        day = read_date(given, today=date.today()).first_day()
    else:
        ahead = planned_visits(ledger)
        day = next(
            (one.day for one in ahead if one.day >= date.today()), ahead[-1].day if ahead else date.today()
        )
    return day, planned_visits(ledger, first=day, last=day, open_only=False)


def _stop(ledger: LedgerFile, planned: PlannedVisit) -> Values:
    """Tell of an enterprise what one should know at its door."""
    known = get_record(ledger, "enterprises", planned.enterprise.id).values
    keys = ("town", "area", "contact", "telephone", "last_visit", "principal", "trade")
    open_ones = ListQuery(
        enterprise=planned.enterprise.id,
        filters=(Filter("light", "filled"),),
        sort=(Sort("due_date"),),
        columns=("number", "description", "status", "light"),
        limit=_OPEN_SHOWN,
    )
    return {
        **{key: known[key] for key in keys},
        "enterprise": planned.enterprise,
        "address": known["business_address"] or known["registered_address"],
        "purpose": planned.purpose,
        "visitors": planned.visitors,
        "leader": planned.leader,
        "reason": planned.overlap_reason,
        "problems": [row.values for row in list_records(ledger, "problems", open_ones).rows],
    }
