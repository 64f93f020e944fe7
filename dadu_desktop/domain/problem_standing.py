"""How far a problem is, and what one move makes of it: pure, so that any sequence of moves can be tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_moves import (
    CALL_BACKS,
    CLEARED_BY_REOPENING,
    KEPT,
    NEW_DUE,
    WORDS,
    Move,
    Rule,
    Satisfaction,
    rule_of,
)
from dadu_desktop.domain.problem_workflow import ProblemStatus, ResultKind
from dadu_desktop.domain.working_days import WorkCalendar

Values = Mapping[str, object]
Limit = Callable[[date, str], date]
"""Gives the usual time limit of work taken up on a day, by 办理层级."""

_FRESH_LIMIT = {Move.ASSIGN, Move.TAKE_UP, Move.REOPEN}
_EARLY = 1  # working days before the limit by which an extension is to be asked for


@dataclass(frozen=True)
class Standing:
    """What the rules look at: status, round, the problem's own values, and what lies beside it."""

    status: ProblemStatus = ProblemStatus.REGISTERED
    round: int = 1
    values: Values = field(default_factory=dict)
    evidence: int = 0  # attached files
    asked_due: date | None = None  # the limit that an extension was asked for
    last: date | None = None  # day of the newest entry


@dataclass(frozen=True)
class Step:
    """A move that somebody wants to make on a day, with what it needs."""

    move: Move
    day: date
    values: Values = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True)
class Entry:
    """A move made: one line of the log (办理过程)."""

    move: Move
    day: date
    words: str
    before: ProblemStatus
    after: ProblemStatus
    round: int
    due: date | None = None
    outcome: str = ""


def step_faults(standing: Standing, step: Step, calendar: WorkCalendar) -> dict[str, str]:
    """Find what keeps a move from being made, by the key of what it asks for; "" is the move itself."""
    rule = rule_of(step.move)
    if standing.status not in rule.sources:
        return {"": f"“{standing.status}”的问题不能{step.move}，请刷新后按当前状态操作。"}
    found = {key: f"{step.move}前请填写{_label(key)}。" for key in rule.needs if not _given(step, key)}
    if standing.last and step.day < standing.last:
        found["day"] = "办理日期早于上一步，请核对日期。"
    found.update(_own_faults(standing, step, calendar))
    return found


def take(standing: Standing, step: Step, limit: Limit) -> tuple[Standing, Entry]:
    """Make a move that has no faults: the new standing and the line of the log."""
    rule = rule_of(step.move)
    values = {**standing.values, **_taken(rule, standing, step, limit)}
    unhappy = step.move in CALL_BACKS and values.get("satisfaction") == Satisfaction.UNHAPPY
    target = ProblemStatus.REOPENED if unhappy else rule.target or standing.status
    reopened = unhappy or step.move is Move.REOPEN
    if reopened:
        values |= dict.fromkeys(CLEARED_BY_REOPENING)
        values["due_date"] = _due_of(step) or PartialDate.of(limit(step.day, str(values.get("level") or "")))
        if not unhappy:  # what the enterprise said of the round before proves nothing about the new one
            values |= {"callback": None, "satisfaction": None}
    values["status"] = target.value
    due = values.get("review_date" if step.move in (Move.PUT_OFF, Move.REVIEW) else "due_date")
    asked = _due_of(step) if step.move is Move.ASK_EXTENSION else None
    entry = Entry(
        step.move,
        step.day,
        step.words,
        standing.status,
        target,
        standing.round,
        asked.last_day() if asked else due.last_day() if isinstance(due, PartialDate) else None,
        _outcome(step),
    )
    rounds = standing.round + reopened
    new = replace(standing, status=target, round=rounds, values=values, last=step.day)
    return replace(new, asked_due=asked.last_day() if asked else None), entry


def closing_faults(standing: Standing) -> dict[str, str]:
    """Say what 办结 and 销号 still lack: a result, evidence or explanation, and a call-back that was not unhappy."""
    values, found = standing.values, {}
    if not values.get("result_kind"):
        found["result_kind"] = "销号前请填写办结类型或办理结果。"
    if not (values.get("result") or standing.evidence):
        found["result"] = "请填写办理结果或解释说明，或上传佐证附件。"
    if not values.get("callback"):
        found["callback"] = "销号前请填写回访时间。"
    if values.get("satisfaction") not in (Satisfaction.CONTENT, Satisfaction.FAIR):
        found["satisfaction"] = "企业尚未表示满意或基本满意，请先回访；不满意的应重新办理。"
    return found


def running_limit(standing: Standing, step: Step) -> PartialDate | None:
    """Give the limit that a problem handed to another unit keeps: to be passed on buys no time."""
    due = standing.values.get("due_date")
    if step.move is Move.ASSIGN and isinstance(due, PartialDate) and due.last_day() >= step.day:
        return due
    return None


