"""外贸企业调研: what was found at a foreign trade enterprise in a round of surveys."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from sqlalchemy.orm import Mapped

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.records.base import Base, Kept, Part, field, shown
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.mapping import Mapping

SPANS = ("当月", "累计", "全年")
DIFFICULTY_OF = {
    "订单不足": "订单",
    "国际物流": "物流",
    "汇率": "汇率",
    "收汇": "收汇",
    "出口退税": "出口退税",
    "出口信保": "信保",
    "认证": "认证",
}
"""The kind of difficulty (困难类型) that a second-level category of problems means."""


class TradeSurvey(Kept, Base):
    """One enterprise in one round (调研轮次); amounts in 万元 as the enterprise gives them."""

    __tablename__ = "trade_surveys"

    number: Mapped[str] = field("编号", Kind.TEXT, computed=True, width=14, searched=True)
    round: Mapped[str] = field(
        "调研轮次",
        Kind.TEXT,
        required=True,
        width=22,
        searched=True,
        help="同一轮调研填同一个名称，如“2022年重点外贸企业调研”",
    )
    enterprise: Mapped[int] = field("企业", Kind.ENTERPRISE, required=True, width=32, searched=True)
    date: Mapped[PartialDate] = field("调研日期", Kind.DATE, required=True, width=12, index=True)
    leader: Mapped[str | None] = field("带队领导", Kind.TEXT, width=10, searched=True)
    surveyors: Mapped[str | None] = field("调研人员", Kind.TEXT, width=14, searched=True)
    receiver: Mapped[str | None] = field("企业接待人", Kind.TEXT, width=10, searched=True)
    visit: Mapped[str | None] = field(
        "走访编号", Kind.TEXT, width=14, searched=True, help="服务台账中这次走访的编号，如 ZF-2022-0012"
    )
    period: Mapped[PartialDate | None] = field("数据报告期", Kind.DATE, width=12)
    span: Mapped[str | None] = field("时段", Kind.CHOICE, choices=SPANS, width=8, help="累计指 1 月至报告期")
    exports: Mapped[Decimal | None] = field("出口额", Kind.AMOUNT, unit="万元", width=14)
    imports: Mapped[Decimal | None] = field("进口额", Kind.AMOUNT, unit="万元", width=14)
    turnover: ClassVar[Field] = shown("进出口额", Kind.AMOUNT, unit="万元", computed=True, width=14)
    growth: Mapped[Decimal | None] = field(
        "进出口同比", Kind.PERCENT, unit="%", width=10, help="企业提供的同比增速"
    )
    markets: Mapped[str | None] = field("主要市场", Kind.TEXT, width=20, searched=True)
    products: Mapped[str | None] = field("主要品类", Kind.TEXT, width=20, searched=True)
    difficulties: Mapped[str | None] = field(
        "困难类型", Kind.CHOICES, code_list="trade_difficulties", width=18, searched=True
    )
    findings: Mapped[str | None] = field("调研发现", Kind.LONG_TEXT, width=32, searched=True)
    reply: Mapped[str | None] = field("现场答复", Kind.LONG_TEXT, width=24, searched=True)
    next_step: Mapped[str | None] = field("下一步", Kind.LONG_TEXT, width=24, searched=True)
    linked_count: ClassVar[Field] = shown("关联问题", Kind.INTEGER, unit="个", computed=True, width=10)
    solved_count: ClassVar[Field] = shown("已解决问题", Kind.INTEGER, unit="个", computed=True, width=10)
    source: Mapped[str | None] = field("资料来源", Kind.TEXT, width=16)
    note: Mapped[str | None] = field("备注", Kind.LONG_TEXT, width=20, searched=True)


class SurveyProblem(Part, Base):
    """A problem of the ledger (问题诉求) found in the survey; whether it is solved is told there alone."""

    __tablename__ = "trade_survey_problems"
    parent_table = "trade_surveys"

    problem: Mapped[str] = field(
        "问题编号",
        Kind.TEXT,
        required=True,
        width=16,
        searched=True,
        help="问题诉求台账的编号，如 WT-2022-0012",
    )
    note: Mapped[str | None] = field("说明", Kind.LONG_TEXT, width=32, searched=True)


MAPPING = Mapping(TradeSurvey, {"linked": SurveyProblem})
