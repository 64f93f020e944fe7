"""The record types by key; a new ledger is a module with its ``MAPPING`` and one more entry here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from typing import TypeVar

from dadu_desktop.records.fields import Children, RecordType
from dadu_desktop.records.mapping import Mapping as Stored
from dadu_desktop.records.mapping import children, described

T = TypeVar("T")

VISIT_PROBLEM_KEYS = (
    "enterprise", "category", "description", "appeal", "measures", "status", "result_kind",
)  # fmt: skip

PART_LABELS = {
    "names": "名称沿革",
    "people": "联系人与责任人",
    "progress": "办理进展",
    "moves": "办理过程",
    "tasks": "议定事项",
    "measures": "帮扶措施",
    "policies": "适用政策",
    "goals": "量化目标",
    "entries": "进展记录",
    "reviews": "阶段评估",
    "conditions": "适用条件",
    "team": "工作组",
    "coordination": "协调事项",
    "inputs": "投入",
    "milestones": "关键节点",
    "indicators": "指标",
    "readings": "指标数据",
    "members": "专班成员",
    "meetings": "现场办公",
    "windows": "前移窗口",
    "linked": "关联问题",
    "stages": "项目阶段",
}

KEPT_BY_SERVICES = frozenset({"moves", "tasks"})
"""Rows that services of their own keep: shown and searched, but no list of a form and no column of a workbook."""

_NAMES = {
    "enterprises": ("企业", "企业", "name", "QY"),
    "visits": ("服务台账", "走访", "number", "ZF"),
    "problems": ("问题诉求", "问题", "description", "WT"),
    "plans": ("一企一策", "一企一策", "enterprise", "CX"),
    "cases": ("一对一帮扶", "帮扶案例", "title", "BF"),
    "policies": ("政策库", "政策", "name", "ZC"),
    "policy-applications": ("申报兑现", "政策申报", "policy", "SB"),
    "figures": ("月度数据", "月度数据", "enterprise", ""),
    "district-figures": ("区级数据", "区级数据", "indicator", ""),
    "trade-surveys": ("外贸调研", "外贸企业调研", "enterprise", "WM"),
    "clusters": ("产业集群", "产业集群", "name", "JQ"),
    "teams": ("服务专班", "服务专班", "name", "ZB"),
    "projects": ("招商项目", "招商项目", "name", "XM"),
    "activities": ("消费活动", "消费活动", "name", "HD"),
}
"""Key → label of the ledger, of one record, the field that names a record, and the prefix of its numbers."""


class Catalogue(Mapping[str, T]):
    """All record types; each is mapped when first asked for, as mapping all takes longer than showing a list."""

    def __init__(self, make: Callable[[str], T]) -> None:
        """Take what makes an entry."""
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        """Give an entry; KeyError for an unknown one."""
        if key not in self._made:
            self._made[key] = self._make(_known(key))
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        """Go through the keys in the order of the navigation."""
        return iter(_NAMES)

    def __len__(self) -> int:
        """Count the record types."""
        return len(_NAMES)


def _known(key: str) -> str:
    """Let a known key pass."""
    if key not in _NAMES:
        raise KeyError(key)
    return key


def _mapping(key: str) -> Stored:
    """Load the module of a record type."""
    mapping: Stored = import_module(f"dadu_desktop.records.{key.replace('-', '_')}").MAPPING
    return mapping


def _record_type(key: str) -> RecordType:
    """Join a mapped class and its parts into one description."""
    label, record_label, title, prefix = _NAMES[key]
    mapping = MAPPINGS[key]
    parts = tuple(
        children(name, PART_LABELS[name], part)
        for name, part in mapping.parts.items()
        if name not in KEPT_BY_SERVICES
    )
    if key == "visits":
        parts += (_visit_problems(),)
    return RecordType(key, label, record_label, title, described(mapping.model), parts, prefix)


def _visit_problems() -> Children:
    """Describe the problems raised on a visit: the short form of the problem ledger."""
    known = {one.key: one for one in described(MAPPINGS["problems"].model)}
    fields = tuple(replace(known[key], required=key == "description") for key in VISIT_PROBLEM_KEYS)
    return Children("problems", "反映问题", fields, record_type="problems")


MAPPINGS = Catalogue(_mapping)
RECORD_TYPES = Catalogue(_record_type)


def load_all() -> None:
    """Map every record type and what the office keeps, for what looks at all tables or lets one row point to another."""
    for module in ("office", "papers"):
        import_module(f"dadu_desktop.records.{module}")
    for key in MAPPINGS:
        MAPPINGS[key]
