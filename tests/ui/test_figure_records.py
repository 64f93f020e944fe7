"""Figures in the window: official ones as a ledger of their own, corrections with their reason."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from pytestqt.qtbot import QtBot

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.services.search import search_everywhere
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.record_page import RecordPage
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import asked, opened_desk, page_at, saved

pytestmark = OFFSCREEN


def test_official_figure_is_found_listed_and_shown(qtbot: QtBot, place: Path) -> None:
    with opened_desk(qtbot, place) as desk:
        values: dict[str, object] = {
            "period": PartialDate(2022, 9),
            "span": "累计",
            "indicator": "批发业商品销售额",
            "value": Approximate(Decimal(3002300), "", "300.23亿元"),
            "growth": Decimal("7.5"),
            "source": "公开报道",
        }
        figure = saved(qtbot, desk, "district-figures", values)
        hits = asked(qtbot, desk, lambda ledger: search_everywhere(ledger, "批发业商品"))
        assert [(one.kind, one.number, one.title) for one in hits] == [
            ("district-figures", "2022-09", "批发业商品销售额")
        ]
        listed = page_at(qtbot, desk, Place("district-figures"))
        assert isinstance(listed, LedgerPage)
        shown = page_at(qtbot, desk, Place("record", "district-figures", figure.id))
        assert isinstance(shown, RecordPage)
