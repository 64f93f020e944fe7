"""已报, 逾期, 未报, and how punctual an enterprise is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.reporting_states import (
    ReportState,
    due_date,
    punctuality,
    report_state,
    state_fault,
)

DUE = date(2022, 12, 8)


@pytest.mark.parametrize(
    ("month", "day", "due"),
    [
        (Month(2022, 11), 8, DUE),
        (Month(2022, 12), 5, date(2023, 1, 5)),
        (Month(2022, 1), 31, date(2022, 2, 28)),
        (Month.january_february(2022), 10, date(2022, 3, 10)),
    ],
)
def test_month_is_due_in_the_next(month: Month, day: int, due: date) -> None:
    assert due_date(month, day) == due


@pytest.mark.parametrize(
    ("kept", "reported", "state"),
    [
        (None, None, "未报"),
        ("未报", None, "未报"),
        ("已报", None, "已报"),
        ("已报", DUE, "已报"),
        ("已报", date(2022, 12, 9), "逾期"),
        ("逾期", None, "逾期"),
        ("存疑", date(2022, 12, 9), "存疑"),
        ("预计", None, "预计"),
    ],
)
def test_state_follows_from_the_figure_and_the_day(
    kept: str | None, reported: date | None, state: str
) -> None:
    assert report_state(kept, reported, DUE) == state


def test_preliminary_figure_is_no_report() -> None:
    found = punctuality([ReportState(one) for one in ("已报", "已报", "逾期", "预计", "未报", "存疑")])
    assert (found.due, found.in_time, found.late, found.missing, found.rate) == (6, 3, 1, 2, Decimal("50.0"))


def test_rate_of_nothing_due_is_not_a_number() -> None:
    assert punctuality([]).rate is None


@pytest.mark.parametrize(
    ("state", "reported", "told"),
    [("未报", True, "先清空本月数"), ("存疑", False, "先填本月数"), ("已报", True, ""), ("未报", False, "")],
)
def test_state_that_speaks_against_the_figure_is_told(state: str, reported: bool, told: str) -> None:
    said = state_fault(state, reported=reported)
    assert told in said
    assert bool(said) == bool(told)
