"""Moves of problems: what can be done next, doing it, and the log of what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from dadu_desktop.domain.errors import FieldProblems, InputProblem, NotFound, RecordChanged, UserProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_moves import (
    CALL_BACKS,
    KEPT,
    LABELS,
    NEW_DUE,
    WORDS,
    Actor,
    Move,
    Rule,
    rule_of,
    rules_from,
)
from dadu_desktop.domain.problem_standing import (
    Entry,
    Standing,
    Step,
    closing_faults,
    running_limit,
    step_faults,
    take,
)
from dadu_desktop.domain.problem_workflow import ProblemStatus, ResultKind, light
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Field, Kind, Reference
from dadu_desktop.records.mapping import described
from dadu_desktop.records.papers import Attachment
from dadu_desktop.records.problems import Problem, ProblemMove
from dadu_desktop.services.problem_clock import OfficeClock, office_clock
from dadu_desktop.services.problem_log import add_move, log_in_force
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed, UnitOfWork

Values = Mapping[str, object]
_CLOSING = (Move.CONCLUDE, Move.STRIKE_OFF)


@dataclass(frozen=True)
class Asked:
    """One thing that a move asks for; ``kind`` is text, long, date, choice or problem."""

    key: str
    label: str
    required: bool
    kind: str
    choices: tuple[str, ...] = ()
    code_list: str = ""


@dataclass(frozen=True)
class MoveOption:
    """A move that can be made now, what it asks for and what is usually right; ``blocked`` says what it lacks."""

    move: Move
    label: str
    hint: str
    asked: tuple[Asked, ...]
    values: dict[str, object]
    blocked: str = ""


@dataclass(frozen=True)
class Moved:
    """What a move did."""

    id: int
    number: str
    status: str
    version: int
    changed: Changed


@dataclass(frozen=True)
class MovedMany:
    """What a move of several problems did; refused ones with number and reason."""

    done: list[int]
    refused: list[tuple[int, str, str]]
    changed: Changed


@dataclass(frozen=True)
class MoveEntry:
    """One line of the log (办理过程)."""

    id: int
    date: PartialDate
    move: str
    person: str
    words: str
    before: str
    after: str
    round: int
    due: PartialDate | None
    outcome: str
    imported: bool


@dataclass(frozen=True)
class StandingWords:
    """How far a problem is, in words for its page."""

    status: str
    round: int
    light: str
    limit_words: str
    supervised: int
    extensions: int
    merged_into: Reference | None
    duplicates: list[Reference]


def move_options(
    ledger: LedgerFile, problem: int, today: date, actor: Actor | None = None
) -> list[MoveOption]:
    """List what can be done next, in the order of the work."""
    with ledger.read() as connection:
        standing = _standing(connection, problem)
        clock = office_clock(connection)
        return [_option(rule, standing, clock, today) for rule in rules_from(standing.status, actor)]


def make_move(
    ledger: LedgerFile,
    problem: int,
    move: Move,
    values: Values,
    *,
    words: str = "",
    day: date | None = None,
    version: int | None = None,
    actor: Actor | None = None,
) -> Moved:
    """Make one move; FieldProblems for what it lacks, InputProblem where it cannot be made now."""
    step = Step(move, day or date.today(), values, words.strip())
    with ledger.unit(reason=step.words) as unit:
        kept = move_in(unit, problem, step, version=version, actor=actor)
    return Moved(kept.id, kept.number, kept.status, kept.version, unit.changed)


def make_moves(
    ledger: LedgerFile,
    problems: Sequence[int],
    move: Move,
    values: Values,
    *,
    words: str = "",
    day: date | None = None,
) -> MovedMany:
    """Make the same move with several problems; those that cannot make it are left as they are and told."""
    step = Step(move, day or date.today(), values, words.strip())
    done, refused = list[int](), list[tuple[int, str, str]]()
    with ledger.unit(reason=f"批量{move}") as unit:
        for problem in problems:
            try:
                move_in(unit, problem, step)
                done.append(problem)
            except UserProblem as fault:  # judged before anything is written
                number = unit.connection.scalar(select(Problem.number).where(Problem.id == problem)) or ""
                refused.append((problem, number, fault.sentence))
    return MovedMany(done, refused, unit.changed)


def move_in(
    unit: UnitOfWork, problem: int, step: Step, *, version: int | None = None, actor: Actor | None = None
) -> Any:
    """Make a move within an open unit of work; every fault is raised before anything is written."""
    kept = unit.session.get(Problem, problem)
    if kept is None or kept.deleted_at is not None:
        raise NotFound("这条问题已不存在或在回收站中，请刷新列表。")
    standing = _standing(unit.connection, problem)
    if version is not None and kept.version != version:
        raise RecordChanged(dict(standing.values))
    clock = office_clock(unit.connection)
    _refuse(standing, step, clock, actor)
    duplicate_of = _merge_target(unit, problem, step) if step.move is Move.MERGE else None
    new, entry = take(standing, step, clock.due)
    if step.move in CALL_BACKS and not step.values.get("callback_by"):
        new = replace(new, values={**new.values, "callback_by": unit.person})
    for key, value in new.values.items():
        if getattr(kept, key) != value:
            setattr(kept, key, value)
    kept.merged_into = duplicate_of or (None if standing.status is ProblemStatus.MERGED else kept.merged_into)
    if not unit.session.is_modified(kept):  # the log is part of the record: whoever read it before is told
        kept.version += 1
    add_move(unit, problem, _row(entry, unit.person))
    unit.touch("problems", [problem])
    return kept


def moves_of(ledger: LedgerFile, problem: int) -> list[MoveEntry]:
    """Read the log of a problem, oldest first."""
    fields = [one.key for one in described(ProblemMove)]
    columns = [getattr(ProblemMove, key) for key in fields]
    with ledger.read() as connection:
        rows = connection.execute(
            select(ProblemMove.id, *columns)
            .where(ProblemMove.parent_id == problem)
            .order_by(ProblemMove.position, ProblemMove.id)
        )
        return [
            MoveEntry(
                row.id, row.date, row.move, row.person or "", row.words or "", row.before, row.after,
                row.round, row.due, row.outcome or "", row.imported,
            )
            for row in rows
        ]  # fmt: skip


def standing_of(ledger: LedgerFile, problem: int, today: date) -> StandingWords:
    """Say how far a problem is."""
    with ledger.read() as connection:
        standing = _standing(connection, problem)
        clock = office_clock(connection)
        due = standing.values.get("due_date")
        day = due.last_day() if isinstance(due, PartialDate) else None
        shining = light(day, standing.status, today, clock.calendar, clock.near)
        supervised = standing.values.get("supervised")
        return StandingWords(
            standing.status,
            standing.round,
            shining,
            clock.left_words(day, today) if day and shining else "",
            supervised if isinstance(supervised, int) else 0,
            [one.move for one in log_in_force(connection, problem)].count(Move.GRANT_EXTENSION),
            _reference(connection, select(Problem.merged_into).where(Problem.id == problem)),
            [
                Reference(one, number)
                for one, number in connection.execute(
                    select(Problem.id, Problem.number).where(Problem.merged_into == problem)
                )
            ],
        )


def _standing(connection: Connection, problem: int) -> Standing:
    """Read what the rules look at."""
    fields = [one for one in described(Problem) if not one.computed and one.kind is not Kind.ENTERPRISES]
    row = connection.execute(
        select(*(getattr(Problem, one.key) for one in fields)).where(Problem.id == problem)
    ).one_or_none()
    if row is None:
        raise NotFound("这条问题已不存在，请刷新列表。")
    values = {
        one.key: value for one, value in zip(fields, row, strict=True) if one.kind is not Kind.ENTERPRISE
    }
    files = (Attachment.record_type == "problems", Attachment.record_id == problem)
    log = log_in_force(connection, problem)
    last = log[-1] if log else None
    asked = last.due.last_day() if last and last.move == Move.ASK_EXTENSION and last.due else None
    return Standing(
        ProblemStatus(str(values["status"])),
        1 if last is None else last.round + (ProblemStatus.REOPENED == last.after != last.before),
        values,
        connection.scalar(select(func.count(Attachment.id)).where(*files)) or 0,
        asked,
        last.date.first_day() if last else None,
    )


def _refuse(standing: Standing, step: Step, clock: OfficeClock, actor: Actor | None) -> None:
    """Raise what keeps a move from being made, all at once."""
    if step.move is Move.IMPORTED:
        raise InputProblem("“导入”不是办理动作，请选择其他操作。")
    if actor is not None and actor not in rule_of(step.move).actors:
        raise InputProblem(
            f"{actor}不能{step.move}，请由{'、'.join(one for one in Actor if one in rule_of(step.move).actors)}操作。"
        )
    faults = step_faults(standing, step, clock.calendar)
    if "" in faults:
        raise InputProblem(faults[""])
    if faults:
        raise FieldProblems(faults)


def _merge_target(unit: UnitOfWork, problem: int, step: Step) -> int:
    """Find the problem that is kept; InputProblem where it is itself, gone, or merged away."""
    kept = step.values[KEPT]
    wanted = Problem.id == kept.id if isinstance(kept, Reference) else Problem.number == str(kept).upper()
    found = unit.session.scalars(select(Problem).where(wanted, Problem.deleted_at.is_(None))).first()
    if found is None:
        raise FieldProblems({KEPT: f"没有找到问题“{kept}”，请填写保留的问题编号。"})
    if found.id == problem:
        raise FieldProblems({KEPT: "不能合并到问题自己，请填写另一个问题的编号。"})
    if found.status == ProblemStatus.MERGED:
        raise FieldProblems({KEPT: f"{found.number}本身已合并，请填写最终保留的问题编号。"})
    return found.id


def _row(entry: Entry, person: str) -> dict[str, object]:
    """Turn an entry into a row of the log."""
    return {
        "date": PartialDate.of(entry.day),
        "move": entry.move.value,
        "person": person,
        "words": entry.words or None,
        "before": entry.before.value,
        "after": entry.after.value,
        "round": entry.round,
        "due": PartialDate.of(entry.due) if entry.due else None,
        "outcome": entry.outcome or None,
        "imported": False,
    }


def _option(rule: Rule, standing: Standing, clock: OfficeClock, today: date) -> MoveOption:
    """Describe one move for the person who is to make it."""
    asked = [_asked(key, required=True) for key in rule.needs]
    asked += [_asked(key, required=False) for key in rule.offers]
    values = {one.key: standing.values[one.key] for one in asked if standing.values.get(one.key) is not None}
    note = ""
    if rule.move in (Move.ASSIGN, Move.TAKE_UP, Move.REOPEN):
        level = str(standing.values.get("level") or "")
        kept = running_limit(standing, Step(rule.move, today))
        due = kept or PartialDate.of(clock.due(today, level))
        values["due_date"], note = due, clock.note(today, due.last_day())
    if rule.move is Move.GRANT_EXTENSION and standing.asked_due:
        values[NEW_DUE] = PartialDate.of(standing.asked_due)
    lacking = closing_faults(standing) if rule.move in _CLOSING else {}
    blocked = "".join(lacking.values()) or step_faults(standing, Step(rule.move, today), clock.calendar).get(
        "", ""
    )
    return MoveOption(
        rule.move,
        rule.move.value,
        f"{rule.hint}{note}",
        tuple(asked),
        values,
        "" if rule.move is Move.CORRECT else blocked,
    )


def _asked(key: str, *, required: bool) -> Asked:
    """Describe one thing that a move asks for."""
    if key in LABELS:
        return Asked(key, LABELS[key], required, {WORDS: "long", KEPT: "problem", NEW_DUE: "date"}[key])
    field = RECORD_TYPES["problems"].field(key)
    choices = field.choices
    if key == "result_kind":
        choices = tuple(one for one in choices if one != ResultKind.LONG_TERM)
    return Asked(key, field.label, required, _kind(field), choices, field.code_list)


def _kind(field: Field) -> str:
    """Name the editor that a field needs."""
    kinds = {Kind.LONG_TEXT: "long", Kind.DATE: "date", Kind.CHOICE: "choice", Kind.CHOICES: "choices"}
    return kinds.get(field.kind, "text")


def _reference(connection: Connection, query: Any) -> Reference | None:
    """Refer to a problem by its number."""
    one = connection.scalar(query)
    number = connection.scalar(select(Problem.number).where(Problem.id == one)) if one else None
    return Reference(one, number) if number else None
