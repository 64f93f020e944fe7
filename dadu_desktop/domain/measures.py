"""What is added up over enterprises: the headline indicator of each trade, and 限上社零."""

from __future__ import annotations

from enum import StrEnum

from dadu_desktop.domain.record_rules import TRADE_DIVISIONS

TRADES = tuple(TRADE_DIVISIONS.values())
CATERING = ("住宿业", "餐饮业")
SALES, TURNOVER = "商品销售额", "营业额"
_RETAIL = ("零售额",)
_RETAIL_OF_CATERING = ("餐费收入", "商品销售额（住餐）")


class Measure(StrEnum):
    """A sum over enterprises; 限上社零 is 零售额 of 批零 with 餐费收入 and 商品销售额 of 住餐."""

    HEADLINE = "销售额（营业额）"
    RETAIL = "限上社零"


def headline_indicator(trade: str | None) -> str:
    """Name the indicator by which growth is quoted: 营业额 for 住餐, else 商品销售额."""
    return TURNOVER if trade in CATERING else SALES


def indicators_of(measure: Measure, trade: str) -> tuple[str, ...]:
    """List the indicators that an enterprise of a trade adds to a sum."""
    if measure is Measure.HEADLINE:
        return (headline_indicator(trade),)
    return _RETAIL_OF_CATERING if trade in CATERING else _RETAIL
