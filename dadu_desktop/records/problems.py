"""企业问题（诉求）台账: what enterprises ask for and what became of it."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.problem_workflow import STATUSES
from dadu_desktop.records.base import Base, Kept, Link, Part, field, shown
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.mapping import Mapping

ORIGINS = ("走访", "座谈会", "电话", "来信来访", "企业自报", "上级转办", "镇街上报", "其他")
LEVELS = ("企业自行", "科室", "区级部门", "市级", "企业总部")
RESULTS = ("已解决", "部分解决", "解释说明", "长期推进")


class Problem(Kept, Base):
    """One problem or appeal (问题诉求); with ``other_enterprises`` it is a common one (共性问题)."""

    __tablename__ = "problems"

    number: Mapped[str] = field("编号", Kind.TEXT, computed=True, width=14, searched=True)
    enterprise: Mapped[int] = field("企业", Kind.ENTERPRISE, required=True, width=32, searched=True)
    other_enterprises: ClassVar[Field] = shown(
        "其他涉及企业",
        Kind.ENTERPRISES,
        width=24,
        searched=True,
        help="共性问题填写",
    )
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visits.id"), index=True)
    visit: ClassVar[Field] = shown("来源走访", Kind.TEXT, computed=True, width=14)
    origin: Mapped[str | None] = field("来源", Kind.CHOICE, choices=ORIGINS, width=10)
    raised: Mapped[PartialDate | None] = field("提出时间", Kind.DATE, width=12, index=True)
    raised_by: Mapped[str | None] = field("提出人", Kind.TEXT, width=10, searched=True)
    category: Mapped[str | None] = field("类别", Kind.CHOICE, code_list="problem_categories", width=12)
    subcategory: Mapped[str | None] = field(
        "二级类别", Kind.CHOICE, code_list="problem_subcategories", width=14
    )
    description: Mapped[str] = field("问题描述", Kind.LONG_TEXT, required=True, width=36, searched=True)
    appeal: Mapped[str | None] = field("诉求", Kind.LONG_TEXT, width=24, searched=True)
    urgency: Mapped[str | None] = field("紧急程度", Kind.CHOICE, choices=("一般", "紧急", "特急"), width=10)
    level: Mapped[str | None] = field("办理层级", Kind.CHOICE, choices=LEVELS, width=12)
    lead_unit: Mapped[str | None] = field(
        "主办单位", Kind.CHOICE, code_list="departments", width=14, searched=True
    )
    support_units: Mapped[str | None] = field("协办单位", Kind.CHOICES, code_list="departments", width=16)
    leader: Mapped[str | None] = field("责任领导", Kind.TEXT, width=10, searched=True)
    owner: Mapped[str | None] = field("责任人", Kind.TEXT, width=10, searched=True)
    assigned: Mapped[PartialDate | None] = field("交办时间", Kind.DATE, width=12)
    due_date: Mapped[PartialDate | None] = field("办理时限", Kind.DATE, width=15, index=True)
    status: Mapped[str] = field("状态", Kind.CHOICE, required=True, choices=STATUSES, width=10, index=True)
    light: ClassVar[Field] = shown("亮灯", Kind.LIGHT, computed=True, width=10)
    extension_count: ClassVar[Field] = shown("延期次数", Kind.INTEGER, unit="次", computed=True, width=10)
    latest_progress: ClassVar[Field] = shown("最新进展", Kind.LONG_TEXT, computed=True, width=24)
    measures: Mapped[str | None] = field("办理措施", Kind.LONG_TEXT, width=24, searched=True)
    result_kind: Mapped[str | None] = field("办结类型", Kind.CHOICE, choices=RESULTS, width=10)
    result: Mapped[str | None] = field("办理结果", Kind.LONG_TEXT, width=24, searched=True)
    finished: Mapped[PartialDate | None] = field("办结时间", Kind.DATE, width=12)
    feedback: Mapped[PartialDate | None] = field("反馈时间", Kind.DATE, width=12)
    callback: Mapped[PartialDate | None] = field("回访时间", Kind.DATE, width=12)
    callback_by: Mapped[str | None] = field("回访人", Kind.TEXT, width=10)
    callback_way: Mapped[str | None] = field(
        "回访方式", Kind.CHOICE, choices=("电话", "微信", "上门", "短信"), width=10
    )
    satisfaction: Mapped[str | None] = field(
        "满意度",
        Kind.CHOICE,
        choices=("满意", "基本满意", "不满意"),
        width=10,
    )
    closed: Mapped[PartialDate | None] = field("销号时间", Kind.DATE, width=12)
    supervised: Mapped[int | None] = field("督办次数", Kind.INTEGER, unit="次", width=10)
    unsolved_reason: Mapped[str | None] = field("未解决原因", Kind.LONG_TEXT, width=20, searched=True)
    review_date: Mapped[PartialDate | None] = field(
        "下次复核日期",
        Kind.DATE,
        width=12,
        help="长期推进（挂账）的问题填写",
    )
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("problems.id"), index=True)
    kept_number: ClassVar[Field] = shown("合并到", Kind.TEXT, computed=True, width=14)
    file_count: ClassVar[Field] = shown("附件数", Kind.INTEGER, unit="份", computed=True, width=8)
    source: Mapped[str | None] = field("资料来源", Kind.TEXT, width=16)
    note: Mapped[str | None] = field("备注", Kind.LONG_TEXT, width=20, searched=True)


class ProblemEnterprise(Link, Base):
    """Further enterprises that share a common problem."""

    __tablename__ = "problem_enterprises"
    owner_table = "problems"


class ProblemProgress(Part, Base):
    """A dated entry of progress (办理进展)."""

    __tablename__ = "problem_progress"
    parent_table = "problems"

    date: Mapped[PartialDate] = field("日期", Kind.DATE, required=True)
    person: Mapped[str | None] = field("经办人", Kind.TEXT)
    text: Mapped[str] = field("进展", Kind.LONG_TEXT, required=True, width=48, searched=True)


class ProblemMove(Part, Base):
    """One move of the workflow (办理过程): written by moves and imports only, never edited."""

    __tablename__ = "problem_moves"
    parent_table = "problems"

    date: Mapped[PartialDate] = field("日期", Kind.DATE, required=True)
    move: Mapped[str] = field("动作", Kind.TEXT, required=True)
    person: Mapped[str | None] = field("办理人", Kind.TEXT)
    words: Mapped[str | None] = field("说明", Kind.LONG_TEXT, width=40, searched=True)
    before: Mapped[str] = field("原状态", Kind.TEXT)
    after: Mapped[str] = field("新状态", Kind.TEXT)
    round: Mapped[int] = field("轮次", Kind.INTEGER, width=6)
    due: Mapped[PartialDate | None] = field("时限或复核日期", Kind.DATE)
    outcome: Mapped[str | None] = field("结果", Kind.TEXT)
    imported: Mapped[bool] = field("导入或补录", Kind.FLAG)


MAPPING = Mapping(
    Problem,
    {"progress": ProblemProgress, "moves": ProblemMove},
    {"other_enterprises": ProblemEnterprise},
)
