"""Dated progress of plans, and stage reviews: written down once, the measures follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.plan_moves import STAGES, VERDICTS
from dadu_desktop.records.plans import PlanEntry, PlanMeasure, PlanReview
from dadu_desktop.services.plan_moves import kept_plan, next_position
from dadu_desktop.services.records import get_record
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed

_WHOLE = Decimal(100)


@dataclass(frozen=True)
class Progress:
    """What is to be entered: of one measure by its id, or of the plan as a whole (``measure`` 0)."""

    text: str
    measure: int = 0
    percent: Decimal | None = None


@dataclass(frozen=True)
class Review:
    """A stage review as a person gives it; the progress of the day is added."""

    stage: str
    verdict: str
    words: str = ""
    next_step: str = ""


def enter_progress(ledger: LedgerFile, plan: int, progress: Progress, day: date) -> Changed:
    """Add a dated entry; the measure gets its words, its per cent and what follows for its state."""
    faults = _entry_faults(progress, day)
    if faults:
        raise FieldProblems(faults)
    with ledger.unit() as unit:
        kept = kept_plan(unit, plan)
        measure = unit.session.scalars(
            select(PlanMeasure).where(PlanMeasure.id == progress.measure, PlanMeasure.parent_id == plan)
        ).one_or_none()
        if progress.measure and measure is None:
            raise FieldProblems({"measure": "这条措施已不在方案中，请重新选择。"})
        unit.session.add(
            PlanEntry(
                parent_id=plan,
                position=next_position(unit, PlanEntry, plan),
                date=PartialDate.of(day),
                measure=measure.measure if measure else None,
                text=progress.text.strip(),
                reached=progress.percent,
                person=unit.person,
            )
        )
        if measure:
            _follow(measure, progress)
        kept.version += 1
        unit.touch("plans", [plan])
    return unit.changed


def review_plan(ledger: LedgerFile, plan: int, review: Review, day: date) -> Changed:
    """Keep a stage review with the average progress of the day; 阶段评估 of the plan tells it in one line."""
    faults = _review_faults(review, day)
    if faults:
        raise FieldProblems(faults)
    average = get_record(ledger, "plans", plan).values["progress"]
    with ledger.unit() as unit:
        kept = kept_plan(unit, plan)
        unit.session.add(
            PlanReview(
                parent_id=plan,
                position=next_position(unit, PlanReview, plan),
                date=PartialDate.of(day),
                stage=review.stage,
                average=average,
                verdict=review.verdict,
                words=review.words.strip() or None,
                next_step=review.next_step.strip() or None,
                person=unit.person,
            )
        )
        told = "，".join(filter(None, (review.verdict, review.words.strip().rstrip("。"))))
        kept.assessment = f"{review.stage}评估：{told}。"
        unit.touch("plans", [plan])
    return unit.changed


def _follow(measure: PlanMeasure, progress: Progress) -> None:
    """Let a measure tell its newest progress; 长期推进 stays what it is until it is done."""
    measure.progress = progress.text.strip()
    if progress.percent is None:
        return
    measure.percent = progress.percent
    if progress.percent >= _WHOLE:
        measure.status = "已完成"
    elif measure.status != "长期推进":
        measure.status = "进行中" if progress.percent else "未启动"


def _entry_faults(progress: Progress, day: date) -> dict[str, str]:
    """Find what keeps an entry from being written."""
    found = {}
    if not progress.text.strip():
        found["text"] = "请填写进展内容。"
    if progress.percent is not None and not 0 <= progress.percent <= _WHOLE:
        found["percent"] = "进度请填 0 到 100。"
    if progress.percent is not None and not progress.measure:
        found["percent"] = "整体进展没有单独的进度，请先选措施，或不填进度。"
    if day > date.today():
        found["day"] = "进展日期不能晚于今天，请核对。"
    return found


def _review_faults(review: Review, day: date) -> dict[str, str]:
    """Find what keeps a review from being kept."""
    found = {}
    if review.stage not in STAGES:
        found["stage"] = "请选择评估阶段。"
    if review.verdict not in VERDICTS:
        found["verdict"] = "请选择评估结论。"
    if day > date.today():
        found["day"] = "评估日期不能晚于今天，请核对。"
    return found
