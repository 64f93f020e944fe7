"""What is new in the sums of a trade: 环比, pace, against the district, round sums passed, a forecast of the year.

Every clause is made from the records that are listed behind it, once when it is drafted and again whenever it is
checked. All months are compared for the same enterprises.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import select

from dadu_desktop.domain.growth import growth
from dadu_desktop.domain.official_figures import OfficialSpan
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.sentences import (
    against_words,
    compared_words,
    expected_words,
    pace_words,
    surpassed_words,
)
from dadu_desktop.records.district_figures import DistrictFigure
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.reporting.figures import Basis, Figure, FigureBook, How
from dadu_desktop.services.district_figures import official_figures
from dadu_desktop.services.figure_sums import alive, kept_month
from dadu_desktop.storage.ledger_file import LedgerFile

Amounts = Mapping[tuple[int, str], Decimal]
_FORECAST_FROM = 6
"""A forecast needs half a year (own)."""


class News(StrEnum):
    """The kinds of clauses."""

    CHAIN = "环比"
    SURPASSED = "突破"
    PACE = "增速变化"
    AGAINST = "与全区相比"
    EXPECTED = "预计"


_RULES = {
    News.CHAIN: "两个月都有数的企业，本月合计与上月合计相比。",
    News.SURPASSED: "同一批企业，累计到上月没有、到本月达到的整数。",
    News.PACE: "同一批企业，本月累计增速减上月累计增速。",
    News.AGAINST: "累计增速减区级公布的同期增速。",
    News.EXPECTED: "上年全年合计×（1＋累计增速），只供参考。",
}


def trade_news(
    ledger: LedgerFile, month: Month, trades: Iterable[Mapping[str, object]], book: FigureBook
) -> dict[str, dict[str, Figure | None]]:
    """Draft the clauses of each trade whose sums are given; None for one for which something is missing."""
    found: dict[str, dict[str, Figure | None]] = {}
    for one in trades:
        trade, indicator = str(one["trade"]), str(one["indicator"])
        now, grown = one["cumulative"], one["cumulative_growth"]
        if isinstance(now, Figure) and isinstance(grown, Figure):
            official = _official(ledger, month, f"{trade}{indicator}")
            said = _drafted(ledger, month, grown.basis, f"{trade}{indicator}", official, book)
            found[trade] = {kind.name.lower(): said.get(kind) for kind in News}
    return found


def said_by(ledger: LedgerFile, basis: Basis) -> str:
    """Make a clause from the records behind it; "" where something is missing."""
    kind, asked, column, stated, official = basis.keys
    month = Month.parse(asked)
    month = Month(month.year, month.month)  # 1—2月 is kept as February
    ago, before, before_ago = month.year_ago(), month.previous(), month.previous().year_ago()
    kept = _amounts(ledger, basis, column)
    bases = _amounts(ledger, basis, stated) if stated else {}

    def rate(now: Month, then: Month) -> Decimal | None:
        """Compare two months; what units state themselves comes first."""
        known = {**kept.get(then, {}), **bases.get(now, {})}
        return growth(_total(kept.get(now)), _total(known)).rate

    match News(kind):
        case News.CHAIN:
            both = kept.get(month, {}).keys() & kept.get(before, {}).keys()
            now, last = (
                _total({key: kept[one][key] for key in both}) if both else None for one in (month, before)
            )
            return compared_words("环比", growth(now, last).rate)
        case News.SURPASSED:
            return surpassed_words(_total(kept.get(month)), _total(kept.get(before)))
        case News.PACE:
            return pace_words(rate(month, ago), rate(before, before_ago))
        case News.AGAINST:
            return against_words(rate(month, ago), _official_growth(ledger, int(official)))
        case News.EXPECTED:
            whole = kept.get(Month(month.year - 1, 12), {})
            covered = whole.keys() >= kept.get(ago, {}).keys()
            return expected_words(
                _total(kept.get(month)), rate(month, ago), _total(whole) if covered else None
            )


def _drafted(
    ledger: LedgerFile, month: Month, grown: Basis, label: str, official: int, book: FigureBook
) -> dict[News, Figure]:
    """Draft all clauses of one sum whose cumulative growth has this basis."""
    column, stated = (*grown.keys, "")[:2]
    ago, before = month.year_ago(), month.previous()
    earlier = (before, before.year_ago())
    begun = month.joint or month.month == 1  # a year's first sum has none before it
    wanted: dict[News, tuple[str, tuple[Month, ...]]] = {}
    if not month.joint:
        wanted[News.CHAIN] = "value", (before,)
    if not begun:
        wanted[News.SURPASSED] = column, (before,)
        wanted[News.PACE] = column, (ago, *earlier)
    if official:
        wanted[News.AGAINST] = column, (ago,)
    if _FORECAST_FROM <= month.month < 12:
        wanted[News.EXPECTED] = column, (ago, Month(month.year - 1, 12))
    found = {}
    for kind, (read, months) in wanted.items():
        keys = (str(kind), str(month), read, stated if read == column else "", str(official))
        whole = _like(ledger, grown.ids, months)
        basis = Basis(f"{label}{kind}", "figures", grown.ids, How.SAID, _RULES[kind], whole, keys)
        if words := said_by(ledger, basis):
            found[kind] = book.add(words, basis)
    return found


def _like(ledger: LedgerFile, ids: Iterable[int], months: Iterable[Month]) -> tuple[int, ...]:
    """Find the figures of the same enterprises and indicators in other months."""
    kept = MonthlyFigure
    with ledger.read() as connection:
        same = {
            (enterprise, indicator)
            for enterprise, indicator in connection.execute(
                select(kept.enterprise, kept.indicator).where(kept.id.in_(ids))
            )
        }
        rows = connection.execute(
            select(kept.id, kept.enterprise, kept.indicator)
            .where(kept.month.in_([kept_month(one) for one in months]), *alive())
            .order_by(kept.id)
        )
        return tuple(one for one, enterprise, indicator in rows if (enterprise, indicator) in same)


def _amounts(ledger: LedgerFile, basis: Basis, column: str) -> dict[Month, dict[tuple[int, str], Decimal]]:
    """Read one amount of the records behind a clause, by month, enterprise and indicator."""
    kept = MonthlyFigure
    query = select(kept.month, kept.enterprise, kept.indicator, getattr(kept, column))
    found: dict[Month, dict[tuple[int, str], Decimal]] = {}
    with ledger.read() as connection:
        for day, enterprise, indicator, amount in connection.execute(
            query.where(kept.id.in_((*basis.ids, *basis.whole)))
        ):
            if amount is not None:
                found.setdefault(Month(day.year, day.month), {})[enterprise, indicator] = amount
    return found


def _total(amounts: Amounts | None) -> Decimal | None:
    """Add up; None where nothing is known."""
    return sum(amounts.values(), Decimal(0)) if amounts else None


def _official(ledger: LedgerFile, month: Month, indicator: str) -> int:
    """Find the official figure that covers the same time and has a growth; 0 where there is none."""
    return next(
        (
            one.record
            for one in official_figures(ledger, month)
            if one.indicator == indicator
            and one.span is OfficialSpan.CUMULATIVE
            and (one.period.year, one.period.month) == (month.year, month.month)
            and one.growth is not None
        ),
        0,
    )


def _official_growth(ledger: LedgerFile, record: int) -> Decimal | None:
    """Read the growth that was given out."""
    with ledger.read() as connection:
        return connection.scalar(select(DistrictFigure.growth).where(DistrictFigure.id == record))
