"""消费活动: campaigns for consumption, where and when they were held, who took part, and what came of them."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from sqlalchemy.orm import Mapped

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.records.base import Base, Kept, Link, field, shown
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.mapping import Mapping


class ConsumptionActivity(Kept, Base):
    """One campaign (消费活动), such as 公园商圈、多彩生活."""

    __tablename__ = "activities"

    number: Mapped[str] = field("编号", Kind.TEXT, computed=True, width=14, searched=True)
    name: Mapped[str] = field("活动名称", Kind.TEXT, required=True, width=32, searched=True)
    series: Mapped[str | None] = field(
        "活动主题", Kind.TEXT, width=20, searched=True, help="同一主题的多场活动填同一个名称"
    )
    started: Mapped[PartialDate] = field("开始时间", Kind.DATE, required=True, width=12, index=True)
    ended: Mapped[PartialDate | None] = field("结束时间", Kind.DATE, width=12)
    area: Mapped[str | None] = field("商圈（片区）", Kind.CHOICE, code_list="areas", width=14, searched=True)
    place: Mapped[str | None] = field("活动地点", Kind.TEXT, width=24, searched=True)
    organiser: Mapped[str | None] = field(
        "主办单位", Kind.CHOICE, code_list="departments", width=16, searched=True
    )
    enterprises: ClassVar[Field] = shown("参与企业", Kind.ENTERPRISES, width=36, searched=True)
    participants: Mapped[Approximate | None] = field(
        "参与企业（商户）数", Kind.APPROXIMATE, unit="家", width=12, help="可写“80余家”"
    )
    content: Mapped[str | None] = field("活动内容", Kind.LONG_TEXT, width=32, searched=True)
    vouchers: Mapped[Decimal | None] = field("发放消费券", Kind.AMOUNT, unit="万元", width=12)
    visitors: Mapped[Approximate | None] = field(
        "活动客流", Kind.APPROXIMATE, unit="人次", width=14, help="可写“突破6万人次”，原话一并保留"
    )
    sales: Mapped[Approximate | None] = field(
        "带动销售额", Kind.APPROXIMATE, unit="万元", width=14, help="可写“近3000万元”，原话一并保留"
    )
    effect: Mapped[str | None] = field("活动成效", Kind.LONG_TEXT, width=32, searched=True)
    file_count: ClassVar[Field] = shown("附件数", Kind.INTEGER, unit="份", computed=True, width=8)
    source: Mapped[str | None] = field("资料来源", Kind.TEXT, width=16)
    note: Mapped[str | None] = field("备注", Kind.LONG_TEXT, width=20, searched=True)


class ActivityEnterprise(Link, Base):
    """Which enterprises took part in a campaign."""

    __tablename__ = "activity_enterprises"
    owner_table = "activities"


MAPPING = Mapping(ConsumptionActivity, {}, {"enterprises": ActivityEnterprise})
