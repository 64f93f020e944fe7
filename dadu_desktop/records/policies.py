"""政策库: what enterprises can apply for, until when, and the conditions that they have to meet."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.policy_conditions import BASES, COMPARISONS, GROUPS
from dadu_desktop.records.base import Base, Kept, Part, field, shown
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.mapping import Mapping

LEVELS = ("国家级", "市级", "区级", "镇街")
STATUSES = ("有效", "待细则", "已停止")


class Policy(Kept, Base):
    """One policy (惠企政策); without conditions it is open to every enterprise."""

    __tablename__ = "policies"

    number: Mapped[str] = field("编号", Kind.TEXT, computed=True, width=14, searched=True)
    name: Mapped[str] = field("政策名称", Kind.TEXT, required=True, width=36, searched=True)
    document_number: Mapped[str | None] = field("文号", Kind.TEXT, width=22, searched=True)
    level: Mapped[str | None] = field("政策层级", Kind.CHOICE, choices=LEVELS, width=10)
    issuer: Mapped[str | None] = field("发文单位", Kind.TEXT, width=18, searched=True)
    status: Mapped[str] = field("政策状态", Kind.CHOICE, required=True, choices=STATUSES, width=10)
    window_from: Mapped[PartialDate | None] = field("申报开始", Kind.DATE, width=12)
    window_to: Mapped[PartialDate | None] = field(
        "申报截止", Kind.DATE, width=12, index=True, help="常年受理的不填"
    )
    audience: Mapped[str | None] = field("支持对象", Kind.LONG_TEXT, width=24, searched=True)
    benefit: Mapped[str | None] = field("支持内容", Kind.LONG_TEXT, width=32, searched=True)
    materials: Mapped[str | None] = field("申报材料", Kind.LONG_TEXT, width=24, searched=True)
    contact: Mapped[str | None] = field("政策联系人", Kind.TEXT, width=12, searched=True)
    telephone: Mapped[str | None] = field("政策咨询电话", Kind.PHONE, width=16, searched=True)
    condition_count: ClassVar[Field] = shown("条件数", Kind.INTEGER, unit="条", computed=True, width=8)
    application_count: ClassVar[Field] = shown("申报数", Kind.INTEGER, unit="件", computed=True, width=8)
    paid_count: ClassVar[Field] = shown("兑现数", Kind.INTEGER, unit="件", computed=True, width=8)
    file_count: ClassVar[Field] = shown("附件数", Kind.INTEGER, unit="份", computed=True, width=8)
    source: Mapped[str | None] = field("资料来源", Kind.TEXT, width=16)
    note: Mapped[str | None] = field("备注", Kind.LONG_TEXT, width=20, searched=True)


class PolicyCondition(Part, Base):
    """One clause: 依据 | 比较 | 值; clauses of one 任一 group need only one that is met."""

    __tablename__ = "policy_conditions"
    parent_table = "policies"

    basis: Mapped[str] = field("依据", Kind.CHOICE, required=True, choices=BASES, width=18)
    comparison: Mapped[str] = field("比较", Kind.CHOICE, required=True, choices=COMPARISONS, width=10)
    value: Mapped[str | None] = field("值", Kind.TEXT, width=24, help="金额按万元、增速按%；多个值用、隔开")
    together: Mapped[str | None] = field("满足方式", Kind.CHOICE, choices=GROUPS, width=14)


class PolicySeen(Base):
    """That an enterprise meets a policy was looked at: what is not here yet counts as 新符合."""

    __tablename__ = "policy_seen"
    __table_args__ = (UniqueConstraint("policy_id", "enterprise_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policies.id"))
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)


class PolicyApplication(Kept, Base):
    """One application (申报): from 申报 over 受理 to 兑现, with dates and amounts."""

    __tablename__ = "policy_applications"

    number: Mapped[str] = field("编号", Kind.TEXT, computed=True, width=14, searched=True)
    policy: Mapped[str] = field(
        "申报政策",
        Kind.CHOICE,
        code_list="policies",
        required=True,
        width=32,
        searched=True,
        help="从政策库选，或填政策名称、文号、编号",
    )
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("policies.id"), index=True)
    enterprise: Mapped[int] = field("企业", Kind.ENTERPRISE, required=True, width=32, searched=True)
    status: ClassVar[Field] = shown("申报进度", Kind.TEXT, computed=True, width=10)
    applied: Mapped[PartialDate] = field("申报日期", Kind.DATE, required=True, width=12, index=True)
    applied_amount: Mapped[Approximate | None] = field(
        "申报金额", Kind.APPROXIMATE, unit="万元", width=14, help="可写“约50万元”，原话一并保留"
    )
    accepted: Mapped[PartialDate | None] = field("受理日期", Kind.DATE, width=12)
    refused: Mapped[PartialDate | None] = field("不予受理日期", Kind.DATE, width=14)
    refusal: Mapped[str | None] = field("不予受理原因", Kind.LONG_TEXT, width=24, searched=True)
    approved_amount: Mapped[Approximate | None] = field("核定金额", Kind.APPROXIMATE, unit="万元", width=14)
    paid: Mapped[PartialDate | None] = field("兑现日期", Kind.DATE, width=12)
    paid_amount: Mapped[Approximate | None] = field("兑现金额", Kind.APPROXIMATE, unit="万元", width=14)
    handler: Mapped[str | None] = field("经办人", Kind.TEXT, width=10, searched=True)
    source: Mapped[str | None] = field("资料来源", Kind.TEXT, width=16)
    note: Mapped[str | None] = field("备注", Kind.LONG_TEXT, width=20, searched=True)


MAPPING = Mapping(Policy, {"conditions": PolicyCondition})
APPLICATIONS = Mapping(PolicyApplication)
