"""The page about the problem loop is drawn from the rules, and is the one of today's rules."""

from __future__ import annotations

from pathlib import Path

from dadu_desktop.domain.problem_moves import RULES
from dadu_desktop.domain.problem_workflow import STATUSES
from resources.make_problem_page import page

STORED = Path(__file__).parents[1] / "docs" / "problems.md"


def test_the_page_is_that_of_the_rules() -> None:
    assert STORED.read_text(encoding="utf-8") == page()


def test_the_page_names_every_status_and_every_move() -> None:
    said = page()
    assert all(f"| {rule.move} |" in said for rule in RULES)
    assert all(f"--> {status}" in said or f"{status} -->" in said for status in STATUSES if status != "合并")
