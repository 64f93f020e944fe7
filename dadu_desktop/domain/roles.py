"""What each role of the office may do: one table, asked by every way into the ledger."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The roles of the office; without persons everybody who reaches the ledger is the manager."""

    MANAGER = "管理员"
    CLERK = "经办"
    LEADER = "领导"
    AUDITOR = "审计"


class Act(StrEnum):
    """What may be allowed or not."""

    READ = "查看台账"
    PRINT = "打印和导出"
    WRITE = "录入和修改"
    BACK_UP = "备份和检查"
    READ_LOG = "查看操作日志"
    SETTINGS = "修改设置"
    PERSONS = "管理使用人"


ALLOWED: dict[Role, frozenset[Act]] = {
    Role.MANAGER: frozenset(Act),
    Role.CLERK: frozenset({Act.READ, Act.PRINT, Act.WRITE, Act.BACK_UP}),
    Role.LEADER: frozenset({Act.READ, Act.PRINT}),
    Role.AUDITOR: frozenset({Act.READ_LOG, Act.BACK_UP}),
}
"""A clerk works, a leader reads and prints, an auditor reads the log and checks that it is whole."""


def may(role: Role | None, act: Act) -> bool:
    """Tell whether a role allows something; None is a ledger without persons, where everything is allowed."""
    return role is None or act in ALLOWED[role]


def refusal(role: Role | None, act: Act) -> str:
    """Say why a role does not allow something; "" where it does."""
    return "" if may(role, act) else f"您的角色是“{role}”，不能{act.value}；需要时请联系管理员。"
