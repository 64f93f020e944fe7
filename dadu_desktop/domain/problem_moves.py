"""Every move (办理动作) that a problem allows: from where to where, who may make it, and what it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dadu_desktop.domain.problem_workflow import OPEN, ProblemStatus

S = ProblemStatus


class Move(StrEnum):
    """What can be done to a problem; each one made is a dated entry of its log."""

    ACCEPT = "受理"
    REFUSE = "不予受理"
    MERGE = "合并"
    ASSIGN = "交办"
    START = "开始办理"
    RETURN = "退回改派"
    ASK_EXTENSION = "申请延期"
    GRANT_EXTENSION = "同意延期"
    DENY_EXTENSION = "不同意延期"
    ANSWER = "反馈"
    CALL_BACK = "回访"
    CALL_BACK_LATE = "补记回访"
    CONCLUDE = "办结"
    STRIKE_OFF = "销号"
    ESCALATE = "转上级"
    PUT_OFF = "挂账"
    REVIEW = "复核"
    TAKE_UP = "恢复办理"
    SUPERVISE = "督办"
    REOPEN = "重新办理"
    CORRECT = "更正"
    WITHDRAW = "撤回"
    IMPORTED = "导入"


class Actor(StrEnum):
    """Who may make a move. One person works alone today, and is all three."""

    HANDLER = "经办"
    LEADER = "领导"
    ADMINISTRATOR = "管理员"


class Satisfaction(StrEnum):
    """What the enterprise says when it is called back (满意度)."""

    CONTENT = "满意"
    FAIR = "基本满意"
    UNHAPPY = "不满意"


@dataclass(frozen=True)
class Rule:
    """One move: ``target`` None stays where it is; ``needs`` must be given with it and ``offers`` may be."""

    move: Move
    sources: frozenset[ProblemStatus]
    target: ProblemStatus | None
    actors: frozenset[Actor]
    needs: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    stamp: str = ""  # the date field that gets the day of the move
    hint: str = ""


WORDS = "words"
KEPT = "kept"
NEW_DUE = "new_due"
LABELS = {WORDS: "说明", KEPT: "合并到", NEW_DUE: "延期至"}
"""What a move asks for that is no field of the problem."""

MOVED_FIELDS = frozenset(
    {
        "status", "assigned", "due_date", "result_kind", "feedback", "callback", "callback_by", "callback_way",
        "satisfaction", "finished", "closed", "supervised", "review_date",
    }
)  # fmt: skip
"""The fields that say how far a problem is: once it is kept, only moves change them."""

_DOES = frozenset({Actor.HANDLER, Actor.ADMINISTRATOR})
_LEADS = frozenset({Actor.LEADER, Actor.ADMINISTRATOR})
_ALL = _DOES | _LEADS
_ADMINISTERS = frozenset({Actor.ADMINISTRATOR})


def _from(*sources: ProblemStatus) -> frozenset[ProblemStatus]:
    """Name the statuses from which a move may be made."""
    return frozenset(sources)


_AT_WORK = _from(S.ASSIGNED, S.IN_PROGRESS, S.PASSED_UP)

RULES: tuple[Rule, ...] = (
    Rule(Move.ACCEPT, _from(S.REGISTERED), S.ACCEPTED, _DOES, hint="核实后受理，计入受理数。"),
    Rule(
        Move.REFUSE, _from(S.REGISTERED, S.ACCEPTED), S.REFUSED, _LEADS, (WORDS,),
        hint="写明不予受理的理由，并告知企业。",
    ),
    Rule(
        Move.ASSIGN, _from(S.ACCEPTED, S.RETURNED, S.REOPENED), S.ASSIGNED, _LEADS, ("lead_unit",),
        ("owner", "support_units", "level", "due_date", WORDS), "assigned",
        "确定主办单位、责任人和办理时限。",
    ),
    Rule(Move.START, _from(S.ASSIGNED, S.REOPENED), S.IN_PROGRESS, _DOES, (), (WORDS,), hint="主办单位已接办。"),
    Rule(
        Move.RETURN, _from(S.ASSIGNED, S.IN_PROGRESS), S.RETURNED, _DOES, (WORDS,),
        hint="不属本单位职责的，写明理由退回改派。",
    ),
    Rule(
        Move.ASK_EXTENSION, _from(S.ASSIGNED, S.IN_PROGRESS), S.EXTENSION_ASKED, _DOES, (WORDS, NEW_DUE),
        hint="至迟在时限前一个工作日提出，写明理由和新时限。",
    ),
    Rule(
        Move.GRANT_EXTENSION, _from(S.EXTENSION_ASKED), S.IN_PROGRESS, _LEADS, (), (NEW_DUE, WORDS),
        hint="按申请的日期或另定的日期延期。",
    ),
    Rule(Move.DENY_EXTENSION, _from(S.EXTENSION_ASKED), S.IN_PROGRESS, _LEADS, (WORDS,), hint="原时限不变。"),
    Rule(
        Move.ANSWER, _from(S.ASSIGNED, S.IN_PROGRESS, S.PASSED_UP, S.REOPENED), S.ANSWERED, _DOES,
        ("result_kind",), ("result", "measures", WORDS), "feedback", "填写结果或解释说明，或先上传佐证附件。",
    ),
    Rule(
        Move.CALL_BACK, _from(S.ANSWERED), S.CALLED_BACK, _DOES, ("satisfaction", "callback_way"),
        ("callback_by", WORDS), "callback", "企业不满意的，自动转为重新办理。",
    ),
    Rule(
        Move.CALL_BACK_LATE, _from(S.CALLED_BACK, S.CONCLUDED, S.STRUCK_OFF), None, _DOES,
        ("satisfaction", "callback_way"), ("callback_by", "result", WORDS), "callback",
        "导入或补录的问题缺回访的，在此补记；企业不满意的，自动转为重新办理。",
    ),
    Rule(Move.CONCLUDE, _from(S.CALLED_BACK), S.CONCLUDED, _DOES, (), (WORDS,), "finished", "回访满意后办结。"),
    Rule(
        Move.STRIKE_OFF, _from(S.CONCLUDED), S.STRUCK_OFF, _LEADS, (), (WORDS,), "closed",
        "须有结果、佐证或解释说明，并已回访。",
    ),
    Rule(
        Move.ESCALATE, _from(S.ACCEPTED, S.ASSIGNED, S.IN_PROGRESS, S.REOPENED), S.PASSED_UP, _LEADS, (WORDS,),
        ("level", "lead_unit", "due_date"), hint="写明转报的上级单位和事由。",
    ),
    Rule(
        Move.PUT_OFF, _from(S.ACCEPTED, S.ASSIGNED, S.IN_PROGRESS, S.PASSED_UP, S.REOPENED), S.LONG_TERM,
        _LEADS, (WORDS, "review_date"), hint="写明挂账原因和下次复核日期；挂账问题单独统计。",
    ),
    Rule(Move.REVIEW, _from(S.LONG_TERM), None, _DOES, (WORDS, "review_date"), hint="复核后继续挂账。"),
    Rule(
        Move.TAKE_UP, _from(S.LONG_TERM, S.PASSED_UP, S.REFUSED, S.MERGED), S.IN_PROGRESS, _LEADS, (WORDS,),
        ("due_date",), hint="恢复办理，时限重新起算。",
    ),
    Rule(
        Move.SUPERVISE, _AT_WORK | _from(S.ACCEPTED, S.RETURNED, S.EXTENSION_ASKED, S.REOPENED, S.LONG_TERM),
        None, _LEADS, (WORDS,), hint="写明督办要求，督办次数加一。",
    ),
    Rule(
        Move.MERGE, OPEN - {S.ANSWERED, S.CALLED_BACK}, S.MERGED, _DOES, (KEPT,), (WORDS,),
        hint="与另一问题重复的，合并到保留的那一条。",
    ),
    Rule(
        Move.REOPEN, _from(S.ANSWERED, S.CALLED_BACK, S.CONCLUDED, S.STRUCK_OFF), S.REOPENED, _LEADS, (WORDS,),
        ("due_date",), hint="问题反弹或结果不实的，开始新一轮办理，须重新反馈和回访。",
    ),
    Rule(
        Move.CORRECT, frozenset(ProblemStatus), None, _ADMINISTERS, (WORDS,),
        ("assigned", "due_date", "callback_by", "callback_way"), hint="更正记错的时限等，写明理由；状态不变。",
    ),
)  # fmt: skip
"""The whole state machine; what is not in it cannot be done."""

CALL_BACKS = frozenset({Move.CALL_BACK, Move.CALL_BACK_LATE})
CLEARED_BY_REOPENING = ("result_kind", "result", "feedback", "finished", "closed")
"""What belongs to a round that has ended; the log and the history keep it."""


def rules_from(status: str, actor: Actor | None = None) -> tuple[Rule, ...]:
    """List the moves that a status allows, to anybody or to one actor, in the order of the work."""
    return tuple(rule for rule in RULES if status in rule.sources and (actor is None or actor in rule.actors))


def rule_of(move: Move) -> Rule:
    """Look the rule of a move up; KeyError for 导入 and 撤回, which follow no status."""
    return {rule.move: rule for rule in RULES}[move]


def transitions() -> Iterable[tuple[ProblemStatus, Move, ProblemStatus]]:
    """List every arrow of the diagram: from, move, to; unhappy call-backs are arrows of their own."""
    for rule in RULES:
        for source in ProblemStatus:
            if source in rule.sources and rule.target is not None:
                yield source, rule.move, rule.target
    yield S.ANSWERED, Move.CALL_BACK, S.REOPENED
    for source in (S.CALLED_BACK, S.CONCLUDED, S.STRUCK_OFF):
        yield source, Move.CALL_BACK_LATE, S.REOPENED
