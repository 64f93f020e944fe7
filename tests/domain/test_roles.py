"""Roles as a matrix: every cell is said twice, here and in the table."""

from __future__ import annotations

import pytest

from dadu_desktop.domain.roles import ALLOWED, Act, Role, may

MATRIX = """
                管理员  经办  领导  审计
查看台账          ✓      ✓     ✓     -
打印和导出        ✓      ✓     ✓     -
录入和修改        ✓      ✓     -     -
备份和检查        ✓      ✓     -     ✓
查看操作日志      ✓      -     -     ✓
修改设置          ✓      -     -     -
管理使用人        ✓      -     -     -
"""
ROWS = [line.split() for line in MATRIX.strip().splitlines()]
CELLS = [
    (Role(role), Act(act), mark == "✓")
    for act, *marks in ROWS[1:]
    for role, mark in zip(ROWS[0], marks, strict=True)
]


@pytest.mark.parametrize(("role", "act", "allowed"), CELLS, ids=str)
def test_a_role_may_do_what_the_matrix_says(role: Role, act: Act, allowed: bool) -> None:
    assert may(role, act) is allowed


def test_the_matrix_leaves_nothing_out() -> None:
    assert {(role, act) for role, act, _ in CELLS} == {(role, act) for role in Role for act in Act}
    assert set(ALLOWED) == set(Role)


def test_a_ledger_without_persons_allows_everything() -> None:
    assert all(may(None, act) for act in Act)
