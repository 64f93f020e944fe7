"""The invented problems of the demonstration: in every status, each with the log of how it came there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_log import history_of
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.domain.problem_workflow import CLOSED, LIMITS, Role
from dadu_desktop.domain.working_days import WorkCalendar
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.demo_words import INVENTED, TODAY, day, person, pick, read_values, words
from dadu_desktop.services.demo_work import TWO_PROBLEMS, VISITS
from dadu_desktop.services.import_plan import RecordPlan
from dadu_desktop.services.rows import Values

PROBLEMS = 80
_SECOND_PROBLEM = 26  # the place of the second problem of the visit with two

_STATUSES = {
    "销号": 22, "办结": 14, "办理中": 10, "已反馈": 6, "回访": 4, "交办": 4, "受理": 4, "登记": 3, "长期推进": 3,
    "申请延期": 2, "转上级": 2, "不予受理": 2, "合并": 2, "退回改派": 1, "重新办理": 1,
}  # fmt: skip
"""How many of the problems stand where; the commonest end first, as most of them came early in the year."""
_UNTOUCHED = ("登记", "受理", "不予受理", "合并")
_ANSWERED = ("已反馈", "回访", "重新办理", "办结", "销号")
_CALLED_BACK = ("回访", "重新办理", "办结", "销号")
_WORDS = {
    "不予受理": "反映事项不属商贸企业服务范围，已告知企业向主管部门反映。",
    "合并": "与同类问题合并办理",
    "退回改派": "经核实不属本单位职责，请改派属地镇街。",
    "转上级": "涉及市级权限，已行文报请市级部门支持。",
    "长期推进": "涉及规划建设，需分年度推进。",
    "申请延期": "方案需与多个部门会商，原时限内难以完成。",
    "重新办理": "企业反映效果不明显，要求继续解决。",
}
"""What was said at the move that led to a status."""


class RaisedProblem(NamedTuple):
    """A problem and the place of the visit on which it was raised (None: came in another way)."""

    plan: RecordPlan
    visit: int | None


def problems(visited: Sequence[RecordPlan], enterprises: Sequence[Reference]) -> list[RaisedProblem]:
    """Invent the problems, in the order in which they were raised; two in three on a visit."""
    statuses = [status for status, count in _STATUSES.items() for _ in range(count)]
    found = []
    for place in range(PROBLEMS):
        visit = TWO_PROBLEMS if place == _SECOND_PROBLEM else place * VISITS // PROBLEMS
        on_visit = visit == TWO_PROBLEMS or place % 3 != 0
        seen = visited[visit].values
        plan = _problem(place, statuses[place], seen, enterprises, on_visit=on_visit)
        found.append(RaisedProblem(plan, visit if on_visit else None))
    return found


def _problem(
    place: int, status: str, seen: Values, enterprises: Sequence[Reference], *, on_visit: bool
) -> RecordPlan:
    """Invent one problem and carry it as far as its status says."""
    known = words("work")["problems"]
    text = known[place % len(known)]
    linked = seen["enterprises"]
    first = linked[0] if on_visit and isinstance(linked, tuple) else pick(enterprises, "asks", place)
    values = raised(text, place, seen, first)
    if on_visit and isinstance(linked, tuple):
        values["other_enterprises"] = tuple(linked[1:])
    else:
        values["origin"] = pick(("电话", "企业自报", "镇街上报", "上级转办"), "origin", place)
    return RecordPlan("problems", 0, values, carried(values, status, place, text))


def raised(text: dict[str, str], place: int, seen: Values, enterprise: Reference) -> Values:
    """Invent a problem as it was registered on the day of a visit."""
    fields = [one for one in RECORD_TYPES["problems"].fields if one.key not in ("measures", "result")]
    return {
        **read_values(fields, text),
        "enterprise": enterprise,
        "other_enterprises": (),
        "origin": "座谈会" if seen["form"] == "座谈会" else "走访",
        "raised": seen["date"],
        "raised_by": person("asks", place),
        "urgency": "紧急" if place % 9 == 0 else "一般",
        "level": "市级" if text["lead_unit"] == "市商务委" else "区级部门",
        "leader": pick(words("names")["leaders"], "responsible", place),
        "owner": pick(words("names")["service_persons"], "owner", place),
        "source": INVENTED,
    }


def carried(values: Values, status: str, place: int, text: dict[str, str]) -> dict[str, list[Values]]:
    """Carry a problem as far as a status reaches, and write the log of the way."""
    values["status"] = status
    came = values["raised"].first_day()  # type: ignore[attr-defined]
    if status in _UNTOUCHED:
        values["unsolved_reason"] = _WORDS.get(status)
        return {"moves": _log(values, status)}
    start = came + timedelta(days=1)
    due = WorkCalendar().add_working_days(start, LIMITS[Role.LEADING])
    values |= {
        "assigned": PartialDate.of(start), "due_date": PartialDate.of(due), "measures": text["measures"],
    }  # fmt: skip
    if status == "长期推进":
        values |= {"unsolved_reason": _WORDS[status], "review_date": PartialDate(2023, 3, 31)}
        values["result_kind"] = status
    if status in _ANSWERED:
        late = 10 if place % 6 == 5 else 0
        done = start.toordinal() + 3 + place % 4 + late
        _answer(values, status, min(done, TODAY.toordinal() - 2), text)
    moves = _log(values, status)
    if status == "办理中" and place % 2:
        moves.append(_supervision(values, moves[-1], due))
    return {"progress": _progress(values, came, place), "moves": moves}


def _progress(values: Values, came: date, place: int) -> list[Values]:
    """Tell what was done between."""
    told = words("work")["progress"][: 2 + place % 3]
    return [
        {
            "date": PartialDate.of(came + timedelta(days=2 + 2 * step)),
            "person": values["owner"],
            "text": words_told,
        }
        for step, words_told in enumerate(told)
    ]


def _answer(values: Values, status: str, done: int, text: dict[str, str]) -> None:
    """Add result, feedback and what came after."""
    values |= {
        "result": text["result"],
        "result_kind": "解释说明" if "政策" in text["category"] else "已解决",
        "feedback": day(done),
    }
    if status in _CALLED_BACK:
        way = pick(("电话", "上门", "微信"), "way", done)
        said = pick(("满意", "满意", "满意", "基本满意"), "satisfaction", done)
        values |= {
            "callback": day(done + 1), "callback_by": values["owner"], "callback_way": way,
            "satisfaction": "不满意" if status == "重新办理" else said,
        }  # fmt: skip
    if status in CLOSED:
        values["finished"] = day(done + 1)
    if status == "销号":
        values["closed"] = day(done + 2)


def _log(values: Values, status: str) -> list[Values]:
    """Write the log that the dates of a problem tell, in the words of those who made the moves."""
    rows: list[Values] = [{**row, "imported": False} for row in history_of(values)]
    if status == "重新办理":  # the call-back itself opened the new round
        rows[-2:] = [{**rows[-2], "after": status, "due": values["due_date"]}]
        values |= dict.fromkeys(("result", "result_kind", "feedback"))
    if rows and status in _WORDS:
        rows[-1]["words"] = _WORDS[status]
    if rows and status == "申请延期":
        due = values["due_date"].last_day()  # type: ignore[attr-defined]
        rows[-1] |= {
            "date": PartialDate.of(due - timedelta(days=2)), "due": PartialDate.of(due + timedelta(days=14)),
        }  # fmt: skip
    if rows and status == "长期推进":
        rows[-1]["due"] = values["review_date"]
    return rows


def _supervision(values: Values, last: Values, due: date) -> Values:
    """Add a supervision on the day after the limit."""
    values["supervised"] = 1
    return {
        **last, "date": PartialDate.of(due + timedelta(days=1)), "move": Move.SUPERVISE.value,
        "person": values["leader"], "before": last["after"], "due": values["due_date"], "outcome": None,
        "words": "已超过办理时限，请主办单位三个工作日内反馈。",
    }  # fmt: skip
