"""What the two rules for passwords take and refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.password_rules import RULES, password_fault


@pytest.mark.parametrize(
    ("rule", "password", "good"),
    [
        ("graded", "Dq7&wo9z", True),
        ("graded", "Dq7wo9zx", True),
        ("graded", "Dq7&wo9", False),
        ("graded", "dq7wo9zx", False),
        ("graded", "春天的花开了吗真好", False),
        ("long", "春天的花开了大家去走访吧", True),
        ("long", "dq7wo9zxkfhe", True),
        ("long", "Dq7&wo9z", False),
    ],
)
def test_a_rule_takes_what_it_says(rule: str, password: str, good: bool) -> None:
    assert (password_fault(rule, password, "王敏") == "") is good


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    "password", ["王敏的密钥Aa1!王敏", "Password2022!", "Qwerty-2022-ok", "aaaaaaaaaaaaaaa", "Abcde12345!x"]
)
def test_no_rule_takes_names_and_what_everybody_tries(rule: str, password: str) -> None:
    assert password_fault(rule, password, "王敏").endswith("请换一个。")


@given(password=st.text(max_size=11))
def test_the_long_rule_takes_nothing_short(password: str) -> None:
    assert password_fault("long", password, "")
