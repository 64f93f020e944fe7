"""Official figures of the district (区级数据), as the statistics bureau gave them out: shown, never added up."""

from __future__ import annotations

from sqlalchemy import Connection, select

from dadu_desktop.domain.official_figures import (
    OFFICIAL_INDICATORS,
    OfficialFigure,
    OfficialSpan,
    official_sentence,
)
from dadu_desktop.domain.periods import Month
from dadu_desktop.records.district_figures import DistrictFigure
from dadu_desktop.services.figure_sums import kept_month
from dadu_desktop.storage.ledger_file import LedgerFile


def official_figures(ledger: LedgerFile, month: Month) -> tuple[OfficialFigure, ...]:
    """Give the newest official figure of each indicator up to a month of the same year."""
    with ledger.read() as connection:
        return read_official(connection, month)


def official_sentences(ledger: LedgerFile, month: Month) -> tuple[str, ...]:
    """Draft one sentence for each official figure, digit for digit as it was given out."""
    return tuple(official_sentence(one) for one in official_figures(ledger, month))


def read_official(connection: Connection, month: Month) -> tuple[OfficialFigure, ...]:
    """Read them on an open connection, in the usual order of the indicators."""
    kept = DistrictFigure
    rows = connection.execute(
        select(
            kept.period,
            kept.span,
            kept.indicator,
            kept.value,
            kept.growth,
            kept.rank,
            kept.units,
            kept.share,
            kept.share_of,
            kept.source,
            kept.id,
        )
        .where(
            kept.deleted_at.is_(None),
            kept.period <= kept_month(month),
            kept.period >= kept_month(Month(month.year, 1)),
        )
        .order_by(kept.period, kept.id)
    )
    newest: dict[str, OfficialFigure] = {}
    for period, span, indicator, value, growth, rank, units, share, share_of, source, one in rows:
        newest[indicator] = OfficialFigure(
            Month(period.year, period.month or 12),
            OfficialSpan(span),
            indicator,
            value,
            growth,
            rank,
            units,
            share,
            share_of or "",
            source,
            one,
        )
    return tuple(newest[name] for name in OFFICIAL_INDICATORS if name in newest)
