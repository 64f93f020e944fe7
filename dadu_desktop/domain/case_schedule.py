"""Milestones (关键节点) planned from the start of a case, and how they stand."""

from __future__ import annotations

from datetime import timedelta

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate


def scheduled(start: PartialDate, offset: int) -> PartialDate:
    """Return the day ``offset`` days after the start; a start known to the month gives a month.

    InputProblem where only the year of the start is known, as nothing could be planned from that.
    """
    if start.precision == "year":
        raise InputProblem("立项时间只写了年份，请补到月或日，再按模板排出节点。")
    planned = PartialDate.of(start.first_day() + timedelta(days=offset))
    return planned if start.precision == "day" else PartialDate(planned.year, planned.month)
