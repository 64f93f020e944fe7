"""The log of a problem read back: how it stood on any day, and the log of what came with dates only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_moves import CALL_BACKS, Move
from dadu_desktop.domain.problem_workflow import NOT_ACCEPTED, ProblemStatus

CONCLUDED = frozenset({ProblemStatus.CONCLUDED, ProblemStatus.STRUCK_OFF})

_DATED = (
    ("raised", ProblemStatus.ACCEPTED, None),
    ("assigned", ProblemStatus.ASSIGNED, "lead_unit"),
    ("feedback", ProblemStatus.ANSWERED, "result_kind"),
    ("callback", ProblemStatus.CALLED_BACK, "satisfaction"),
    ("finished", ProblemStatus.CONCLUDED, None),
    ("closed", ProblemStatus.STRUCK_OFF, None),
)
"""The dates that a ledger without a log has: what each one means, and which field says the outcome."""
_MOVES = {
    ProblemStatus.ACCEPTED: Move.ACCEPT,
    ProblemStatus.ASSIGNED: Move.ASSIGN,
    ProblemStatus.IN_PROGRESS: Move.START,
    ProblemStatus.RETURNED: Move.RETURN,
    ProblemStatus.EXTENSION_ASKED: Move.ASK_EXTENSION,
    ProblemStatus.ANSWERED: Move.ANSWER,
    ProblemStatus.CALLED_BACK: Move.CALL_BACK,
    ProblemStatus.CONCLUDED: Move.CONCLUDE,
    ProblemStatus.STRUCK_OFF: Move.STRIKE_OFF,
    ProblemStatus.PASSED_UP: Move.ESCALATE,
    ProblemStatus.LONG_TERM: Move.PUT_OFF,
    ProblemStatus.REOPENED: Move.REOPEN,
    ProblemStatus.REFUSED: Move.REFUSE,
    ProblemStatus.MERGED: Move.MERGE,
}

_ENDED = CONCLUDED | {ProblemStatus.CALLED_BACK}
"""The statuses that nobody reaches without an answer, even where its day was never written down."""


class Logged(Protocol):
    """Anything that tells which move it is an entry of."""

    @property
    def move(self) -> str:
        """The move (动作)."""


E = TypeVar("E", bound=Logged)


@dataclass(frozen=True)
class LogLine:
    """One entry as it is kept."""

    day: date
    move: str
    after: str
    due: date | None = None
    outcome: str = ""


class _Reached(NamedTuple):
    """A status reached on a day."""

    day: PartialDate
    after: ProblemStatus
    outcome: str


@dataclass(frozen=True)
class StateOn:
    """How a problem stood at the end of a day."""

    status: str = ProblemStatus.REGISTERED
    due: date | None = None
    result: str = ""
    satisfaction: str = ""
    concluded: date | None = None  # None where it is not, or no longer
    supervised: int = 0  # times of 督办

    @property
    def accepted(self) -> bool:
        """Tell whether it counts as 受理."""
        return self.status not in NOT_ACCEPTED


def in_force(log: Iterable[E]) -> list[E]:
    """Leave out of a log, oldest first, what was taken back: each 撤回 and the entry before it."""
    standing: list[E] = []
    for entry in log:
        if entry.move != Move.WITHDRAW:
            standing.append(entry)
        elif standing:
            standing.pop()
    return standing


def state_on(lines: Iterable[LogLine], day: date) -> StateOn:
    """Read a log, oldest first, up to and with a day; what was taken back never was, on no day."""
    state = StateOn()
    for line in in_force(lines):
        if line.day <= day:
            state = _after(state, line)
    return state


def _after(state: StateOn, line: LogLine) -> StateOn:
    """Follow one entry."""
    concluded = (state.concluded or line.day) if line.after in CONCLUDED else None
    state = replace(state, status=line.after, concluded=concluded)
    if line.move == Move.ANSWER:
        state = replace(state, result=line.outcome)
    if line.move == Move.SUPERVISE:
        state = replace(state, supervised=state.supervised + 1)
    if line.move in CALL_BACKS:
        state = replace(state, satisfaction=line.outcome)
    if line.after == ProblemStatus.REOPENED:
        state = replace(state, result="")
    if line.move in _SETS_LIMIT and line.due is not None:
        state = replace(state, due=line.due)
    return state


_SETS_LIMIT = frozenset(
    {
        Move.ASSIGN,
        Move.GRANT_EXTENSION,
        Move.ESCALATE,
        Move.TAKE_UP,
        Move.REOPEN,
        *CALL_BACKS,
        Move.CORRECT,
        Move.IMPORTED,
    }
)
"""The moves after which a problem's limit is the one written in the entry."""


def history_of(values: Mapping[str, object]) -> list[dict[str, object]]:
    """Write the log of a problem that came with dates only (导入、补录), oldest first, each entry marked as such."""
    status = ProblemStatus(str(values.get("status") or ProblemStatus.REGISTERED))
    if status is ProblemStatus.REGISTERED:
        return []
    steps = _dated_steps(values, status)
    if not steps or steps[-1].after is not status:
        day = steps[-1].day if steps else _known_day(values)
        steps.append(_Reached(day, status, ""))
    return _entries(values, steps)


def _dated_steps(values: Mapping[str, object], status: ProblemStatus) -> list[_Reached]:
    """Read the dates of a record in the order of the work; a later step never lies before an earlier one."""
    steps: list[_Reached] = []
    for key, reached, told in _DATED:
        outcome = str(values.get(told) or "") if told else ""
        undated = outcome and status in _ENDED and key in ("feedback", "callback")
        day = values.get(key) or (_known_day(values) if undated else None)
        if not isinstance(day, PartialDate) or (key == "raised" and status in NOT_ACCEPTED):
            continue
        if steps and day.last_day() < steps[-1].day.last_day():
            day = steps[-1].day
        steps.append(_Reached(day, reached, outcome))
        if reached is status:
            break
    return steps


def _known_day(values: Mapping[str, object]) -> PartialDate:
    """Find a day for a status without a date of its own; the year 1900 stands for one that nobody knows."""
    raised = values.get("raised")
    return raised if isinstance(raised, PartialDate) else PartialDate(1900)


def _entries(values: Mapping[str, object], steps: Iterable[_Reached]) -> list[dict[str, object]]:
    """Turn steps into rows of the log."""
    due, person = values.get("due_date"), values.get("owner")
    rows: list[dict[str, object]] = []
    before = ProblemStatus.REGISTERED
    for day, after, outcome in steps:
        rows.append(
            {
                "date": day,
                "move": _MOVES[after].value,
                "person": person,
                "before": before.value,
                "after": after.value,
                "round": 1,
                "due": due if after in (ProblemStatus.ASSIGNED, ProblemStatus.PASSED_UP) else None,
                "outcome": outcome or None,
                "imported": True,
            }
        )
        before = after
    if rows and isinstance(due, PartialDate) and not any(row["due"] for row in rows):
        rows.append(
            {**rows[-1], "move": Move.IMPORTED.value, "before": before.value, "due": due, "outcome": None}
        )
    return rows
