"""Computed fields of applications."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case

from dadu_desktop.records.policies import PolicyApplication
from dadu_desktop.services.computed.expressions import Clock, Column


def _status(_clock: Clock) -> ColumnElement[Any]:
    """Tell how far an application is by the dates that are filled in."""
    return case(
        (PolicyApplication.paid.is_not(None), "已兑现"),
        (PolicyApplication.refused.is_not(None), "不予受理"),
        (PolicyApplication.accepted.is_not(None), "已受理"),
        else_="已申报",
    )


COMPUTED: dict[str, Column] = {"status": _status}
