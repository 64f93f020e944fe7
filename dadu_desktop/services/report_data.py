"""The data of each document, as plain values for its template and blocks for its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.indicators import IndicatorKind, read_indicator
from dadu_desktop.records.fields import Reference
from dadu_desktop.reporting.charts import LineChart, RankChart, RankMove, Series
from dadu_desktop.reporting.document import Block
from dadu_desktop.reporting.figures import Basis, Figure, FigureBook, How
from dadu_desktop.services.analysis_data import commerce_report, month_analysis
from dadu_desktop.services.briefing_data import DocumentData, briefing
from dadu_desktop.services.case_indicators import indicator_sentence, trends
from dadu_desktop.services.case_peers import PeerComparison, compare_with_trade
from dadu_desktop.services.cluster_papers import CLUSTER_SOURCES
from dadu_desktop.services.dossiers import dossier, dossiers
from dadu_desktop.services.goal_charts import goal_charts, progress_chart
from dadu_desktop.services.plan_papers import plan_review
from dadu_desktop.services.problem_papers import (
    assignment,
    handover_list,
    supervision,
    visit_plan_sheets,
    visit_route,
)
from dadu_desktop.services.quoted_values import quoted_part, quoted_record
from dadu_desktop.services.records import RecordData, find_record, get_record
from dadu_desktop.services.rows import Values
from dadu_desktop.storage.ledger_file import LedgerFile

Source = Callable[[LedgerFile, Mapping[str, str]], DocumentData]


def plan_sheet(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather one 一企一策 with the enterprise that it is for."""
    plan = find_record(ledger, "plans", parameters["number"])
    enterprise = enterprise_of(ledger, plan)
    book = FigureBook()
    values: dict[str, object] = {
        "plan": quoted_record(book, plan),
        "enterprise": enterprise.values,
        **{part: quoted_part(book, plan, part) for part in ("goals", "measures", "policies")},
    }
    charts: dict[str, Block] = {**goal_charts(plan.children["goals"])}
    values["goal_charts"] = list(charts)
    charts["progress"] = progress_chart(plan.children["measures"])
    return DocumentData(f"{enterprise.values['name']}一企一策", values, charts, tuple(book.figures))


def case_report(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather one case of one-on-one help with its charts."""
    case = find_record(ledger, "cases", parameters["number"])
    enterprise = enterprise_of(ledger, case)
    book = FigureBook()
    told = [{**row, "sentence": indicator_sentence(row)} for row in case.children["indicators"]]
    values: dict[str, object] = {
        "case": quoted_record(book, case),
        "enterprise": enterprise.values,
        **{part: quoted_part(book, case, part) for part in case.children},
    }
    values["indicators"] = [
        {**quoted, "sentence": _sentence(case, row, book)}
        for quoted, row in zip(quoted_part(book, case, "indicators"), told, strict=True)
    ]
    ranks, charts = rank_chart(told), reading_charts(case.children["readings"], told)
    values["charts"] = [(chart.series[0].name, key) for key, chart in charts.items()]
    values["has_ranks"] = bool(ranks.moves)
    goals = goal_charts(told)
    values["goal_charts"] = list(goals)
    compared = compare_with_trade(ledger, case)
    values["peers"] = _peer_sentences(compared, enterprise, book)
    blocks: dict[str, Block] = {"ranks": ranks, **charts, **goals, "peer_chart": peer_chart(compared)}
    return DocumentData(str(case.values["title"]), values, blocks, tuple(book.figures))


def _peer_sentences(compared: PeerComparison, enterprise: RecordData, book: FigureBook) -> list[object]:
    """Say how the trade fared over the same months; nothing where the enterprise reports no figures."""
    rule = "同行业其他企业同月同比的中位数和范围，不含本企业；少于3家不作比较。"
    basis = Basis("同行业同期变化", "enterprises", (enterprise.id,), How.QUOTED, rule)
    return [book.add(one, basis) for one in compared.sentences] if compared.months else []


def peer_chart(compared: PeerComparison) -> LineChart:
    """Chart the growth of the enterprise beside the median and the middle half of its trade."""
    months = compared.months
    return LineChart(
        tuple(str(one.month) for one in months),
        (
            Series("本企业", tuple(one.own.rate for one in months)),
            Series("同行业中位数", tuple(one.median for one in months)),
            Series("下四分位", tuple(one.quartiles[0] if one.quartiles else None for one in months)),
            Series("上四分位", tuple(one.quartiles[1] if one.quartiles else None for one in months)),
        ),
        "%",
    )


def _sentence(case: RecordData, row: Mapping[str, object], book: FigureBook) -> Figure | str:
    """Say the way of an indicator, with the values that it follows from; "" where its words cannot be read."""
    keys = tuple(f"indicators/{row['id']}/{key}" for key in ("base", "target", "actual"))
    rule = "由指标的基期、目标和实际值写成。"
    basis = Basis(str(row["name"]), "cases", (case.id,), How.QUOTED, rule, keys=keys)
    return book.add(row["sentence"], basis) if row["sentence"] else ""


def visit_sheet(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather one visit with the problems raised on it."""
    visit = find_record(ledger, "visits", parameters["number"])
    book = FigureBook()
    values = {"visit": quoted_record(book, visit), "problems": visit.children["problems"]}
    return DocumentData(f"走访记录表{visit.number}", values, {}, tuple(book.figures))


def enterprise_of(ledger: LedgerFile, record: RecordData) -> RecordData:
    """Read the enterprise that a record is about."""
    reference = record.values["enterprise"]
    if not isinstance(reference, Reference):
        raise InputProblem(f"{record.number}没有填写企业，请先补填后再打印。")
    return get_record(ledger, "enterprises", reference.id)


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
    lines = [one for one in trends(indicators, readings) if one.kind is not IndicatorKind.RANK]
    return {
        f"readings-{at}": LineChart(
            tuple(one.day for one in line.readings),
            (Series(line.name, tuple(one.number for one in line.readings)),),
            line.unit,
        )
        for at, line in enumerate(lines)
    }


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
    **CLUSTER_SOURCES,
}
"""Where the data of each document come from, by the id of the report."""

MANY: dict[str, Callable[[LedgerFile, Sequence[str]], Iterator[DocumentData]]] = {"dossier": dossiers}
"""Documents whose data are gathered at once for many records, named by their numbers."""
