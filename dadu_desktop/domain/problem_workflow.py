"""The way of an enterprise's problem (问题诉求): statuses, limits, lights and rates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dadu_desktop.domain.working_days import WorkCalendar


class ProblemStatus(StrEnum):
    """Where a problem stands, in the order of the work; side states last."""

    REGISTERED = "登记"
    ACCEPTED = "受理"
    ASSIGNED = "交办"
    RETURNED = "退回改派"
    IN_PROGRESS = "办理中"
    EXTENSION_ASKED = "申请延期"
    ANSWERED = "已反馈"
    CALLED_BACK = "回访"
    CONCLUDED = "办结"
    STRUCK_OFF = "销号"
    PASSED_UP = "转上级"
    LONG_TERM = "长期推进"
    REOPENED = "重新办理"
    REFUSED = "不予受理"
    MERGED = "合并"


class ResultKind(StrEnum):
    """How a problem ended (办结类型); only the first two count as solved, the second in part."""

    SOLVED = "已解决"
    PARTLY_SOLVED = "部分解决"
    EXPLAINED = "解释说明"
    LONG_TERM = "长期推进"


class Role(StrEnum):
    """The part a unit has in handling a problem."""

    LEADING = "主办"
    ASSISTING = "协办"


class Light(StrEnum):
    """The light of a time limit, with the word that is printed beside the colour."""

    GREEN = "绿·期内"
    AMBER = "黄·临近"
    RED = "红·超期"
    NONE = ""


STATUSES = tuple(status.value for status in ProblemStatus)

CLOSED = frozenset(
    {ProblemStatus.CONCLUDED, ProblemStatus.STRUCK_OFF, ProblemStatus.REFUSED, ProblemStatus.MERGED}
)
OPEN = frozenset(ProblemStatus) - CLOSED
NOT_ACCEPTED = frozenset({ProblemStatus.REGISTERED, ProblemStatus.REFUSED, ProblemStatus.MERGED})
"""Statuses that do not count as 受理 in rates."""

LIMITS: Mapping[str, int] = {Role.LEADING: 7, Role.ASSISTING: 3}
"""Working days allowed; an office may decide otherwise."""

NEAR = 2
"""Working days before the limit from which the light is yellow."""


def default_due(
    assigned: date, level: str, calendar: WorkCalendar, limits: Mapping[str, int] = LIMITS
) -> date:
    """Return the time limit of a problem assigned on a day, by level; an unlisted level has that of 主办."""
    return calendar.add_working_days(assigned, limits.get(level, limits[Role.LEADING]))


def light(due: date | None, status: str, today: date, calendar: WorkCalendar, near: int = NEAR) -> Light:
    """Return the light of a problem; none without a limit, when closed, or when put off for the long term."""
    if due is None or status in CLOSED or status == ProblemStatus.LONG_TERM:
        return Light.NONE
    if today > due:
        return Light.RED
    return Light.AMBER if due <= calendar.add_working_days(today, near) else Light.GREEN


def rate(numerator: int, denominator: int) -> Decimal | None:
    """Return a rate such as 办结率 in per cent, not rounded; None where there is nothing to divide by."""
    return Decimal(100) * numerator / denominator if denominator else None
