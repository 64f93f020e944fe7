"""Computed fields of policies."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select

from dadu_desktop.records.policies import Policy, PolicyApplication, PolicyCondition
from dadu_desktop.services.computed.expressions import Clock, Column, file_count, single


def _condition_count(_clock: Clock) -> ColumnElement[Any]:
    """Count the conditions of a policy."""
    return single(select(func.count(PolicyCondition.id)).where(PolicyCondition.parent_id == Policy.id))


def _applications(*further: ColumnElement[bool]) -> ColumnElement[Any]:
    """Count the applications for a policy."""
    own = (PolicyApplication.policy_id == Policy.id, PolicyApplication.deleted_at.is_(None))
    return single(select(func.count(PolicyApplication.id)).where(*own, *further))


COMPUTED: dict[str, Column] = {
    "condition_count": _condition_count,
    "application_count": lambda _clock: _applications(),
    "paid_count": lambda _clock: _applications(PolicyApplication.paid.is_not(None)),
    "file_count": lambda _clock: file_count("policies"),
}
