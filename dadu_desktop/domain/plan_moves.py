"""The life of a 一企一策: which moves (办理动作) each status allows, what they need and where they lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class PlanStatus(StrEnum):
    """How far a plan is."""

    DRAFT = "起草"
    REVIEW = "审核"
    RUNNING = "执行"
    ASSESSED = "评估"
    FILED = "归档"
    RENEWED = "续期"


STATUSES = tuple(one.value for one in PlanStatus)
STAGES = ("一季度", "半年", "三季度", "全年", "其他")
VERDICTS = ("达到预期", "基本达到", "未达到")
FINISHED = frozenset({PlanStatus.FILED, PlanStatus.RENEWED})


class PlanMove(StrEnum):
    """What can be done to a plan; each one made is a dated entry of its log."""

    SUBMIT = "送审"
    RETURN = "退回修改"
    APPROVE = "审核通过"
    ASSESS = "进入评估"
    CONTINUE = "继续执行"
    FILE = "归档"
    RENEW = "续期"
    REOPEN = "重新执行"


@dataclass(frozen=True)
class PlanRule:
    """One move: from where to where; ``words`` says whether a reason has to be written."""

    move: PlanMove
    sources: frozenset[PlanStatus]
    target: PlanStatus
    words: bool = False
    hint: str = ""


_S = PlanStatus
RULES = (
    PlanRule(PlanMove.SUBMIT, frozenset({_S.DRAFT}), _S.REVIEW, hint="写明存在问题和至少一条措施后送审。"),
    PlanRule(
        PlanMove.APPROVE, frozenset({_S.REVIEW}), _S.RUNNING, hint="每条措施须有牵头单位或责任人，并有时限。"
    ),
    PlanRule(PlanMove.RETURN, frozenset({_S.REVIEW}), _S.DRAFT, words=True, hint="写明要修改什么。"),
    PlanRule(PlanMove.ASSESS, frozenset({_S.RUNNING}), _S.ASSESSED, hint="须已有阶段评估记录。"),
    PlanRule(PlanMove.CONTINUE, frozenset({_S.ASSESSED}), _S.RUNNING, hint="评估后继续执行。"),
    PlanRule(PlanMove.FILE, frozenset({_S.ASSESSED}), _S.FILED, hint="须填写成效。"),
    PlanRule(
        PlanMove.RENEW, frozenset({_S.ASSESSED}), _S.RENEWED, hint="转入下一年度；未完成的措施带入新一版。"
    ),
    PlanRule(PlanMove.REOPEN, frozenset({_S.FILED}), _S.RUNNING, words=True, hint="写明重新执行的原因。"),
)
"""The whole state machine; what is not in it cannot be done."""


def rules_from(status: str) -> tuple[PlanRule, ...]:
    """List the moves that a status allows, in the order of the work."""
    return tuple(one for one in RULES if status in one.sources)


def lacking(
    move: PlanMove, plan: Mapping[str, object], parts: Mapping[str, Sequence[Mapping[str, object]]]
) -> str:
    """Say in one sentence what a plan lacks for a move; "" where it can be made."""
    measures = parts.get("measures", ())
    if move is PlanMove.SUBMIT:
        wanted = {"存在问题": plan.get("problems"), "帮扶措施": measures}
        missing = [label for label, given in wanted.items() if not given]
        return f"送审前请填写{'和'.join(missing)}。" if missing else ""
    if move is PlanMove.APPROVE:
        return _unassigned(measures)
    if move is PlanMove.ASSESS and not parts.get("reviews"):
        return "还没有阶段评估，请先做阶段评估。"
    if move is PlanMove.FILE and not plan.get("effect"):
        return "归档前请填写成效。"
    return ""


def _unassigned(measures: Sequence[Mapping[str, object]]) -> str:
    """Name the measures of which nobody knows who does them, or by when."""
    places = [
        f"第 {place} 条"
        for place, one in enumerate(measures, start=1)
        if not (one.get("lead_unit") or one.get("owner")) or not one.get("due_words")
    ]
    return f"措施{'、'.join(places)}缺牵头单位（责任人）或时限，请补填后再审核。" if places else ""
