"""产业集群: who leads a cluster, who works in it, which enterprises belong to it, and how it fares."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from sqlalchemy.orm import Mapped

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.records.base import Base, Kept, Link, Part, field, shown
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.mapping import Mapping
from dadu_desktop.records.members import Member

SPANS = ("时点", "当月", "累计", "全年")


class Cluster(Kept, Base):
    """One cluster of industry (产业集群) with its leading official and the team behind it (集群专班)."""

    __tablename__ = "clusters"

    number: Mapped[str] = field("编号", Kind.TEXT, computed=True, width=14, searched=True)
    name: Mapped[str] = field(
        "集群名称", Kind.CHOICE, code_list="clusters", required=True, width=18, searched=True
    )
    leader: Mapped[str | None] = field("牵头区领导", Kind.TEXT, width=12, searched=True)
    lead_unit: Mapped[str | None] = field(
        "牵头单位", Kind.CHOICE, code_list="departments", width=16, searched=True
    )
    established: Mapped[PartialDate | None] = field("成立时间", Kind.DATE, width=12)
    chain_owner: Mapped[str | None] = field("链主企业", Kind.TEXT, width=20, searched=True)
    enterprises: ClassVar[Field] = shown("成员企业", Kind.ENTERPRISES, width=36, searched=True)
    registered: ClassVar[Field] = shown("台账在册企业", Kind.INTEGER, unit="家", computed=True, width=12)
    project_count: ClassVar[Field] = shown("台账项目", Kind.INTEGER, unit="个", computed=True, width=10)
    signed_amount: ClassVar[Field] = shown(
        "台账合同投资额", Kind.AMOUNT, unit="万元", computed=True, width=16
    )
    direction: Mapped[str | None] = field("主攻方向", Kind.LONG_TEXT, width=32, searched=True)
    goal: Mapped[str | None] = field("发展目标", Kind.LONG_TEXT, width=28, searched=True)
    progress: Mapped[str | None] = field("推进情况", Kind.LONG_TEXT, width=32, searched=True)
    source: Mapped[str | None] = field("资料来源", Kind.TEXT, width=16)
    note: Mapped[str | None] = field("备注", Kind.LONG_TEXT, width=20, searched=True)


class ClusterEnterprise(Link, Base):
    """Which enterprises of the register are members of a cluster."""

    __tablename__ = "cluster_enterprises"
    owner_table = "clusters"


class ClusterMember(Member, Base):
    """A member of the team behind a cluster (专班成员)."""

    __tablename__ = "cluster_members"
    parent_table = "clusters"


class ClusterReading(Part, Base):
    """What was told of a cluster, or of a part of it, for a period; typed in with its source, never reckoned."""

    __tablename__ = "cluster_readings"
    parent_table = "clusters"

    period: Mapped[PartialDate] = field("报告期", Kind.DATE, required=True, width=10)
    span: Mapped[str] = field(
        "时段", Kind.CHOICE, required=True, choices=SPANS, width=8, help="累计指 1 月至报告期"
    )
    indicator: Mapped[str] = field(
        "指标", Kind.CHOICE, code_list="cluster_indicators", required=True, width=18, searched=True
    )
    subject: Mapped[str | None] = field(
        "口径", Kind.TEXT, width=16, searched=True, help="不填即全集群；如“固废领域”、某家企业"
    )
    count: Mapped[Approximate | None] = field(
        "数量", Kind.APPROXIMATE, width=12, help="可写“220余家”，原话一并保留"
    )
    measure: Mapped[str | None] = field("计量单位", Kind.TEXT, width=8, help="家、个、条、亩等")
    amount: Mapped[Approximate | None] = field(
        "金额", Kind.APPROXIMATE, unit="万元", width=16, help="可写“突破2亿元”，原话一并保留"
    )
    growth: Mapped[Decimal | None] = field("增速", Kind.PERCENT, unit="%", width=10)
    share: Mapped[Decimal | None] = field("占比", Kind.PERCENT, unit="%", width=10)
    expected: Mapped[bool | None] = field("预计", Kind.FLAG, width=6, help="预计数，不是实际数")
    source: Mapped[str | None] = field("资料来源", Kind.TEXT, width=16, searched=True)
    note: Mapped[str | None] = field("说明", Kind.LONG_TEXT, width=24, searched=True)


MAPPING = Mapping(
    Cluster,
    {"members": ClusterMember, "readings": ClusterReading},
    {"enterprises": ClusterEnterprise},
)
