"""Two years of invented monthly figures: season, growth of the trade, and a little of everybody's own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.measures import headline_indicator
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.demo_register import yearly_sales
from dadu_desktop.services.demo_words import INVENTED, read_values, spread, words
from dadu_desktop.services.import_plan import RecordPlan

_SEASON = (
    *map(Decimal, ("1.12", "0.86", "0.94", "0.95", "1.02", "1.01")),
    *map(Decimal, ("0.97", "0.96", "1.03", "1.06", "1.00", "1.08")),
)
"""The share of each month in a twelfth of the year."""
_STEP = Decimal("0.1")
_FIRST, _LAST = (2020, 12), (2022, 11)
_TRADE_SHARES = {
    "批发业": (("商品销售额", "1"), ("零售额", "0.08")),
    "零售业": (("商品销售额", "1"), ("零售额", "0.92"), ("通过公共网络实现的零售额", "0.17")),
    "住宿业": (
        ("客房收入", "0.68"),
        ("餐费收入", "0.24"),
        ("商品销售额（住餐）", "0.05"),
        ("其他收入", "0.03"),
    ),
    "餐饮业": (("餐费收入", "0.94"), ("商品销售额（住餐）", "0.04"), ("其他收入", "0.02")),
}
"""Each indicator with its share of the sales; for 住餐 the parts make up the 营业额."""


class _Seller(NamedTuple):
    """One enterprise with what its figures are reckoned from."""

    reference: Reference
    number: int
    trade: str
    yearly: Decimal
    growth: Decimal
    since: PartialDate


def figures(enterprises: list[RecordPlan]) -> Iterator[RecordPlan]:
    """Invent 24 months for every enterprise; one that entered late has neither earlier figures nor a base."""
    trades = {one["trade"]: one for one in words("names")["trades"]}
    for place, plan in enumerate(enterprises):
        seller = _seller(plan, place + 1, trades[str(plan.values["trade"])])
        for year, month in _months():
            if (year, month) >= (seller.since.year, seller.since.month or 1):
                yield from _month(seller, year, month)


def _seller(plan: RecordPlan, number: int, trade: dict[str, Any]) -> _Seller:
    """Take what matters from an enterprise; its own growth lies within 15 points of that of its trade."""
    since = plan.values["admitted"]
    if not isinstance(since, PartialDate):
        raise TypeError(since)
    own = Decimal(spread(301, "growth", number) - 150) / 1000
    reference = Reference(plan.temporary, str(plan.values["name"]))
    return _Seller(
        reference, number, trade["trade"], yearly_sales(trade, number), Decimal(trade["growth"]) + own, since
    )


def _months() -> Iterator[tuple[int, int]]:
    """Go through the months told."""
    for year in range(_FIRST[0], _LAST[0] + 1):
        for month in range(1, 13):
            if _FIRST <= (year, month) <= _LAST:
                yield year, month


def _month(seller: _Seller, year: int, month: int) -> Iterator[RecordPlan]:
    """Tell one month of one enterprise, every indicator."""
    shares = _TRADE_SHARES[seller.trade]
    if headline_indicator(seller.trade) == "营业额":
        yield _figure(seller, year, month, "营业额", tuple(share for _, share in shares))
    for indicator, share in shares:
        yield _figure(seller, year, month, indicator, (share,))


def _figure(seller: _Seller, year: int, month: int, indicator: str, shares: tuple[str, ...]) -> RecordPlan:
    """Tell one indicator of one month with its base and both from January on."""
    known = [
        one for one in range(1, month + 1) if (year, one) >= (seller.since.year, seller.since.month or 1)
    ]
    earlier = [one for one in known if (year - 1, one) >= (seller.since.year, seller.since.month or 1)]
    values = {
        "enterprise": seller.reference,
        "month": PartialDate(year, month),
        "indicator": indicator,
        "value": _sales(seller, year, month, shares),
        "base": _sales(seller, year - 1, month, shares) if month in earlier else None,
        "cumulative": sum(_sales(seller, year, one, shares) for one in known),
        "cumulative_base": sum(_sales(seller, year - 1, one, shares) for one in earlier) if earlier else None,
        "state": "已报",
        "source": INVENTED,
    }
    return RecordPlan("figures", 0, values)


def _sales(seller: _Seller, year: int, month: int, shares: tuple[str, ...]) -> Decimal:
    """Reckon sales in 万元 to one decimal, as statistics come in 千元; several shares are added up after rounding."""
    wobble = Decimal(960 + spread(81, "wobble", seller.number, year, month)) / 1000
    whole = seller.yearly / 12 * _SEASON[month - 1] * seller.growth ** (year - 2021) * wobble
    return sum(((whole * Decimal(share)).quantize(_STEP, ROUND_HALF_UP) for share in shares), Decimal(0))


def official() -> Iterator[RecordPlan]:
    """Tell the official figures of 2022 as they were made public; nothing in them is invented."""
    told = words("figures")
    fields = RECORD_TYPES["district-figures"].fields
    for one in told["official"]:
        yield RecordPlan("district-figures", 0, {**read_values(fields, one), "source": told["source"]})
