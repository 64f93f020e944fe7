"""月度数据: what an enterprise reported for one indicator and month."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.records.base import Base, Kept, field, shown
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.mapping import Mapping

INDICATORS = (
    "商品销售额",
    "零售额",
    "通过公共网络实现的商品销售额",
    "通过公共网络实现的零售额",
    "期末商品库存额",
    "营业额",
    "客房收入",
    "餐费收入",
    "商品销售额（住餐）",
    "其他收入",
)
STATES = ("已报", "逾期", "未报", "存疑", "预计")


class MonthlyFigure(Kept, Base):
    """One reported figure (月度数据); a correction is a new revision, the earlier one stays.

    Forms E204-1 (批零) and S204-1 (住餐): the month, the same month of last year, and both cumulated.
    """

    __tablename__ = "figures"
    __table_args__ = (
        Index("ix_figures_enterprise_month", "enterprise", "month"),
        # Sums of a month read its rows enterprise by enterprise, without sorting.
        Index("ix_figures_month_enterprise", "month", "enterprise"),
    )

    enterprise: Mapped[int] = field("企业", Kind.ENTERPRISE, required=True, width=32)
    month: Mapped[PartialDate] = field("月份", Kind.DATE, required=True, width=10)
    joint: Mapped[bool | None] = field(
        "1—2月合并", Kind.FLAG, width=10, help="1、2月一并上报时勾选，月份填2月，本月填两月合计"
    )
    indicator: Mapped[str] = field("指标", Kind.CHOICE, required=True, choices=INDICATORS, width=18)
    value: Mapped[Decimal | None] = field("本月", Kind.AMOUNT, unit="万元", width=14)
    base: Mapped[Decimal | None] = field("上年同月", Kind.AMOUNT, unit="万元", width=14)
    growth: ClassVar[Field] = shown("同比", Kind.PERCENT, unit="%", computed=True, width=10)
    cumulative: Mapped[Decimal | None] = field("本年累计", Kind.AMOUNT, unit="万元", width=14)
    cumulative_base: Mapped[Decimal | None] = field("上年累计", Kind.AMOUNT, unit="万元", width=14)
    state: Mapped[str | None] = field("状态", Kind.CHOICE, choices=STATES, width=8)
    follow_up: Mapped[bool | None] = field("需跟进", Kind.FLAG, width=8)
    comment: Mapped[str | None] = field("说明", Kind.LONG_TEXT, width=24)
    checked: Mapped[str | None] = field(
        "核实说明", Kind.LONG_TEXT, width=24, help="有存疑提示而数据无误时，写明核实情况；一并打印"
    )
    correction: Mapped[str | None] = field(
        "更正原因", Kind.LONG_TEXT, width=24, help="更正已有数据时必填；原数保留为旧版本"
    )
    reported: Mapped[PartialDate | None] = field("上报日期", Kind.DATE, width=12)
    source: Mapped[str | None] = field("来源文件", Kind.TEXT, width=24)
    sheet: Mapped[str | None] = field("工作表", Kind.TEXT, width=10)
    cell: Mapped[str | None] = field("单元格", Kind.TEXT, width=8)
    person: ClassVar[Field] = shown("录入人", Kind.TEXT, computed=True, width=12)
    kept: ClassVar[Field] = shown("录入时间", Kind.DATE, computed=True, width=12)
    revision: Mapped[int] = field("版本", Kind.INTEGER, computed=True, width=6)
    replaced: Mapped[bool] = mapped_column(default=False)


MAPPING = Mapping(MonthlyFigure)