def _own_faults(standing: Standing, step: Step, calendar: WorkCalendar) -> dict[str, str]:
    """Check what only one move has to heed."""
    match step.move:
        case Move.ASK_EXTENSION:
            return _extension_faults(standing, step, calendar)
        case Move.GRANT_EXTENSION if not (_given(step, NEW_DUE) or standing.asked_due):
            return {NEW_DUE: "请填写延期至哪一天。"}
        case Move.ANSWER:
            return _answer_faults(standing, step)
        case Move.CONCLUDE | Move.STRIKE_OFF:
            return closing_faults(standing)
        case Move.ASSIGN | Move.ESCALATE | Move.TAKE_UP | Move.REOPEN if _before(step, "due_date"):
            return {"due_date": "办理时限早于办理日期，请核对。"}
        case Move.PUT_OFF | Move.REVIEW if _before(step, "review_date"):
            return {"review_date": "下次复核日期应在今天以后。"}
        case Move.CORRECT if not any(_given(step, key) for key in rule_of(Move.CORRECT).offers):
            return {"": "请填写要更正的内容。"}
        case _:
            return {}


def _extension_faults(standing: Standing, step: Step, calendar: WorkCalendar) -> dict[str, str]:
    """An extension is asked for in time and to a later day."""
    due, new = standing.values.get("due_date"), step.values.get(NEW_DUE)
    if not isinstance(due, PartialDate):
        return {"": "没有办理时限的问题不用申请延期。"}
    if calendar.working_days_between(step.day, due.last_day()) < _EARLY:
        return {"": "延期须在时限前至少一个工作日申请；已临到期的，请如实反馈或由领导督办。"}
    if isinstance(new, PartialDate) and new.last_day() <= due.last_day():
        return {NEW_DUE: "延期后的时限应晚于原时限。"}
    return {}


def _answer_faults(standing: Standing, step: Step) -> dict[str, str]:
    """An answer says what was reached; what goes on for years is 挂账, and no answer."""
    kind = step.values.get("result_kind")
    if kind == ResultKind.LONG_TERM:
        return {"result_kind": "需长期推进的问题请用“挂账”，并写明原因和复核日期。"}
    if kind and kind not in tuple(ResultKind):
        return {"result_kind": f"办结类型请在{'、'.join(list(ResultKind)[:3])}中选择。"}
    told = step.values.get("result") or standing.values.get("result") or standing.evidence
    return {} if told else {"result": "请填写办理结果或解释说明，或先上传佐证附件。"}


def _taken(rule: Rule, standing: Standing, step: Step, limit: Limit) -> dict[str, object]:
    """Gather the values that a move writes."""
    own = [key for key in (*rule.needs, *rule.offers) if key not in (WORDS, KEPT, NEW_DUE)]
    taken = {key: step.values[key] for key in own if _given(step, key)}
    if rule.stamp:
        taken[rule.stamp] = PartialDate.of(step.day)
    level = str(taken.get("level") or standing.values.get("level") or "")
    if step.move in _FRESH_LIMIT and "due_date" not in taken:
        taken["due_date"] = running_limit(standing, step) or PartialDate.of(limit(step.day, level))
    match step.move:
        case Move.GRANT_EXTENSION:
            taken["due_date"] = _due_of(step) or PartialDate.of(standing.asked_due or step.day)
        case Move.SUPERVISE:
            count = standing.values.get("supervised")
            taken["supervised"] = (count if isinstance(count, int) else 0) + 1
        case Move.PUT_OFF:
            taken |= {"unsolved_reason": step.words, "result_kind": ResultKind.LONG_TERM.value}
        case Move.REFUSE:
            taken["unsolved_reason"] = step.words
        case Move.TAKE_UP:
            taken |= {"review_date": None, "result_kind": None, "unsolved_reason": None}
        case _:
            pass
    return taken


def _outcome(step: Step) -> str:
    """Say in a word what came of a move: the result, what the enterprise said, or where it went."""
    key = {
        Move.ANSWER: "result_kind",
        Move.CALL_BACK: "satisfaction",
        Move.CALL_BACK_LATE: "satisfaction",
        Move.ASSIGN: "lead_unit",
        Move.ESCALATE: "lead_unit",
        Move.MERGE: KEPT,
    }.get(step.move)
    return str(step.values.get(key) or "") if key else ""


def _given(step: Step, key: str) -> bool:
    """Tell whether a step says something."""
    return bool(step.words.strip()) if key == WORDS else step.values.get(key) not in (None, "", ())


def _due_of(step: Step) -> PartialDate | None:
    """Take the limit that a step names."""
    for key in (NEW_DUE, "due_date"):
        if isinstance(due := step.values.get(key), PartialDate):
            return due
    return None


def _before(step: Step, key: str) -> bool:
    """Tell whether a day that is given lies before the step itself."""
    day = step.values.get(key)
    return isinstance(day, PartialDate) and day.last_day() < step.day


def _label(key: str) -> str:
    """Name what a move asks for."""
    return _ASKED.get(key, key)


_ASKED = {
    WORDS: "说明（事由）",
    KEPT: "合并到哪一个问题",
    NEW_DUE: "延期至哪一天",
    "lead_unit": "主办单位",
    "result_kind": "办结类型",
    "satisfaction": "满意度",
    "callback_way": "回访方式",
    "review_date": "下次复核日期",
}
