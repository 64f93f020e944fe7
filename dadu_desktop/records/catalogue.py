"""The record types, collected from the mapped classes; a new ledger is one more entry here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from dadu_desktop.records.base import Kept, Link, Part
from dadu_desktop.records.cases import (
    AssistanceCase,
    CaseCoordination,
    CaseIndicator,
    CaseInput,
    CaseMember,
    CaseMilestone,
    CaseReading,
)
from dadu_desktop.records.district_figures import DistrictFigure
from dadu_desktop.records.enterprises import Enterprise, EnterpriseName, EnterprisePerson
from dadu_desktop.records.fields import Children, Field, RecordType
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.records.plans import EnterprisePolicyPlan, PlanMeasure, PlanPolicy
from dadu_desktop.records.problems import Problem, ProblemEnterprise, ProblemMove, ProblemProgress
from dadu_desktop.records.visits import ServiceVisit, VisitEnterprise, VisitTask

VISIT_PROBLEM_KEYS = (
    "enterprise", "category", "description", "appeal", "measures", "status", "result_kind",
)  # fmt: skip


@dataclass(frozen=True)
class Mapping:
    """Where a record type is stored: only storage and services look here."""

    model: type[Kept]
    parts: dict[str, type[Part]] = field(default_factory=dict)
    links: dict[str, type[Link]] = field(default_factory=dict)


def described(model: type[Any]) -> tuple[Field, ...]:
    """Give the fields that a mapped class declares, in the order of declaration."""
    found = []
    for key, attribute in vars(model).items():
        info = attribute.info.get("field") if isinstance(attribute, InstrumentedAttribute) else attribute
        if isinstance(info, Field):
            found.append(replace(info, key=key))
    return tuple(found)


def children(key: str, label: str, model: type[Part]) -> Children:
    """Describe the rows of a part."""
    return Children(key, label, described(model))


def visit_problems() -> Children:
    """Describe the problems raised on a visit: the short form of the problem ledger."""
    known = {one.key: one for one in described(Problem)}
    fields = tuple(replace(known[key], required=key == "description") for key in VISIT_PROBLEM_KEYS)
    return Children("problems", "反映问题", fields, record_type="problems")


MAPPINGS: dict[str, Mapping] = {
    "enterprises": Mapping(Enterprise, {"names": EnterpriseName, "people": EnterprisePerson}),
    "visits": Mapping(ServiceVisit, {"tasks": VisitTask}, {"enterprises": VisitEnterprise}),
    "problems": Mapping(
        Problem,
        {"progress": ProblemProgress, "moves": ProblemMove},
        {"other_enterprises": ProblemEnterprise},
    ),
    "plans": Mapping(EnterprisePolicyPlan, {"measures": PlanMeasure, "policies": PlanPolicy}),
    "cases": Mapping(
        AssistanceCase,
        {
            "team": CaseMember,
            "coordination": CaseCoordination,
            "inputs": CaseInput,
            "milestones": CaseMilestone,
            "indicators": CaseIndicator,
            "readings": CaseReading,
        },
    ),
    "figures": Mapping(MonthlyFigure),
    "district-figures": Mapping(DistrictFigure),
}

PART_LABELS = {
    "names": "名称沿革",
    "people": "联系人与责任人",
    "progress": "办理进展",
    "moves": "办理过程",
    "tasks": "议定事项",
    "measures": "帮扶措施",
    "policies": "适用政策",
    "team": "工作组",
    "coordination": "协调事项",
    "inputs": "投入",
    "milestones": "关键节点",
    "indicators": "指标",
    "readings": "指标数据",
}

KEPT_BY_SERVICES = frozenset({"moves", "tasks"})
"""Rows that services of their own keep: shown and searched, but no list of a form and no column of a workbook."""


def _record_type(key: str, label: str, record_label: str, title: str, prefix: str = "") -> RecordType:
    """Join a mapped class and its parts into one description."""
    mapping = MAPPINGS[key]
    parts = tuple(
        children(name, PART_LABELS[name], part)
        for name, part in mapping.parts.items()
        if name not in KEPT_BY_SERVICES
    )
    if key == "visits":
        parts += (visit_problems(),)
    return RecordType(key, label, record_label, title, described(mapping.model), parts, prefix)


RECORD_TYPES: dict[str, RecordType] = {
    one.key: one
    for one in (
        _record_type("enterprises", "企业", "企业", "name", "QY"),
        _record_type("visits", "服务台账", "走访", "number", "ZF"),
        _record_type("problems", "问题诉求", "问题", "description", "WT"),
        _record_type("plans", "一企一策", "一企一策", "enterprise", "CX"),
        _record_type("cases", "一对一帮扶", "帮扶案例", "title", "BF"),
        _record_type("figures", "月度数据", "月度数据", "enterprise"),
        _record_type("district-figures", "区级数据", "区级数据", "indicator"),
    )
}
