"""Clauses on what is new in a trade follow from the records of several months."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.reporting.figures import Figure
from dadu_desktop.services.analysis_data import month_analysis
from dadu_desktop.services.figure_bases import recount
from dadu_desktop.services.records import save_record
from dadu_desktop.storage import opening
from dadu_desktop.storage.ledger_file import LedgerFile

Month = tuple[int, int]
Amounts = Mapping[Month, tuple[str | None, str]]
"""Value and cumulative value of each month."""

YEAR: Amounts = {
    (2021, 10): ("100", "1000"),
    (2021, 11): ("100", "1100"),
    (2021, 12): ("100", "1200"),
    (2022, 10): ("120", "1050"),
    (2022, 11): ("110", "1210"),
}


@pytest.fixture(scope="module")
def shop(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a ledger with one retailer."""
    place = Path(shutil.copyfile(template, tmp_path_factory.mktemp("news") / "台账.dadu"))
    with opening.open_file(place) as ledger:
        save_record(ledger, "enterprises", 0, {"name": "甲商店", "trade": "零售业", "status": "在库"})
    return place


@pytest.fixture
def office(shop: Path, tmp_path: Path) -> Iterator[LedgerFile]:
    """Give a copy of that ledger."""
    with opening.open_file(Path(shutil.copyfile(shop, tmp_path / "台账.dadu"))) as ledger:
        yield ledger


def reported(ledger: LedgerFile, amounts: Amounts) -> None:
    """Keep the figures of the retailer."""
    for (year, month), (value, cumulative) in amounts.items():
        kept = {
            "value": None if value is None else Decimal(value),
            "cumulative": Decimal(cumulative),
            "checked": "核实无误",
        }
        about = {"enterprise": Reference(1, ""), "month": PartialDate(year, month), "indicator": "商品销售额"}
        save_record(ledger, "figures", 0, {**about, **kept})


def news(ledger: LedgerFile, period: str = "2022-11") -> dict[str, str]:
    """Draft the clauses of the retail trade, each as its records say it once more."""
    found = month_analysis(ledger, {"period": period}).values["news"]
    assert isinstance(found, dict)
    said = {key: one for key, one in found["零售业"].items() if isinstance(one, Figure)}
    for one in said.values():
        assert recount(ledger, one.basis) == one.value
    return {key: str(one.value) for key, one in said.items()}


def test_every_clause_is_drafted_where_its_records_are_there(office: LedgerFile) -> None:
    reported(office, YEAR)
    assert news(office) == {
        "chain": "环比下降8.3%",
        "pace": "增速较上月提高5.0个百分点",
        "expected": "预计全年1,320万元左右",
    }


@pytest.mark.parametrize(
    ("now", "words"),
    [(("130", "1180"), "环比增长8.3%"), (("120", "1170"), "环比持平"), (("120.04", "1170"), "环比持平")],
)
def test_the_month_before_is_compared_with_every_sign(
    office: LedgerFile, now: tuple[str, str], words: str
) -> None:
    reported(office, {**YEAR, (2022, 11): now})
    assert news(office)["chain"] == words


@pytest.mark.parametrize(
    ("cumulative", "words"),
    [
        ("1155", "增速与上月持平"),
        ("1045", "增速较上月回落10.0个百分点"),
        ("1100", "增速较上月回落5.0个百分点"),
    ],
)
def test_the_pace_is_told_with_every_sign(office: LedgerFile, cumulative: str, words: str) -> None:
    reported(office, {**YEAR, (2022, 11): ("110", cumulative)})
    assert news(office)["pace"] == words


def test_a_round_sum_is_told_in_the_month_in_which_it_is_passed(office: LedgerFile) -> None:
    reported(office, {**YEAR, (2022, 10): ("100", "950")})
    assert news(office)["surpassed"] == "突破1000万元"


def test_without_the_month_before_only_what_is_known_is_said(office: LedgerFile) -> None:
    reported(office, {one: amounts for one, amounts in YEAR.items() if one != (2022, 10)})
    assert news(office) == {"expected": "预计全年1,320万元左右"}


def test_without_last_year_nothing_is_forecast(office: LedgerFile) -> None:
    reported(office, {one: amounts for one, amounts in YEAR.items() if one[0] == 2022})
    assert "expected" not in news(office)
    assert "pace" not in news(office)


def test_an_enterprise_without_last_december_forbids_the_forecast(office: LedgerFile) -> None:
    reported(office, {one: amounts for one, amounts in YEAR.items() if one != (2021, 12)})
    assert "expected" not in news(office)


def test_early_months_and_the_last_are_not_forecast(office: LedgerFile) -> None:
    reported(office, {(2021, 3): ("10", "30"), (2021, 12): ("10", "120"), (2022, 3): ("11", "33")})
    assert "expected" not in news(office, "2022-03")
    reported(office, {(2022, 12): ("11", "132")})
    assert "expected" not in news(office, "2022-12")


def test_the_first_month_has_no_sum_before_it(office: LedgerFile) -> None:
    reported(office, {(2021, 12): ("100", "900"), (2021, 1): ("90", "90"), (2022, 1): ("1100", "1100")})
    said = news(office, "2022-01")
    assert said["chain"] == "环比增长1000.0%"
    assert "surpassed" not in said
    assert "pace" not in said


@pytest.mark.parametrize(
    ("growth", "words"),
    [
        ("8", "高于全区2.0个百分点"),
        ("10", "与全区持平"),
        ("12.5", "低于全区2.5个百分点"),
        ("-1", "高于全区11.0个百分点"),
    ],
)
def test_the_growth_is_set_against_the_official_one_of_the_same_time(
    office: LedgerFile, growth: str, words: str
) -> None:
    reported(office, YEAR)
    official = {
        "period": PartialDate(2022, 11),
        "span": "累计",
        "indicator": "零售业商品销售额",
        "value": Approximate(Decimal(460000)),
        "growth": Decimal(growth),
        "source": "区统计局",
    }
    save_record(office, "district-figures", 0, official)
    assert news(office)["against"] == words


def test_an_official_growth_of_another_time_is_not_compared(office: LedgerFile) -> None:
    reported(office, YEAR)
    official = {
        "period": PartialDate(2022, 9),
        "span": "累计",
        "indicator": "零售业商品销售额",
        "growth": Decimal(4),
        "source": "区统计局",
    }
    save_record(office, "district-figures", 0, official)
    assert "against" not in news(office)
