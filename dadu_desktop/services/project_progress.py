"""Progress of projects and service teams: written down once, stage and money follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.project_stages import Stage
from dadu_desktop.services.record_rows import fetch_children
from dadu_desktop.services.records import save_in
from dadu_desktop.services.rows import Values
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed


@dataclass(frozen=True)
class ProjectProgress:
    """What is to be entered; ``stage`` is one that was reached, ``arrived`` all that had arrived, in 万元."""

    text: str
    stage: str = ""
    arrived: Decimal | None = None


def enter_project_progress(ledger: LedgerFile, project: int, progress: ProjectProgress, day: date) -> Changed:
    """Add a dated entry; the stage gets the day as its actual one, the project the money that arrived."""
    faults = _faults(progress.text, day)
    if progress.arrived is not None and progress.arrived < 0:
        faults["arrived"] = "到位资金不能为负数，请核对。"
    if faults:
        raise FieldProblems(faults)
    with ledger.unit() as unit:
        kept = fetch_children(unit.connection, "projects", project)
        entry = _entry(progress.text, day, unit.person)
        children: dict[str, Sequence[Values]] = {
            "entries": [*kept["entries"], {**entry, "arrived": progress.arrived}]
        }
        if progress.stage:
            children["stages"] = _reached(kept["stages"], progress.stage, day)
        values = {} if progress.arrived is None else {"arrived_amount": progress.arrived}
        save_in(unit, "projects", project, values, children)
    return unit.changed


def enter_team_progress(ledger: LedgerFile, team: int, text: str, day: date) -> Changed:
    """Add a dated entry to what a service team did."""
    if faults := _faults(text, day):
        raise FieldProblems(faults)
    with ledger.unit() as unit:
        kept = fetch_children(unit.connection, "teams", team)["entries"]
        save_in(unit, "teams", team, {}, {"entries": [*kept, _entry(text, day, unit.person)]})
    return unit.changed


def stages_of(rows: Sequence[Mapping[str, object]]) -> list[Stage]:
    """Read the stages of a project from its rows."""
    return [
        Stage(
            str(one["stage"]),
            planned if isinstance(planned := one["planned"], PartialDate) else None,
            actual if isinstance(actual := one["actual"], PartialDate) else None,
        )
        for one in rows
    ]


def _reached(kept: Sequence[Values], stage: str, day: date) -> list[Values]:
    """Let a stage be reached on a day; one that was not planned is added behind the others."""
    rows = [dict(one) for one in kept]
    known = next((one for one in rows if one["stage"] == stage), None)
    if known is None:
        rows.append({"stage": stage, "actual": PartialDate.of(day)})
    elif known["actual"] is not None:
        raise FieldProblems({"stage": f"“{stage}”已有实际时间，请在“内容”里改，或另选阶段。"})
    else:
        known["actual"] = PartialDate.of(day)
    return rows


def _entry(text: str, day: date, person: str) -> Values:
    """Make an entry of progress."""
    return {"date": PartialDate.of(day), "text": text.strip(), "person": person or None}


def _faults(text: str, day: date) -> dict[str, str]:
    """Find what keeps an entry from being written."""
    found = {} if text.strip() else {"text": "请填写进展内容。"}
    if day > date.today():
        found["day"] = "进展日期不能晚于今天，请核对。"
    return found
