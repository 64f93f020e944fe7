"""The invented work of the demonstration: visits, problems in every status, and plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.problem_workflow import CLOSED, LIMITS, Role
from dadu_desktop.domain.working_days import WorkCalendar
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.demo_words import INVENTED, TODAY, day, person, pick, read_values, spread, words
from dadu_desktop.services.import_plan import RecordPlan
from dadu_desktop.services.record_rows import Values

VISITS = 66
PROBLEMS = 80
PLANS = 40
SYMPOSIUM = 12  # the place of the visit with five enterprises
TWO_PROBLEMS = 20  # the place of the visit with two problems and a photograph
_SECOND_PROBLEM = 26  # the place of the second of them

_FORMS = ("实地走访", "实地走访", "实地走访", "电话", "微信", "企业来访", "现场办公", "座谈会")
_STATUSES = {
    "销号": 22, "办结": 14, "办理中": 10, "已反馈": 6, "回访": 4, "交办": 4, "受理": 4, "登记": 3, "长期推进": 3,
    "申请延期": 2, "转上级": 2, "不予受理": 2, "合并": 2, "退回改派": 1, "重新办理": 1,
}  # fmt: skip
"""How many of the problems stand where; the commonest end first, as most of them came early in the year."""
_UNTOUCHED = ("登记", "受理", "不予受理", "合并")
_ANSWERED = ("已反馈", "回访", "办结", "销号")
_CALLED_BACK = ("回访", "办结", "销号")


class RaisedProblem(NamedTuple):
    """A problem and the place of the visit on which it was raised (None: came in another way)."""

    plan: RecordPlan
    visit: int | None


def visits(enterprises: Sequence[Reference]) -> list[RecordPlan]:
    """Invent the visits of the year, in the order of their days."""
    first = date(2022, 1, 6).toordinal()
    return [
        _visit(place, first + place * 5 + spread(3, "day", place), enterprises) for place in range(VISITS)
    ]


def _visit(place: int, ordinal: int, enterprises: Sequence[Reference]) -> RecordPlan:
    """Invent one visit."""
    known = words("work")
    form = (
        "座谈会"
        if place == SYMPOSIUM
        else "实地走访"
        if place == TWO_PROBLEMS
        else pick(_FORMS, "form", place)
    )
    count = 5 if place == SYMPOSIUM else 3 if form == "座谈会" else 1
    visitors = words("names")["service_persons"]
    return RecordPlan(
        "visits",
        0,
        {
            "date": day(ordinal),
            "form": form,
            "topic": "商贸企业座谈会" if form == "座谈会" else pick(known["topics"], "topic", place),
            "enterprises": tuple(enterprises[(place * 11 + one) % len(enterprises)] for one in range(count)),
            "leader": pick(words("names")["leaders"], "leader", place),
            "visitors": f"{pick(visitors, 'first', place)}、{pick(visitors[:2], 'second', place)}",
            "receiver": person("receiver", place),
            "operation": pick(known["operations"], "operation", place),
            "policy_talk": pick(known["talks"], "talk", place),
            "reply": pick(known["replies"], "reply", place),
            "next_step": pick(known["steps"], "step", place),
            "source": INVENTED,
        },
    )


def problems(visited: Sequence[RecordPlan], enterprises: Sequence[Reference]) -> list[RaisedProblem]:
    """Invent the problems, in the order in which they were raised; two in three on a visit."""
    statuses = [status for status, count in _STATUSES.items() for _ in range(count)]
    raised = []
    for place in range(PROBLEMS):
        visit = TWO_PROBLEMS if place == _SECOND_PROBLEM else place * VISITS // PROBLEMS
        on_visit = visit == TWO_PROBLEMS or place % 3 != 0
        raised.append(
            _problem(place, statuses[place], visit, visited[visit].values, enterprises, on_visit=on_visit)
        )
    return raised


def _problem(
    place: int, status: str, visit: int, seen: Values, enterprises: Sequence[Reference], *, on_visit: bool
) -> RaisedProblem:
    """Invent one problem and carry it as far as its status says."""
    known = words("work")["problems"]
    text = known[place % len(known)]
    came = seen["date"].first_day().toordinal()  # type: ignore[attr-defined]
    linked = seen["enterprises"]
    first = linked[0] if on_visit and isinstance(linked, tuple) else pick(enterprises, "asks", place)
    fields = [one for one in RECORD_TYPES["problems"].fields if one.key not in ("measures", "result")]
    form = "座谈会" if seen["form"] == "座谈会" else "走访"
    values: Values = {
        **read_values(fields, text),
        "enterprise": first,
        "other_enterprises": tuple(linked[1:]) if on_visit and isinstance(linked, tuple) else (),
        "origin": form if on_visit else pick(("电话", "企业自报", "镇街上报", "上级转办"), "origin", place),
        "raised": day(came),
        "raised_by": person("asks", place),
        "urgency": "紧急" if place % 9 == 0 else "一般",
        "level": "市级" if text["lead_unit"] == "市商务委" else "区级部门",
        "leader": pick(words("names")["leaders"], "responsible", place),
        "owner": pick(words("names")["service_persons"], "owner", place),
        "status": status,
        "source": INVENTED,
    }
    children = _carry(values, status, came, place, text)
    return RaisedProblem(RecordPlan("problems", 0, values, children), visit if on_visit else None)


def _carry(
    values: Values, status: str, came: int, place: int, text: dict[str, str]
) -> dict[str, list[Values]]:
    """Add assignment, progress, result and call-back as far as the status reaches."""
    if status in _UNTOUCHED:
        values["unsolved_reason"] = "与同类问题合并办理" if status == "合并" else None
        return {}
    due = WorkCalendar().add_working_days(date.fromordinal(came + 1), LIMITS[Role.LEADING])
    values |= {"assigned": day(came + 1), "due_date": PartialDate.of(due), "measures": text["measures"]}
    told = words("work")["progress"][: 2 + place % 3]
    steps: list[Values] = [
        {"date": day(came + 2 + 2 * step), "person": str(values["owner"]), "text": words_told}
        for step, words_told in enumerate(told)
    ]
    children = {"progress": steps}
    if status == "长期推进":
        values |= {"unsolved_reason": "涉及规划建设，需分年度推进。", "review_date": PartialDate(2023, 3, 31)}
        values["result_kind"] = "长期推进"
    if status in _ANSWERED:
        _answer(values, status, min(due.toordinal() + place % 4, TODAY.toordinal()), text)
    return children


def _answer(values: Values, status: str, done: int, text: dict[str, str]) -> None:
    """Add result, feedback and what came after."""
    values |= {
        "result": text["result"],
        "result_kind": "解释说明" if "政策" in text["category"] else "已解决",
    }
    values["feedback"] = day(done)
    if status in _CALLED_BACK:
        way = pick(("电话", "上门", "微信"), "way", done)
        values |= {"callback": day(done + 3), "callback_by": values["owner"], "callback_way": way}
        values["satisfaction"] = pick(("满意", "满意", "满意", "基本满意"), "satisfaction", done)
    if status in CLOSED:
        values["finished"] = day(done + 3)
    if status == "销号":
        values["closed"] = day(done + 5)


def plans(enterprises: Sequence[RecordPlan]) -> list[RecordPlan]:
    """Invent one plan for every third enterprise or so, each with three measures."""
    chosen = [enterprises[place * 19 % len(enterprises)] for place in range(PLANS)]
    return [_plan(place, one) for place, one in enumerate(chosen)]


def _plan(place: int, enterprise: RecordPlan) -> RecordPlan:
    """Invent one plan."""
    known = words("work")
    base = getattr(enterprise.values["last_year_sales"], "value", Decimal(0))
    target = (base * Decimal("1.08")).quantize(Decimal("0.1"))
    current = (base * Decimal(880 + spread(200, "now", place)) / 1000).quantize(Decimal("0.1"))
    problem = pick(known["problems"], "plan", place)
    fields = RECORD_TYPES["plans"].child("measures").fields
    measures = [known["measures"][(place + one) % len(known["measures"])] for one in range(3)]
    done = {"长期推进": 50, "进行中": 60, "已完成": 100, "未启动": 0}
    policy = pick(known["policies"], "policy", place)
    values: Values = {
        "enterprise": Reference(enterprise.temporary, str(enterprise.values["name"])),
        "year": 2022,
        "status": pick(("执行", "执行", "执行", "评估", "归档", "起草"), "plan status", place),
        "profile": f"{enterprise.values['trade']}企业，主营{enterprise.values['main_business']}。",
        "base_sales": Approximate(base),
        "target_sales": Approximate(target),
        "current_sales": Approximate(current),
        "problems": problem["description"],
        "goal": f"全年销售额（营业额）达到{target:,f}万元，增长8%左右。",
        "leader": enterprise.values["leader"],
        "service_person": enterprise.values["service_person"],
        "assessment": "措施按计划推进，企业反映良好。",
        "removed": False,
        "source": INVENTED,
    }
    rows = [
        {
            **read_values(fields, one),
            "owner": enterprise.values["service_person"],
            "percent": Decimal(done[one["status"]]),
        }
        for one in measures
    ]
    used = {"policy": policy["policy"], "benefit": policy["benefit"], "applied": PartialDate(2022, 9)}
    return RecordPlan("plans", 0, values, {"measures": rows, "policies": [used]})
