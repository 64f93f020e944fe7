"""Rounds of foreign trade surveys (调研轮次) added up: whom they reached, what was found, what was solved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from sqlalchemy import Connection, select

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_log import CONCLUDED
from dadu_desktop.domain.problem_workflow import ResultKind
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.problems import Problem
from dadu_desktop.records.trade_surveys import SurveyProblem, TradeSurvey
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.rows import Row
from dadu_desktop.storage.ledger_file import LedgerFile

_KEYS = ("round", "enterprise", "date", "exports", "imports", "difficulties")
_ALL = 1_000_000


@dataclass(frozen=True)
class SurveyRound:
    """One round; enterprises and problems are counted once each, amounts are in 万元."""

    name: str
    first: PartialDate
    last: PartialDate
    surveys: int
    enterprises: int
    exports: Decimal
    imports: Decimal
    difficulties: tuple[tuple[str, int], ...]
    linked: int
    solved: int

    @property
    def sentence(self) -> str:
        """Say it in one sentence without a full stop."""
        until = self.last.chinese()
        if self.last.year == self.first.year:
            until = until.removeprefix(f"{self.last.year}年")
        span = self.first.chinese() if self.first == self.last else f"{self.first.chinese()}至{until}"
        return (
            f"{span}，“{self.name}”走访外贸企业{self.enterprises}家，"
            f"反映问题{self.linked}个，已解决{self.solved}个"
        )


def survey_rounds(ledger: LedgerFile) -> list[SurveyRound]:
    """Add up each round, the newest first."""
    rows = list_records(ledger, "trade-surveys", ListQuery(columns=_KEYS, limit=_ALL)).rows
    by_round: dict[str, list[Row]] = {}
    for row in rows:
        by_round.setdefault(str(row.values["round"]), []).append(row)
    with ledger.read() as connection:
        problems = _problems(connection)
    found = [_added(name, own, problems.get(name, {})) for name, own in by_round.items()]
    return sorted(found, key=lambda one: one.last, reverse=True)


def _added(name: str, rows: Sequence[Row], problems: dict[str, bool]) -> SurveyRound:
    """Add up the surveys of one round."""
    days = sorted(cast("PartialDate", row.values["date"]) for row in rows)
    named = {
        (cast("Reference", row.values["enterprise"]).id, word)
        for row in rows
        for word in str(row.values["difficulties"] or "").split("、")
        if word
    }
    order = [word for row in rows[::-1] for word in str(row.values["difficulties"] or "").split("、")]
    counts = Counter(word for _one, word in named)
    return SurveyRound(
        name,
        days[0],
        days[-1],
        len(rows),
        len({cast("Reference", row.values["enterprise"]).id for row in rows}),
        _sum(rows, "exports"),
        _sum(rows, "imports"),
        tuple(sorted(counts.items(), key=lambda one: (-one[1], order.index(one[0])))),
        len(problems),
        sum(problems.values()),
    )


def _sum(rows: Sequence[Row], key: str) -> Decimal:
    """Add up an amount; what is not known counts nothing."""
    return sum((value for row in rows if isinstance(value := row.values[key], Decimal)), Decimal(0))


def _problems(connection: Connection) -> dict[str, dict[str, bool]]:
    """Tell for each round its problems by number, and whether they are solved."""
    rows = connection.execute(
        select(TradeSurvey.round, Problem.number, Problem.status, Problem.result_kind)
        .join(SurveyProblem, SurveyProblem.parent_id == TradeSurvey.id)
        .join(Problem, Problem.number == SurveyProblem.problem)
        .where(TradeSurvey.deleted_at.is_(None), Problem.deleted_at.is_(None))
    )
    found: dict[str, dict[str, bool]] = {}
    for name, number, status, result in rows:
        found.setdefault(name, {})[number] = status in CONCLUDED and result == ResultKind.SOLVED
    return found
