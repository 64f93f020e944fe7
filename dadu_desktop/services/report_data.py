"""The data of each document, as plain values for its template and blocks for its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.indicators import IndicatorKind, IndicatorValue, describe, read_indicator
from dadu_desktop.domain.measures import headline_indicator
from dadu_desktop.records.fields import Reference
from dadu_desktop.reporting.charts import LineChart, RankChart, RankMove, Series
from dadu_desktop.reporting.document import Block
from dadu_desktop.services.analysis_data import commerce_report, month_analysis
from dadu_desktop.services.briefing_data import DocumentData, briefing
from dadu_desktop.services.lists import ListQuery, list_records
from dadu_desktop.services.plan_papers import plan_review
from dadu_desktop.services.problem_papers import (
    assignment,
    handover_list,
    supervision,
    visit_plan_sheets,
    visit_route,
)
from dadu_desktop.services.record_rows import Values
from dadu_desktop.services.records import RecordData, find_record, get_record
from dadu_desktop.services.timeline import enterprise_facts, figure_series, timeline
from dadu_desktop.storage.ledger_file import LedgerFile

Source = Callable[[LedgerFile, Mapping[str, str]], DocumentData]

_STORY_LENGTH = 30
_TOLD = {
    "problems": ("number", "description", "lead_unit", "due_date", "status", "light"),
    "plans": ("number", "year", "status", "goal", "problems"),
    "cases": ("number", "title", "status", "effect"),
}
"""What a dossier says of the records of its enterprise."""


def dossier(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather what is known of one enterprise (一企一档)."""
    found = find_record(ledger, "enterprises", parameters["enterprise"])
    of_it = ListQuery(enterprise=found.id)
    rows = {
        kind: [
            {**row.values, "limit_note": "".join(row.notes.values())}
            for row in list_records(ledger, kind, of_it).rows
        ]
        for kind in ("problems", "plans", "cases")
    }
    events = timeline(ledger, found.id)
    values = {
        "enterprise": found.values,
        "people": found.children["people"],
        "names": found.children["names"],
        "facts": enterprise_facts(ledger, found.id),
        "events": events[:_STORY_LENGTH],
        "event_count": len(events),
        **rows,
    }
    return DocumentData(f"{found.values['name']}一企一档", values, {"chart": figure_chart(ledger, found)})


def plan_sheet(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather one 一企一策 with the enterprise that it is for."""
    plan = find_record(ledger, "plans", parameters["number"])
    enterprise = enterprise_of(ledger, plan)
    values = {
        "plan": plan.values,
        "goals": plan.children["goals"],
        "measures": plan.children["measures"],
        "policies": plan.children["policies"],
    }
    title = f"{enterprise.values['name']}一企一策"
    return DocumentData(title, {**values, "enterprise": enterprise.values}, {})


def case_report(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather one case of one-on-one help with its charts."""
    case = find_record(ledger, "cases", parameters["number"])
    enterprise = enterprise_of(ledger, case)
    told = [{**row, "sentence": indicator_sentence(row)} for row in case.children["indicators"]]
    values: dict[str, object] = {
        "case": case.values,
        "enterprise": enterprise.values,
        **case.children,
        "indicators": told,
    }
    ranks, charts = rank_chart(told), reading_charts(case.children["readings"], told)
    values["charts"] = [(chart.series[0].name, key) for key, chart in charts.items()]
    values["has_ranks"] = bool(ranks.moves)
    blocks: dict[str, Block] = {"ranks": ranks, **charts}
    return DocumentData(str(case.values["title"]), values, blocks)


def visit_sheet(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather one visit with the problems raised on it."""
    visit = find_record(ledger, "visits", parameters["number"])
    values = {"visit": visit.values, "problems": visit.children["problems"]}
    return DocumentData(f"走访记录表{visit.number}", values, {})


def enterprise_of(ledger: LedgerFile, record: RecordData) -> RecordData:
    """Read the enterprise that a record is about."""
    reference = record.values["enterprise"]
    if not isinstance(reference, Reference):
        raise InputProblem(f"{record.number}没有填写企业，请先补填后再打印。")
    return get_record(ledger, "enterprises", reference.id)


def figure_chart(ledger: LedgerFile, enterprise: RecordData) -> LineChart:
    """Chart the headline indicator of 24 months beside the year before."""
    series = figure_series(ledger, enterprise.id)
    trade = enterprise.values["trade"]
    name = headline_indicator(str(trade) if trade else None)
    months, now, before = zip(*series, strict=True) if series else ((), (), ())
    return LineChart(months, (Series(name, now), Series("上年同月", before)), "万元")


def indicator_sentence(row: Values) -> str:
    """Say an indicator's way in one sentence; "" where its words cannot be read."""
    kind = IndicatorKind(str(row["kind"]))
    try:
        read = [_read(kind, row, key) for key in ("base", "target", "actual")]
    except InputProblem:
        return ""
    return describe(kind, *read)


def _read(kind: IndicatorKind, row: Values, key: str) -> IndicatorValue | None:
    """Read one value of an indicator, None where there is none."""
    words = row[key]
    return read_indicator(kind, str(words), str(row["unit"] or "")) if words else None


def rank_chart(indicators: list[dict[str, object]]) -> RankChart:
    """Chart the ranks whose way is known."""
    moves = []
    for row in indicators:
        if row["kind"] == IndicatorKind.RANK and row["base"] and row["actual"] and row["sentence"]:
            before, now = (read_indicator(IndicatorKind.RANK, str(row[key])) for key in ("base", "actual"))
            out_of = now.out_of or before.out_of or int(max(before.number, now.number))
            moves.append(RankMove(str(row["name"]), int(before.number), int(now.number), out_of))
    return RankChart(tuple(moves))


def reading_charts(readings: tuple[Values, ...], indicators: list[dict[str, object]]) -> dict[str, LineChart]:
    """Chart each indicator, ranks apart, that was read at least twice."""
    charts: dict[str, LineChart] = {}
    for row in indicators:
        own = sorted(
            (one for one in readings if one["indicator"] == row["name"]), key=lambda one: str(one["date"])
        )
        if row["kind"] != IndicatorKind.RANK and len(own) > 1:
            values = tuple(_number(row, one) for one in own)
            unit = str(row["unit"] or "万元" if row["kind"] == IndicatorKind.AMOUNT else row["unit"] or "")
            charts[f"readings-{len(charts)}"] = LineChart(
                tuple(str(one["date"]) for one in own), (Series(str(row["name"]), values),), unit
            )
    return charts


def _number(row: Values, reading: Values) -> Decimal | None:
    """Read the number of a dated value."""
    try:
        return read_indicator(
            IndicatorKind(str(row["kind"])), str(reading["value"]), str(row["unit"] or "")
        ).number
    except InputProblem:
        return None


SOURCES: dict[str, Source] = {
    "dossier": dossier,
    "plan-sheet": plan_sheet,
    "plan-review": plan_review,
    "case-report": case_report,
    "visit-sheet": visit_sheet,
    "briefing": briefing,
    "month-analysis": month_analysis,
    "commerce-section": commerce_report,
    "assignment": assignment,
    "supervision": supervision,
    "visit-route": visit_route,
    "visit-plan-sheets": visit_plan_sheets,
    "handover": handover_list,
}
"""Where the data of each document come from, by the id of the report."""
