"""The closing review (结案评估) of a case: what came of it, and an actual value or a reason for each indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.cases import REVIEW_STATES
from dadu_desktop.services.record_rows import fetch_children
from dadu_desktop.services.records import save_in
from dadu_desktop.services.rows import Values
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed

CLOSED = "结案"


@dataclass(frozen=True)
class ClosingReview:
    """How the case came out, in one of the states and in words, and who says so."""

    state: str
    conclusion: str
    reviewer: str


def unexplained(indicators: Sequence[Mapping[str, object]]) -> list[str]:
    """Name the indicators that have neither an actual value nor a reason why not."""
    return [str(one["name"]) for one in indicators if not (one.get("actual") or one.get("reason"))]


def close_case(ledger: LedgerFile, case: int, review: ClosingReview, day: date, reasons: str = "") -> Changed:
    """Keep the review and close the case.

    ``reasons`` is written beside each indicator that is without an actual value. FieldProblems where the review
    is not whole, or such an indicator is left without a reason.
    """
    with ledger.unit() as unit:
        indicators = fetch_children(unit.connection, "cases", case)["indicators"]
        if faults := _faults(review, day, [] if reasons.strip() else unexplained(indicators)):
            raise FieldProblems(faults)
        values = {
            "status": CLOSED,
            "review_state": review.state,
            "reviewed": PartialDate.of(day),
            "reviewer": review.reviewer.strip(),
            "review_conclusion": review.conclusion.strip(),
        }
        save_in(unit, "cases", case, values, {"indicators": _explained(indicators, reasons.strip())})
    return unit.changed


def _explained(indicators: Sequence[Values], reasons: str) -> list[Mapping[str, object]]:
    """Write the reason beside the indicators that need one."""
    return [one if one["actual"] or one["reason"] else {**one, "reason": reasons} for one in indicators]


def _faults(review: ClosingReview, day: date, lacking: Sequence[str]) -> dict[str, str]:
    """Find what keeps a case from being closed."""
    found = {}
    if review.state not in REVIEW_STATES:
        found["state"] = f"请选择结案评估：{'、'.join(REVIEW_STATES)}。"
    if not review.conclusion.strip():
        found["conclusion"] = "请填写评估结论。"
    if not review.reviewer.strip():
        found["reviewer"] = "请填写评估人。"
    if day > date.today():
        found["day"] = "评估时间不能晚于今天，请核对。"
    if lacking:
        found["reasons"] = f"{'、'.join(lacking)}还没有实际值：请先补填，或在这里写明原因。"
    return found
