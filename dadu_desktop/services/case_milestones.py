"""Milestones of a case from a template: one that ships, or those of an earlier case."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dadu_desktop.domain.case_schedule import scheduled
from dadu_desktop.domain.errors import FieldProblems, InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.cases import AssistanceCase, CaseMilestone
from dadu_desktop.rooms import room
from dadu_desktop.services.record_rows import fetch_children
from dadu_desktop.services.records import save_in
from dadu_desktop.services.rows import Values
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed


@dataclass(frozen=True)
class Template:
    """Milestones with the number of days from the start of a case."""

    name: str
    steps: tuple[tuple[str, int], ...]


def milestone_templates(ledger: LedgerFile) -> list[Template]:
    """Give the templates that ship, then those of earlier cases, the newest first."""
    text = (room("resources") / "milestones.toml").read_text(encoding="utf-8")
    shipped = [
        Template(name, tuple((one["name"], one["offset"]) for one in steps))
        for name, steps in tomllib.loads(text).items()
    ]
    with ledger.read() as connection:
        return [*shipped, *_of_cases(connection)]


def apply_template(ledger: LedgerFile, case: int, template: Template, start: PartialDate) -> Changed:
    """Plan the milestones of a case from its start.

    What was reached stays as it is, and so does a milestone of which the template knows nothing; one that is
    only planned moves to the day that the template says.
    """
    try:
        planned = {name: (days, scheduled(start, days)) for name, days in template.steps}
    except InputProblem as problem:
        raise FieldProblems({"day": problem.sentence}) from problem
    with ledger.unit() as unit:
        kept = fetch_children(unit.connection, "cases", case)["milestones"]
        save_in(unit, "cases", case, {"started": start}, {"milestones": _planned(kept, planned)})
    return unit.changed


def _planned(
    kept: Sequence[Values], planned: Mapping[str, tuple[int, PartialDate]]
) -> list[Mapping[str, object]]:
    """Plan the kept milestones that the template names, and add the others behind them."""
    rows: list[Mapping[str, object]] = []
    for row in kept:
        days, day = planned.get(str(row["name"]), (row["offset"], row["planned"]))
        rows.append(row if row["actual"] else {**row, "offset": days, "planned": day})
    known = {row["name"] for row in kept}
    new = [(name, *one) for name, one in planned.items() if name not in known]
    return [*rows, *({"name": name, "offset": days, "planned": day} for name, days, day in new)]


def _of_cases(connection: Connection) -> list[Template]:
    """Read the milestones with offsets of the cases in the ledger."""
    rows = connection.execute(
        select(AssistanceCase.number, AssistanceCase.title, CaseMilestone.name, CaseMilestone.offset)
        .join(CaseMilestone, CaseMilestone.parent_id == AssistanceCase.id)
        .where(AssistanceCase.deleted_at.is_(None), CaseMilestone.offset.is_not(None))
        .order_by(AssistanceCase.id.desc(), CaseMilestone.position)
    )
    found: dict[str, list[tuple[str, int]]] = {}
    for number, title, name, days in rows:
        offset = days or 0
        found.setdefault(f"同 {number} {title}", []).append((name, offset))
    return [Template(name, tuple(steps)) for name, steps in found.items()]
