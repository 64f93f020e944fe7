"""一对一帮扶: assistance cases."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.indicators import IndicatorKind
from dadu_desktop.records.base import Base, Kept, Part, field
from dadu_desktop.records.fields import Kind
from dadu_desktop.records.mapping import Mapping

STATUSES = ("帮扶中", "见效", "结案", "持续跟踪")
REVIEW_STATES = ("达到目标", "部分达到", "未达到")
LEVELS = ("区级", "市级", "企业总部")


class AssistanceCase(Kept, Base):
    """One assistance case (一对一帮扶案例) from its hardship to its lessons."""

    __tablename__ = "cases"

    number: Mapped[str] = field("编号", Kind.TEXT, computed=True, width=12, searched=True)
    title: Mapped[str] = field("案例名称", Kind.TEXT, required=True, width=32, searched=True)
    enterprise: Mapped[int] = field("企业", Kind.ENTERPRISE, required=True, width=32, searched=True)
    started: Mapped[PartialDate | None] = field("立项时间", Kind.DATE, width=12)
    status: Mapped[str] = field("状态", Kind.CHOICE, required=True, choices=STATUSES, width=10)
    background: Mapped[str | None] = field("困难背景", Kind.LONG_TEXT, width=32, searched=True)
    causes: Mapped[str | None] = field("成因分析", Kind.LONG_TEXT, width=28, searched=True)
    evidence: Mapped[str | None] = field("佐证材料", Kind.LONG_TEXT, width=20, searched=True)
    effect: Mapped[str | None] = field("工作成效", Kind.LONG_TEXT, width=28, searched=True)
    lessons: Mapped[str | None] = field("经验做法", Kind.LONG_TEXT, width=28, searched=True)
    review_state: Mapped[str | None] = field("结案评估", Kind.CHOICE, choices=REVIEW_STATES, width=10)
    reviewed: Mapped[PartialDate | None] = field("评估时间", Kind.DATE, width=12)
    reviewer: Mapped[str | None] = field("评估人", Kind.TEXT, width=10, searched=True)
    review_conclusion: Mapped[str | None] = field("评估结论", Kind.LONG_TEXT, width=28, searched=True)
    source: Mapped[str | None] = field("资料来源", Kind.TEXT, width=16)
    note: Mapped[str | None] = field("备注", Kind.LONG_TEXT, width=20, searched=True)


class CaseMember(Part, Base):
    """A member of the working group (工作组)."""

    __tablename__ = "case_team"
    parent_table = "cases"

    name: Mapped[str] = field("姓名", Kind.TEXT, required=True, searched=True)
    role: Mapped[str | None] = field("职务", Kind.CHOICE, choices=("组长", "副组长", "成员", "联络员"))
    unit: Mapped[str | None] = field("单位", Kind.TEXT, width=20, searched=True)
    duty: Mapped[str | None] = field("分工", Kind.LONG_TEXT, width=32, searched=True)


class CaseCoordination(Part, Base):
    """What was asked of whom (协调事项), and the answer."""

    __tablename__ = "case_coordination"
    parent_table = "cases"

    level: Mapped[str] = field("层级", Kind.CHOICE, required=True, choices=LEVELS, width=10)
    date: Mapped[PartialDate | None] = field("日期", Kind.DATE)
    counterpart: Mapped[str | None] = field("对象", Kind.TEXT, width=20, searched=True)
    matter: Mapped[str] = field("事项", Kind.LONG_TEXT, required=True, width=32, searched=True)
    result: Mapped[str | None] = field("结果", Kind.LONG_TEXT, width=28, searched=True)


class CaseInput(Part, Base):
    """Money put in (投入) by source."""

    __tablename__ = "case_inputs"
    parent_table = "cases"

    origin: Mapped[str] = field(
        "投入方", Kind.CHOICE, required=True, choices=("企业", "财政", "其他"), width=10
    )
    amount: Mapped[Approximate | None] = field("金额", Kind.APPROXIMATE, unit="万元", width=16)
    purpose: Mapped[str | None] = field("用途", Kind.LONG_TEXT, width=32, searched=True)


class CaseMilestone(Part, Base):
    """A step (关键节点) such as plan, start of building, opening."""

    __tablename__ = "case_milestones"
    parent_table = "cases"

    name: Mapped[str] = field("节点", Kind.TEXT, required=True, width=20, searched=True)
    planned: Mapped[PartialDate | None] = field("计划时间", Kind.DATE)
    actual: Mapped[PartialDate | None] = field("实际时间", Kind.DATE)
    note: Mapped[str | None] = field("说明", Kind.LONG_TEXT, width=28, searched=True)
    offset: Mapped[int | None] = field(
        "立项后", Kind.INTEGER, unit="天", width=8, help="计划时间距立项时间的天数"
    )


class CaseIndicator(Part, Base):
    """A key figure (指标) in the words it was given in: 突破6万人, 81/81."""

    __tablename__ = "case_indicators"
    parent_table = "cases"

    name: Mapped[str] = field("指标", Kind.TEXT, required=True, width=20, searched=True)
    kind: Mapped[str] = field(
        "类型",
        Kind.CHOICE,
        required=True,
        choices=tuple(kind.value for kind in IndicatorKind),
        width=10,
    )
    unit: Mapped[str | None] = field("单位", Kind.TEXT, width=8)
    base: Mapped[str | None] = field("基期", Kind.TEXT, width=14)
    target: Mapped[str | None] = field("目标", Kind.TEXT, width=14)
    actual: Mapped[str | None] = field("实际", Kind.TEXT, width=14)
    reason: Mapped[str | None] = field(
        "无实际值原因", Kind.TEXT, width=20, searched=True, help="结案时没有实际值的指标写明原因"
    )


class CaseReading(Part, Base):
    """A dated value of an indicator (指标数据)."""

    __tablename__ = "case_readings"
    parent_table = "cases"

    indicator: Mapped[str] = field("指标", Kind.TEXT, required=True, width=20)
    date: Mapped[PartialDate] = field("日期", Kind.DATE, required=True)
    value: Mapped[str] = field("数值", Kind.TEXT, required=True, width=14)
    note: Mapped[str | None] = field("说明", Kind.TEXT, width=24, searched=True)


MAPPING = Mapping(
    AssistanceCase,
    {
        "team": CaseMember,
        "coordination": CaseCoordination,
        "inputs": CaseInput,
        "milestones": CaseMilestone,
        "indicators": CaseIndicator,
        "readings": CaseReading,
    },
)
