"""区级数据: figures of the whole district as the statistics bureau gave them out, each with its source."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Mapped

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.official_figures import OFFICIAL_INDICATORS, OfficialSpan
from dadu_desktop.records.base import Base, Kept, field
from dadu_desktop.records.fields import Kind
from dadu_desktop.records.mapping import Mapping


class DistrictFigure(Kept, Base):
    """One official figure (区级数据): typed in with its source, never reckoned and never part of a sum."""

    __tablename__ = "district_figures"

    period: Mapped[PartialDate] = field("报告期", Kind.DATE, required=True, width=10, index=True)
    span: Mapped[str] = field(
        "时段", Kind.CHOICE, required=True, choices=tuple(OfficialSpan), width=10, help="累计指 1 月至报告期"
    )
    indicator: Mapped[str] = field(
        "指标", Kind.CHOICE, required=True, choices=OFFICIAL_INDICATORS, width=22, searched=True
    )
    value: Mapped[Approximate | None] = field(
        "数值", Kind.APPROXIMATE, unit="万元", width=18, help="可写“突破9.2亿元”，原话一并保留"
    )
    growth: Mapped[Decimal | None] = field("同比", Kind.PERCENT, unit="%", width=10)
    rank: Mapped[int | None] = field("全市位次", Kind.INTEGER, width=10)
    units: Mapped[int | None] = field("企业数", Kind.INTEGER, unit="家", width=10)
    share: Mapped[Decimal | None] = field("占比", Kind.PERCENT, unit="%", width=10)
    share_of: Mapped[str | None] = field("占比对象", Kind.TEXT, width=14, help="如：限上社零")
    source: Mapped[str] = field("资料来源", Kind.TEXT, required=True, width=24, searched=True)
    published: Mapped[PartialDate | None] = field("发布时间", Kind.DATE, width=12)
    note: Mapped[str | None] = field("备注", Kind.LONG_TEXT, width=24, searched=True)


MAPPING = Mapping(DistrictFigure)
