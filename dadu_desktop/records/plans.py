"""一企一策: the yearly plan for one enterprise, with the edition of the year before that it goes on from."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.plan_moves import STAGES, STATUSES, VERDICTS
from dadu_desktop.records.base import Base, Kept, Part, field, shown
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.mapping import Mapping

MEASURE_STATES = ("未启动", "进行中", "已完成", "长期推进")


class EnterprisePolicyPlan(Kept, Base):
    """One plan (一企一策): diagnosis, goals, measures and policies of one enterprise for one year."""

    __tablename__ = "plans"

    number: Mapped[str] = field("编号", Kind.TEXT, computed=True, width=14, searched=True)
    enterprise: Mapped[int] = field("企业", Kind.ENTERPRISE, required=True, width=32, searched=True)
    year: Mapped[int] = field("年度", Kind.INTEGER, required=True, width=8, index=True)
    status: Mapped[str] = field("状态", Kind.CHOICE, required=True, choices=STATUSES, width=8)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"), index=True)
    previous: ClassVar[Field] = shown("上一版", Kind.TEXT, computed=True, width=14)
    following: ClassVar[Field] = shown("下一版", Kind.TEXT, computed=True, width=14)
    profile: Mapped[str | None] = field("企业概况", Kind.LONG_TEXT, width=28, searched=True)
    # Enterprises tell these three as "约1.2亿元"; official figures have a ledger of their own.
    base_sales: Mapped[Approximate | None] = field(
        "上年销售额（营业额）", Kind.APPROXIMATE, unit="万元", width=16, help="可写“约1000多万元”"
    )
    target_sales: Mapped[Approximate | None] = field(
        "目标销售额（营业额）", Kind.APPROXIMATE, unit="万元", width=16
    )
    current_sales: Mapped[Approximate | None] = field(
        "本期销售额（营业额）", Kind.APPROXIMATE, unit="万元", width=16
    )
    problems: Mapped[str | None] = field("存在问题", Kind.LONG_TEXT, width=32, searched=True)
    goal: Mapped[str | None] = field("工作目标", Kind.LONG_TEXT, width=28, searched=True)
    measure_count: ClassVar[Field] = shown("措施数", Kind.INTEGER, unit="条", computed=True, width=8)
    progress: ClassVar[Field] = shown("平均进度", Kind.PERCENT, unit="%", computed=True, width=10)
    latest_entry: ClassVar[Field] = shown("最近进展时间", Kind.DATE, computed=True, width=12)
    leader: Mapped[str | None] = field("联系领导", Kind.TEXT, width=10, searched=True)
    service_person: Mapped[str | None] = field("服务专员", Kind.TEXT, width=10, searched=True)
    assessment: Mapped[str | None] = field("阶段评估", Kind.LONG_TEXT, width=24, searched=True)
    effect: Mapped[str | None] = field("成效", Kind.LONG_TEXT, width=24, searched=True)
    removed: Mapped[bool | None] = field("是否出库", Kind.FLAG, width=8)
    source: Mapped[str | None] = field("资料来源", Kind.TEXT, width=16)
    note: Mapped[str | None] = field("备注", Kind.LONG_TEXT, width=20, searched=True)


class PlanMeasure(Part, Base):
    """One measure (帮扶措施) of a plan; ``due_words`` keeps 长期 or 11月底 as written."""

    __tablename__ = "plan_measures"
    parent_table = "plans"

    measure: Mapped[str] = field("帮扶措施", Kind.LONG_TEXT, required=True, width=32, searched=True)
    lead_unit: Mapped[str | None] = field(
        "牵头单位", Kind.CHOICE, code_list="departments", width=14, searched=True
    )
    owner: Mapped[str | None] = field("责任人", Kind.TEXT, width=10, searched=True)
    due_words: Mapped[str | None] = field("完成时限", Kind.TEXT, width=14, help="可写“11月底”“长期”")
    due: Mapped[PartialDate | None] = field("时限日期", Kind.DATE, width=12, computed=True)
    progress: Mapped[str | None] = field("进展情况", Kind.LONG_TEXT, width=24, searched=True)
    percent: Mapped[Decimal | None] = field("进度", Kind.PERCENT, unit="%", width=8)
    status: Mapped[str | None] = field(
        "措施状态",
        Kind.CHOICE,
        choices=MEASURE_STATES,
        width=10,
    )


class PlanPolicy(Part, Base):
    """A policy (适用政策) that the enterprise may use, and what came of it."""

    __tablename__ = "plan_policies"
    parent_table = "plans"

    policy: Mapped[str] = field("适用政策", Kind.TEXT, required=True, width=28, searched=True)
    document_number: Mapped[str | None] = field("文号", Kind.TEXT, width=20, searched=True)
    benefit: Mapped[str | None] = field("可享内容", Kind.LONG_TEXT, width=24, searched=True)
    applied: Mapped[PartialDate | None] = field("申报时间", Kind.DATE)
    applied_amount: Mapped[Approximate | None] = field("申报金额", Kind.APPROXIMATE, unit="万元", width=14)
    paid: Mapped[PartialDate | None] = field("兑现时间", Kind.DATE)
    amount: Mapped[Approximate | None] = field("兑现金额", Kind.APPROXIMATE, unit="万元", width=14)


class PlanGoal(Part, Base):
    """A goal (目标) that can be measured: where it starts from, what is wanted by when, and what was reached."""

    __tablename__ = "plan_goals"
    parent_table = "plans"

    indicator: Mapped[str] = field("目标指标", Kind.TEXT, required=True, width=20, searched=True)
    base: Mapped[str | None] = field("基期值", Kind.TEXT, width=12)
    target: Mapped[str | None] = field("目标值", Kind.TEXT, width=12, help="可写“1.2亿元”“突破6万人”")
    actual: Mapped[str | None] = field("实际值", Kind.TEXT, width=12)
    unit: Mapped[str | None] = field("指标单位", Kind.TEXT, width=10, help="如“万元”“人”“家”")
    due: Mapped[PartialDate | None] = field("达成时间", Kind.DATE, width=12)


class PlanEntry(Part, Base):
    """A dated entry of progress (进展记录), of one measure or of the plan as a whole."""

    __tablename__ = "plan_entries"
    parent_table = "plans"

    date: Mapped[PartialDate] = field("进展日期", Kind.DATE, required=True, width=12)
    measure: Mapped[str | None] = field("对应措施", Kind.TEXT, width=24, help="不填即整体进展")
    text: Mapped[str] = field("进展内容", Kind.LONG_TEXT, required=True, width=36, searched=True)
    reached: Mapped[Decimal | None] = field("进度到", Kind.PERCENT, unit="%", width=10)
    person: Mapped[str | None] = field("记录人", Kind.TEXT, width=10)


class PlanReview(Part, Base):
    """A stage review (评估): its progress is that of the day on which it was made, and stays."""

    __tablename__ = "plan_reviews"
    parent_table = "plans"

    date: Mapped[PartialDate] = field("评估日期", Kind.DATE, required=True, width=12)
    stage: Mapped[str] = field("评估阶段", Kind.CHOICE, required=True, choices=STAGES, width=10)
    average: Mapped[Decimal | None] = field("评估时进度", Kind.PERCENT, unit="%", width=12)
    verdict: Mapped[str] = field("评估结论", Kind.CHOICE, required=True, choices=VERDICTS, width=12)
    words: Mapped[str | None] = field("评估意见", Kind.LONG_TEXT, width=32, searched=True)
    next_step: Mapped[str | None] = field("下步安排", Kind.LONG_TEXT, width=24, searched=True)
    person: Mapped[str | None] = field("评估人", Kind.TEXT, width=10)


class PlanMove(Part, Base):
    """One move (办理过程) in the life of a plan: written by moves only, never edited."""

    __tablename__ = "plan_moves"
    parent_table = "plans"

    date: Mapped[PartialDate] = field("日期", Kind.DATE, required=True)
    move: Mapped[str] = field("动作", Kind.TEXT, required=True)
    person: Mapped[str | None] = field("办理人", Kind.TEXT)
    words: Mapped[str | None] = field("说明", Kind.LONG_TEXT, width=40, searched=True)
    before: Mapped[str] = field("原状态", Kind.TEXT)
    after: Mapped[str] = field("新状态", Kind.TEXT)


MAPPING = Mapping(
    EnterprisePolicyPlan,
    {
        "measures": PlanMeasure,
        "policies": PlanPolicy,
        "goals": PlanGoal,
        "entries": PlanEntry,
        "reviews": PlanReview,
        "moves": PlanMove,
    },
)
