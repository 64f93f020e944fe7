"""Minutes of a symposium (座谈会纪要): sentences become problems or tasks, and what is unfinished opens the next agenda."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Connection, func, select, update

from dadu_desktop.domain.dates import read_date
from dadu_desktop.domain.errors import InputProblem, NotFound
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_workflow import OPEN
from dadu_desktop.domain.text import clean
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.problems import Problem
from dadu_desktop.records.visits import ServiceVisit, VisitTask
from dadu_desktop.services.choices import persons
from dadu_desktop.services.list_query import Filter, ListQuery, Sort
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.quick_capture import guess_category
from dadu_desktop.services.records import save_in
from dadu_desktop.services.rows import Row
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed, UnitOfWork

Guess = Literal["problem", "task", ""]

_SENTENCES = re.compile(r"[^。；;！!？?\n]+")
_NUMBERING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[）)]?[、.．)]?\s*)?")
_PROBLEM = re.compile(r"反映|困难|不足|问题|希望|诉求|建议|难以|缺口|偏高|下滑|受限|请求")
_TASK = re.compile(r"负责|牵头|由.{1,12}(?:落实|协调|对接|办理|跟进)|落实|跟进|于.{1,10}前|前完成|会后")
_LIMIT = re.compile(
    r"((?:20\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|底|上旬|中旬|下旬)?|\d{1,2}[日号])\s*(?:以前|之前|前|底前)"
)
_OWNER = re.compile(
    r"由(?P<by>[\u4e00-\u9fff]{2,12}?)(?:负责|牵头|落实|协调|对接|办理|跟进)|(?P<of>[\u4e00-\u9fff]{2,12}?)(?:负责|牵头)"
)
_SHORT_NAME = 2


@dataclass(frozen=True)
class Sentence:
    """One sentence and what it is to become: a problem, a task, or nothing."""

    text: str
    guess: Guess = ""
    enterprise: Reference | None = None
    owner: str = ""
    due: PartialDate | None = None


@dataclass(frozen=True)
class MinutesKept:
    """What became of the marked sentences."""

    problems: int
    tasks: int
    changed: Changed


@dataclass(frozen=True)
class Task:
    """A task agreed on; ``overdue`` on the day it was asked for."""

    id: int
    text: str
    enterprise: Reference | None
    owner: str
    due: PartialDate | None
    done: PartialDate | None
    visit: Reference
    overdue: bool


@dataclass(frozen=True)
class Agenda:
    """What the next symposium opens with: tasks not done, and problems of symposia still open."""

    tasks: list[Task]
    problems: list[Row]


def read_minutes(ledger: LedgerFile, text: str, today: date) -> list[Sentence]:
    """Cut minutes into sentences and guess of each what it is; an enterprise named stays meant until the next one."""
    names = _names(ledger)
    people = {one.name for one in persons(ledger) if one.active}
    found: list[Sentence] = []
    about: Reference | None = None
    for line in text.splitlines():
        about = None if not line.strip() else about
        for piece in _SENTENCES.findall(_NUMBERING.sub("", line)):
            words = clean(piece)
            if words:
                about = _named(names, words) or about
                found.append(Sentence(words, _guess(words), about, _owner(words, people), _due(words, today)))
    return found


def keep_minutes(ledger: LedgerFile, visit: int, marks: Sequence[Sentence]) -> MinutesKept:
    """Register the marked sentences with their symposium, all or none; a problem needs an enterprise."""
    problems = [one for one in marks if one.guess == "problem"]
    tasks = [one for one in marks if one.guess == "task"]
    if nameless := next((one for one in problems if one.enterprise is None), None):
        raise InputProblem(f"“{nameless.text}”没有选择企业，请选择后再登记为问题，或改为议定事项。")
    with ledger.unit(reason="登记座谈会纪要") as unit:
        held = unit.session.get(ServiceVisit, visit)
        if held is None or held.deleted_at is not None:
            raise NotFound("这次座谈会已不存在，请刷新列表。")
        for one in problems:
            _register(ledger, unit, held, one)
        _add_tasks(unit, visit, tasks)
        unit.touch("visits", [visit])
    return MinutesKept(len(problems), len(tasks), unit.changed)


def agenda(ledger: LedgerFile, today: date) -> Agenda:
    """Give what is unfinished, the longest overdue first."""
    open_ones = (Filter("origin", "is", "座谈会"), Filter("status", "one_of", tuple(sorted(OPEN))))
    columns = ("number", "enterprise", "description", "owner", "due_date", "status", "light")
    query = ListQuery(filters=open_ones, sort=(Sort("due_date"),), columns=columns)
    with ledger.read() as connection:
        tasks = _tasks(connection, today, VisitTask.done.is_(None))
    return Agenda(tasks, list_records(ledger, "problems", query).rows)


def tasks_of(ledger: LedgerFile, visit: int, today: date) -> list[Task]:
    """List the tasks of one symposium, done or not."""
    with ledger.read() as connection:
        return _tasks(connection, today, VisitTask.parent_id == visit)


def finish_task(ledger: LedgerFile, task: int, day: date | None) -> Changed:
    """Note the day on which a task was done; None opens it again."""
    with ledger.unit(reason="完成议定事项" if day else "恢复议定事项") as unit:
        visit = unit.connection.scalar(select(VisitTask.parent_id).where(VisitTask.id == task))
        if visit is None:
            raise NotFound("这条议定事项已不存在，请刷新。")
        done = PartialDate.of(day) if day else None
        unit.connection.execute(update(VisitTask).where(VisitTask.id == task).values(done=done))
        unit.touch("visits", [visit], index=False)
    return unit.changed


def _register(ledger: LedgerFile, unit: UnitOfWork, visit: ServiceVisit, one: Sentence) -> None:
    """Make a problem of a sentence."""
    category, subcategory = guess_category(ledger, one.text)
    values: dict[str, object] = {
        "enterprise": one.enterprise,
        "description": one.text,
        "category": category,
        "subcategory": subcategory,
        "owner": one.owner or None,
        "due_date": one.due,
        "origin": "座谈会" if visit.form == "座谈会" else "走访",
        "raised": visit.date,
        "status": "登记",
    }
    saved = save_in(unit, "problems", 0, values, {})
    unit.session.get_one(Problem, saved.id).visit_id = visit.id
    unit.session.flush()


def _add_tasks(unit: UnitOfWork, visit: int, tasks: Sequence[Sentence]) -> None:
    """Put tasks behind those that a symposium has already."""
    count = unit.connection.scalar(select(func.count(VisitTask.id)).where(VisitTask.parent_id == visit)) or 0
    for place, one in enumerate(tasks, start=count):
        who = one.enterprise.id if one.enterprise else None
        row = {"text": one.text, "owner": one.owner or None, "due": one.due, "enterprise_id": who}
        unit.session.add(VisitTask(parent_id=visit, position=place, **row))
    unit.session.flush()


def _tasks(connection: Connection, today: date, *conditions: object) -> list[Task]:
    """Read tasks, those with the earliest limit first."""
    task = VisitTask
    rows = connection.execute(
        select(
            task.id, task.text, task.enterprise_id, Enterprise.name, task.owner, task.due, task.done,
            ServiceVisit.id, ServiceVisit.number,
        )
        .join(ServiceVisit, ServiceVisit.id == task.parent_id)
        .outerjoin(Enterprise, Enterprise.id == task.enterprise_id)
        .where(ServiceVisit.deleted_at.is_(None), *conditions)  # type: ignore[arg-type]
        .order_by(task.due.is_(None), task.due, task.id)
    )  # fmt: skip
    return [
        Task(
            one, text, Reference(who, name) if who else None, owner or "", due, done, Reference(visit, number),
            overdue=bool(due and not done and due.last_day() < today),
        )
        for one, text, who, name, owner, due, done, visit, number in rows
    ]  # fmt: skip


def _names(ledger: LedgerFile) -> list[tuple[str, Reference]]:
    """Read the names by which enterprises may be called, longest first."""
    query = select(Enterprise.id, Enterprise.name, Enterprise.short_name).where(
        Enterprise.deleted_at.is_(None)
    )
    with ledger.read() as connection:
        found = [
            (called, Reference(one, name))
            for one, name, short in connection.execute(query)
            for called in filter(None, (name, short))
            if len(called) >= _SHORT_NAME
        ]
    return sorted(found, key=lambda pair: -len(pair[0]))


def _named(names: Sequence[tuple[str, Reference]], words: str) -> Reference | None:
    """Find the enterprise that a sentence names."""
    return next((who for called, who in names if called in words), None)


def _guess(words: str) -> Guess:
    """Guess what a sentence is: who does what by when is a task, what somebody lacks is a problem."""
    if _LIMIT.search(words) or _TASK.search(words):
        return "task"
    return "problem" if _PROBLEM.search(words) else ""


def _owner(words: str, people: set[str]) -> str:
    """Find who is to see to it: somebody of the office, or the unit that a sentence names."""
    if named := next((one for one in people if one and one in words), ""):
        return named
    found = _OWNER.search(words)
    return (found["by"] or found["of"] or "") if found else ""


def _due(words: str, today: date) -> PartialDate | None:
    """Read the day before which something is to be done."""
    found = _LIMIT.search(words)
    if not found:
        return None
    try:
        day = read_date(found[1].replace("号", "日"), today=today)
    except InputProblem:
        return None
    last = day.last_day()
    if "年" not in found[1] and last < today:  # 1月10日前, said in December
        last = last.replace(year=last.year + 1)
    return PartialDate.of(last)
