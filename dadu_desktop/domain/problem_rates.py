"""The rates that an office is judged by (domain of 办结率 and its kin): each one as two lists, never as a bare number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dadu_desktop.domain.problem_log import StateOn
from dadu_desktop.domain.problem_moves import Satisfaction
from dadu_desktop.domain.problem_workflow import ProblemStatus, ResultKind, rate


@dataclass(frozen=True)
class Rate:
    """A rate with the ids behind it and the rule in words; ``kind`` says what the ids are."""

    key: str
    label: str
    numerator: tuple[int, ...]
    denominator: tuple[int, ...]
    rule: str
    kind: str = "problems"

    @property
    def value(self) -> Decimal | None:
        """The rate in per cent, not rounded; None where there is nothing to divide by."""
        return rate(len(self.numerator), len(self.denominator))


_ACCEPTED = "分母为期内提出并已受理的问题"


def problem_rates(states: Mapping[int, StateOn], as_of: date, *, with_fair: bool = True) -> list[Rate]:
    """Compute the rates of the problems raised in a period from how each of them stood on a day."""
    accepted = {one: state for one, state in states.items() if state.accepted}
    due = {one: state for one, state in accepted.items() if _is_due(state, as_of)}
    called = {one: state for one, state in accepted.items() if state.satisfaction}
    content = (Satisfaction.CONTENT, Satisfaction.FAIR) if with_fair else (Satisfaction.CONTENT,)
    fair = "满意和基本满意" if with_fair else "满意"
    return [
        _rate("done", "办结率", accepted, _is_done, f"{_ACCEPTED}，分子为其中办结或销号的；重新办理的不算办结。"),
        _rate(
            "on_time", "按期办结率", due, _in_time,
            "分母为受理问题中时限已到的（挂账的不计），分子为其中在时限当天或之前办结的。",
        ),
        _rate(
            "solved", "解决率", accepted, _is_solved, f"{_ACCEPTED}，分子为其中以“已解决”办结的；解释说明不算解决。",
        ),
        _rate(
            "content", "满意率", called, lambda state: state.satisfaction in content,
            f"分母为已回访的受理问题，分子为最近一次回访{fair}的。",
        ),
    ]  # fmt: skip


def long_term(states: Mapping[int, StateOn]) -> tuple[int, ...]:
    """List what is put off for the long term (挂账), which is counted apart."""
    return tuple(one for one, state in states.items() if state.status == ProblemStatus.LONG_TERM)


def _rate(
    key: str, label: str, among: Mapping[int, StateOn], counts: Callable[[StateOn], bool], rule: str
) -> Rate:
    """Divide a list by those of it that count."""
    return Rate(key, label, _ids(one for one, state in among.items() if counts(state)), _ids(among), rule)


def _ids(ids: Iterable[int]) -> tuple[int, ...]:
    """Put ids in order."""
    return tuple(sorted(ids))


def _is_done(state: StateOn) -> bool:
    """Tell whether a problem was 办结 on the day."""
    return state.concluded is not None


def _is_due(state: StateOn, as_of: date) -> bool:
    """Tell whether the limit of a problem had come; 挂账 has none."""
    return state.due is not None and state.due <= as_of and state.status != ProblemStatus.LONG_TERM


def _in_time(state: StateOn) -> bool:
    """Tell whether a problem was 办结 by its limit."""
    return state.concluded is not None and state.due is not None and state.concluded <= state.due


def _is_solved(state: StateOn) -> bool:
    """Tell whether a problem was solved, and not merely explained or solved in part."""
    return _is_done(state) and state.result == ResultKind.SOLVED
