"""招商项目: what was signed, how much of it arrived, and how far each stage is against its plan."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from sqlalchemy.orm import Mapped

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.records.base import Base, Kept, Part, field, shown
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.mapping import Mapping

STATUSES = ("推进中", "已完成", "已终止")


class InvestmentProject(Kept, Base):
    """One project of investment (招商项目); amounts in 万元."""

    __tablename__ = "projects"

    number: Mapped[str] = field("编号", Kind.TEXT, computed=True, width=14, searched=True)
    name: Mapped[str] = field("项目名称", Kind.TEXT, required=True, width=30, searched=True)
    cluster: Mapped[str | None] = field(
        "所属产业集群", Kind.CHOICE, code_list="clusters", width=16, searched=True
    )
    investor: Mapped[str | None] = field("投资方", Kind.TEXT, width=24, searched=True)
    enterprise: Mapped[int | None] = field(
        "落地企业", Kind.ENTERPRISE, width=28, searched=True, help="已在企业台账中的填写"
    )
    status: Mapped[str] = field("状态", Kind.CHOICE, required=True, choices=STATUSES, width=8)
    registered: Mapped[PartialDate | None] = field("入库登记时间", Kind.DATE, width=12, index=True)
    town: Mapped[str | None] = field("落地镇街", Kind.CHOICE, code_list="towns", width=14)
    site: Mapped[str | None] = field("落地地块（载体）", Kind.TEXT, width=18, searched=True)
    content: Mapped[str | None] = field("建设内容", Kind.LONG_TEXT, width=32, searched=True)
    signed_amount: Mapped[Decimal | None] = field("合同投资额", Kind.AMOUNT, unit="万元", width=14)
    arrived_amount: Mapped[Decimal | None] = field("到位资金", Kind.AMOUNT, unit="万元", width=14)
    arrival_rate: ClassVar[Field] = shown("资金到位率", Kind.PERCENT, unit="%", computed=True, width=10)
    stage: ClassVar[Field] = shown(
        "当前阶段", Kind.CHOICE, code_list="project_stages", computed=True, width=10
    )
    light: ClassVar[Field] = shown("亮灯", Kind.LIGHT, computed=True, width=12)
    signed: ClassVar[Field] = shown("签约时间", Kind.DATE, computed=True, width=12)
    next_stage: ClassVar[Field] = shown("下一阶段", Kind.TEXT, computed=True, width=10)
    next_planned: ClassVar[Field] = shown("下一阶段计划时间", Kind.DATE, computed=True, width=14)
    latest_entry: ClassVar[Field] = shown("最近进展时间", Kind.DATE, computed=True, width=12)
    lead_unit: Mapped[str | None] = field(
        "责任单位", Kind.CHOICE, code_list="departments", width=16, searched=True
    )
    leader: Mapped[str | None] = field("联系领导", Kind.TEXT, width=10, searched=True)
    owner: Mapped[str | None] = field("责任人", Kind.TEXT, width=10, searched=True)
    difficulty: Mapped[str | None] = field("存在困难", Kind.LONG_TEXT, width=24, searched=True)
    next_step: Mapped[str | None] = field("下步安排", Kind.LONG_TEXT, width=24, searched=True)
    source: Mapped[str | None] = field("资料来源", Kind.TEXT, width=16)
    note: Mapped[str | None] = field("备注", Kind.LONG_TEXT, width=20, searched=True)


class ProjectStage(Part, Base):
    """One stage (项目阶段) with the time it was planned for and the time it was reached."""

    __tablename__ = "project_stages"
    parent_table = "projects"

    stage: Mapped[str] = field(
        "阶段", Kind.CHOICE, code_list="project_stages", required=True, width=12, searched=True
    )
    planned: Mapped[PartialDate | None] = field("计划时间", Kind.DATE, width=12)
    actual: Mapped[PartialDate | None] = field("实际时间", Kind.DATE, width=12)
    note: Mapped[str | None] = field("阶段说明", Kind.LONG_TEXT, width=28, searched=True)


class ProjectEntry(Part, Base):
    """A dated entry of progress (进展记录); ``arrived`` is what had arrived in all by then."""

    __tablename__ = "project_entries"
    parent_table = "projects"

    date: Mapped[PartialDate] = field("进展日期", Kind.DATE, required=True, width=12)
    text: Mapped[str] = field("进展内容", Kind.LONG_TEXT, required=True, width=40, searched=True)
    arrived: Mapped[Decimal | None] = field("累计到位", Kind.AMOUNT, unit="万元", width=14)
    person: Mapped[str | None] = field("记录人", Kind.TEXT, width=10)


MAPPING = Mapping(InvestmentProject, {"stages": ProjectStage, "entries": ProjectEntry})
