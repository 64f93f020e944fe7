"""The very last move of a problem taken back (撤回) by whoever made it: one more entry, nothing erased.

It is for keys pressed by mistake: only on the day itself, so that no rate told as of a day before changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, String, and_, cast, column, select, table, update

from dadu_desktop.domain.errors import InputProblem, UserProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.domain.problem_workflow import ProblemStatus
from dadu_desktop.records.problems import Problem, ProblemMove
from dadu_desktop.services.problem_log import add_move
from dadu_desktop.services.problem_moves import MovedMany
from dadu_desktop.storage.history import HistoryEntry
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import UnitOfWork


def withdrawable(ledger: LedgerFile, problem: int) -> Move | None:
    """Name the move that the person at the ledger may take back now."""
    person = ledger.unit().person  # the name that a move made now would carry
    with ledger.read() as connection:
        try:
            return Move(_last_entry(connection, problem, person).move)
        except InputProblem:
            return None


def withdraw(ledger: LedgerFile, problems: Sequence[int], move: Move) -> MovedMany:
    """Take a move back that was the last one of each problem; those where it was not are left and told."""
    done, refused = list[int](), list[tuple[int, str, str]]()
    with ledger.unit(reason=f"撤回{move}") as unit:
        for problem in problems:
            try:
                entry = _last_entry(unit.connection, problem, unit.person)
                if entry.move != move:
                    raise InputProblem(f"“{move}”之后又办理了“{entry.move}”，请按当前状态操作。")
            except UserProblem as fault:
                number = unit.connection.scalar(select(Problem.number).where(Problem.id == problem)) or ""
                refused.append((problem, number, fault.sentence))
            else:
                _take_back(unit, entry)
                done.append(problem)
    return MovedMany(done, refused, unit.changed)


def _last_entry(connection: Connection, problem: int, person: str) -> Row[Any]:
    """Find the newest entry with the instant at which it was made; InputProblem where it stands."""
    made = and_(
        HistoryEntry.table_name == ProblemMove.__tablename__,
        HistoryEntry.record_id == cast(ProblemMove.id, String),
        HistoryEntry.action == "insert",
    )
    entry = connection.execute(
        select(ProblemMove.__table__, HistoryEntry.at)
        .join(HistoryEntry, made)
        .join(Problem, Problem.id == ProblemMove.parent_id)
        .where(ProblemMove.parent_id == problem, Problem.deleted_at.is_(None))
        .order_by(ProblemMove.position.desc(), ProblemMove.id.desc(), HistoryEntry.id.desc())
        .limit(1)
    ).first()
    if entry is None or entry.imported:
        raise InputProblem("没有可以撤回的办理动作，请刷新后按当前状态操作。")
    if entry.move == Move.WITHDRAW:
        raise InputProblem(f"上一步“{entry.outcome}”已经撤回，请按当前状态操作。")
    if entry.person != person:
        raise InputProblem(f"“{entry.move}”是{entry.person}办理的，请由本人撤回，或用“更正”写明原因。")
    if datetime.fromisoformat(entry.at).astimezone().date() != date.today():
        raise InputProblem(f"“{entry.move}”不是今天办理的，不能撤回，请用“更正”或后续动作处理。")
    return entry


def _take_back(unit: UnitOfWork, entry: Row[Any]) -> None:
    """Give a problem the values from before the move, but for what was edited since, and log it."""
    problem = entry.parent_id
    for before, after in _changes(unit.connection, problem, entry.at):
        stored = table(Problem.__tablename__, *map(column, ("id", *before)))
        here = stored.c.id == problem
        now = unit.connection.execute(select(stored).where(here)).mappings().one()
        untouched = {key: value for key, value in before.items() if now[key] == after[key]}
        unit.connection.execute(update(stored).where(here).values(untouched))
    model: Any = Problem
    unit.connection.execute(update(model).where(model.id == problem).values(version=model.version + 1))
    kept = unit.connection.execute(select(model.__table__).where(model.id == problem)).one()
    put_off = kept.status == ProblemStatus.LONG_TERM
    add_move(
        unit,
        problem,
        {
            "date": PartialDate.of(date.today()),
            "move": Move.WITHDRAW.value,
            "person": unit.person,
            "before": entry.after,
            "after": kept.status,
            "round": entry.round,
            "due": kept.review_date if put_off else kept.due_date,
            "outcome": entry.move,
            "imported": False,
        },
    )
    unit.touch("problems", [problem])


def _changes(
    connection: Connection, problem: int, at: str
) -> Iterable[tuple[dict[str, object], dict[str, object]]]:
    """Read what one unit of work changed in a problem, newest first: the columns before and after."""
    both: Any = (HistoryEntry.before, HistoryEntry.after)
    rows = connection.execute(
        select(*both)
        .where(HistoryEntry.table_name == Problem.__tablename__, HistoryEntry.record_id == str(problem))
        .where(HistoryEntry.at == at, HistoryEntry.action == "update")
        .order_by(HistoryEntry.id.desc())
    )
    return [(json.loads(before), json.loads(after)) for before, after in rows]
