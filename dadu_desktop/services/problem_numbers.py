"""Numbers of problems (问题编号) that other records name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.records.problems import Problem

LINKED = "linked"
"""The rows inside a record that name problems."""


def refuse_unknown(connection: Connection, children: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
    """Refuse links to problems that there are not."""
    given = {str(one["problem"]) for one in children.get(LINKED, ()) if one.get("problem")}
    if not given:
        return
    known = set(connection.scalars(select(Problem.number).where(Problem.number.in_(given))))
    if missing := sorted(given - known):
        raise FieldProblems({LINKED: f"问题诉求台账中没有 {'、'.join(missing)}，请核对问题编号。"})
