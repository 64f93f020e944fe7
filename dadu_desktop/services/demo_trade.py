"""The survey of foreign trade enterprises in the demonstration: 40余家 visited, 23 problems solved, as records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dadu_desktop.domain.problem_log import CONCLUDED
from dadu_desktop.domain.problem_workflow import ResultKind
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.demo_problems import RaisedProblem, carried, raised
from dadu_desktop.services.demo_words import INVENTED, day, person, pick, words
from dadu_desktop.services.foreign_trade import SURVEYED
from dadu_desktop.services.import_plan import RecordPlan
from dadu_desktop.services.rows import Values

VISITED = 43
SOLVED = 23
"""What the public report of 2022 says: 40余家 and 23个."""
_FIRST = date(2022, 10, 10).toordinal()


def surveys(
    register: Sequence[RecordPlan], visits: Sequence[RecordPlan], problems: Sequence[RaisedProblem]
) -> list[RecordPlan]:
    """Invent visits to those foreign trade enterprises that nobody has visited yet, two in three days."""
    exporters = [
        Reference(one.temporary, str(one.values["name"])) for one in register if one.values["foreign_trade"]
    ]
    seen = {one.id for visit in visits if visit.values["form"] in SURVEYED for one in _reached(visit)}
    left = [one for one in exporters if one.id not in seen]
    wanted = VISITED - (len(exporters) - len(left))
    chosen, others = left[: wanted - 1], left[wanted - 1 :]
    helped = {_asked(one) for one in problems if _is_solved(one.plan.values)}
    # Whoever was helped without a visit is visited too: every problem that was solved belongs to the survey.
    chosen.append(next((one for one in others if one.id in helped), others[0]))
    return [_survey(place, one) for place, one in enumerate(chosen)]


def survey_problems(
    register: Sequence[RecordPlan],
    visits: Sequence[RecordPlan],
    problems: Sequence[RaisedProblem],
    first: int,
) -> list[RaisedProblem]:
    """Invent solved problems of the visits from place ``first`` on, as many as the report still lacks."""
    exporters = {one.temporary for one in register if one.values["foreign_trade"]}
    solved = sum(_is_solved(one.plan.values) and _asked(one) in exporters for one in problems)
    return [_problem(place, first + place, visits[first + place]) for place in range(SOLVED - solved)]


def _survey(place: int, enterprise: Reference) -> RecordPlan:
    """Invent one visit."""
    known, visitors = words("work"), words("names")["service_persons"]
    values: Values = {
        "date": day(_FIRST + place * 3 // 2),
        "form": "实地走访",
        "topic": "重点外贸企业调研",
        "enterprises": (enterprise,),
        "leader": pick(words("names")["leaders"], "survey leader", place),
        "visitors": pick(visitors, "survey", place),
        "receiver": person("survey", place),
        "operation": pick(known["trade_operations"], "trade", place),
        "policy_talk": "宣讲出口信用保险、出口退税和稳外贸政策。",
        "reply": pick(known["replies"], "survey reply", place),
        "next_step": pick(known["steps"], "survey step", place),
        "source": INVENTED,
    }
    return RecordPlan("visits", 0, values)


def _problem(place: int, visit: int, seen: RecordPlan) -> RaisedProblem:
    """Invent one problem that was solved and struck off."""
    known = words("work")["trade_problems"]
    text = known[place % len(known)]
    values = raised(text, 1000 + place, seen.values, _reached(seen)[0])
    children = carried(values, "销号", 1000 + place, text)
    return RaisedProblem(RecordPlan("problems", 0, values, children), visit)


def _reached(visit: RecordPlan) -> tuple[Reference, ...]:
    """Return whom a visit reached."""
    found = visit.values["enterprises"]
    return found if isinstance(found, tuple) else ()


def _is_solved(values: Values) -> bool:
    """Tell whether a problem ended solved."""
    return values["status"] in CONCLUDED and values.get("result_kind") == ResultKind.SOLVED


def _asked(problem: RaisedProblem) -> int:
    """Return the enterprise that a problem belongs to."""
    reference = problem.plan.values["enterprise"]
    return reference.id if isinstance(reference, Reference) else 0
