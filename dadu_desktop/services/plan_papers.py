"""The printed stage review (阶段评估) of a 一企一策."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.records.fields import Reference
from dadu_desktop.reporting.charts import LineChart, Series
from dadu_desktop.reporting.document import Block
from dadu_desktop.reporting.figures import FigureBook
from dadu_desktop.services.briefing_data import DocumentData
from dadu_desktop.services.goal_charts import goal_charts, progress_chart
from dadu_desktop.services.plan_diagnosis import Diagnosis, diagnose
from dadu_desktop.services.plan_overview import measure_lights
from dadu_desktop.services.quoted_values import quoted_part, quoted_record, quoted_rows
from dadu_desktop.services.records import find_record
from dadu_desktop.storage.ledger_file import LedgerFile


def plan_review(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather the newest review of a plan with goals, measures and their lights, progress and the figures."""
    plan = find_record(ledger, "plans", parameters["number"])
    enterprise = plan.values["enterprise"]
    book = FigureBook()
    told = {part: quoted_part(book, plan, part) for part in ("goals", "measures", "entries", "reviews")}
    reviews = sorted(told["reviews"], key=lambda one: str(one["date"]))
    if not reviews or not isinstance(enterprise, Reference):
        raise InputProblem(f"{plan.number}还没有阶段评估，请先在一企一策页面做“阶段评估”。")
    today = date.today()
    found = diagnose(ledger, enterprise, today)
    lights = measure_lights(ledger, plan.id, today)
    values: dict[str, object] = {
        "plan": quoted_record(book, plan),
        "enterprise": enterprise.label,
        "review": reviews[-1],
        "earlier": reviews[:-1],
        "goals": told["goals"],
        "measures": [
            {**one, "light": light.value} for one, light in zip(told["measures"], lights, strict=True)
        ],
        "entries": sorted(told["entries"], key=lambda one: str(one["date"])),
        "sentences": found.sentences,
        "problems": quoted_rows(book, "problems", found.problems),
    }
    title = f"{enterprise.label}一企一策{reviews[-1]['stage']}评估"
    goals = goal_charts(plan.children["goals"])
    values["goal_charts"] = list(goals)
    charts: dict[str, Block] = {
        "chart": _chart(found),
        "progress": progress_chart(plan.children["measures"]),
        **goals,
    }
    return DocumentData(title, values, charts, tuple(book.figures))


def _chart(found: Diagnosis) -> LineChart:
    """Chart the last 24 months beside the year before."""
    months, now, before = zip(*found.series, strict=True) if found.series else ((), (), ())
    return LineChart(months, (Series(found.indicator, now), Series("上年同月", before)), "万元")
