"""Every number of a briefing follows from the records that are listed behind it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.domain.sentences import change_words
from dadu_desktop.reporting.figures import Figure, How
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.figure_bases import recount
from dadu_desktop.services.report_data import SOURCES
from dadu_desktop.storage import opening
from dadu_desktop.storage.ledger_file import LedgerFile


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerFile]:
    """Give the demonstration ledger, which no test here writes to."""
    place = tmp_path_factory.mktemp("bases") / "演示.dadu"
    make_demo(place)
    with opening.open_file(place) as opened:
        yield opened


def said(figure: Figure, number: object) -> object:
    """Say a number made once more the way the document says it."""
    if figure.basis.how not in (How.SHARE, How.GROWTH):
        return number
    if not isinstance(number, Decimal):
        return "—"
    if str(figure.value).startswith("同比"):
        return f"同比{change_words(number)}"
    return f"{round_half_up(number, 1)}%"


def printed(figure: Figure) -> object:
    """Give what is printed without reasons and marks in brackets."""
    return figure.value.partition("（")[0] if isinstance(figure.value, str) else figure.value


@pytest.mark.parametrize("scope", ["可比口径", "全口径"])
@pytest.mark.parametrize("period", ["2022-11", "2022-09", "2022-02"])
def test_every_number_of_the_briefing_follows_from_the_records_behind_it(
    office: LedgerFile, period: str, scope: str
) -> None:
    data = SOURCES["briefing"](office, {"period": period, "scope": scope})
    counted = [one for one in data.figures if one.basis.how is not How.QUOTED]
    assert len(counted) > 30
    wrong = [
        (one.basis.label, one.value, again)
        for one in counted
        if (again := said(one, recount(office, one.basis))) != printed(one)
    ]
    assert wrong == []
