"""Official figures of the district (区级数据): which there are, and how they are said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.money import Unit, format_amount
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.sentences import change_words, ordinal_in_city

CONSUMPTION = "社会消费品零售总额"
FOREIGN_TRADE = "外贸进出口总额"
CAR_CLUSTER = "新能源汽贸集聚区销售额"
OFFICIAL_INDICATORS = (
    CONSUMPTION,
    "批发业商品销售额",
    "零售业商品销售额",
    "住宿业营业额",
    "餐饮业营业额",
    FOREIGN_TRADE,
    CAR_CLUSTER,
    "限额以上社会消费品零售额",
    "地区生产总值",
    "规上工业增加值",
    "招商引资合同投资额",
)


class OfficialSpan(StrEnum):
    """What an official figure covers."""

    MONTH = "当月"
    CUMULATIVE = "累计"
    YEAR = "全年"


@dataclass(frozen=True)
class OfficialFigure:
    """One official figure: ``value`` in 万元 with its qualifier, ``growth`` and ``share`` in per cent as given out.

    ``record`` is the id of the record that holds it.
    """

    period: Month
    span: OfficialSpan
    indicator: str
    value: Approximate | None
    growth: Decimal | None
    rank: int | None
    units: int | None
    share: Decimal | None
    share_of: str
    source: str
    record: int = 0

    def words(self) -> str:
        """Return the amount in 亿元 with its qualifier: 300.23亿元, 突破9.2亿元; "" where none was given out."""
        return "" if self.value is None else amount_words(self.value)


def amount_words(value: Approximate) -> str:
    """Say an amount of 万元 in 亿元 to its last decimal, or in the very words in which it was given."""
    return value.words or f"{format_amount(value.value, Unit.YI, places=10)}亿元"


def official_sentence(figure: OfficialFigure) -> str:
    """Draft one sentence, such as 批发业商品销售额300.23亿元，同比增长7.5%。 of one figure."""
    growth = "" if figure.growth is None else f"同比{change_words(figure.growth, _places(figure.growth))}"
    subject, words = _subject(figure), figure.words()
    said = [
        official_time(figure),
        *((f"{subject}{words}", growth) if words and growth else (f"{subject}{words}{growth}",)),
    ]
    if figure.share is not None:
        said.append(f"占{figure.share_of}的{figure.share.normalize():f}%")
    if figure.rank is not None:
        said.append(ordinal_in_city(figure.rank))
    return f"{'，'.join(said)}。"


def _subject(figure: OfficialFigure) -> str:
    """Name what is measured; a cluster tells how many enterprises it has."""
    if figure.units is None:
        return figure.indicator
    return f"{figure.indicator.removesuffix('销售额')}{figure.units}家企业销售额"


def _places(rate: Decimal) -> int:
    """Keep the decimals that were given out, at least one."""
    return max(1, -int(rate.normalize().as_tuple().exponent))


def official_remarks(figure: OfficialFigure) -> tuple[str, ...]:
    """Say what belongs to an amount beside its growth: 17家, 占限上社零35.7%, 位居全市第2位."""
    units = "" if figure.units is None else f"{figure.units}家"
    share = "" if figure.share is None else f"占{figure.share_of}{figure.share.normalize():f}%"
    rank = "" if figure.rank is None else ordinal_in_city(figure.rank)
    return tuple(filter(None, (units, share, rank)))


def official_time(figure: OfficialFigure) -> str:
    """Name the time covered: 前三季度 where offices say so."""
    period = figure.period
    match figure.span:
        case OfficialSpan.MONTH:
            return period.chinese()
        case OfficialSpan.YEAR:
            return f"{period.year}年全年"
        case OfficialSpan.CUMULATIVE:
            quarters = {6: "上半年", 9: "前三季度"}.get(period.month)
            return f"{period.year}年{quarters}" if quarters else period.cumulative_chinese()
