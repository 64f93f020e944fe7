"""The demonstration ledger: a year of an office's work, invented but for what the public report tells."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, update

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.records.catalogue import MAPPINGS
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.problems import Problem
from dadu_desktop.services import (
    demo_ahead,
    demo_clusters,
    demo_figures,
    demo_photo,
    demo_policies,
    demo_problems,
    demo_survey,
    demo_trade,
    demo_work,
    ledgers,
    seeds,
)
from dadu_desktop.services.attachments import attach_file
from dadu_desktop.services.data_folder import data_folder
from dadu_desktop.services.demo_case import case, served_enterprise
from dadu_desktop.services.demo_register import register
from dadu_desktop.services.demo_words import INVENTED
from dadu_desktop.services.import_plan import RecordPlan
from dadu_desktop.services.import_writing import BulkWriter
from dadu_desktop.services.records import count_records
from dadu_desktop.services.settings import get_settings, save_settings
from dadu_desktop.storage import opening
from dadu_desktop.storage.backup import remove_ledger
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.ledger_file import LedgerFile

Progress = Callable[[int, int, str], None]

MARK = "demonstration"
FILE_NAME = "演示台账.dadu"
COUNTED = ("enterprises", "visits", "problems", "plans", "cases", "figures")
_PHOTO_NAME = "走访现场（示意图）.png"


@dataclass(frozen=True)
class DemoMade:
    """The demonstration ledger and how many records it holds."""

    file: Path
    enterprises: int
    visits: int
    problems: int
    plans: int
    cases: int
    figures: int


def demo_place() -> Path:
    """Name the demonstration ledger where nobody asks for another place."""
    return data_folder() / FILE_NAME


def silent(_done: int, _total: int, _words: str) -> None:
    """Tell nobody."""


def make_demo(place: Path, progress: Progress = silent) -> DemoMade:
    """Make the demonstration ledger; only an earlier demonstration is replaced, never a ledger of the office."""
    with (
        _earlier_aside(place),
        opening.create(place, lambda ledger: _fill(ledger, progress)) as ledger,
    ):
        return DemoMade(place, **count_records(ledger, COUNTED))


@contextmanager
def _earlier_aside(place: Path) -> Iterator[None]:
    """Set an earlier demonstration that nobody has open aside; it comes back where the new one is not finished."""
    if not place.exists():
        yield
        return
    with ledgers.open_ledger(place) as ledger:
        if not get_settings(ledger).get(MARK):
            raise InputProblem(f"“{place}”不是演示台账，不会覆盖；请为演示台账另选一个文件名。")
    aside = place.with_name(f".{place.name}.earlier")
    with said():
        place.replace(aside)
    try:
        yield
    except BaseException:
        aside.replace(place)
        raise
    remove_ledger(aside)


def _fill(ledger: LedgerFile, progress: Progress) -> None:
    """Write everything in one unit of work, then what builds on the kept records."""
    seeds.sow(ledger)
    ledger.person = INVENTED
    register_plans = register()
    everyone = [Reference(one.temporary, str(one.values["name"])) for one in register_plans]
    mall = served_enterprise(-len(everyone) - 1)
    visits = demo_work.visits(everyone)
    problems = demo_problems.problems(visits, everyone)
    surveys = demo_trade.surveys(register_plans, visits, problems)
    problems += demo_trade.survey_problems(register_plans, [*visits, *surveys], problems, len(visits))
    records = [
        *register_plans,
        mall,
        *visits,
        *surveys,
        *(one.plan for one in problems),
        *demo_work.plans(register_plans),
        case(Reference(mall.temporary, "")),
        *demo_figures.figures(register_plans),
        *demo_figures.official(),
        *demo_policies.policies(),
        *demo_policies.applications(everyone),
    ]
    _write(ledger, records, problems, progress)
    demo_survey.write(ledger)
    demo_clusters.write(ledger, date.today())
    _attach_photograph(ledger)
    demo_policies.note_matches(ledger)
    save_settings(ledger, {MARK: "1", "operator": INVENTED})


def _write(
    ledger: LedgerFile,
    records: Sequence[RecordPlan],
    problems: Sequence[demo_problems.RaisedProblem],
    progress: Progress,
) -> None:
    """Write the records in bulk and tie the problems to the visits on which they were raised."""
    done = 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        progress(done, len(records), "正在生成演示台账")

    with ledger.unit(reason="生成演示台账") as unit:
        BulkWriter(unit, step).write(records, {})
        visits = _ids(unit.connection, "visits")
        for kept, one in zip(_ids(unit.connection, "problems"), problems, strict=True):
            if one.visit is not None:
                tied = update(Problem).where(Problem.id == kept).values(visit_id=visits[one.visit])
                unit.connection.execute(tied)
        demo_ahead.write(unit, visits[demo_work.SYMPOSIUM])


def _ids(connection: Connection, kind: str) -> list[int]:
    """Give the ids of a record type in the order in which they were written."""
    model: Any = MAPPINGS[kind].model
    return list(connection.scalars(select(model.id).order_by(model.id)))


def _attach_photograph(ledger: LedgerFile) -> None:
    """Put the picture to the visit with two problems."""
    with ledger.read() as connection:
        visit = _ids(connection, "visits")[demo_work.TWO_PROBLEMS]
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / _PHOTO_NAME
        picture.write_bytes(demo_photo.photograph())
        attach_file(ledger, "visits", visit, picture)
