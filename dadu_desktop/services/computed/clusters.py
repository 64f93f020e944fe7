"""Computed fields of clusters: what the other ledgers have under the name of the cluster."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select

from dadu_desktop.records.clusters import Cluster
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.projects import InvestmentProject
from dadu_desktop.services.computed.expressions import Clock, Column, single


def _registered(_clock: Clock) -> ColumnElement[Any]:
    """Count the enterprises of the register that name the cluster as theirs."""
    return single(
        select(func.count(Enterprise.id)).where(
            Enterprise.cluster == Cluster.name, Enterprise.deleted_at.is_(None)
        )
    )


def _of_projects(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """Reckon over the projects of a cluster that were not given up."""
    return single(
        select(value).where(
            InvestmentProject.cluster == Cluster.name,
            InvestmentProject.status != "已终止",
            InvestmentProject.deleted_at.is_(None),
        )
    )


COMPUTED: dict[str, Column] = {
    "registered": _registered,
    "project_count": lambda _clock: _of_projects(func.count(InvestmentProject.id)),
    "signed_amount": lambda _clock: _of_projects(func.sum(InvestmentProject.signed_amount)),
}
