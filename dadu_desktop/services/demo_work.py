"""The invented work of the demonstration: visits and plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.demo_policies import life_of
from dadu_desktop.services.demo_words import INVENTED, day, person, pick, read_values, spread, words
from dadu_desktop.services.import_plan import RecordPlan
from dadu_desktop.services.rows import Values

VISITS = 66
PLANS = 40
SYMPOSIUM = 12  # the place of the visit with five enterprises
TWO_PROBLEMS = 20  # the place of the visit with two problems and a photograph

_FORMS = ("实地走访", "实地走访", "实地走访", "电话", "微信", "企业来访", "现场办公", "座谈会")


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


_PERCENT = {"长期推进": Decimal(50), "进行中": Decimal(60), "已完成": Decimal(100), "未启动": Decimal(0)}
"""How far a measure in a state is, in per cent."""


def plans(enterprises: Sequence[RecordPlan]) -> list[RecordPlan]:
    """Invent one plan for every third enterprise or so, each with three measures."""
    chosen = [enterprises[place * 19 % len(enterprises)] for place in range(PLANS)]
    return [_plan(place, one) for place, one in enumerate(chosen)]


def _reached(place: int, status: str) -> Values:
    """Tell how far a measure is; of three plans one is done, one a little slow, and one is as its words say."""
    match place % 3:
        case 1:
            return {"status": "已完成", "percent": Decimal(100)}
        case 2 if status != "已完成":
            return {"status": "进行中", "percent": Decimal(80)}
        case _:
            return {"percent": _PERCENT[status]}


def _plan(place: int, enterprise: RecordPlan) -> RecordPlan:
    """Invent one plan."""
    known = words("work")
    base = getattr(enterprise.values["last_year_sales"], "value", Decimal(0))
    target = (base * Decimal("1.08")).quantize(Decimal("0.1"))
    current = (base * Decimal(880 + spread(200, "now", place)) / 1000).quantize(Decimal("0.1"))
    problem = pick(known["problems"], "plan", place)
    fields = RECORD_TYPES["plans"].child("measures").fields
    measures = [known["measures"][(place + one) % len(known["measures"])] for one in range(3)]
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
            **_reached(place, one["status"]),
        }
        for one in measures
    ]
    used = {"policy": policy["policy"], "benefit": policy["benefit"], "applied": PartialDate(2022, 9)}
    life = life_of(place, values, rows)
    return RecordPlan("plans", 0, values, {"measures": rows, "policies": [used], **life})
