"""Ties applications to the policies of the library, by name, number or 文号."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select, update

from dadu_desktop.records.policies import Policy, PolicyApplication
from dadu_desktop.storage.unit_of_work import UnitOfWork

KINDS = frozenset({"policies", "policy-applications"})


def tie_applications(unit: UnitOfWork, retold: Iterable[int] = ()) -> None:
    """Find the policy of every application that has none, or whose words were told anew; show its present name.

    Words that name no policy of the library stay as they are: a workbook may come before its policy.
    """
    application = PolicyApplication
    unit.session.flush()
    unit.connection.execute(
        update(application).where(application.id.in_(tuple(retold))).values(policy_id=None)
    )
    named = or_(
        Policy.name == application.policy,
        Policy.number == application.policy,
        Policy.document_number == application.policy,
    )
    found = select(Policy.id).where(named, Policy.deleted_at.is_(None)).order_by(Policy.id).limit(1)
    wanted = found.correlate(application).scalar_subquery()
    unit.connection.execute(
        update(application)
        .where(application.policy_id.is_(None), wanted.is_not(None))
        .values(policy_id=wanted)
    )
    name = (
        select(Policy.name).where(Policy.id == application.policy_id).correlate(application).scalar_subquery()
    )
    renamed = list(unit.connection.scalars(select(application.id).where(application.policy != name)))
    if renamed:
        unit.connection.execute(update(application).where(application.id.in_(renamed)).values(policy=name))
        unit.touch("policy-applications", renamed)
    unit.session.expire_all()
