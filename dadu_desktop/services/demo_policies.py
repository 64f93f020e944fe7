"""The invented policies and applications of the demonstration, and what the life of its plans left behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select

from dadu_desktop.domain.money import plain
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.plan_moves import PlanMove, PlanStatus
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.policies import Policy, PolicySeen
from dadu_desktop.services.demo_words import INVENTED, TODAY, pick, read_values, words
from dadu_desktop.services.import_plan import RecordPlan
from dadu_desktop.services.policy_matching import acknowledge
from dadu_desktop.services.rows import Values
from dadu_desktop.storage.ledger_file import LedgerFile

_NEWEST = "（虚构）新升限上企业培育奖励"
_CONDITION = ("basis", "comparison", "value", "together")
_WAY = (
    (PlanMove.SUBMIT, PlanStatus.REVIEW, PartialDate(2022, 2, 21)),
    (PlanMove.APPROVE, PlanStatus.RUNNING, PartialDate(2022, 3, 1)),
    (PlanMove.ASSESS, PlanStatus.ASSESSED, PartialDate(2022, 11, 30)),
    (PlanMove.FILE, PlanStatus.FILED, PartialDate(2022, 12, 8)),
)
"""How the plans of the demonstration went on: each as far as its status tells."""
_ENTRY_DAYS = (PartialDate(2022, 6, 15), PartialDate(2022, 10, 20), PartialDate(2022, 12, 5))


def policies() -> list[RecordPlan]:
    """Invent the policy library."""
    kind = RECORD_TYPES["policies"]
    return [
        RecordPlan(
            "policies",
            0,
            {"status": "有效", "contact": "政策窗口", **read_values(kind.fields, one), "source": INVENTED},
            {"conditions": [dict(zip(_CONDITION, row, strict=True)) for row in one["conditions"]]},
        )
        for one in words("policies")["policies"]
    ]


def applications(enterprises: Sequence[Reference]) -> list[RecordPlan]:
    """Invent applications: some paid, some accepted, some waiting, one refused."""
    known = words("policies")
    return [
        RecordPlan("policy-applications", 0, _application(one, known, enterprises))
        for one in known["applications"]
    ]


def _application(
    one: Mapping[str, Any], known: Mapping[str, Any], enterprises: Sequence[Reference]
) -> Values:
    """Invent one application."""
    told = {key: value for key, value in one.items() if key not in ("policy", "enterprise")}
    return {
        **read_values(RECORD_TYPES["policy-applications"].fields, told),
        "policy": known["policies"][one["policy"]]["name"],
        "enterprise": enterprises[one["enterprise"] % len(enterprises)],
        "handler": words("names")["service_persons"][0],
        "source": INVENTED,
    }


def note_matches(ledger: LedgerFile) -> None:
    """Let somebody have looked at what is met, but for one policy that came since: its enterprises are 新符合."""
    acknowledge(ledger, TODAY)
    newest = select(Policy.id).where(Policy.name == _NEWEST)
    with ledger.unit(reason="新政策待核对") as unit:
        unit.connection.execute(delete(PolicySeen).where(PolicySeen.policy_id.in_(newest)))


def life_of(place: int, values: Values, measures: Sequence[Values]) -> dict[str, list[Values]]:
    """Invent goals, entries, reviews and moves of the plan at a place, as far as its status tells."""
    status = str(values["status"])
    reached = next((at for at, (_, after, _day) in enumerate(_WAY, start=1) if after == status), 0)
    person = values["service_person"]
    return {
        "goals": [_goal(values)],
        "entries": _entries(place, measures, person) if reached >= 2 else [],
        "reviews": [_review(measures, person)] if reached >= 3 else [],
        "moves": _moves(reached, person),
    }


def _goal(values: Values) -> Values:
    """Invent the one goal that every plan has."""
    told = {key: getattr(values[f"{key}_sales"], "value", None) for key in ("base", "target", "current")}
    base, target, actual = (f"{plain(one):f}" if one is not None else None for one in told.values())
    rest = {"unit": "万元", "due": PartialDate(2022, 12, 31)}
    return {"indicator": "销售额（营业额）", "base": base, "target": target, "actual": actual, **rest}


def _entries(place: int, measures: Sequence[Values], person: object) -> list[Values]:
    """Invent an entry for each measure that was begun; of every fourth plan the newest is missing."""
    known = words("work")["progress"]
    days = _ENTRY_DAYS[:1] if place % 4 == 0 else _ENTRY_DAYS
    begun = [one for one in measures if one["percent"]]
    return [
        {
            "date": day,
            "measure": one["measure"],
            "text": pick(known, "plan entry", place, at),
            "reached": one["percent"],
            "person": person,
        }
        for at, (one, day) in enumerate(zip(begun, days, strict=False))
    ]


def _review(measures: Sequence[Values], person: object) -> Values:
    """Invent the review of the first half-year."""
    percents = [one["percent"] for one in measures if isinstance(one["percent"], Decimal)]
    return {
        "date": PartialDate(2022, 7, 5),
        "stage": "半年",
        "average": sum(percents, Decimal(0)) // len(percents) if percents else None,
        "verdict": "基本达到",
        "words": "措施按计划推进，企业反映良好。",
        "next_step": "抓紧未完成的措施，每月联系一次。",
        "person": person,
    }


def _moves(reached: int, person: object) -> list[Values]:
    """Tell the way to the present status."""
    before, rows = PlanStatus.DRAFT, []
    for move, after, day in _WAY[:reached]:
        told = {"date": day, "move": move.value, "person": person}
        rows.append({**told, "before": before.value, "after": after.value})
        before = after
    return rows
